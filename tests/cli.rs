//! The command line, as somebody at a terminal sees it.
//!
//! `tests/cli/*.cmd` hold commands, a line each; what they print and how they end stands beside them
//! in a snapshot. What writes files is tried here, in folders of its own.
#![cfg(feature = "cli")]
#![allow(
    clippy::format_push_string,
    clippy::format_collect,
    reason = "transcripts are small"
)]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use tempfile::tempdir;

/// The program in the package's folder, in surroundings that say nothing.
fn fenliu() -> Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("fenliu");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command.env_clear().env("LC_ALL", "C.UTF-8");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// Words between blanks; `'…'` holds blanks together.
fn words(line: &str) -> Vec<String> {
    line.split('\'')
        .enumerate()
        .fold(Vec::new(), |mut words, (number, part)| {
            if number % 2 == 1 {
                words.push(part.to_owned());
            } else {
                words.extend(part.split_whitespace().map(str::to_owned));
            }
            words
        })
}

/// Runs one line of a `.cmd` file; `< FILE` is its standard input, and so are the lines after `<<<`,
/// which ` | ` separates.
fn run(line: &str) -> Output {
    if let Some((line, answers)) = line.split_once(" <<< ") {
        let mut command = fenliu();
        command.args(&words(line)[1..]);
        command.write_stdin(answers.replace(" | ", "\n") + "\n");
        return command.output().expect("it starts");
    }
    let (line, input) = line
        .split_once(" < ")
        .map_or((line, None), |(line, file)| (line, Some(file)));
    let mut command = fenliu();
    command.args(&words(line)[1..]);
    if let Some(file) = input {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        command.write_stdin(fs::read(path).expect("the input is there"));
    }
    command.output().expect("it starts")
}

/// What does not depend on how rulesets are laid out in canonical form.
fn without_digests(text: &str) -> String {
    text.split("sha256:")
        .enumerate()
        .fold(String::new(), |mut all, (number, part)| {
            if number > 0 {
                all.push_str("sha256:…");
            }
            all.push_str(if number > 0 {
                part.trim_start_matches(|c: char| c.is_ascii_hexdigit())
            } else {
                part
            });
            all
        })
}

#[test]
fn commands_print_what_their_snapshots_say() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("cli");
    settings.bind(|| {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")).unwrap()
        {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "cmd") {
                continue;
            }
            let mut transcript = String::new();
            for line in fs::read_to_string(&path).unwrap().lines() {
                let output = run(line);
                transcript.push_str(&format!(
                    "$ {line}\n{}",
                    without_digests(&text(&output.stdout))
                ));
                if !output.stderr.is_empty() {
                    transcript.push_str(&format!("--- standard error\n{}", text(&output.stderr)));
                }
                let status = output.status.code().expect("it ends by itself");
                transcript.push_str(&format!("--- exit status {status}\n\n"));
            }
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            insta::assert_snapshot!(name, transcript);
        }
    });
}

#[test]
fn a_new_ruleset_works_in_both_languages() {
    for lang in ["en", "zh"] {
        let folder = tempdir().unwrap();
        let made = folder.path().join("made");
        fenliu()
            .args(["--lang", lang, "new"])
            .arg(&made)
            .assert()
            .success();
        fenliu().arg("check").arg(&made).assert().success();
        fenliu()
            .args(["fmt", "--check"])
            .arg(&made)
            .assert()
            .success();
        fenliu().arg("test").arg(&made).assert().success();
        let affairs = made.join("affairs.csv");
        fenliu()
            .arg("classify")
            .arg(&made)
            .arg(&affairs)
            .assert()
            .success();
        fenliu()
            .args(["--lang", lang, "new"])
            .arg(&made)
            .assert()
            .code(2);
        fenliu()
            .args(["--lang", lang, "new"])
            .arg(&affairs)
            .assert()
            .code(2);
    }
}

