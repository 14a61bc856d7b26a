//! Whole texts: the language page, the twelve declarations in both languages, garbage.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::parse;
use super::scan::DEEPEST;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Sources};
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Declaration, SyntaxTree};
use crate::words::Lang;

const PAGE: &str = include_str!("tests/page.fenliu");
const PAGE_ZH: &str = include_str!("tests/page-zh.fenliu");
const PAIR_EN: &str = include_str!("tests/pair-en.fenliu");
const PAIR_ZH: &str = include_str!("tests/pair-zh.fenliu");
const MISTAKES: &str = include_str!("tests/mistakes.txt");

/// A text without mistakes.
pub(super) fn sound(text: &str) -> SyntaxTree {
    let (tree, problems) = parse(text, 0, false);
    assert_eq!(problems, [], "{text}");
    tree
}

/// The problems of a text: code, words at the primary place, message.
pub(super) fn problems(text: &str) -> Vec<(Code, String, String)> {
    let (_, problems) = parse(text, 0, false);
    let shown = |problem: Diagnostic| {
        let span = problem.span().unwrap_or_default();
        let place = text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("?");
        (problem.code, place.to_owned(), problem.message.en)
    };
    problems.into_iter().map(shown).collect()
}

/// The declarations without their places.
pub(super) fn shape(tree: &SyntaxTree) -> String {
    let written = format!("{:#?}", tree.declarations);
    let mut kept = String::new();
    let mut skip = 0;
    for line in written.lines() {
        if line.trim_end().ends_with("Span {") {
            skip = 4;
        }
        if skip > 0 {
            skip -= 1;
        } else {
            let _ = writeln!(kept, "{line}");
        }
    }
    kept
}

#[test]
fn the_samples_of_the_language_page_are_read() {
    assert_eq!(sound(PAGE).declarations.len(), 24);
    assert_eq!(sound(PAGE_ZH).declarations.len(), 1);
    assert_eq!(sound(PAGE).comments.len(), PAGE.matches('#').count());
}

#[test]
fn both_languages_write_the_same_tree() {
    let (en, zh) = (sound(PAIR_EN), sound(PAIR_ZH));
    assert_eq!(en.declarations.len(), 27);
    let (en, zh) = (shape(&en), shape(&zh));
    for (number, (en, zh)) in en.lines().zip(zh.lines()).enumerate() {
        assert_eq!(en, zh, "line {number}");
    }
    assert_eq!(en, zh);
}

#[test]
fn places_are_those_of_the_file_under_chinese_text() {
    let text = "# 注释\n规则 公事.3 “加装电梯”\n  当 事项 是 加装电梯 且 （户数 至少 30） # 尾\n  则 类别 是 公事\n";
    let (tree, problems) = parse(text, 100, false);
    assert_eq!(problems, []);
    let at = |span: crate::source::Span| &text[span.start as usize - 100..span.end as usize - 100];
    let Some(Declaration::Rule(rule)) = tree.declarations.first() else {
        panic!("no rule")
    };
    assert_eq!(at(rule.span), text[9..].trim_end());
    assert_eq!(at(rule.id.span), "公事.3");
    assert_eq!(
        at(rule.when.as_ref().unwrap().span),
        "事项 是 加装电梯 且 （户数 至少 30）"
    );
    assert_eq!(at(rule.then[0].values[0].span), "公事");
    assert_eq!(
        tree.comments
            .iter()
            .map(|comment| at(comment.span))
            .collect::<Vec<_>>(),
        ["# 注释", "# 尾"]
    );
}

#[test]
fn trailing_blanks_and_comments_belong_to_no_declaration() {
    let text = "rule A when x then y is z   # why\n\n  # more\nimport \"a\" \n";
    for declaration in sound(text).declarations {
        let span = match declaration {
            Declaration::Rule(rule) => rule.span,
            Declaration::Import(import) => import.span,
            _ => continue,
        };
        let written = &text[span.start as usize..span.end as usize];
        assert!(
            matches!(written, "rule A when x then y is z" | "import \"a\""),
            "{written}"
        );
    }
}

