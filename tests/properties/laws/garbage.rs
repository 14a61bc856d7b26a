//! No text makes the compiler panic.

use proptest::prelude::*;

use fenliu::{Ruleset, Source};

use super::super::check::{Case, case, law};
use super::super::print::files;
use super::super::raw::Openness;
use super::super::style::style;

#[test]
fn broken_texts_are_refused_or_read_but_never_a_panic() {
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8, any::<char>()), 1..6);
    law(
        400,
        (case(Openness::None), style(), edits),
        |(input, style, edits)| {
            let case = Case::from(input);
            let mut sources = Vec::new();
            for (name, text) in files(&case.ruleset, *style) {
                let mut characters: Vec<char> = text.chars().collect();
                for (at, how, with) in edits {
                    if characters.is_empty() {
                        break;
                    }
                    let at = at.index(characters.len());
                    match how {
                        0 => characters[at] = *with,
                        1 => characters.insert(at, *with),
                        2 => characters.truncate(at),
                        3 => characters.insert(at, '('),
                        4 => characters.insert(at, '"'),
                        _ => drop(characters.remove(at)),
                    }
                }
                sources.push(Source::new(
                    name,
                    characters.into_iter().collect::<String>(),
                ));
            }
            if let Err(problems) = Ruleset::compile(sources)
                && problems.is_empty()
            {
                return Err("refused without a word".to_owned());
            }
            Ok(())
        },
    );
}
