//! The language page is a literate ruleset: it compiles, and its examples pass.

use std::fs;
use std::path::Path;

use fenliu::{Ruleset, Source};

#[test]
fn the_language_page_runs() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let text = fs::read_to_string(path).expect("docs/language.md");
    let ruleset = Ruleset::compile([Source::new("language.fenliu.md", text)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let failed: Vec<String> = ruleset.failed_examples().iter().map(|failed| failed.message.en.clone()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