#[test]
fn a_byte_order_mark_and_windows_lines_are_read() {
    let text = "\u{feff}rule A\r\n  when x\r\n  then y is z\r\n# end\r\n";
    let tree = sound(text);
    assert_eq!(tree.declarations.len(), 1);
    assert_eq!(tree.comments[0].text, "# end");
}

#[test]
fn a_broken_declaration_hides_nothing_after_it() {
    let text = "kind a { x }\nrule A wen x then y is z\nkind b { y }\nrule B when then y is z\nkind c { z }\n";
    let (tree, found) = parse(text, 0, false);
    assert_eq!(tree.declarations.len(), 3);
    assert_eq!(found.len(), 2);
    // What may be declared in the broken pieces is not to be called unknown.
    assert!(
        ["A", "B", "y", "z"]
            .iter()
            .all(|word| tree.broken.contains(&(*word).to_owned()))
    );
    assert!(!tree.broken.contains(&"a".to_owned()));
}

/// Each keyword in a text, `{}` for itself; both spellings must be read, and as the same tree.
fn sentence(keyword: Keyword) -> &'static str {
    use Keyword as K;
    match keyword {
        K::Ruleset => "{} a.b",
        K::Import => "{} \"a\"",
        K::Kind => "{} a { b }",
        K::Facts => "{} { a : b }",
        K::Define => "{} a = b",
        K::Decision => "{} a : b",
        K::Rule => "{} A when b then c is d",
        K::Table => "{} a given b\n | b |\n | 1 |",
        K::Shift => "{} a from b c to d when e",
        K::Guarantee => "{} a never b",
        K::Overlap => "{} A, B on c",
        K::Example => "{} \"a\"",
        K::Mandatory => "{} rule A when b then c is d",
        K::Under => "ruleset a {} \"b\"",
        K::Title => "ruleset a {} \"b\"",
        K::Authority => "ruleset a {} \"b\"",
        K::Effective => "ruleset a {} from 2024-01-01",
        K::From => {
            "ruleset a effective {} 2024-01-01\nkind b {} \"c\" column d\ntable e given f {} \"g\"\nshift h {} i j to k when l"
        }
        K::Until => "ruleset a effective {} 2024-01-01\noverlap A, B on c {} 2024-01-01",
        K::Adopted => "ruleset a {} 2024-01-01",
        K::Source => "ruleset a {} b \"c\"\nrule A when b then c is d {} \"e\"",
        K::Issued => "ruleset a source b \"c\" {} 2024-01-01",
        K::Ordered => "kind a {} { b }",
        K::Also => "kind a { b {} \"c\", \"d\" }",
        K::Column => "kind a from \"b\" {} c",
        K::RecognisedFrom => "facts { a : b {} c }",
        K::OneOf => "facts { a : {} b, c }",
        K::SetOf => "facts { a : {} b }",
        K::YesNo => "facts { a : {} }",
        K::Integer => "facts { a : {} 1..5 }",
        K::Decimal => "facts { a : {} }",
        K::In => "facts { a : integer {} b }",
        K::Date => "facts { a : {} ..2024-01-01 }",
        K::Duration => "facts { a : {} }",
        K::Text => "facts { a : {} }",
        K::As => "facts { a : b {} \"c {}\" }",
        K::EstablishedBy => "facts { a : b {} c }",
        K::JudgedBy => "facts { a : b {} c }",
        K::Fixed => "facts { a : b {} c : d }",
        K::Sensitive => "facts { a : b {} c : d }",
        K::Impossible => "facts { {} a is b }",
        K::Collect => "decision a : {} b",
        K::Min | K::Max | K::Sum | K::Count => "decision a : collect {} b",
        K::Otherwise => "decision a : b {} c",
        K::Unclassified => "decision a : b otherwise {} because \"c\"\nexample \"d\" expect e {}",
        K::ResolveBy => "decision a : b {} highest",
        K::Superior | K::Specialis | K::Posterior | K::Highest | K::Lowest => {
            "decision a : b resolve by {}"
        }
        K::DeterminedBy => "decision a : b {} c",
        K::Overrides => "rule A when b then c is d {} E.1, f because \"g\"",
        K::Because => "rule A when b then c is d {} \"e\"",
        K::When => "rule A {} b then c is d",
        K::Unless => "rule A when b {} e then c is d",
        K::Then => "rule A when b {} c is d\nguarantee a whenever b {} c",
        K::Is => "rule A when b {} c then c {} d",
        K::IsNot => "rule A when b {} c then c is d",
        K::IsOneOf | K::IsNotOneOf => "rule A when b {} (c, d) then c is d",
        K::IsAtLeast | K::IsAtMost | K::IsMoreThan | K::IsLessThan => {
            "rule A when b {} 5 then c is d"
        }
        K::IsBetween => "rule A when b {} 5 and 6 then c is d",
        K::BetweenAnd => "rule A when b is between 5 {} 6 then c is d",
        K::Includes => "rule A when b {} c then c {} d",
        K::IncludesAnyOf | K::IncludesAllOf => "rule A when b {} (c, d) then c is d",
        K::Adds => "rule A when b then c {} 2",
        K::Mentions => "rule A when b {} \"c\", \"d\" then c is d",
        K::MentionsAllOf => "rule A when b {} (\"c\", \"d\") then c is d",
        K::And | K::Or => "rule A when b {} c then c is d",
        K::Not => "rule A when {} b then c is d",
        K::AllOf | K::AnyOf => "rule A when {} (b, c) then c is d",
        K::Decided => "guarantee a always b is {} and c is not {}",
        K::Yes | K::No => "rule A when b is {} then c is {}",
        K::Days | K::Months | K::Years => "rule A when b then c is 30 {}",
        K::AsOfDate => "rule A when b is at least {} then c is d",
        K::GivenColumns => "table a {} b, c\n | b |\n | 1 |",
        K::BlankMeansAny => "table a given b from \"c\" {}",
        K::To => "shift a from b c {} d when e",
        K::Never | K::Always => "guarantee a {} b",
        K::Whenever => "guarantee a {} b then c",
        K::On => "overlap A, B {} c",
        K::DecidedBy => "overlap A, B on c {} d",
        K::GivenFacts => "example \"a\" {} b is c, not d",
        K::AsOf => "example \"a\" {} 2024-01-01",
        K::Expect => "example \"a\" {} b is c",
        K::By | K::NotBy => "example \"a\" expect b is c {} D.1",
        K::Contested => "example \"a\" expect b {}",
        K::ContestedBetween => "example \"a\" expect b {} (c, d)",
        K::Undetermined => "example \"a\" expect b {}",
        K::UndeterminedNeeds => "example \"a\" expect b {} (c, d)",
    }
}