#[test]
fn rule_files_are_laid_out_in_place() {
    let folder = tempdir().unwrap();
    let copied = |name: &str| {
        let path = folder.path().join(name);
        fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("tests/cli/untidy")
                .join(name),
            &path,
        )
        .unwrap();
        path
    };
    let (rules, kinds) = (copied("rules.fenliu"), copied("kinds.fenliu.md"));
    let fmt = |args: &[&str]| {
        fenliu()
            .arg("fmt")
            .arg(folder.path())
            .args(args)
            .output()
            .unwrap()
            .status
            .code()
    };
    assert_eq!(fmt(&["--check"]), Some(1));
    assert!(
        fs::read_to_string(&rules)
            .unwrap()
            .contains("facts {planning"),
        "nothing was changed"
    );
    assert_eq!(fmt(&[]), Some(0));
    assert_eq!(fmt(&["--check"]), Some(0));
    assert_eq!(
        fs::read_to_string(&kinds).unwrap(),
        "# Kinds\n\nProse   stays.\n\n```fenliu\nkind tier { common, official }\n```\n"
    );
    let english = fs::read_to_string(&rules).unwrap();
    assert!(english.starts_with("# kept\nruleset untidy\n"), "{english}");
    assert_eq!(fmt(&["--lang", "zh"]), Some(0));
    assert!(
        fs::read_to_string(&rules)
            .unwrap()
            .contains("规则 A\n  当 planning")
    );
    assert_eq!(fmt(&["--lang", "en"]), Some(0));
    assert_eq!(fs::read_to_string(&rules).unwrap(), english);

    // a file in GB18030 becomes UTF-8, and it is said; a mark stays
    fs::write(
        &rules,
        encoding_rs::GB18030.encode(&format!("# 注释\n{english}")).0,
    )
    .unwrap();
    let output = fenliu().arg("fmt").arg(folder.path()).output().unwrap();
    assert!(text(&output.stderr).contains("GB18030"));
    assert_eq!(
        fs::read_to_string(&rules).unwrap(),
        format!("# 注释\n{english}")
    );
    fs::write(&rules, format!("\u{feff}{english}\n\n")).unwrap();
    assert_eq!(fmt(&[]), Some(0));
    assert_eq!(
        fs::read_to_string(&rules).unwrap(),
        format!("\u{feff}{english}")
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "nothing temporary is left"
    );
}

#[test]
fn results_go_to_a_file_whole_or_not_at_all() {
    let folder = tempdir().unwrap();
    let out = folder.path().join("verdicts.csv");
    let classify = |args: &[&str]| {
        let mut command = fenliu();
        command
            .args(["classify", "tests/cli/tiny"])
            .args(args)
            .arg("-o")
            .arg(&out);
        command
    };
    classify(&["tests/cli/nowhere.csv"]).assert().code(2);
    assert!(!out.exists());
    classify(&[
        "tests/cli/affairs.csv",
        "--ignore-unknown",
        "--format",
        "csv",
    ])
    .assert()
    .code(1)
    .stdout("");
    let written = fs::read_to_string(&out).unwrap();
    assert_eq!(written.lines().count(), 9);
    assert!(written.contains("'=1+1"), "formulas are quoted");
    let all = folder.path().join("all.csv");
    classify(&[
        "tests/cli/affairs.csv",
        "--ignore-unknown",
        "--compare",
        "tier=recorded",
        "--disagreements",
        all.to_str().unwrap(),
    ])
    .assert()
    .code(1);
    assert_eq!(
        fs::read_to_string(&all).unwrap(),
        "line,id,recorded,decided,rules\n9,8,official,common,C.1\n"
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        2,
        "nothing temporary is left"
    );
}

#[test]
fn gzip_and_gb18030_are_read_as_they_are() {
    let folder = tempdir().unwrap();
    let csv = "id,matter,note\n1,供水,加装电梯\n2,停车,街道\n";
    let gb = folder.path().join("affairs");
    fs::write(&gb, encoding_rs::GB18030.encode(csv).0).unwrap();
    let packed = folder.path().join("affairs.csv.gz");
    let mut writer = flate2::write::GzEncoder::new(
        fs::File::create(&packed).unwrap(),
        flate2::Compression::fast(),
    );
    writer.write_all(csv.as_bytes()).unwrap();
    writer.finish().unwrap();
    let run = |path: &Path| {
        let mut command = fenliu();
        command
            .args([
                "classify",
                "tests/cli/tiny",
                "--ignore",
                "note",
                "--format",
                "csv",
            ])
            .arg(path);
        command.output().unwrap()
    };
    let (from_gb, from_gzip) = (run(&gb), run(&packed));
    assert!(text(&from_gb.stderr).contains("read as GB18030"));
    assert!(from_gzip.stderr.is_empty());
    assert_eq!(from_gb.stdout, from_gzip.stdout);
    assert!(
        text(&from_gb.stdout).contains("1,供水,加装电梯,,undetermined"),
        "{}",
        text(&from_gb.stdout)
    );

    fs::write(&packed, [0x1f, 0x8b, 8, 0, 1, 2, 3]).unwrap();
    fenliu()
        .args(["classify", "tests/cli/tiny"])
        .arg(&packed)
        .assert()
        .code(2);
}

