//! How a ruleset is written changes nothing: keyword language, symbols, full-width forms, order of
//! declarations and clauses, comments, files, canonical layout.

use proptest::prelude::*;

use fenliu::{Ruleset, Source};

use super::super::check::{Case, case, compile, law, shown};
use super::super::print::files;
use super::super::raw::Openness;
use super::super::style::{Style, style};

fn same(case: &Case, plain: &Ruleset, other: &Ruleset, how: &str) -> Result<(), String> {
    if plain.digest() != other.digest() {
        return Err(case.fails(&format!("the digest changes: {how}")));
    }
    let (a, b) = (
        case.taken(plain, &case.affair),
        case.taken(other, &case.affair),
    );
    match (a, b) {
        (Some(a), Some(b)) if plain.decide(&a).to_json() == other.decide(&b).to_json() => Ok(()),
        (None, None) => Ok(()),
        _ => Err(case.fails(&format!("the verdict changes: {how}"))),
    }
}

#[test]
fn order_language_and_forms_change_neither_verdict_nor_digest() {
    law(400, (case(Openness::Some), style()), |(input, style)| {
        let case = Case::from(input);
        let plain = compile(&case.ruleset, Style::default())?;
        let other = compile(&case.ruleset, *style)?;
        same(
            &case,
            &plain,
            &other,
            &format!("{style:?}\n{}", shown(&files(&case.ruleset, *style))),
        )
    });
}

fn laid_out(text: &str, literate: bool, lang: Option<fenliu::Lang>) -> Result<String, String> {
    let (tree, problems) = fenliu::syntax::parse::parse(text, 0, literate);
    if let Some(problem) = problems.first() {
        return Err(format!("{}\n{text}", problem.message.en));
    }
    Ok(match literate {
        true => fenliu::syntax::format::format_literate(text, &tree, 0, lang),
        false => fenliu::syntax::format::format(text, &tree, 0, lang),
    })
}

#[test]
fn the_canonical_layout_is_stable_and_keeps_digest_and_verdict() {
    let langs = prop_oneof![
        Just(None),
        Just(Some(fenliu::Lang::En)),
        Just(Some(fenliu::Lang::Zh))
    ];
    law(
        300,
        (case(Openness::Some), style(), langs),
        |(input, style, lang)| {
            let case = Case::from(input);
            let plain = compile(&case.ruleset, Style::default())?;
            let mut sources = Vec::new();
            for (name, text) in files(&case.ruleset, *style) {
                let literate = name.ends_with(".md");
                let once = laid_out(&text, literate, *lang)?;
                let twice = laid_out(&once, literate, *lang)?;
                if once != twice {
                    return Err(format!("laid out once:\n{once}\ntwice:\n{twice}"));
                }
                sources.push(Source::new(name, once));
            }
            let other = Ruleset::compile(sources).map_err(|problems| problems.to_string())?;
            same(&case, &plain, &other, &format!("{style:?}"))
        },
    );
}
