//! The commands, as somebody at a terminal uses them.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::tempdir;

fn fenliu(arguments: &[&str]) -> Output {
    let mut command: Command = assert_cmd::cargo::cargo_bin_cmd!("fenliu");
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear()
        .env("LC_ALL", "C.UTF-8");
    command.args(arguments).output().expect("it starts")
}

/// What was printed, what was said, and the exit status.
pub(crate) fn ran(arguments: &[&str]) -> (String, String, i32) {
    let output = fenliu(arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        text(output.stdout),
        text(output.stderr),
        output.status.code().expect("an end"),
    )
}

pub(crate) struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    pub(crate) fn new() -> Self {
        let office = Self {
            folder: tempdir().unwrap(),
        };
        let (said, _, status) = ran(&[
            "ledger",
            "init",
            &office.path("ledger"),
            "--key",
            &office.path("key"),
        ]);
        assert_eq!(status, 0);
        let public = fs::read_to_string(office.path("ledger/key.pub")).unwrap();
        assert!(said.contains(public.trim_end()), "{said}");
        office
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_string_lossy().into_owned()
    }

    fn classify(&self, more: &[&str]) -> (String, String, i32) {
        let (ledger, key) = (self.path("ledger"), self.path("key"));
        let fixed = [
            "classify",
            "tests/cli/tiny",
            "tests/cli/affairs.jsonl",
            "--ledger",
            &ledger,
            "--ledger-key",
            &key,
        ];
        ran(&[&fixed, more].concat())
    }
}

