//! The affair that shows a difference, as an example of the new ruleset.
//!
//! It expects what the new ruleset decides, so it passes once that is in force. Comments above it
//! say what the old one decided, and the facts that only the old one knows.

use crate::diff::common::fact_named;
use crate::diff::{Compared, Diff, Moved};
use crate::model::{Datum, Expected, FactId, Model};
use crate::report::example::{example, expected};
use crate::report::literal::{literal, name};
use crate::report::phrases::diff::Say;
use crate::syntax::keywords::Keyword;
use crate::verdict::space::default_date;
use crate::verdict::{Affair, Knowledge};
use crate::words::Lang;

/// The example; none where no affair was found to show it.
pub(super) fn witness(diff: &Diff, compared: &Compared, moved: &Moved, say: Say) -> Option<String> {
    let witness = &moved.witness;
    if !witness.confirmed {
        return None;
    }
    let (before, after) = (&diff.old.0.model, &diff.new.0.model);
    let outcomes = diff.new.decide(&witness.new).outcomes;
    let title = say.example_title(
        &compared.decision,
        &say.result(before, compared.old, &moved.from),
        &say.result(after, compared.new, &moved.to),
    );
    let mut affair = witness.new.clone();
    if affair.as_of == default_date(after) {
        affair.as_of = None;
    }
    let mut lines: Vec<String> = Vec::new();
    let day = witness
        .old
        .as_of
        .filter(|day| Some(*day) != witness.new.as_of);
    lines.push(format!(
        "# {}",
        say.before(
            &compared.decision,
            &say.result(before, compared.old, &moved.from),
            day
        )
    ));
    let only = only_old(before, &witness.old, after, say.lang);
    if !only.is_empty() {
        lines.push(format!("# {}", say.only_before(&only)));
    }
    let mut expect = expected(&outcomes, compared.new);
    // the values of a collected list that is contested cannot be named
    if let (Some(_), Expected::Contested(claims)) = (
        after.decisions[compared.new.index()].collect,
        &mut expect.outcome,
    ) {
        claims.clear();
    }
    lines.push(example(
        after,
        &affair,
        &title.replace('`', ""),
        &[expect],
        say.lang,
    ));
    Some(lines.join("\n"))
}

/// The facts of an affair that only the old ruleset knows, as a rule file writes them.
fn only_old(before: &Model, affair: &Affair, after: &Model, lang: Lang) -> Vec<String> {
    let facts = (0..).map(FactId).zip(&before.facts);
    facts
        .filter(|(_, fact)| fact_named(after, &fact.name).is_none())
        .filter_map(|(id, fact)| match &affair.facts()[id.index()] {
            Knowledge::Known(Datum::YesNo(true)) => Some(name(&fact.name).into_owned()),
            Knowledge::Known(Datum::YesNo(false)) => {
                Some(format!("{} {}", Keyword::Not.get(lang), name(&fact.name)))
            }
            Knowledge::Known(datum) => Some(format!(
                "{} {} {}",
                name(&fact.name),
                Keyword::Is.get(lang),
                literal(before, &fact.ty, datum, lang)?
            )),
            _ => None,
        })
        .collect()
}
