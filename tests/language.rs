//! The language page is a literate ruleset: it compiles, and its examples pass.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_language_page_runs() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let folder = tempfile::tempdir().expect("a folder");
    let rules = folder.path().join("language.fenliu.md");
    fs::copy(page, &rules).expect("a copy");
    let output = Command::new(env!("CARGO_BIN_EXE_fenliu"))
        .arg("test")
        .arg(&rules)
        .output()
        .expect("fenliu runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
