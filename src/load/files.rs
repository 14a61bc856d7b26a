//! Where files come from: a disk, or texts in memory.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path, PathBuf};

use super::decode::{Encoding, Undecodable, decode};
use crate::source::Source;

/// The largest file that is read, in bytes.
const LARGEST: u64 = 256 << 20;

/// Files by path.
#[derive(Debug)]
pub(super) enum Files {
    /// Those of the machine.
    Disk,
    /// Texts by name; a name is a path that need not exist anywhere.
    Memory(Vec<Source>),
}

/// Why there is no text at a path.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// Nothing is there.
    Absent,
    /// A folder is there.
    Folder,
    /// More than [`LARGEST`].
    TooLarge,
    /// The operating system says no.
    Refused(io::Error),
    /// It is no text.
    Encoding(Undecodable),
}

impl Files {
    /// The text at a path.
    pub(super) fn read(&self, path: &Path) -> Result<(String, Encoding), Unreadable> {
        match self {
            Self::Disk => decode(bytes(path)?).map_err(Unreadable::Encoding),
            Self::Memory(sources) => match find(sources, path) {
                Some(source) => Ok((source.text.clone(), Encoding::Utf8)),
                None if self.is_folder(path) => Err(Unreadable::Folder),
                None => Err(Unreadable::Absent),
            },
        }
    }

    /// Whether a folder is at a path.
    pub(super) fn is_folder(&self, path: &Path) -> bool {
        match self {
            Self::Disk => path.is_dir(),
            Self::Memory(sources) => {
                let path = clean(path);
                find(sources, &path).is_none()
                    && sources.iter().any(|source| parent(&source.name) == path)
            }
        }
    }

    /// The path that a file means by a path written in it: relative to the file's folder.
    pub(super) fn beside(&self, file: &Path, written: &str) -> PathBuf {
        let joined = file.parent().unwrap_or(Path::new("")).join(written);
        match self {
            Self::Disk => {
                let short = clean(&joined);
                // a link in the middle can make the two differ
                if fs::canonicalize(&short).ok() == fs::canonicalize(&joined).ok() {
                    short
                } else {
                    joined
                }
            }
            Self::Memory(sources) => {
                let (joined, written) = (clean(&joined), clean(Path::new(written)));
                let found = |path: &Path| find(sources, path).is_some() || self.is_folder(path);
                if !found(&joined) && found(&written) {
                    written
                } else {
                    joined
                }
            }
        }
    }

    /// The same for every path of one file.
    pub(super) fn identity(&self, path: &Path) -> PathBuf {
        match self {
            Self::Disk => fs::canonicalize(path).unwrap_or_else(|_| clean(path)),
            Self::Memory(_) => clean(path),
        }
    }

    /// The names in a folder, ascending; hidden ones left out. Empty if it cannot be read.
    pub(super) fn names(&self, folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Disk => {
                let folder = if folder.as_os_str().is_empty() {
                    Path::new(".")
                } else {
                    folder
                };
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                entries
                    .map(|entry| entry.file_name().to_string_lossy().into_owned())
                    .collect()
            }
            Self::Memory(sources) => {
                let folder = clean(folder);
                let inside = sources
                    .iter()
                    .filter(|source| parent(&source.name) == folder);
                inside
                    .filter_map(|source| {
                        Some(
                            Path::new(&source.name)
                                .file_name()?
                                .to_string_lossy()
                                .into_owned(),
                        )
                    })
                    .collect()
            }
        };
        names.retain(|name| !name.starts_with('.'));
        names.sort_unstable();
        names
    }

    /// The rule files in a folder, by name.
    pub(super) fn rule_files(&self, folder: &Path) -> Vec<PathBuf> {
        let named = self
            .names(folder)
            .into_iter()
            .filter(|name| is_rule_file(name));
        named
            .map(|name| folder.join(name))
            .filter(|path| !self.is_folder(path))
            .collect()
    }

    /// The folders directly below that hold rule files.
    pub(super) fn rule_folders(&self, folder: &Path) -> Vec<PathBuf> {
        let below = self.names(folder).into_iter().map(|name| folder.join(name));
        below
            .filter(|path| self.is_folder(path) && !self.rule_files(path).is_empty())
            .collect()
    }
}

/// Whether a name ends as rule files do.
pub(super) fn is_rule_file(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".fenliu", ".fenliu.md"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

/// Whether a rule file is Markdown.
pub(super) fn is_literate(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("md"))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let refused = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Unreadable::Absent,
        io::ErrorKind::IsADirectory => Unreadable::Folder,
        _ => Unreadable::Refused(error),
    };
    if path.is_dir() {
        return Err(Unreadable::Folder);
    }
    let file = File::open(path).map_err(refused)?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(refused)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    Ok(bytes)
}

fn find<'s>(sources: &'s [Source], path: &Path) -> Option<&'s Source> {
    let path = clean(path);
    sources
        .iter()
        .find(|source| clean(Path::new(&source.name)) == path)
}

fn parent(name: &str) -> PathBuf {
    clean(Path::new(name).parent().unwrap_or(Path::new("")))
}

/// A path without `.` and, where a folder stands before it, without `..`.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(clean.components().next_back(), Some(Component::Normal(_))) =>
            {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shortened_and_never_beyond_their_root() {
        for (long, short) in [
            ("a/b/../c.fenliu", "a/c.fenliu"),
            ("./a/./b", "a/b"),
            ("../../a", "../../a"),
            ("a/../../b", "../b"),
            ("", ""),
        ] {
            assert_eq!(clean(Path::new(long)), PathBuf::from(short));
        }
    }

    #[test]
    fn texts_in_memory_are_found_as_files_are() {
        let files = Files::Memory(vec![
            Source::new("city/rules.fenliu", "ruleset a"),
            Source::new("city/common/bodies.fenliu", "kind body { a }"),
            Source::new("agencies.csv", "agency"),
        ]);
        let main = Path::new("city/rules.fenliu");
        assert_eq!(
            files.beside(main, "common/bodies.fenliu"),
            PathBuf::from("city/common/bodies.fenliu")
        );
        assert_eq!(
            files.beside(main, "../agencies.csv"),
            PathBuf::from("agencies.csv")
        );
        assert_eq!(
            files.beside(main, "agencies.csv"),
            PathBuf::from("agencies.csv"),
            "or by the name it is given"
        );
        assert!(files.is_folder(Path::new("city")));
        assert_eq!(
            files.rule_files(Path::new("city")),
            [PathBuf::from("city/rules.fenliu")]
        );
        assert!(matches!(
            files.read(Path::new("nowhere")),
            Err(Unreadable::Absent)
        ));
    }
}
