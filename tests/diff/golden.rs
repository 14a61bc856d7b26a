//! Two versions of a small ruleset, with what is said of them beside them: text in both languages,
//! Markdown, JSON.

use std::path::Path;

use fenliu::diff::Options;
use fenliu::{Lang, Ruleset};

fn shown(folder: &str, name: &str, text: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/diff")
            .join(folder),
    );
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn pages() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    for folder in ["parking", "versions", "titles"] {
        let load = |name: &str| {
            let path = root.join(folder).join(name);
            Ruleset::load(path).unwrap_or_else(|problems| panic!("{problems}"))
        };
        let diff = load("old.fenliu").diff(&load("new.fenliu"), &Options::default());
        for moved in diff.decisions.iter().flat_map(|it| &it.moved) {
            assert!(moved.witness.confirmed, "{moved:?}");
        }
        for (lang, ending) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            shown(folder, &format!("text.{ending}"), diff.to_text(None, lang));
        }
        shown(folder, "markdown", diff.to_markdown(None, Lang::En));
        shown(
            folder,
            "json",
            format!("{:#}", diff.to_json(None, Lang::En)),
        );
    }
}

/// Every example that is shown passes in the new ruleset, in either language.
#[test]
fn examples_can_be_pasted() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    for folder in ["parking", "versions"] {
        let path = |name: &str| root.join(folder).join(name);
        let [old, new] = ["old.fenliu", "new.fenliu"]
            .map(|name| Ruleset::load(path(name)).unwrap_or_else(|problems| panic!("{problems}")));
        let diff = old.diff(&new, &Options::default());
        let text = std::fs::read_to_string(path("new.fenliu")).expect("a file");
        for lang in [Lang::En, Lang::Zh] {
            let json = diff.to_json(None, lang);
            let decisions = json["decisions"].as_array().expect("decisions").iter();
            let examples: Vec<&str> = decisions
                .flat_map(|decision| decision["moved"].as_array().expect("moves"))
                .map(|moved| moved["example"].as_str().expect("an example"))
                .collect();
            assert!(!examples.is_empty());
            let pasted = format!("{text}\n{}", examples.join("\n"));
            let file = tempfile::Builder::new()
                .suffix(".fenliu")
                .tempfile()
                .expect("a file");
            std::fs::write(file.path(), pasted).expect("written");
            assert_cmd::cargo::cargo_bin_cmd!("fenliu")
                .arg("test")
                .arg(file.path())
                .assert()
                .success();
        }
    }
}
