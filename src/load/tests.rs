//! Rulesets in folders and in memory, and what is wrong with them.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::files::Files;
use super::*;

/// The files of the ruleset at a path, a folder or a file.
fn gather(files: &Files, path: &Path) -> Gathered {
    match super::versions::files(files, path) {
        Ok(found) => gather::gather(files, &found[0], None),
        Err(Diagnostics { sources, list }) => Gathered {
            sources,
            problems: list,
            ..Gathered::default()
        },
    }
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("creates");
        fs::write(path, bytes).expect("writes");
    }
    folder
}

fn memory(texts: &[(&str, &str)]) -> Gathered {
    let sources: Vec<Source> = texts
        .iter()
        .map(|(name, text)| Source::new(*name, *text))
        .collect();
    let first = PathBuf::from(texts[0].0);
    gather(&Files::Memory(sources), &first)
}

/// Codes and messages, a line each.
fn said(gathered: &Gathered) -> String {
    let lines = gathered
        .problems
        .iter()
        .map(|problem| format!("{} {}", problem.code, problem.message.en));
    lines.collect::<Vec<_>>().join("\n")
}

fn levels(gathered: &Gathered) -> Vec<(u32, usize)> {
    gathered
        .units
        .iter()
        .map(|unit| (unit.level, unit.tree.declarations.len()))
        .collect()
}

#[test]
fn imports_are_read_once_and_ancestors_stand_above() {
    let gathered = memory(&[
        (
            "district/rules.fenliu",
            "ruleset d under \"../city\"\nimport \"../common.fenliu\"\nimport \"own.fenliu\"",
        ),
        (
            "district/own.fenliu",
            "import \"../common.fenliu\"\nkind b { x }",
        ),
        (
            "city/rules.fenliu",
            "ruleset c\nimport \"../common.fenliu\"",
        ),
        ("common.fenliu", "kind a { x }"),
    ]);
    assert_eq!(said(&gathered), "");
    // the city's file and what it imports; the district's and its own import
    assert_eq!(levels(&gathered), [(0, 2), (0, 1), (1, 3), (1, 2)]);
}

#[test]
fn circles_are_shown() {
    let imports = memory(&[
        ("a.fenliu", "ruleset a\nimport \"b.fenliu\""),
        ("b.fenliu", "import \"c.fenliu\""),
        ("c.fenliu", "import \"b.fenliu\""),
    ]);
    assert_eq!(
        said(&imports),
        "FL0403 files import each other in a circle: `b.fenliu` → `c.fenliu` → `b.fenliu`"
    );
    let itself = memory(&[("a.fenliu", "ruleset a\nimport \"a.fenliu\"")]);
    assert_eq!(
        said(&itself),
        "FL0403 files import each other in a circle: `a.fenliu` → `a.fenliu`"
    );
    let under = memory(&[
        ("a/r.fenliu", "ruleset a under \"../b\""),
        ("b/r.fenliu", "ruleset b under \"../a/r.fenliu\""),
    ]);
    assert_eq!(
        said(&under),
        "FL0403 rulesets stand under each other in a circle: `a/r.fenliu` → `b/r.fenliu` → `a/r.fenliu`"
    );
}

#[test]
fn headers_stand_where_they_belong() {
    let imported = memory(&[
        ("a.fenliu", "ruleset a\nimport \"b.fenliu\""),
        ("b.fenliu", "ruleset b\nkind k { x }"),
    ]);
    assert_eq!(
        said(&imported),
        "FL0411 `b.fenliu` is imported, and has a `ruleset` of its own"
    );
    assert_eq!(
        levels(&imported),
        [(0, 2), (0, 1)],
        "its other declarations count"
    );
    let ancestor = memory(&[
        (
            "a.fenliu",
            "ruleset a under \"b.fenliu\"\nimport \"b.fenliu\"",
        ),
        ("b.fenliu", "ruleset b"),
    ]);
    assert_eq!(
        said(&ancestor),
        "FL0411 `b.fenliu` is imported, and has a `ruleset` of its own"
    );
    assert_eq!(
        said(&memory(&[("a.fenliu", "ruleset a\nruleset b")])),
        "FL0411 a file has one `ruleset`, and this is the second"
    );
    assert_eq!(
        said(&memory(&[("a.fenliu", "kind k { x }")])),
        "FL0411 `a.fenliu` has no `ruleset`"
    );
    assert_eq!(
        said(&memory(&[("a.fenliu", "# nothing\n")])),
        "FL0411 `a.fenliu` holds no declaration, so no ruleset"
    );
    assert!(memory(&[("a.fenliu", "")]).units.is_empty());
    let broken = memory(&[("a.fenliu", "ruleset 3")]);
    assert!(said(&broken).starts_with("FL0101"), "{}", said(&broken));
    assert_eq!(
        broken.problems.len(),
        1,
        "the broken `ruleset` is not missing"
    );
}

