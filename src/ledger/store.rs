//! The files of a ledger; the only part of it that touches the disk. In: names within its folder, and
//! bytes. Out: bytes, on the disk when it is said so.
//!
//! ```text
//! key.pub                     the key that others check with
//! checkpoint                  what is acknowledged: the signed root; put in place as a whole
//! records/000000000000.jsonl  the entries, with values and salts; 4096 a file, named by the first
//! rules/DIGEST.json           the texts of each ruleset decided by
//! tile/L/N, tile/entries/N    the tree and its leaves, for whoever checks from outside; made of the records
//! lock                        held by the one who writes
//! ```

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use fs4::TryLockError;

use super::problem::{Problem, shown};

pub(crate) const KEY: &str = "key.pub";
pub(crate) const CHECKPOINT: &str = "checkpoint";
pub(crate) const RECORDS: &str = "records";
pub(crate) const RULES: &str = "rules";
pub(crate) const TILES: &str = "tile";
pub(crate) const LOCK: &str = "lock";
/// Whole lines that were never acknowledged are laid aside here, by the number of the first.
pub(crate) const CUT: &str = "cut";
/// What a file ends in that is not yet in its place.
pub(crate) const UNFINISHED: &str = ".tmp";

/// Entries in one file of records.
pub(crate) const SEGMENT: u64 = 4096;

/// The file of records that begins with this entry.
pub(crate) fn records(first: u64) -> String {
    format!("{RECORDS}/{first:012}.jsonl")
}

/// A folder that holds a ledger.
#[derive(Debug, Clone)]
pub(crate) struct Store {
    pub(crate) folder: PathBuf,
}

impl Store {
    pub(crate) fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Problem> {
        let path = self.path(name);
        fs::read(&path).map_err(|error| Problem::file(&path, &error))
    }

    /// The bytes of a file; nothing if there is none.
    pub(crate) fn find(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let path = self.path(name);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Problem::file(&path, &error)),
        }
    }

    pub(crate) fn open(&self, name: &str) -> Result<File, Problem> {
        let path = self.path(name);
        File::open(&path).map_err(|error| Problem::file(&path, &error))
    }

    /// Writes a file that can be made anew: nothing waits for the disk.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.doing(name, |path| {
            if let Err(error) = fs::write(path, bytes) {
                match path.parent() {
                    Some(parent) if error.kind() == io::ErrorKind::NotFound => {
                        fs::create_dir_all(parent)?
                    }
                    _ => return Err(error),
                }
                fs::write(path, bytes)?;
            }
            Ok(())
        })
    }

    /// Puts a file in its place, whole or not at all; it is on the disk when this returns.
    pub(crate) fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.doing(name, |path| {
            let mut unfinished = path.as_os_str().to_owned();
            unfinished.push(UNFINISHED);
            let mut file = File::create(&unfinished)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&unfinished, path)?;
            sync_folder(path)
        })
    }

    /// Adds to a file, which may be new; it is on the disk when this returns.
    pub(crate) fn append(&self, name: &str, bytes: &[u8]) -> Result<(), Problem> {
        self.doing(name, |path| {
            let mut file = OpenOptions::new().append(true).create(true).open(path)?;
            let new = file.metadata()?.len() == 0;
            file.write_all(bytes)?;
            file.sync_data()?;
            if new { sync_folder(path) } else { Ok(()) }
        })
    }

    /// Cuts a file off.
    pub(crate) fn cut(&self, name: &str, length: u64) -> Result<(), Problem> {
        self.doing(name, |path| {
            let file = OpenOptions::new().write(true).open(path)?;
            file.set_len(length)?;
            file.sync_all()
        })
    }

    /// Removes a file, if it is there.
    pub(crate) fn remove(&self, name: &str) -> Result<(), Problem> {
        self.doing(name, |path| match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }

    /// Removes a folder and what is in it, if it is there.
    pub(crate) fn remove_folder(&self, name: &str) -> Result<(), Problem> {
        self.doing(name, |path| match fs::remove_dir_all(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        })
    }

    /// Makes a folder.
    pub(crate) fn make(&self, name: &str) -> Result<(), Problem> {
        self.doing(name, |path| {
            fs::create_dir_all(path)?;
            sync_folder(path)
        })
    }

    /// Every file within, by its name from here, in order.
    pub(crate) fn files(&self, within: &str) -> Result<Vec<String>, Problem> {
        let mut files = Vec::new();
        let mut folders = vec![within.to_owned()];
        while let Some(folder) = folders.pop() {
            self.doing(&folder, |path| {
                for entry in fs::read_dir(path)? {
                    let entry = entry?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    let name = if folder.is_empty() {
                        name
                    } else {
                        format!("{folder}/{name}")
                    };
                    if entry.file_type()?.is_dir() {
                        folders.push(name)
                    } else {
                        files.push(name)
                    }
                }
                Ok(())
            })?;
        }
        files.sort_unstable();
        Ok(files)
    }

    /// Takes the place of the one who writes. Error: somebody else has it.
    pub(crate) fn lock(&self) -> Result<Lock, Problem> {
        let path = self.path(LOCK);
        let failed = |error: &io::Error| Problem::file(&path, error);
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path);
        let mut file = file.map_err(|error| failed(&error))?;
        match fs4::FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = (&mut file).take(64).read_to_string(&mut holder);
                return Err(taken(&self.folder, holder.trim()));
            }
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        written.map_err(|error| failed(&error))?;
        Ok(Lock(file))
    }

    fn doing<T>(
        &self,
        name: &str,
        work: impl FnOnce(&Path) -> io::Result<T>,
    ) -> Result<T, Problem> {
        let path = self.path(name);
        work(&path).map_err(|error| Problem::file(&path, &error))
    }
}

/// The place of the one who writes; given back when it is dropped, or when the process ends.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.set_len(0);
        let _ = fs4::FileExt::unlock(&self.0);
    }
}

/// Waits until the names in the folder of a file are on the disk; not every system has a way.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let parent = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        File::open(parent.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}

fn taken(folder: &Path, holder: &str) -> Problem {
    let name = shown(folder);
    let plain = !holder.is_empty() && holder.bytes().all(|byte| byte.is_ascii_digit());
    let problem = if plain {
        Problem::new(
            format!("the ledger `{name}` is being written by process {holder}"),
            format!("台账 `{name}` 正由进程 {holder} 写入"),
        )
    } else {
        Problem::new(
            format!("the ledger `{name}` is being written by another process"),
            format!("台账 `{name}` 正由另一进程写入"),
        )
    };
    problem.help(
        "one at a time may write; try again when that one has ended",
        "同一时间只能有一方写入；请待其结束后再试",
    )
}