#[test]
fn order_is_kept_over_many_records() {
    let records: String = (0..20_000)
        .map(|n| format!("{{\"id\": \"{n}\", \"households\": {}}}\n", n % 12_000 + 1))
        .collect();
    let output = fenliu()
        .args(["classify", "tests/cli/many"])
        .write_stdin(records)
        .output()
        .unwrap();
    let ids: Vec<String> = text(&output.stdout)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(ids, (0..20_000).map(|n| n.to_string()).collect::<Vec<_>>());
    assert_eq!(
        output.status.code(),
        Some(1),
        "households above 10000 are refused"
    );
}

#[test]
fn whoever_stops_reading_ends_it_quietly() {
    for args in [
        &["completions", "bash"][..],
        &["table", "rulesets/nyc311"],
        &["man"],
    ] {
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("fenliu"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(args)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(text(&output.stderr), "");
        assert_eq!(output.status.code(), Some(0));
    }
}

#[test]
fn manuals_and_completions_are_made_for_every_command() {
    let folder = tempdir().unwrap();
    fenliu()
        .args(["man", "--output"])
        .arg(folder.path())
        .assert()
        .success();
    for command in [
        "fenliu",
        "fenliu-check",
        "fenliu-classify",
        "fenliu-explain-code",
    ] {
        let page = fs::read_to_string(folder.path().join(format!("{command}.1"))).unwrap();
        assert!(page.contains(".SH NAME"), "{command}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = fenliu().args(["completions", shell]).output().unwrap();
        assert!(text(&script.stdout).contains("explain-code"), "{shell}");
    }
}

#[test]
fn every_code_has_its_page_printed() {
    let list = text(&fenliu().arg("explain-code").output().unwrap().stdout);
    for line in list.lines() {
        let code = line.split_whitespace().next().unwrap();
        let page = fenliu().args(["explain-code", code]).output().unwrap();
        assert!(text(&page.stdout).contains(code));
    }
    assert_eq!(list.lines().count(), fenliu::Code::ALL.len());
}

#[test]
fn the_shipped_rulesets_check_and_pass() {
    let folders = std::fs::read_dir("rulesets").unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    for folder in folders.filter(|path| path.is_dir()) {
        let folder = folder.to_str().unwrap().to_owned();
        fenliu().args(["check", &folder]).assert().success();
        fenliu().args(["test", &folder]).assert().success();
        fenliu()
            .args(["table", &folder, "--format", "html"])
            .assert()
            .success();
        fenliu()
            .args([
                "classify",
                &folder,
                &format!("{folder}/affairs.jsonl"),
                "--format",
                "table",
            ])
            .assert()
            .success();
    }
}

#[test]
fn affairs_of_a_run_make_one_page() {
    let explain = |arguments: &[&str]| {
        let output = fenliu()
            .args(["explain", "tests/cli/tiny", "tests/cli/affairs.jsonl"])
            .args(["--format", "html"])
            .args(arguments)
            .output()
            .unwrap();
        (text(&output.stdout), text(&output.stderr), output.status)
    };
    let (page, refused, status) = explain(&[]);
    assert_eq!(page.matches("<!DOCTYPE html>").count(), 1);
    assert!(page.contains("<nav>") && page.contains("href=\"#a1\""));
    assert!(refused.contains("rejected") && status.code() == Some(1));
    let (page, refused, status) = explain(&["--id", "2", "--lang", "zh"]);
    assert!(page.contains("lang=\"zh-Hans\"") && !page.contains("<nav>"));
    assert!(refused.is_empty() && status.success());
}

#[test]
fn the_sample_of_nyc311_comes_out_as_its_page_says() {
    let output = fenliu()
        .args([
            "classify",
            "rulesets/nyc311",
            "rulesets/nyc311/sample.csv",
            "--id",
            "request_id",
        ])
        .args([
            "--ignore",
            "location_type,channel",
            "--compare",
            "handled_by=agency",
            "--quiet",
        ])
        .output()
        .unwrap();
    let report: String = text(&output.stdout)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    for said in [
        "records 366",
        "decided 362 98.91 %",
        "as recorded 362 100.00 %",
        "among the claims 4 100.00 %",
    ] {
        assert!(report.contains(said), "{said}: {report}");
    }
    assert_eq!(output.status.code(), Some(0));
}
