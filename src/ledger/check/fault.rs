//! What is not as it was signed, said with its place.

use crate::ledger::checkpoint::Checkpoint;
use crate::ledger::note::Verifier;
use crate::ledger::problem::Problem;
use crate::words::Words;

/// One thing that is not as it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, by its name within the ledger.
    pub file: String,
    /// The entry, from 0.
    pub entry: Option<u64>,
    /// The byte in the file from which on it is so, from 0.
    pub byte: Option<u64>,
    /// The field of the entry.
    pub field: Option<String>,
    /// What is wrong.
    pub message: Words,
    /// The next step.
    pub help: Option<Words>,
}

impl Fault {
    pub(super) fn new(file: &str, (message, help): (Words, Option<Words>)) -> Self {
        Self {
            file: file.to_owned(),
            entry: None,
            byte: None,
            field: None,
            message,
            help,
        }
    }

    /// What keeps a file from being read.
    pub(super) fn of(file: &str, problem: Problem) -> Self {
        // here everything is said already
        let help = problem
            .help
            .filter(|help| !help.en.contains("ledger verify"));
        Self::new(file, (problem.message, help))
    }

    #[must_use]
    pub(super) fn entry(self, entry: u64) -> Self {
        Self {
            entry: Some(entry),
            ..self
        }
    }

    #[must_use]
    pub(super) fn byte(self, byte: u64) -> Self {
        Self {
            byte: Some(byte),
            ..self
        }
    }

    #[must_use]
    pub(super) fn field(self, field: &str) -> Self {
        Self {
            field: Some(field.to_owned()),
            ..self
        }
    }

    /// The sentence, with its place.
    pub fn words(&self) -> Words {
        let (mut en, mut zh) = (format!("`{}`", self.file), format!("`{}`", self.file));
        if let Some(entry) = self.entry {
            en.push_str(&format!(", entry {entry}"));
            zh.push_str(&format!("，第 {entry} 号条目"));
        }
        if let Some(field) = &self.field {
            en.push_str(&format!(", `{field}`"));
            zh.push_str(&format!("，`{field}`"));
        }
        if let Some(byte) = self.byte {
            en.push_str(&format!(", byte {byte}"));
            zh.push_str(&format!("，第 {byte} 字节"));
        }
        Words::new(
            format!("{en}: {}", self.message.en),
            format!("{zh}：{}", self.message.zh),
        )
    }
}

type Said = (Words, Option<Words>);

fn said(en: impl Into<String>, zh: impl Into<String>) -> Said {
    (Words::new(en, zh), None)
}

fn and(said: Said, en: &str, zh: &str) -> Said {
    (said.0, Some(Words::new(en, zh)))
}

/// A tile or bundle that is not what the entries make it.
pub(super) fn different(name: &str, found: Option<&[u8]>, right: &[u8]) -> Option<Fault> {
    const HELP: (&str, &str) = (
        "`fenliu ledger mend` makes the tiles anew from the record",
        "`fenliu ledger mend` 可根据记录重新生成分片",
    );
    let Some(found) = found else {
        return Some(Fault::new(name, and(file_missing(), HELP.0, HELP.1)));
    };
    let same = found
        .iter()
        .zip(right)
        .take_while(|(one, other)| one == other)
        .count();
    if same == right.len() && same == found.len() {
        return None;
    }
    let said = if same == found.len() {
        said("the file was cut off", "文件被截断")
    } else if same == right.len() {
        said("something was added to the file", "文件被添加了内容")
    } else {
        said("the file was changed", "文件被改动")
    };
    Some(Fault::new(name, and(said, HELP.0, HELP.1)).byte(same as u64))
}

pub(super) fn file_missing() -> Said {
    said("the file is missing", "文件缺失")
}

pub(super) fn line_changed() -> Said {
    said("the entry was changed", "条目被改动")
}

pub(super) fn field_changed() -> Said {
    said(
        "the value is not the one that was recorded",
        "此值并非当时所记录的值",
    )
}

