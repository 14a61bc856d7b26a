//! Golden pairs, and the laws: the tree stays, every comment stays, twice is once.

mod golden;
mod files;
mod random;

use std::fs::{read_dir, read_to_string};
use std::path::Path;

use super::format;
use crate::syntax::SyntaxTree;
use crate::syntax::parse::parse;
use crate::words::Lang;

/// Reads a text that has no mistakes.
fn read(text: &str, base: u32, literate: bool) -> SyntaxTree {
    let (tree, problems) = parse(text, base, literate);
    assert!(problems.is_empty(), "{problems:#?}\n{text}");
    tree
}

/// The declarations without their places.
fn bare(tree: &SyntaxTree) -> String {
    let written = format!("{:#?}", tree.declarations);
    let mut lines = Vec::new();
    let mut within = false;
    for line in written.lines() {
        if line.ends_with("Span {") {
            within = true;
        } else if within && line.trim().starts_with('}') {
            within = false;
        } else if !within {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn comments(tree: &SyntaxTree) -> Vec<&str> {
    tree.comments
        .iter()
        .map(|comment| comment.text.as_str())
        .collect()
}

/// Formats, and checks the laws; comments may be reordered only where clauses are.
fn formatted(text: &str, lang: Option<Lang>, reordered: bool) -> String {
    let before = read(text, 7, false);
    let once = format(text, &before, 7, lang);
    let after = read(&once, 0, false);
    assert!(
        bare(&before) == bare(&after),
        "the tree changed:\n{text}\n=>\n{once}"
    );
    let (mut kept, mut written) = (comments(&after), comments(&before));
    if reordered {
        kept.sort_unstable();
        written.sort_unstable();
    }
    assert_eq!(written, kept, "comments:\n{text}\n=>\n{once}");
    let twice = format(&once, &after, 0, lang);
    assert!(
        once == twice,
        "not the same twice:\n{text}\n=>\n{once}\n=>\n{twice}"
    );
    once
}

/// Both layouts of a text.
fn check(written: &str, english: &str, chinese: &str) {
    for (lang, expected) in [(Lang::En, english), (Lang::Zh, chinese)] {
        let found = formatted(written.trim_start_matches('\n'), Some(lang), true);
        let expected = expected.trim_start_matches('\n');
        assert!(found == expected, "expected:\n{expected}\nfound:\n{found}");
        laid_out_again(expected);
    }
}

/// What is laid out is recognised as written in its language, and its comments stay in order.
fn laid_out_again(text: &str) {
    assert_eq!(formatted(text, None, false), text);
}

/// The rule files below a folder.
fn visit(folder: &Path, found: &mut Vec<String>) {
    for entry in read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            visit(&path, found);
        } else if path.extension().is_some_and(|end| end == "fenliu") {
            found.extend(read_to_string(&path));
        }
    }
}

/// Every rule file of the project, and every fence of the language page.
fn corpus() -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["rulesets", "src", "tests"] {
        visit(Path::new(folder), &mut found);
    }
    let page = read_to_string("docs/language.md").unwrap_or_default();
    let fences = page.split("```fenliu\n").skip(1);
    found.extend(fences.filter_map(|rest| Some(rest.split_once("```")?.0.to_owned())));
    found
}

#[test]
fn whatever_is_read_keeps_its_tree() {
    let texts = corpus();
    let read = texts
        .iter()
        .filter(|text| parse(text, 0, false).1.is_empty());
    for text in read {
        for lang in [None, Some(Lang::En), Some(Lang::Zh)] {
            let once = formatted(text, lang, true);
            laid_out_again(&once);
        }
    }
}
