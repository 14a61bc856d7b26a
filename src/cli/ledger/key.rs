//! Keys from files and from the command line.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::cli::failure::Failure;
use crate::cli::files::{name, read, unreadable, unwritable};
use crate::cli::output::remark;
use crate::cli::setting::Setting;
use crate::ledger::{Signer, Verifier};
use crate::words::Words;

/// Names the file of the secret key where no argument does.
const VARIABLE: &str = "FENLIU_LEDGER_KEY";

/// The secret key of a ledger.
pub(super) fn secret(
    given: Option<&Path>,
    folder: &Path,
    setting: Setting,
) -> Result<Signer, Failure> {
    let from_surroundings = || {
        std::env::var_os(VARIABLE)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let Some(path) = given.map(Path::to_owned).or_else(from_surroundings) else {
        return Err(not_given(folder));
    };
    let (text, _) = read(&path)?;
    let signer = Signer::parse(&text).ok_or_else(|| no_key(&path))?;
    if is_open(&path) {
        remark(setting, &others_can_read(&path));
    }
    Ok(signer)
}

/// The key that notes are checked with: itself, or a file that holds it.
pub(super) fn public(given: Option<&str>) -> Result<Option<Verifier>, Failure> {
    let Some(given) = given else { return Ok(None) };
    if let Some(verifier) = Verifier::parse(given) {
        return Ok(Some(verifier));
    }
    let path = Path::new(given);
    if !path.is_file() && given.contains('+') {
        return Err(Failure::new(
            format!("`{given}` is no key of a ledger"),
            format!("`{given}` 不是台账公钥"),
        )
        .help(
            "a key is three parts joined by `+`, as `fenliu ledger init` prints it; copy it whole",
            "公钥由 `+` 连接三部分而成，如 `fenliu ledger init` 所示；请完整复制",
        ));
    }
    let (text, _) = read(path)?;
    match (Verifier::parse(&text), Signer::parse(&text)) {
        (Some(verifier), _) => Ok(Some(verifier)),
        (None, Some(signer)) => Ok(Some(signer.verifier().clone())),
        (None, None) => Err(no_key(path)),
    }
}

/// Writes a secret key into a new file that only its owner may read.
pub(super) fn write(path: &Path, signer: &Signer) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        writeln!(file, "{}", signer.secret())?;
        file.sync_all()
    });
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => unwritable(path, &error),
    })
}

/// Whether a file lies, or would lie, in a folder.
pub(super) fn is_within(path: &Path, folder: &Path) -> Result<bool, Failure> {
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let parent = parent
        .canonicalize()
        .map_err(|error| unwritable(path, &error))?;
    let folder = folder
        .canonicalize()
        .map_err(|error| unreadable(folder, &error))?;
    Ok(parent.starts_with(folder))
}

#[cfg(unix)]
fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0)
}

#[cfg(not(unix))]
fn is_open(_: &Path) -> bool {
    false
}

fn not_given(folder: &Path) -> Failure {
    let folder = name(folder);
    Failure::new(
        format!("writing to the ledger `{folder}` needs its secret key"),
        format!("写入台账 `{folder}` 需要其私钥"),
    )
    .help(
        format!("name its file with `--ledger-key FILE`, or in the variable `{VARIABLE}`"),
        format!("请用 `--ledger-key FILE` 或环境变量 `{VARIABLE}` 给出私钥文件"),
    )
}

fn no_key(path: &Path) -> Failure {
    let path = name(path);
    Failure::new(
        format!("`{path}` does not hold a key of a ledger"),
        format!("`{path}` 中没有台账密钥"),
    )
    .help(
        "`fenliu ledger init` makes the secret key; the public one is `key.pub` in the ledger",
        "私钥由 `fenliu ledger init` 生成；公钥是台账中的 `key.pub`",
    )
}

fn exists(path: &Path) -> Failure {
    let path = name(path);
    Failure::new(
        format!("`{path}` exists already, and a key is never written over"),
        format!("`{path}` 已存在；密钥文件绝不覆盖"),
    )
    .help(
        "name a file that does not exist yet",
        "请给出一个尚不存在的文件",
    )
}

fn others_can_read(path: &Path) -> Words {
    let path = name(path);
    Words::new(
        format!(
            "others may read the secret key `{path}`; let nobody but its owner, for instance with `chmod 600 {path}`"
        ),
        format!("他人可以读取私钥 `{path}`；请仅限所有者读取，例如 `chmod 600 {path}`"),
    )
}