#[test]
fn a_folder_has_one_ruleset() {
    let one = folder(&[
        ("x.fenliu", b"kind k { x }"),
        ("y.fenliu", b"\n  ruleset y\nimport \"x.fenliu\""),
        ("z.md", b"ruleset z"),
    ]);
    let gathered = gather(&Files::Disk, one.path());
    assert_eq!(said(&gathered), "");
    assert_eq!(
        gathered.files,
        [one.path().join("y.fenliu"), one.path().join("x.fenliu")]
    );

    let text = |folder: &Path, message: &str| message.replace(&*folder.to_string_lossy(), "F");
    for (files, expected) in [
        (
            &[][..],
            "FL0804 there is no `.fenliu` or `.fenliu.md` file in `F`",
        ),
        (
            &[("a.fenliu", &b"kind k { x }"[..]), ("b.fenliu", b"")],
            "FL0804 no file in `F` has a `ruleset`: `F/a.fenliu`, `F/b.fenliu`",
        ),
        (
            &[
                ("a.fenliu", b"ruleset a"),
                (
                    "b.fenliu.md",
                    b"```fenliu\n\xe8\xa7\x84\xe5\x88\x99\xe9\x9b\x86 b\n```\n",
                ),
            ],
            "FL0804 there are several rulesets in `F`: `a` in `F/a.fenliu`, `b` in `F/b.fenliu.md`",
        ),
        (
            &[("a.fenliu", b"kind k { x }")],
            "FL0411 `F/a.fenliu` has no `ruleset`",
        ),
    ] {
        let folder = folder(files);
        let gathered = gather(&Files::Disk, folder.path());
        assert_eq!(text(folder.path(), &said(&gathered)), expected);
        assert!(gathered.units.is_empty());
    }
    let above = folder(&[("jiangjin/rules.fenliu", b"ruleset j")]);
    let problem = &gather(&Files::Disk, above.path()).problems[0];
    assert!(
        problem
            .help
            .as_ref()
            .is_some_and(|help| help.en.ends_with("/jiangjin`")),
        "{problem:?}"
    );
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let here = folder(&[
        ("rules.fenliu", b"ruleset r\nimport \"bodies\"\nimport \"bodys.fenliu\"\nimport \"folder\"\nimport \"no/such\"\nimport \"latin.fenliu\"\nimport \"\""),
        ("bodies.fenliu", b""),
        ("latin.fenliu", b"kind caf\xe9 { x }"),
        ("folder/x.csv", b""),
    ]);
    let gathered = gather(&Files::Disk, &here.path().join("rules.fenliu"));
    let said = said(&gathered).replace(&*here.path().to_string_lossy(), "F");
    assert_eq!(
        said,
        "FL0801 there is no file `F/bodies`\nFL0801 there is no file `F/bodys.fenliu`\nFL0801 `F/folder` is a folder, not a file\n\
         FL0801 there is no file `F/no/such`\nFL0802 `F/latin.fenliu` is neither UTF-8 nor GB18030: byte 8, on line 1, is in neither\n\
         FL0801 `F` is a folder, not a file"
    );
    let helps: Vec<_> = gathered
        .problems
        .iter()
        .filter_map(|problem| problem.help.as_ref())
        .map(|help| help.en.as_str())
        .collect();
    assert_eq!(helps[0], "the nearest file there is `bodies.fenliu`");
    assert_eq!(helps[1], "the nearest file there is `bodies.fenliu`");
    for problem in &gathered.problems {
        assert!(
            gathered
                .sources
                .text(problem.span().expect("a place"))
                .starts_with('"'),
            "the path is the place"
        );
    }
    let nowhere = gather(&Files::Disk, &here.path().join("rulse.fenliu"));
    assert_eq!(nowhere.problems[0].code, Code::UnreadableFile);
    assert_eq!(nowhere.problems[0].span(), None);
    assert_eq!(
        nowhere.problems[0]
            .help
            .as_ref()
            .map(|help| help.en.as_str()),
        Some("the nearest file there is `rules.fenliu`")
    );
}

