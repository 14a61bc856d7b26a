//! Files that are named on the command line.

use std::fs;
use std::io;
use std::path::Path;

use super::failure::Failure;
use crate::load::{Encoding, decode};
use crate::words::Words;

/// The text of a file, and how it is written.
pub(crate) fn read(path: &Path) -> Result<(String, Encoding), Failure> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    decode(bytes).map_err(|undecodable| {
        let (words, help) = (undecodable.words(), undecodable.help());
        let name = name(path);
        Failure::new(
            format!("`{name}` {}", words.en),
            format!("`{name}` {}", words.zh),
        )
        .help(help.en, help.zh)
    })
}

/// `-` is standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// A path as messages show it.
pub(crate) fn name(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect()
}

/// That a file was read as GB18030.
pub(crate) fn is_gb18030(path: &Path) -> Words {
    let name = name(path);
    Words::new(
        format!("`{name}` is not UTF-8 and was read as GB18030"),
        format!("`{name}` 不是 UTF-8，已按 GB18030 读取"),
    )
}

/// A file that cannot be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let name = name(path);
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::new(
            format!("there is no file `{name}`"),
            format!("没有文件 `{name}`"),
        ),
        io::ErrorKind::IsADirectory => Failure::new(
            format!("`{name}` is a folder, not a file"),
            format!("`{name}` 是文件夹，不是文件"),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            format!("`{name}` may not be read: permission denied"),
            format!("没有读取 `{name}` 的权限"),
        ),
        _ => Failure::new(
            format!("`{name}` cannot be read: {error}"),
            format!("无法读取 `{name}`（{error}）"),
        ),
    }
}

/// A file that cannot be written.
pub(crate) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    let name = name(path);
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Failure::new(
            format!("`{name}` cannot be written: its folder does not exist"),
            format!("无法写入 `{name}`：其所在文件夹不存在"),
        ),
        io::ErrorKind::PermissionDenied => Failure::new(
            format!("`{name}` may not be written: permission denied"),
            format!("没有写入 `{name}` 的权限"),
        ),
        _ => Failure::new(
            format!("`{name}` cannot be written: {error}"),
            format!("无法写入 `{name}`（{error}）"),
        ),
    }
}
