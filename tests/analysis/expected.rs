//! What must be told, what may be, and whether that is what was told.

use std::collections::BTreeSet;

/// One finding as a line. Where several say the same, any of them does.
#[derive(Debug, Clone)]
pub struct Expected {
    pub any_of: BTreeSet<String>,
    /// Whether nothing need be told.
    pub optional: bool,
}

pub fn must(line: String) -> Expected {
    must_any([line])
}

pub fn must_any(lines: impl IntoIterator<Item = String>) -> Expected {
    Expected {
        any_of: lines.into_iter().collect(),
        optional: false,
    }
}

/// Told or not: the page leaves it open.
pub fn may(line: String) -> Expected {
    may_any([line])
}

pub fn may_any(lines: impl IntoIterator<Item = String>) -> Expected {
    Expected {
        any_of: lines.into_iter().collect(),
        optional: true,
    }
}

/// Whether all that should be told is, each once, and nothing else.
pub fn agree(expected: &[Expected], told: &[String]) -> Result<(), String> {
    let mut wrong = Vec::new();
    for one in expected.iter().filter(|one| !one.optional) {
        if !told.iter().any(|line| one.any_of.contains(line)) {
            wrong.push(format!("not told: {}", one.shown()));
        }
    }
    for (at, line) in told.iter().enumerate() {
        if told[..at].contains(line) {
            wrong.push(format!("told twice: {line}"));
        }
        if !expected.iter().any(|one| one.any_of.contains(line)) {
            wrong.push(format!("told, and not so: {line}"));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let expected: Vec<String> = expected.iter().map(Expected::shown).collect();
    Err(format!(
        "{}\n\nexpected:\n{}\ntold:\n{}",
        wrong.join("\n"),
        list(&expected),
        list(told)
    ))
}

impl Expected {
    /// As the texts in `known` write it.
    pub fn shown(&self) -> String {
        let lines: Vec<&str> = self.any_of.iter().map(String::as_str).collect();
        let note = if self.optional { " (or nothing)" } else { "" };
        format!("{}{note}", lines.join(" | "))
    }
}

pub fn list(lines: &[String]) -> String {
    if lines.is_empty() {
        return "  nothing\n".to_owned();
    }
    lines.iter().map(|line| format!("  {line}\n")).collect()
}