#[test]
fn from_the_first_day_to_a_receipt() {
    let office = Office::new();
    let ledger = office.path("ledger");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(office.path("key"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let (plain, _, _) = ran(&["classify", "tests/cli/tiny", "tests/cli/affairs.jsonl"]);
    let (recorded, said, status) = office.classify(&[]);
    assert_eq!(recorded, plain, "the output is the same");
    assert!(said.contains("rejected") && status == 1, "{said}");
    let decided = plain
        .lines()
        .filter(|line| !line.contains("\"error\""))
        .count();

    let (said, note, status) = ran(&["ledger", "verify", &ledger]);
    assert!(
        said.starts_with(&format!(
            "confirmed: {} entries: {decided} decisions, 1 ruleset kept\n",
            decided + 1
        )),
        "{said}"
    );
    assert!(note.contains("`--key KEY`") && status == 0);
    let (said, note, _) = ran(&[
        "ledger",
        "verify",
        &ledger,
        "--lang",
        "zh",
        "--key",
        &office.path("ledger/key.pub"),
    ]);
    assert!(
        said.starts_with("确认：") && note.is_empty(),
        "{said}{note}"
    );

    let (shown, _, _) = ran(&["ledger", "show", &ledger]);
    assert_eq!(shown.lines().count(), decided + 1);
    let (lines, _, _) = ran(&["ledger", "show", &ledger, "--format", "json"]);
    assert_eq!(
        lines,
        fs::read_to_string(office.path("ledger/records/000000000000.jsonl")).unwrap()
    );
    let id =
        serde_json::from_str::<serde_json::Value>(plain.lines().next().unwrap()).unwrap()["id"]
            .clone();
    let id = id.as_str().unwrap();
    let (page, _, status) = ran(&["ledger", "show", &ledger, id]);
    assert!(
        page.starts_with("entry 1: decision\n") && status == 0,
        "{page}"
    );

    let receipt = office.path("receipt");
    assert_eq!(ran(&["ledger", "prove", &ledger, id, "-o", &receipt]).2, 0);
    let key = fs::read_to_string(office.path("ledger/key.pub")).unwrap();
    let (said, _, status) = ran(&["ledger", "verify-receipt", &receipt, "--key", key.trim()]);
    assert!(
        said.starts_with("confirmed: the ledger `ledger`") && status == 0,
        "{said}"
    );
    fs::write(
        &receipt,
        fs::read_to_string(&receipt)
            .unwrap()
            .replacen("official", "common", 1),
    )
    .unwrap();
    let (said, _, status) = ran(&[
        "ledger",
        "verify-receipt",
        &receipt,
        "--key",
        key.trim(),
        "--lang",
        "zh",
    ]);
    assert!(said.starts_with("未获确认：") && status == 1, "{said}");
    let (_, said, status) = ran(&["verify", "tests/cli/tiny", &receipt]);
    assert!(
        said.contains("fenliu ledger verify-receipt") && status == 2,
        "{said}"
    );

    let (said, _, status) = ran(&["ledger", "replay", &ledger]);
    assert_eq!(
        said,
        format!("decided again: {decided}; as recorded: {decided}; otherwise: 0\n")
    );
    assert_eq!(status, 0);
    // recorded twice, an id alone no longer says which
    office.classify(&["--quiet"]);
    let (_, said, status) = ran(&["ledger", "prove", &ledger, id]);
    assert!(
        said.contains("2 entries about") && said.contains("--entry N") && status == 2,
        "{said}"
    );
}

#[test]
fn rules_that_changed_move_decisions() {
    let office = Office::new();
    office.classify(&["--quiet"]);
    let rules = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/tiny/rules.fenliu"),
    )
    .unwrap();
    fs::create_dir(office.path("new")).unwrap();
    fs::write(
        office.path("new/rules.fenliu"),
        rules.replace("tier is official", "tier is common"),
    )
    .unwrap();
    let (ledger, new) = (office.path("ledger"), office.path("new"));
    let (said, _, status) = ran(&["ledger", "replay", &ledger, "--rules", &new]);
    assert_eq!(status, 1, "{said}");
    let row = said.lines().find(|line| line.starts_with("tier"));
    assert!(
        row.is_some_and(|row| row.contains("official") && row.contains("common")),
        "{said}"
    );
    let (json, _, _) = ran(&[
        "ledger", "replay", &ledger, "--rules", &new, "--format", "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let flip = &json["flips"][0];
    assert_eq!(
        flip["count"],
        serde_json::json!(flip["affairs"].as_array().unwrap().len())
    );
    assert!(
        ran(&["ledger", "replay", &ledger, "--rules", &new, "--lang", "zh"])
            .0
            .contains("原为")
    );
}

#[test]
fn a_value_is_redacted() {
    let office = Office::new();
    office.classify(&["--quiet"]);
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    let redact = |more: &[&str]| {
        let fixed = [
            "ledger",
            "redact",
            &ledger,
            "--because",
            "asked for",
            "--ledger-key",
            &key,
        ];
        ran(&[&fixed, more].concat())
    };
    let (said, _, status) = redact(&["--entry", "1", "matter"]);
    assert!(
        said.contains("redacted of entry 1: `matter`") && status == 0,
        "{said}"
    );
    assert!(said.contains("no longer replayable"));
    assert!(
        redact(&["--entry", "1", "colour"])
            .1
            .contains("its fields are")
    );
    assert!(redact(&["only"]).1.contains("not clear"));
    assert_eq!(ran(&["ledger", "verify", &ledger]).2, 0);
    let (said, _, status) = ran(&["ledger", "replay", &ledger]);
    assert!(said.contains("not replayable: 1") && status == 0, "{said}");
    assert!(
        ran(&["ledger", "show", &ledger, "--entry", "1", "--lang", "zh"])
            .0
            .contains("（已删去）")
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let office = Office::new();
    let (ledger, key) = (office.path("ledger"), office.path("key"));
    let refused = |arguments: &[&str], en: &str| {
        let (_, said, status) = ran(arguments);
        assert!(status == 2 && said.contains(en), "{arguments:?}: {said}");
        let zh = ran(&[arguments, &["--lang", "zh"]].concat()).1;
        assert!(zh.starts_with("错误：") && zh != said, "{zh}");
    };
    let inside = office.path("other/key");
    refused(
        &["ledger", "init", &office.path("other"), "--key", &inside],
        "would lie within the ledger",
    );
    assert!(!Path::new(&inside).exists() && !Path::new(&office.path("other")).exists());
    refused(
        &["ledger", "init", &ledger, "--key", &office.path("new-key")],
        "is not empty",
    );
    assert!(!Path::new(&office.path("new-key")).exists());
    refused(
        &["ledger", "init", &office.path("third"), "--key", &key],
        "never written over",
    );
    refused(
        &[
            "ledger",
            "init",
            &office.path("third"),
            "--key",
            &office.path("k"),
            "--name",
            "a b",
        ],
        "name of a ledger",
    );
    refused(
        &["ledger", "verify", &office.path("nowhere")],
        "there is no ledger",
    );
    refused(
        &["ledger", "show", &ledger, "nobody"],
        "no entry about `nobody`",
    );
    refused(
        &["ledger", "show", &ledger, "--entry", "7"],
        "no entries yet",
    );
    refused(
        &["ledger", "verify", &ledger, "--key", "a+b+c"],
        "is no key of a ledger",
    );
    let classify = [
        "classify",
        "tests/cli/tiny",
        "tests/cli/affairs.jsonl",
        "--ledger",
        &ledger,
    ];
    refused(&classify, "needs its secret key");
    refused(
        &[&classify[..], &["--ledger-key", "tests/cli/affairs.jsonl"]].concat(),
        "does not hold a key",
    );
    let stranger = office.path("stranger");
    assert_eq!(
        ran(&["ledger", "init", &office.path("its"), "--key", &stranger]).2,
        0
    );
    refused(
        &[&classify[..], &["--ledger-key", &stranger]].concat(),
        "is not signed with the key",
    );
    assert_eq!(
        ran(&["ledger", "verify", &ledger]).0.lines().next(),
        Some("confirmed: 0 entries")
    );
}
