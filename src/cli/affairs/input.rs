//! The input as a stream of UTF-8 bytes: gzip unpacked, GB18030 decoded, progress shown.

mod decoding;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;

use clap::ValueEnum;
use flate2::bufread::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use self::decoding::Decoding;
use crate::cli::failure::Failure;
use crate::cli::files::{is_gb18030, is_stdin, unreadable};
use crate::cli::setting::Setting;

const BUFFER: usize = 1 << 16;

/// What the records of an input are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// One JSON object a line
    Jsonl,
    /// A JSON list of objects, or objects one after another
    Json,
    /// CSV with a header of fact names
    Csv,
}

/// An opened input.
pub(super) struct Input {
    pub(super) form: Form,
    pub(super) bytes: Box<dyn BufRead + Send>,
    pub(super) progress: ProgressBar,
}

/// Opens a file, or standard input for `-`.
pub(super) fn open(
    path: &Path,
    asked: Option<Form>,
    bar: bool,
    setting: Setting,
) -> Result<Input, Failure> {
    let cannot = |error: io::Error| unreadable(path, &error);
    let (raw, length): (Box<dyn Read + Send>, Option<u64>) = if is_stdin(path) {
        (Box::new(io::stdin()), None)
    } else {
        let file = File::open(path).map_err(cannot)?;
        let about = file.metadata().map_err(cannot)?;
        if about.is_dir() {
            return Err(cannot(io::ErrorKind::IsADirectory.into()));
        }
        (Box::new(file), about.is_file().then_some(about.len()))
    };
    let progress = progress(length, bar);
    let mut raw = BufReader::with_capacity(BUFFER, progress.wrap_read(raw));
    let packed = raw.fill_buf().map_err(cannot)?.starts_with(&[0x1f, 0x8b]);
    let raw: Box<dyn BufRead + Send> = if packed {
        Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(raw)))
    } else {
        Box::new(raw)
    };
    let found = is_gb18030(path);
    let decoding = Decoding::new(raw, move || crate::cli::output::remark(setting, &found));
    let mut bytes = BufReader::with_capacity(BUFFER, decoding);
    let start = bytes.fill_buf().map_err(cannot)?;
    let form = asked
        .or_else(|| by_ending(path))
        .unwrap_or_else(|| by_content(start));
    Ok(Input {
        form,
        bytes: Box::new(bytes),
        progress,
    })
}

fn progress(length: Option<u64>, bar: bool) -> ProgressBar {
    if !bar || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (progress, template) = match length {
        Some(length) => (ProgressBar::new(length), "{wide_bar} {percent}% {eta}"),
        None => (ProgressBar::no_length(), "{spinner} {bytes}"),
    };
    progress.set_draw_target(ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template(template) {
        progress.set_style(style);
    }
    progress
}

/// By the file's ending, `.gz` aside.
fn by_ending(path: &Path) -> Option<Form> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "jsonl" | "ndjson" => Some(Form::Jsonl),
        "json" => Some(Form::Json),
        "csv" => Some(Form::Csv),
        _ => None,
    }
}

/// By the first bytes: a list is JSON; objects are JSON Lines if the first is closed on its line.
fn by_content(start: &[u8]) -> Form {
    let text = start.trim_ascii_start();
    match text.first() {
        Some(b'[') => Form::Json,
        Some(b'{') => {
            let line = text.split(|&byte| byte == b'\n').next().unwrap_or(text);
            let whole = serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok();
            if whole || line.len() == text.len() {
                Form::Jsonl
            } else {
                Form::Json
            }
        }
        _ => Form::Csv,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_told_by_ending_then_by_content() {
        assert_eq!(by_ending(Path::new("a/x.CSV.gz")), Some(Form::Csv));
        assert_eq!(by_ending(Path::new("x.ndjson")), Some(Form::Jsonl));
        assert_eq!(by_ending(Path::new("x.json")), Some(Form::Json));
        assert_eq!(by_ending(Path::new("-")), None);
        assert_eq!(by_content(b" [{}]"), Form::Json);
        assert_eq!(by_content(b"{\"a\": 1}\n{}"), Form::Jsonl);
        assert_eq!(by_content(b"{\"a\": 1}"), Form::Jsonl);
        assert_eq!(by_content(b"{\n \"a\": 1}"), Form::Json);
        assert_eq!(by_content(b"id,matter\n"), Form::Csv);
        assert_eq!(by_content(b""), Form::Csv);
    }
}
