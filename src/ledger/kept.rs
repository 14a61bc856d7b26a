//! The texts of a ruleset, kept in the ledger so that it can decide again without the folder they came
//! from. In: a ruleset. Out: one file with its rule file, what that imports, its ancestors and its CSV
//! files, in UTF-8; and the ruleset from such a file.

use serde::{Deserialize, Serialize};

use super::hash::Hash;
use super::problem::Problem;
use super::store::{RULES, Store};
use crate::ruleset::Ruleset;
use crate::source::Source;
use crate::versions::Versions;

/// The name of the form of a file of texts.
pub(crate) const SCHEMA: &str = "fenliu/texts/1";

/// A file of texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kept {
    schema: String,
    /// The entry that says that they are kept.
    pub(crate) entry: u64,
    /// The digest of the ruleset.
    pub(crate) ruleset: String,
    sources: Vec<Text>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    name: String,
    text: String,
}

/// The file for a digest.
pub(crate) fn file(digest: &str) -> String {
    let hex: String = digest
        .trim_start_matches("sha256:")
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    format!("{RULES}/{hex}.json")
}

impl Kept {
    /// The texts of a ruleset, to be kept by an entry. Error: they are another ruleset away from the folder
    /// that they came from.
    pub(crate) fn of(ruleset: &Ruleset, entry: u64) -> Result<Self, Problem> {
        let sources: Vec<&Source> = ruleset.0.loaded.sources.iter().collect();
        let names = shortened(&sources);
        let texts = sources.iter().zip(names).map(|(source, name)| Text {
            name,
            text: source.text.clone(),
        });
        let kept = Self {
            schema: SCHEMA.to_owned(),
            entry,
            ruleset: ruleset.digest().to_owned(),
            sources: texts.collect(),
        };
        kept.compile()?;
        Ok(kept)
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let kept: Self = serde_json::from_slice(bytes).ok()?;
        (kept.schema == SCHEMA).then_some(kept)
    }

    /// The texts that an entry keeps.
    pub(crate) fn read(store: &Store, digest: &str, texts: Hash) -> Result<Self, Problem> {
        let name = file(digest);
        let bytes = store.read(&name)?;
        let kept =
            Self::parse(&bytes).filter(|kept| Hash::of(&bytes) == texts && kept.ruleset == digest);
        kept.ok_or_else(|| changed(&name))
    }

    /// The ruleset.
    pub(crate) fn compile(&self) -> Result<Ruleset, Problem> {
        let sources = self
            .sources
            .iter()
            .map(|Text { name, text }| Source::new(name, text));
        // what stands under an ancestor of several versions is cut into several
        let versions = Versions::compile(sources).ok();
        let mut all = versions.iter().flat_map(Versions::all);
        all.find(|version| version.digest() == self.ruleset)
            .cloned()
            .ok_or_else(|| other(&self.ruleset))
    }
}

/// The names of texts without the folders that all lie in: where they came from is nobody's business.
fn shortened(sources: &[&Source]) -> Vec<String> {
    let folders: Vec<Vec<&str>> = sources
        .iter()
        .map(|source| source.name.split('/').collect::<Vec<_>>())
        .map(|mut parts| {
            parts.pop();
            parts
        })
        .collect();
    let first = folders.first().map_or(&[][..], Vec::as_slice);
    let same = |at: &usize| {
        folders
            .iter()
            .all(|folder| folder.get(*at) == first.get(*at))
    };
    let shared = (0..first.len()).take_while(same).count();
    let names = sources
        .iter()
        .map(|source| source.name.split('/').skip(shared));
    names
        .map(|parts| parts.collect::<Vec<_>>().join("/"))
        .collect()
}

pub(super) fn changed(name: &str) -> Problem {
    Problem::new(
        format!("`{name}` is not what the ledger says it keeps there"),
        format!("`{name}` 的内容与台账所载不符"),
    )
}

fn other(digest: &str) -> Problem {
    Problem::new(
        format!("the texts of the ruleset `{digest}` do not make that ruleset when they stand alone"),
        format!("规则集 `{digest}` 的文本单独编译后并非该规则集"),
    )
    .help(
        "another version of Fenliu may read them otherwise; or its imports lie where no path within the ruleset leads",
        "可能是 Fenliu 版本不同，也可能是其引入的文件在规则集内的路径无法到达之处",
    )
}
