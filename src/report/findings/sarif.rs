//! SARIF 2.1.0: what a check finds, for the tools that show findings beside the text.
//!
//! OASIS, *Static Analysis Results Interchange Format (SARIF) Version 2.1.0*, 2020.

mod log;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::Told;
use crate::diagnostic::{Code, Note, Severity};
use crate::source::Sources;
use crate::words::Lang;
pub use log::Log;
use log::{
    ArtifactLocation, Descriptor, Driver, Location, Message, Outcome, PhysicalLocation, Properties,
    Region, Run, Tool,
};

/// The schema that the log keeps to.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The name of our fingerprints; another number when they are made otherwise.
const FINGERPRINT: &str = "fenliu/v1";

impl Log {
    /// What a check found, in one language. Files below `base` are named relative to it.
    pub fn new(sources: &Sources, told: &[Told], lang: Lang, base: Option<&Path>) -> Self {
        let mut codes: Vec<Code> = told.iter().map(|told| told.diagnostic.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let results = told.iter().map(|told| {
            let mut fingerprint = fingerprint(sources, told);
            let again = seen.entry(fingerprint.clone()).or_default();
            *again += 1;
            if *again > 1 {
                fingerprint = format!("{fingerprint}:{again}");
            }
            let index = codes
                .binary_search(&told.diagnostic.code)
                .unwrap_or_default();
            outcome(sources, told, index, fingerprint, lang, base)
        });
        let results = results.collect();
        Self {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "fenliu",
                        version: env!("CARGO_PKG_VERSION"),
                        rules: codes.iter().map(|code| descriptor(*code, lang)).collect(),
                    },
                },
                language: match lang {
                    Lang::En => "en",
                    Lang::Zh => "zh",
                },
                column_kind: "unicodeCodePoints",
                results,
            }],
        }
    }
}

/// A code, with its page.
fn descriptor(code: Code, lang: Lang) -> Descriptor {
    let page = code.page();
    let (title, body) = page.split_once('\n').unwrap_or((page, ""));
    let title = title
        .trim_start_matches(['#', ' '])
        .trim_start_matches(code.as_str())
        .trim_start_matches([':', ' ']);
    let (en, zh) = title.split_once(" · ").unwrap_or((title, title));
    let title = match lang {
        Lang::En => en,
        Lang::Zh => zh,
    };
    Descriptor {
        id: code.as_str(),
        short_description: Message::plain(title),
        help: Message {
            text: body.trim().to_owned(),
            markdown: Some(body.trim().to_owned()),
        },
    }
}

fn outcome(
    sources: &Sources,
    told: &Told,
    rule_index: usize,
    fingerprint: String,
    lang: Lang,
    base: Option<&Path>,
) -> Outcome {
    let problem = &told.diagnostic;
    let mut lines = vec![problem.message.get(lang)];
    lines.extend(told.details.iter().map(|words| words.get(lang)));
    lines.extend(problem.help.iter().map(|help| help.get(lang)));
    let mut places = problem
        .notes
        .iter()
        .filter_map(|note| location(sources, note, lang, base));
    let primary = places.next();
    let related = (1..).zip(places).map(|(id, place)| Location {
        id: Some(id),
        ..place
    });
    Outcome {
        rule_id: problem.code.as_str(),
        rule_index,
        level: match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: Message::plain(lines.join("\n")),
        related_locations: related.collect(),
        locations: primary.into_iter().collect(),
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, fingerprint)]),
        properties: Properties {
            example: told
                .example
                .as_ref()
                .map(|example| example.get(lang).to_owned()),
        },
    }
}

fn location(sources: &Sources, note: &Note, lang: Lang, base: Option<&Path>) -> Option<Location> {
    let (file, start, end) = sources.locate(note.span)?;
    let text = note.text.get(lang);
    Some(Location {
        id: None,
        physical_location: PhysicalLocation {
            artifact_location: ArtifactLocation {
                uri: uri(file, base),
            },
            region: Region {
                start_line: start.line,
                start_column: start.column,
                end_line: end.line,
                end_column: end.column,
            },
        },
        message: (!text.is_empty()).then(|| Message::plain(text)),
    })
}

/// A path as a URI, relative where that can be.
fn uri(file: &str, base: Option<&Path>) -> String {
    let path = Path::new(file);
    let path = base
        .and_then(|base| path.strip_prefix(base).ok())
        .unwrap_or(path);
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    let mut uri = String::new();
    if path.is_absolute() {
        uri.push_str(if text.starts_with('/') {
            "file://"
        } else {
            "file:///"
        });
    }
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // the drive of an absolute path; elsewhere a colon would read as a scheme
            b':' if path.is_absolute() => uri.push(':'),
            _ => {
                // writing into a String cannot fail
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// What stays the same when lines move and other rules come and go: the code and what it is about.
fn fingerprint(sources: &Sources, told: &Told) -> String {
    let about = &told.about;
    let mut hash = Sha256::new();
    let mut put = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    put(told.diagnostic.code.as_str());
    put(about.decision.as_deref().unwrap_or_default());
    for list in [&about.rules, &about.names, &about.over] {
        list.iter().for_each(|name| put(name));
        put("");
    }
    if about.decision.is_none() && about.rules.is_empty() && about.names.is_empty() {
        put(&told.diagnostic.message.en);
    }
    let file = told.diagnostic.span().and_then(|span| sources.find(span));
    put(file.map_or("", |(source, _)| {
        Path::new(&source.name)
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default()
    }));
    let mut text = String::new();
    for byte in hash.finalize().iter().take(16) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_uri() {
        let base = Some(Path::new("/home/rules"));
        assert_eq!(uri("street/rules.fenliu", base), "street/rules.fenliu");
        assert_eq!(uri("./rules.fenliu", base), "rules.fenliu");
        assert_eq!(uri("/home/rules/a b.fenliu", base), "a%20b.fenliu");
        assert_eq!(
            uri("/else/规.fenliu", base),
            "file:///else/%E8%A7%84.fenliu"
        );
    }
}