#[test]
fn gb18030_is_read_and_said() {
    let bytes = encoding_rs::GB18030
        .encode("规则集 r\n种类 类别 { 家事, 公事 }\n种类 机关 自 \"机关.csv\" 列 机关")
        .0
        .into_owned();
    let sheet = encoding_rs::GB18030.encode("机关\n街道").0.into_owned();
    let here = folder(&[("r.fenliu", &bytes), ("机关.csv", &sheet)]);
    let gathered = gather(&Files::Disk, here.path());
    assert_eq!(said(&gathered), "");
    assert_eq!(gathered.remarks.len(), 2);
    let csv = gathered.tables.values().next().expect("a table");
    assert_eq!(gathered.sources.text(csv.rows[0][0].span), "街道");
}

#[test]
fn csv_files_are_found_by_the_places_that_name_them() {
    let gathered = memory(&[
        (
            "r.fenliu",
            "ruleset r\nkind a from \"x.csv\" column id\nkind b from \"x.csv\" column name\nkind c from \"y.csv\" column id",
        ),
        ("x.csv", "id,name\n1,one\n"),
        ("y.csv", "\"id\n"),
    ]);
    assert_eq!(
        said(&gathered),
        "FL0805 a quote opened here in `y.csv` is never closed"
    );
    assert_eq!(gathered.tables.len(), 2);
    assert!(gathered.incomplete);
    for csv in gathered.tables.values() {
        assert_eq!(gathered.sources.text(csv.rows[0][1].span), "one");
    }
}

/// Codes of what keeps texts from compiling.
fn codes(texts: &[(&str, &str)]) -> Vec<Code> {
    let sources = texts
        .iter()
        .map(|(name, text)| Source::new(*name, *text))
        .collect();
    compile(sources).err().map_or(Vec::new(), |problems| {
        problems.iter().map(|problem| problem.code).collect()
    })
}

#[test]
fn one_broken_declaration_does_not_make_every_name_unknown() {
    let broken = "ruleset r\nkind k { a, b\nfacts { f : k }\ndecision d : k\nrule R.1 when f is a then d is b\nrule R.2 when g is a then d is b";
    let codes_of = codes(&[("r.fenliu", broken)]);
    assert_eq!(
        codes_of
            .iter()
            .filter(|code| **code == Code::UnknownName)
            .count(),
        1,
        "only `g` is unknown: {codes_of:?}"
    );
    let missing = "ruleset r\nimport \"x.fenliu\"\nfacts { f : k }\ndecision d : k\nrule R.1 when f is a then d is b";
    assert_eq!(codes(&[("r.fenliu", missing)]), [Code::UnreadableFile]);
    assert_eq!(
        codes(&[(
            "r.fenliu",
            "ruleset r\nkind k from \"x.csv\" column a\nfacts { f : k }\ndecision d : k\nrule R when f is a then d is b"
        )]),
        [Code::UnreadableFile]
    );
    assert_eq!(codes(&[]), [Code::NoRuleset]);
}

#[test]
fn the_rulesets_of_the_project_compile_and_their_affairs_are_read() {
    use crate::verdict::affair::{ReadOptions, Reader, Vocabulary};
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    for name in ["jiangjin", "nanan", "nyc311"] {
        let loaded = load(&root.join(name)).unwrap_or_else(|problems| panic!("{problems}"));
        let (model, options) = (&loaded[0].model, ReadOptions::default());
        let reader = Reader {
            model,
            vocabulary: &Vocabulary::new(model),
            options: &options,
        };
        let records = fs::read_to_string(root.join(name).join("affairs.jsonl")).expect("affairs");
        for record in records.lines().filter(|line| !line.trim().is_empty()) {
            reader
                .json(record)
                .unwrap_or_else(|rejection| panic!("{name}: {record}: {rejection}"));
        }
    }
}

proptest! {
    #[test]
    fn nothing_panics(texts in proptest::collection::vec(any::<String>(), 0..3)) {
        let sources = texts.into_iter().enumerate().map(|(index, text)| {
            Source::new(format!("{index}.fenliu"), format!("ruleset r\nimport \"{}.fenliu\"\n{text}", index + 1))
        });
        let _ = compile(sources.collect());
    }
}