pub(super) fn replaced() -> Said {
    said(
        "the entry was replaced: its leaf is not the one in the tree",
        "条目被替换：其叶与树中的不符",
    )
}

pub(super) fn missing(first: u64, last: u64) -> Said {
    if first == last {
        said(
            format!("entry {first} is missing"),
            format!("缺少第 {first} 号条目"),
        )
    } else {
        said(
            format!("entries {first} to {last} are missing"),
            format!("缺少第 {first} 至 {last} 号条目"),
        )
    }
}

pub(super) fn misplaced(found: u64, expected: u64) -> Said {
    said(
        format!("entry {found} stands where entry {expected} belongs"),
        format!("第 {expected} 号条目的位置上是第 {found} 号"),
    )
}

pub(super) fn value_missing(entry: u64, field: &str) -> Said {
    said(
        format!("the value of `{field}` is gone, and no redaction of entry {entry} says so"),
        format!("`{field}` 的值已不在，而没有条目说明对第 {entry} 号条目作过删除"),
    )
}

pub(super) fn still_there(entry: u64, field: &str, by: u64) -> Said {
    and(
        said(
            format!("entry {by} redacts `{field}` of entry {entry}, but its value is there"),
            format!("第 {by} 号条目删去了第 {entry} 号条目的 `{field}`，但其值仍在"),
        ),
        "`fenliu ledger mend` takes it out",
        "`fenliu ledger mend` 可将其删去",
    )
}

pub(super) fn texts_changed(digest: &str) -> Said {
    and(
        said(
            format!("the texts of the ruleset `{digest}` were changed"),
            format!("规则集 `{digest}` 的文本被改动"),
        ),
        "put the file back from a copy; without it the ledger cannot decide again",
        "请从备份恢复该文件；没有它，台账无法重新判定",
    )
}

pub(super) fn texts_missing(digest: &str) -> Said {
    and(
        said(
            format!("the texts of the ruleset `{digest}` are not there"),
            format!("规则集 `{digest}` 的文本不在"),
        ),
        "put the file back from a copy; without it the ledger cannot decide again",
        "请从备份恢复该文件；没有它，台账无法重新判定",
    )
}

pub(super) fn foreign_key(own: &Verifier, key: &Verifier) -> Said {
    said(
        format!("the ledger's key is `{own}`, not the one given, `{key}`"),
        format!("台账的公钥是 `{own}`，而非所给的 `{key}`"),
    )
}

pub(super) fn rolled_back(earlier: &Checkpoint, now: &Checkpoint) -> Said {
    said(
        format!(
            "the ledger was rolled back: it had {} entries when the earlier checkpoint was signed, and has {} now",
            earlier.size, now.size
        ),
        format!(
            "台账被回退：签署先前检查点时有 {} 条，现有 {} 条",
            earlier.size, now.size
        ),
    )
}

pub(super) fn forked(earlier: &Checkpoint) -> Said {
    said(
        format!(
            "the ledger was forked: its first {} entries are not those that the earlier checkpoint was signed for",
            earlier.size
        ),
        format!(
            "台账被分叉：其前 {} 条并非先前检查点所签署的条目",
            earlier.size
        ),
    )
}

pub(super) fn tail(file: &str, bytes: u64) -> Words {
    Words::new(
        format!(
            "`{file}` has {bytes} bytes behind the last acknowledged entry; the next one to write removes them"
        ),
        format!("`{file}` 在最后一个已确认条目之后还有 {bytes} 个字节；下次写入时会移除"),
    )
}

pub(super) fn strangers(folder: &str, first: &str, count: usize) -> Words {
    match count {
        1 => Words::new(
            format!("`{folder}/{first}` is no part of the ledger, and was not looked at"),
            format!("`{folder}/{first}` 不属于台账，未予查验"),
        ),
        _ => Words::new(
            format!(
                "{count} files in `{folder}` are no part of the ledger, and were not looked at; the first is `{first}`"
            ),
            format!("`{folder}` 中有 {count} 个文件不属于台账，未予查验；首个是 `{first}`"),
        ),
    }
}
