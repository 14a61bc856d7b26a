//! `fenliu ledger init`.

use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::key;
use super::random;
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::files::{name, unwritable};
use crate::cli::output::print;
use crate::cli::setting::Setting;
use crate::ledger::{self, Signer};
use crate::words::Words;

/// Make a ledger and its key
///
/// The secret key goes into FILE, which must lie outside the ledger and which only its owner may read:
/// whoever has it can write to the ledger, and nobody else can. The public key is printed, and is in the
/// ledger as `key.pub`: hand it to whoever is to check the ledger or a receipt.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  fenliu ledger init decisions --key ~/decisions.key --name example.org/street-office"
)]
pub(crate) struct Init {
    /// The folder of the ledger; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The file to write the secret key to
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// What the ledger is called in checkpoints, best an address of its own; otherwise its folder's name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

impl Init {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let called = match &self.name {
            Some(name) => name.clone(),
            None => plain(&self.folder),
        };
        let mut seed = [0; 32];
        random(&mut seed).map_err(|error| {
            Failure::new(
                format!("the system gives no random bytes for a key: {error}"),
                format!("系统无法提供生成密钥所需的随机数（{error}）"),
            )
        })?;
        let signer = Signer::new(&called, &seed)?;
        let fresh = !self.folder.exists();
        fs::create_dir_all(&self.folder).map_err(|error| unwritable(&self.folder, &error))?;
        let made = self.inside().and_then(|()| {
            ledger::write::is_free(&self.folder)?;
            key::write(&self.key, &signer)?;
            ledger::create(&self.folder, &signer).map_err(Failure::from)
        });
        if made.is_err() && fresh {
            let _ = fs::remove_dir(&self.folder);
        }
        made?;
        let (folder, key) = (name(&self.folder), name(&self.key));
        let words = Words::new(
            format!(
                "the ledger `{called}` is in `{folder}`\n\
                 its public key, for whoever checks it or a receipt:\n  {}\n\
                 its secret key is in `{key}`: keep it apart and safe; without it nothing more can be recorded\n\
                 record decisions with `fenliu classify RULES INPUT --ledger {folder} --ledger-key {key}`\n",
                signer.verifier()
            ),
            format!(
                "台账 `{called}` 建于 `{folder}`\n\
                 公钥如下，交给查验台账或回执的人：\n  {}\n\
                 私钥在 `{key}`：请另行妥善保管；没有它便不能再记录\n\
                 记录判定：`fenliu classify RULES INPUT --ledger {folder} --ledger-key {key}`\n",
                signer.verifier()
            ),
        );
        print(words.get(setting.lang))?;
        Ok(Status::Clean)
    }

    fn inside(&self) -> Result<(), Failure> {
        if !key::is_within(&self.key, &self.folder)? {
            return Ok(());
        }
        let (folder, key) = (name(&self.folder), name(&self.key));
        Err(Failure::new(
            format!("the secret key `{key}` would lie within the ledger `{folder}`"),
            format!("私钥 `{key}` 将位于台账 `{folder}` 之内"),
        )
        .help(
            "keep it elsewhere: whoever gets a copy of the ledger must not get its key",
            "请放在别处：得到台账副本的人不应得到私钥",
        ))
    }
}

/// The name of a folder, as a key may be called.
fn plain(folder: &std::path::Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    name.chars()
        .map(|c| {
            if c.is_whitespace() || c.is_control() || c == '+' {
                '-'
            } else {
                c
            }
        })
        .collect()
}
