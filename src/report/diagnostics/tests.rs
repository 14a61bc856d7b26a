use super::{Style, draw, draw_all};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Source, Sources, Span};
use crate::words::{Lang, Words};

const PLAIN: Style = Style {
    lang: Lang::En,
    colour: false,
    unicode: true,
};

/// The texts, and a function that finds the nth place of some words in one of them.
fn sources(texts: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(Source::new(*name, *text)).expect("small");
    }
    sources
}

fn place(sources: &Sources, file: usize, words: &str) -> Span {
    let mut base = 0;
    for (number, source) in sources.iter().enumerate() {
        if number == file {
            let start = base + source.text.find(words).expect("the words are there");
            let end = start + words.len();
            return Span::new(
                start.try_into().expect("small"),
                end.try_into().expect("small"),
            );
        }
        base += source.text.len() + 1;
    }
    panic!("no such file");
}

/// Snapshots stand beside this file, under the name of what they show.
fn assert_drawn(name: &str, drawn: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("tests");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, drawn));
}

fn words(text: &str) -> Words {
    Words::new(text, format!("（中文）{text}"))
}

#[test]
fn several_places_and_a_next_step() {
    let sources = sources(&[(
        "rules.fenliu",
        "kind tier { common }\n\n\n\nrule A\n  when  parkng is yes\n  then  tier is common\n",
    )]);
    let problem = Diagnostic::error(
        Code::UnknownName,
        place(&sources, 0, "parkng"),
        words("nothing is called `parkng`"),
    )
    .here(words("not declared"))
    .and(place(&sources, 0, "kind"), words("kinds are declared here"))
    .help(words("the nearest name is `parking`"));
    assert_drawn("places", &draw(&sources, &problem, PLAIN));
    assert_drawn(
        "places.zh",
        &draw(
            &sources,
            &problem,
            Style {
                lang: Lang::Zh,
                ..PLAIN
            },
        ),
    );
    assert_drawn(
        "places.ascii",
        &draw(
            &sources,
            &problem,
            Style {
                unicode: false,
                ..PLAIN
            },
        ),
    );
}

#[test]
fn chinese_tabs_carriage_returns_and_controls() {
    let sources = sources(&[(
        "规则.fenliu",
        "\u{feff}规则 公事.3\r\n\t当\t事项 是 加装电梯\u{202e}坏\u{7}\r\n\t则 类别 是 公事",
    )]);
    let problem = Diagnostic::warning(
        Code::ForbiddenCharacter,
        place(&sources, 0, "加装电梯"),
        words("wide"),
    )
    .here(words("four wide characters"))
    .and(place(&sources, 0, "公事.3"), words("first line"));
    assert_drawn("wide", &draw(&sources, &problem, PLAIN));
}

#[test]
fn a_long_line_is_cut_around_its_place() {
    let long = format!(
        "# {}\nrule X when {} oops {}",
        "a".repeat(300),
        "很".repeat(200),
        "b ".repeat(500)
    );
    let sources = sources(&[("long.fenliu", &long)]);
    let problem = Diagnostic::error(Code::Syntax, place(&sources, 0, "oops"), words("not here"))
        .and(place(&sources, 0, "rule X"), words("in this rule"));
    assert_drawn("long", &draw(&sources, &problem, PLAIN));
}

#[test]
fn places_in_other_files_have_their_own_excerpt() {
    let sources = sources(&[
        ("rules.fenliu", "kind tier { a }\n"),
        ("common.fenliu", "# common\nkind tier { b }\n"),
    ]);
    let problem = Diagnostic::error(
        Code::DuplicateName,
        place(&sources, 1, "tier"),
        words("`tier` is declared twice"),
    )
    .and(place(&sources, 0, "tier"), words("first here"))
    .help(words("rename one of them"));
    assert_drawn("files", &draw(&sources, &problem, PLAIN));
}

#[test]
fn ends_of_texts_and_places_without_width() {
    let sources = sources(&[("a.fenliu", "rule A\n  when x\n"), ("empty.fenliu", "")]);
    let end = Span::new(16, 16);
    let problems = vec![
        Diagnostic::error(Code::Syntax, end, words("at the end")),
        Diagnostic::error(
            Code::Syntax,
            Span::new(15, 15),
            words("on the last newline"),
        ),
        Diagnostic::error(
            Code::RulesetHeader,
            Span::new(17, 17),
            words("in an empty text"),
        ),
        Diagnostic::error(Code::Syntax, Span::new(0, 16), words("over every line")),
        Diagnostic {
            notes: Vec::new(),
            ..Diagnostic::error(Code::NoRuleset, end, words("nowhere"))
        },
    ];
    assert_drawn(
        "ends",
        &draw_all(&Diagnostics::new(sources, problems), PLAIN),
    );
}

#[test]
fn no_place_panics() {
    let sources = sources(&[("a", "规\r\n则\n\n"), ("b", "x")]);
    for start in 0..14 {
        for end in 0..16 {
            let problem = Diagnostic::error(Code::Syntax, Span::new(start, end), words("x"))
                .and(Span::new(end, start), words("y\nz"));
            draw(&sources, &problem, PLAIN);
        }
    }
}
