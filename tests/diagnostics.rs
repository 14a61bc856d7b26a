//! What Fenliu says when something is wrong: every code has a page whose examples are true, every
//! mistake in `tests/diagnostics/` has its messages beside it, and no input makes it fall over.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use fenliu::{Code, Diagnostics, Lang, Rejection, Ruleset, Severity, Source, Versions};

/// Codes that no ruleset and no record brings about, and where they come from. It may shrink.
const NOT_BY_INPUT: &[(Code, &str)] = &[(
    Code::FailedExample,
    "comes of running a ruleset's examples, which compiling does not do",
)];

/// Codes whose page describes what is wrong, for a text cannot show it. It may shrink.
const DESCRIBED: &[(Code, &str)] = &[
    (
        Code::NotFinished,
        "a ruleset too large to search would not fit on a page",
    ),
    (
        Code::BadEncoding,
        "bytes that are no text cannot stand on a page",
    ),
    (Code::NoRuleset, "it is about a folder, not about a text"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

// ------------------------------------------------------------------------------------- pages

/// A page: the rules both examples share, the wrong example and the right one.
#[derive(Default)]
struct Page {
    shared: Vec<Block>,
    wrong: Vec<Block>,
    right: Vec<Block>,
}

/// A fenced block: ```` ```fenliu common.fenliu ```` is the file `common.fenliu`.
#[derive(Clone)]
struct Block {
    language: String,
    name: String,
    text: String,
}

impl Page {
    fn of(code: Code) -> Self {
        let text = page(code);
        let mut found = Self::default();
        let mut part = &mut found.shared;
        let mut open: Option<(usize, Block)> = None;
        for line in text.lines() {
            let marks = line.chars().take_while(|&c| c == '`').count();
            match &mut open {
                Some((length, _)) if marks >= *length && line.len() == marks => {
                    part.extend(open.take().map(|(_, block)| block));
                }
                Some((_, block)) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                None if marks >= 3 && !line[marks..].contains('`') => {
                    open = Some((marks, Block::opened(&line[marks..])));
                }
                None if line.starts_with("Wrong:") => part = &mut found.wrong,
                None if line.starts_with("Right:") => part = &mut found.right,
                None => {}
            }
        }
        assert!(open.is_none(), "{code}: a block is not closed");
        found
    }
}

impl Block {
    fn opened(words: &str) -> Self {
        let (language, name) = words.split_once(' ').unwrap_or((words, "rules.fenliu"));
        Self {
            language: language.to_owned(),
            name: name.to_owned(),
            text: String::new(),
        }
    }
}

fn page(code: Code) -> String {
    let path = root().join(format!("docs/diagnostics/{code}.md"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether a code comes of the analysis, which asks about all affairs.
fn is_finding(code: Code) -> bool {
    let of_shifts = [Code::ShiftCircle, Code::HandOff, Code::DeadEnd];
    code.as_str().starts_with("FL05") || of_shifts.contains(&code)
}

fn told(problems: &Diagnostics) -> BTreeSet<Code> {
    problems.iter().map(|problem| problem.code).collect()
}

/// The codes of what the analysis finds, on a day if one is asked about.
fn found(ruleset: &Ruleset, as_of: Option<jiff::civil::Date>) -> BTreeSet<Code> {
    let analysis = ruleset.analyse(&fenliu::analysis::Options {
        as_of,
        ..fenliu::analysis::Options::default()
    });
    let told = fenliu::report::findings::tell(ruleset, &analysis);
    told.iter().map(|told| told.diagnostic.code).collect()
}

/// The codes that blocks bring about: of the ruleset, else of what the analysis finds, else of the
/// records against it. A `sh` block with `--as-of DATE` dates the records and the analysis.
fn codes(blocks: &[Block], analysed: bool) -> BTreeSet<Code> {
    let of = |languages: &[&str]| {
        let languages: Vec<String> = languages
            .iter()
            .map(|&language| language.to_owned())
            .collect();
        blocks
            .iter()
            .filter(move |block| languages.contains(&block.language))
    };
    let texts =
        of(&["fenliu", "markdown", "csv"]).map(|block| Source::new(&*block.name, &*block.text));
    let ruleset = match Versions::compile(texts) {
        Ok(versions) if versions.warnings().is_empty() => versions.latest().clone(),
        Ok(versions) => return told(versions.warnings()),
        Err(problems) => return told(&problems),
    };
    let commands: String = of(&["sh"]).map(|block| block.text.as_str()).collect();
    let day = commands
        .split_once("--as-of ")
        .and_then(|(_, rest)| rest.split_whitespace().next());
    let day = day.map(|day| day.parse().expect("a date"));
    if analysed {
        return found(&ruleset, day);
    }
    let read = |record: &str| {
        let affair = ruleset.affair_from_json(record)?;
        day.map_or(Ok(affair.clone()), |day| ruleset.as_of(affair, day))
    };
    of(&["json"])
        .filter_map(|block| read(&block.text).err())
        .map(|rejection| rejection.code)
        .collect()
}

#[test]
fn every_code_has_a_page() {
    for &code in Code::ALL {
        let text = page(code);
        let lines: Vec<&str> = text.lines().collect();
        let title = lines[0]
            .strip_prefix(&format!("# {code}: "))
            .unwrap_or_else(|| panic!("{code}: {}", lines[0]));
        assert!(title.contains(" · "), "{code}: a title in both languages");
        assert!(
            (15..=45).contains(&lines.len()),
            "{code}: {} lines",
            lines.len()
        );
        assert!(
            text.contains("\nWrong:") && text.contains("\nRight:"),
            "{code}: both examples"
        );
        let chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        assert!(
            text.chars().filter(chinese).count() > 40,
            "{code}: the Chinese half"
        );
        assert_eq!(code.as_str().parse(), Ok(code));
    }
    let pages = fs::read_dir(root().join("docs/diagnostics"))
        .expect("the pages")
        .count();
    assert_eq!(pages, Code::ALL.len(), "a page without a code");
}

#[test]
fn every_page_tells_the_truth() {
    let (mut described, mut unfound) = (Vec::new(), Vec::new());
    for &code in Code::ALL {
        let Page {
            shared,
            wrong,
            right,
        } = Page::of(code);
        let with = |part: &[Block]| codes(&[shared.as_slice(), part].concat(), is_finding(code));
        if wrong
            .iter()
            .all(|block| block.language == "text" || block.language == "sh")
        {
            described.push(code);
        } else if is_finding(code) {
            // what is wrong in one way may be wrong in another too
            let found = with(&wrong);
            if !found.contains(&code) {
                unfound.push((code, found));
            }
        } else if !NOT_BY_INPUT.iter().any(|(other, _)| *other == code) {
            assert_eq!(
                with(&wrong),
                BTreeSet::from([code]),
                "the wrong example of {code}"
            );
        }
        if right
            .iter()
            .any(|block| block.language != "text" && block.language != "sh")
        {
            assert_eq!(with(&right), BTreeSet::new(), "the right example of {code}");
        }
    }
    let listed: Vec<Code> = DESCRIBED.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        described, listed,
        "pages whose wrong example is only described"
    );
    assert!(
        unfound.is_empty(),
        "wrong examples without their finding: {unfound:?}"
    );
}

// ---------------------------------------------------------------------------------- messages

/// Each case: its name, what is said, and the codes. A rule file alone, or a folder with its
/// `rules.fenliu`; the records of `records/` are read against its ruleset.
fn cases() -> Vec<(String, String, BTreeSet<Code>)> {
    let mut cases = Vec::new();
    for path in entries(&root().join("tests/diagnostics")) {
        let name = stem(&path);
        if path.is_dir()
            || path.to_string_lossy().ends_with(".fenliu")
            || path.to_string_lossy().ends_with(".fenliu.md")
        {
            let relative = path.strip_prefix(root()).expect("below the root");
            let rules = relative.join("rules.fenliu");
            match Versions::load(if rules.exists() { &rules } else { relative }) {
                Err(problems) => cases.push((name, said(&problems), told(&problems))),
                // what is said of versions together need not keep them from compiling
                Ok(versions) if !versions.warnings().is_empty() => {
                    let warnings = versions.warnings();
                    cases.push((name, said(warnings), told(warnings)));
                }
                Ok(_) => assert_eq!(name, "records", "{} compiles", path.display()),
            }
        }
    }
    let ruleset = Ruleset::load("tests/diagnostics/records").expect("the ruleset of the records");
    for path in entries(&root().join("tests/diagnostics/records")) {
        if path.extension().is_some_and(|ending| ending == "json") {
            let record = fs::read_to_string(&path).expect("a record");
            let rejection = match ruleset.affair_from_json(&record) {
                Err(rejection) => rejection,
                // what is wrong is not the record but the day
                Ok(affair) => {
                    let day = stem(&path)
                        .rsplit('_')
                        .next()
                        .and_then(|day| day.parse().ok());
                    let day = day.unwrap_or_else(|| panic!("{} is an affair", path.display()));
                    ruleset
                        .as_of(affair, day)
                        .expect_err("the day is outside the period")
                }
            };
            cases.push((
                format!("records/{}", stem(&path)),
                refused(&rejection),
                BTreeSet::from([rejection.code]),
            ));
        }
    }
    cases
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

/// The name without its first ending on.
fn stem(path: &Path) -> String {
    let name = path.file_name().expect("a name").to_string_lossy();
    name.split('.').next().unwrap_or(&name).to_owned()
}

/// All that a ruleset's problems say: each with the words it points at, in English, then Chinese.
fn said(problems: &Diagnostics) -> String {
    let mut text = String::new();
    for (english, problem) in problems.lines(Lang::En).zip(problems.iter()) {
        let notes: Vec<(String, &fenliu::diagnostic::Note)> = problem
            .notes
            .iter()
            .map(|note| {
                let (file, start, end) = problems.sources().locate(note.span).expect("a place");
                let words = problems.sources().text(note.span);
                let words = match words.split_once(['\n', '\r']) {
                    Some((line, _)) => format!("`{line}`… to {}:{}", end.line, end.column),
                    None => format!("`{}`", cut(words)),
                };
                (
                    format!("{file}:{}:{} {words}", start.line, start.column),
                    note,
                )
            })
            .collect();
        for lang in [Lang::En, Lang::Zh] {
            match lang {
                Lang::En => writeln!(text, "{english}"),
                Lang::Zh => writeln!(text, "  {}", problem.message.get(lang)),
            }
            .expect("writes");
            for (place, note) in &notes {
                let words = note.text.get(lang);
                let is_primary = std::ptr::eq(*note, &raw const problem.notes[0]);
                if lang == Lang::En || !words.is_empty() {
                    let mark = if is_primary { "at" } else { "and" };
                    let colon = if words.is_empty() { "" } else { ": " };
                    writeln!(text, "    {mark} {place}{colon}{words}").expect("writes");
                }
            }
            if let Some(help) = &problem.help {
                writeln!(text, "    help: {}", help.get(lang)).expect("writes");
            }
        }
        text.push('\n');
    }
    legible(&text)
}

fn refused(rejection: &Rejection) -> String {
    let mut text = String::new();
    let field = rejection.field.as_deref().unwrap_or("-");
    for lang in [Lang::En, Lang::Zh] {
        match lang {
            Lang::En => writeln!(
                text,
                "{field}: error[{}]: {}",
                rejection.code,
                rejection.message.get(lang)
            ),
            Lang::Zh => writeln!(text, "  {}", rejection.message.get(lang)),
        }
        .expect("writes");
        if let Some(help) = &rejection.help {
            writeln!(text, "    help: {}", help.get(lang)).expect("writes");
        }
    }
    text
}

/// Without the folder of the cases, and with what cannot be seen written out.
fn legible(text: &str) -> String {
    let mut legible = String::new();
    for c in text.replace("tests/diagnostics/", "").chars() {
        match c {
            '\n' => legible.push(c),
            '\u{61c}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => {
                legible.extend(c.escape_unicode());
            }
            c if c.is_control() => legible.extend(c.escape_unicode()),
            c => legible.push(c),
        }
    }
    legible
}

fn cut(words: &str) -> String {
    match words.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

#[test]
fn messages_are_those_beside_the_mistakes() {
    let failed: Vec<String> = cases()
        .into_iter()
        .filter(|(name, said, _)| !snapshot(name, said))
        .map(|(name, ..)| name)
        .collect();
    assert!(failed.is_empty(), "messages differ: {}", failed.join(", "));
}

/// Compares with `tests/diagnostics/NAME.snap`.
fn snapshot(name: &str, said: &str) -> bool {
    let path = root().join("tests/diagnostics").join(name);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(path.parent().expect("a folder"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let compare = || settings.bind(|| insta::assert_snapshot!(stem(&path), said));
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(compare)).is_ok()
}

#[test]
fn every_code_has_a_case() {
    let mut reached: BTreeSet<Code> = cases()
        .into_iter()
        .flat_map(|(_, _, codes)| codes)
        .collect();
    reached.insert(Code::BadEncoding); // a_file_that_is_no_text_says_where
    // findings have theirs beside `src/report/findings/tests.rs`, and their pages
    reached.extend(Code::ALL.iter().filter(|code| is_finding(**code)));
    for (code, why) in NOT_BY_INPUT {
        assert!(
            !reached.contains(code),
            "{code} is reached now; it was listed because it {why}"
        );
        reached.insert(*code);
    }
    let missing: Vec<&Code> = Code::ALL
        .iter()
        .filter(|code| !reached.contains(code))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn messages_are_sentences() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, said, _) in cases() {
        for line in said.lines().filter(|line| !line.is_empty()) {
            let severities = ["error[", "warning[", "note["];
            let mut headed = severities.iter().filter_map(|word| line.split_once(word));
            let sentence = match headed.next() {
                Some((_, message)) => message.split_once(": ").map(|(_, message)| message),
                None if line.starts_with("    help: ") => line.strip_prefix("    help: "),
                None if line.starts_with("    ") => continue,
                None => {
                    assert!(line.contains(chinese), "{name}: not in Chinese: {line}");
                    line.strip_prefix("  ")
                }
            };
            let sentence = sentence.unwrap_or_else(|| panic!("{name}: {line}"));
            assert!(
                !sentence.ends_with(['.', '。', ' ']),
                "{name}: a full stop: {line}"
            );
            assert!(
                !sentence.starts_with(char::is_uppercase),
                "{name}: a capital: {line}"
            );
            assert!(!sentence.contains("  "), "{name}: two blanks: {line}");
            for word in ["Rule::", "Some(", "None", "EOI", "XID", "kw_", "Err("] {
                assert!(!sentence.contains(word), "{name}: `{word}`: {line}");
            }
        }
    }
}

// ------------------------------------------------------------------------------------ garbage

/// Longer than anything here takes on a slow machine; shorter than anything quadratic.
const SOON: Duration = Duration::from_secs(30);

/// The problems of a text that is no ruleset, found soon.
fn problems(texts: &[(&str, &str)]) -> Diagnostics {
    let begun = Instant::now();
    let sources: Vec<Source> = texts
        .iter()
        .map(|(name, text)| Source::new(*name, *text))
        .collect();
    let found = Ruleset::compile(sources).expect_err("no ruleset");
    assert!(begun.elapsed() < SOON, "took {:?}", begun.elapsed());
    assert!(!found.is_empty());
    for problem in found.iter() {
        assert!(!problem.message.en.is_empty() && !problem.message.zh.is_empty());
        for note in &problem.notes {
            found
                .sources()
                .locate(note.span)
                .expect("a place in a text");
        }
    }
    assert!(found.to_string().len() < 1 << 20, "nobody reads that much");
    found
}

fn first(texts: &[(&str, &str)]) -> Code {
    problems(texts)[0].code
}

const HEADER: &str = "ruleset garbage\nkind tier { a, b }\nfacts { large : yes/no, cost : integer 1..9 }\ndecision tier : tier\n";

#[test]
fn a_megabyte_of_anything_ends_soon() {
    let million = 1 << 20;
    for unit in [
        "(", "{", ")", "\"", "`", "“", "#", "a ", "规则 ", "rule ", "rule\n", "when ", "not ",
        "- ", "1", "|", "|\n", "\u{feff}", "，", "\n", "1.", "2023-",
    ] {
        let text = unit.repeat(million / unit.len());
        problems(&[("garbage.fenliu", &text)]);
        problems(&[("garbage.fenliu", &format!("{HEADER}rule A when {text}"))]);
    }
    let deep = format!(
        "{HEADER}rule A when {}large{} then tier is a\n",
        "(".repeat(million),
        ")".repeat(million)
    );
    assert_eq!(first(&[("garbage.fenliu", &deep)]), Code::TooDeep);
    let wide = format!(
        "{HEADER}rule A when large{} then tier is a\n",
        " and large".repeat(million / 10)
    );
    problems(&[("garbage.fenliu", &wide)]);
}

#[test]
fn ten_megabytes_of_parentheses_end_soon() {
    assert_eq!(
        first(&[("garbage.fenliu", &"(".repeat(10 << 20))]),
        Code::TooDeep
    );
}

#[test]
fn nuls_and_controls_are_named() {
    let found = problems(&[("garbage.fenliu", "ruleset a\0b\n")]);
    assert!(
        found
            .iter()
            .any(|problem| problem.code == Code::ForbiddenCharacter),
        "{found}"
    );
    let found = problems(&[("garbage.fenliu", &"\0a".repeat(1 << 19))]);
    assert!(found.len() < 100, "{} messages", found.len());
    let text: String = ('\u{0}'..'\u{3000}').collect();
    problems(&[("garbage.fenliu", &text)]);
}

#[test]
fn open_strings_hide_nothing_after_them() {
    let found = problems(&[(
        "garbage.fenliu",
        &format!(
            "{HEADER}rule A \"open\n  when large then tier is c\nrule B when nothing then tier is a\n"
        ),
    )]);
    let codes: Vec<Code> = found.iter().map(|problem| problem.code).collect();
    assert_eq!(codes[0], Code::OpenString);
    assert!(codes.contains(&Code::UnknownName), "{found}");
}

#[test]
fn circles_of_files_are_shown() {
    let import = problems(&[
        ("a.fenliu", "ruleset a\nimport \"b.fenliu\"\n"),
        ("b.fenliu", "import \"c.fenliu\"\n"),
        ("c.fenliu", "import \"b.fenliu\"\n"),
    ]);
    assert_eq!(import[0].code, Code::CyclicImports);
    assert!(
        import[0]
            .message
            .en
            .contains("`b.fenliu` → `c.fenliu` → `b.fenliu`"),
        "{import}"
    );
    let under = problems(&[
        ("a.fenliu", "ruleset a under \"b.fenliu\"\n"),
        ("b.fenliu", "ruleset b under \"a.fenliu\"\n"),
    ]);
    assert_eq!(under[0].code, Code::CyclicImports);
    let own = problems(&[("a.fenliu", "ruleset a under \"a.fenliu\"\n")]);
    assert_eq!(own[0].code, Code::CyclicImports);
}

#[test]
fn a_missing_file_makes_no_noise() {
    let found = problems(&[(
        "a.fenliu",
        "ruleset a\nimport \"nowhere.fenliu\"\ndecision lead : body\nrule A when large then lead is council\n",
    )]);
    let codes: Vec<Code> = found.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::UnreadableFile], "{found}");
}

#[test]
fn tables_from_files_point_into_them() {
    let rules = format!("{HEADER}table t from \"t.csv\" given large\n");
    let code = |csv: &str| first(&[("a.fenliu", &rules), ("t.csv", csv)]);
    assert_eq!(code("cost,tier\n1,a\n"), Code::MissingColumn);
    assert_eq!(code("large,tier\nyes,a,b\nno\n"), Code::RaggedRow);
    assert_eq!(code("large,tier\nyes,\"a\n"), Code::BadCsv);
    assert_eq!(code("\"\n"), Code::BadCsv);
    assert_eq!(code(""), Code::BadCsv);
    assert_eq!(code(&"large,tier\n".repeat(100_000)), Code::BadCell);
    assert_eq!(
        code(&format!("large,tier\nx{}\n", ",".repeat(1 << 20))),
        Code::RaggedRow
    );
}

#[test]
fn a_file_that_is_no_text_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut all = String::new();
    for (name, bytes) in [
        (
            "neither.fenliu",
            b"ruleset a\nkind tier { \xff\xff }\n".as_slice(),
        ),
        ("utf16.fenliu", b"\xff\xfer\0u\0l\0e\0s\0e\0t\0".as_slice()),
        (
            "spoiled.fenliu",
            &[
                &"规则集 甲 # 一份完全用中文写成的规则集文件\n"
                    .bytes()
                    .collect::<Vec<u8>>()[..],
                b"\xe8\xa7",
            ]
            .concat(),
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("writes");
        let problems = Ruleset::load(&path).expect_err("no text");
        assert_eq!(problems.len(), 1);
        assert_eq!(
            (problems[0].code, problems[0].severity),
            (Code::BadEncoding, Severity::Error)
        );
        all += &said(&problems).replace(&*folder.path().to_string_lossy().replace('\\', "/"), "…");
    }
    assert!(snapshot("bad_encoding", &all), "messages differ");
    assert_eq!(
        Ruleset::load(folder.path().join("nowhere")).expect_err("nothing there")[0].code,
        Code::UnreadableFile
    );
    assert_eq!(
        Ruleset::load(folder.path()).expect_err("three, none read")[0].code,
        Code::NoRuleset
    );
}