#[test]
fn the_keyword_table_is_the_grammar_s() {
    for &keyword in Keyword::ALL {
        let text = sentence(keyword).replace("\"c {}\"", "\"c\"");
        let (en, zh) = (
            text.replace("{}", keyword.en()),
            text.replace("{}", keyword.zh()),
        );
        assert_eq!(shape(&sound(&en)), shape(&sound(&zh)), "{keyword:?}");
        // A keyword is more than a name: another word in its place is read otherwise, or not at all.
        let (other, problems) = parse(&text.replace("{}", "something"), 0, false);
        assert!(
            !problems.is_empty() || shape(&other) != shape(&sound(&en)),
            "{keyword:?}"
        );
    }
}

#[test]
fn reserved_words_are_no_names_and_all_others_are() {
    for &keyword in Keyword::ALL {
        for word in [keyword.en(), keyword.zh()]
            .into_iter()
            .filter(|word| !word.contains([' ', '/']))
        {
            // `given` is two keywords, `and` too: reserved if either is.
            let reserved = Keyword::ALL
                .iter()
                .any(|other| other.is_reserved() && [other.en(), other.zh()].contains(&word));
            for text in [
                "kind {} { a, b }",
                "kind a { b, {} }",
                "facts { a : text  {} : text  b : integer 1..  {} : text }",
                "define a = {} is 5 or {} > 3",
                "define {} = b",
            ] {
                if matches!(word, "as_of" | "决定日") && text.contains("> 3") {
                    continue;
                }
                let (_, problems) = parse(&text.replace("{}", word), 0, false);
                assert_eq!(
                    !problems.is_empty(),
                    reserved,
                    "{word} in {text}: {problems:?}"
                );
                if reserved && !matches!(word, "not" | "非") {
                    assert_eq!(
                        problems[0].code,
                        Code::ReservedName,
                        "{word} in {text}: {problems:?}"
                    );
                }
            }
            // In backticks anything is a name.
            sound(&format!(
                "kind `{word}` {{ `{word}` }}\ndefine a = `{word}` is `{word}`"
            ));
        }
    }
}

/// Every mistake with its messages in both languages, as people see them.
#[test]
fn mistakes_are_told_in_both_languages() {
    let mut shown = String::new();
    for case in MISTAKES.split("----\n") {
        let mut sources = Sources::default();
        let base = sources.add(Source::new("rules", case)).unwrap();
        let (tree, problems) = parse(case, base, false);
        let diagnostics = Diagnostics::new(sources, problems);
        let _ = writeln!(
            shown,
            "{}\n  · {} read",
            case.trim_end(),
            tree.declarations.len()
        );
        for (problem, (en, zh)) in diagnostics
            .iter()
            .zip(diagnostics.lines(Lang::En).zip(diagnostics.lines(Lang::Zh)))
        {
            let _ = writeln!(shown, "  {en}\n  {zh}");
            for note in &problem.notes {
                let _ = writeln!(
                    shown,
                    "    at `{}` {}",
                    diagnostics.sources().text(note.span),
                    note.text.en
                );
            }
            if let Some(help) = &problem.help {
                let _ = writeln!(shown, "    {}\n    {}", help.en, help.zh);
            }
        }
        shown.push_str("----\n");
    }
    insta::with_settings!({ snapshot_path => "tests", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("mistakes", shown);
    });
}

/// Ends soon, whatever the text: the sizes here are small, the growth must be the text's.
#[test]
fn garbage_of_any_sort_ends_soon() {
    let units = [
        "(",
        "（",
        "{",
        "rule ",
        "rule A when (",
        "rule A when (\n",
        "rule\n",
        "x ",
        "“",
        "| “",
        "\"",
        "`",
        "``",
        "a\n",
        "rule A then x is y when not ",
        "\0",
        "\u{202e}",
        "not ",
        "#\n",
        "kind a {",
        "当",
        "1",
        "-",
        "1 + ",
        "|\n",
        "é",
        "table t given a | “ \n",
        "rule A when a then b is “\n",
        "rule A whem a\n",
        "当事项是加装电梯且\n",
        "\r",
        "kind k { a\n",
    ];
    for unit in units {
        let (_, problems) = parse(&unit.repeat(20_000 / unit.len()), 0, false);
        assert!(problems.len() <= 1_100, "{unit}: {}", problems.len());
    }
    let n = 4_000;
    for (text, read) in [
        (
            format!("rule A when {}a then b is c", "a and ".repeat(n)),
            1,
        ),
        (
            format!("rule A when {}a > 5 then b is c", "a + ".repeat(n)),
            1,
        ),
        (format!("rule A when {}a then b is c", "not ".repeat(n)), 1),
        (
            format!(
                "rule A when {}a{} then b is c",
                "(".repeat(n),
                ")".repeat(n)
            ),
            0,
        ),
        (format!("kind k {{ {} }}", "a ".repeat(n)), 1),
        (format!("kind k {{ {} }}", "a, ".repeat(n * 100)), 0),
    ] {
        assert_eq!(
            parse(&text, 0, false).0.declarations.len(),
            read,
            "{}",
            &text[..40]
        );
    }
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth: usize| {
        format!(
            "rule A when {}a{} then b is c",
            "not (".repeat(depth),
            ")".repeat(depth)
        )
    };
    let deepest = DEEPEST as usize;
    assert_eq!(problems(&nested(deepest)), []);
    let found = problems(&nested(deepest + 1));
    assert_eq!(
        (found.len(), found[0].0, &*found[0].1),
        (1, Code::TooDeep, "(")
    );
    let kinds = |depth: usize| {
        format!(
            "kind k {{ {}a{} }}",
            "a { ".repeat(depth),
            " }".repeat(depth)
        )
    };
    assert_eq!(problems(&kinds(deepest - 1)), []);
    assert_eq!(problems(&kinds(deepest))[0].0, Code::TooDeep);
    // Parentheses left open in one declaration are not those of the next.
    let open = "rule A when (a then b is c\n".repeat(deepest + 10);
    assert!(
        problems(&open)
            .iter()
            .all(|(code, ..)| *code == Code::Syntax)
    );
    assert_eq!(
        problems(&format!("define a = {}b", "not ".repeat(65)))[0].0,
        Code::TooDeep
    );
    assert_eq!(problems(&format!("define a = {}b", "not ".repeat(64))), []);
    assert_eq!(
        problems(&format!("define a = {}b", "b + ".repeat(300)))[0].0,
        Code::TooDeep
    );
}

/// Whatever is read, every place is one of the text.
fn places_are_of_the_text(text: &str) {
    for literate in [false, true] {
        let (tree, problems) = parse(text, 0, literate);
        for span in problems
            .iter()
            .flat_map(|problem| &problem.notes)
            .map(|note| note.span)
        {
            assert!(
                text.get(span.start as usize..span.end as usize).is_some(),
                "{span:?} of {text:?}"
            );
        }
        for comment in &tree.comments {
            assert_eq!(
                text.get(comment.span.start as usize..comment.span.end as usize),
                Some(&*comment.text)
            );
        }
        // The message of every problem is in both languages, one sentence, without a full stop.
        for problem in &problems {
            let words = &problem.message;
            assert!(!words.en.is_empty() && !words.zh.is_empty(), "{problem:?}");
            assert!(
                !words.en.ends_with('.') && !words.zh.ends_with('。'),
                "{problem:?}"
            );
        }
    }
}

fn soup() -> impl Strategy<Value = String> {
    let keywords: Vec<String> = Keyword::ALL
        .iter()
        .flat_map(|keyword| [keyword.en().to_owned(), keyword.zh().to_owned()])
        .collect();
    let piece = prop_oneof![
        4 => proptest::sample::select(keywords),
        4 => proptest::sample::select(vec![
            "a", "事项", "O.3", "公事.３", "5", "30 days", "30天", "2023-08-01", "2023年13月1日", "\"x\"", "“电梯”", "「」",
            "“", "`", "`b c`", "(", ")", "（", "{", "}", ",", "，", ":", "：", "=", "==", ">=", "..", "～", "|", "｜", "\n", "#",
            "-", "+", "/", "。", "%", "en \"x\"", "```", "```fenliu\n", "\u{feff}", "\u{202e}", "\0", "\r\n", "　", "🦀",
        ]).prop_map(str::to_owned),
        1 => ".{0,6}",
    ];
    let gap = proptest::sample::select(vec![" ", "", "\n", "  "]);
    proptest::collection::vec((piece, gap), 0..60).prop_map(|pieces| {
        pieces
            .into_iter()
            .fold(String::new(), |text, (piece, gap)| text + &piece + gap)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn nothing_panics_on_keywords_and_signs(text in soup()) {
        places_are_of_the_text(&text);
    }

    #[test]
    fn nothing_panics_on_any_text(text in "\\PC{0,200}") {
        places_are_of_the_text(&text);
    }

    #[test]
    fn nothing_panics_on_a_cut_sample(from in 0..PAIR_ZH.len(), to in 0..PAIR_ZH.len(), put in "\\PC{0,3}") {
        let (from, to) = (from.min(to), from.max(to));
        if let (Some(before), Some(after)) = (PAIR_ZH.get(..from), PAIR_ZH.get(to..)) {
            places_are_of_the_text(&format!("{before}{put}{after}"));
        }
    }
}
