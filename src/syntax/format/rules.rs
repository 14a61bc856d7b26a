//! Rules, shifts, guarantees and overlaps.

use unicode_width::UnicodeWidthStr;

use super::clauses::{
    because_clause, beside, citation, clause, clauses, column, condition_clause, overrides,
    padded_width, shared, then_because,
};
use super::doc::{Doc, Role, concat, end, group, headed, indent, list, nothing, unit, words};
use super::expressions::condition;
use super::pen::Pen;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{Claim, Conclusion, ConclusionForm, Guarantee, Overlap, Rule, Shift};

/// `rule ID "TITLE"` and its clauses.
pub(super) fn rule(pen: Pen<'_>, rule: &Rule) -> Doc {
    let head = concat([
        pen.mandatory(rule.mandatory),
        pen.head(Keyword::Rule, &rule.id, rule.title.as_ref()),
    ]);
    let conditions = [(Keyword::When, &rule.when), (Keyword::Unless, &rule.unless)];
    let conditions = conditions
        .into_iter()
        .filter_map(|(key, it)| Some((key, it.as_ref()?)));
    let beside: Vec<Keyword> = conditions
        .clone()
        .map(|(keyword, _)| keyword)
        .chain([Keyword::Then])
        .chain(beside(&rule.clauses))
        .collect();
    let conclusions = rule
        .then
        .iter()
        .map(|conclusion| self::conclusion(pen, conclusion));
    let body = (rule.clauses.overrides.iter())
        .map(|clause| overrides(pen, clause))
        .chain(conditions.map(|(keyword, it)| condition_clause(pen, keyword, &beside, it)))
        .chain([clause(pen, Keyword::Then, &beside, column(conclusions))])
        .chain(shared(pen, &rule.clauses, &beside));
    let rest = [clauses(body), end(pen.end_of(rule.span))];
    headed(rule.span.start, Role::Declaration, head, rest)
}

/// `tier is official`, `assist includes (a, b)`, `points adds 2`.
fn conclusion(pen: Pen<'_>, conclusion: &Conclusion) -> Doc {
    let keyword = match conclusion.form {
        ConclusionForm::Is => Keyword::Is,
        ConclusionForm::Includes => Keyword::Includes,
        ConclusionForm::Adds => Keyword::Adds,
    };
    let head = concat([pen.name(&conclusion.decision), words(" "), pen.key(keyword)]);
    let values = conclusion.values.iter().map(|value| pen.value(value));
    match conclusion.values.len() {
        1 => concat([head, concat(values)]),
        _ => list(2, concat([head, words("(")]), values, words(")")),
    }
}

/// `shift NAME "TITLE"` and its clauses.
pub(super) fn shift(pen: Pen<'_>, shift: &Shift) -> Doc {
    let head = pen.head(Keyword::Shift, &shift.name, shift.title.as_ref());
    let mut beside = vec![Keyword::From, Keyword::When];
    beside.extend(shift.citations.first().map(|_| Keyword::Source));
    beside.extend(shift.because.as_ref().map(|_| Keyword::Because));
    let beside = &beside;
    let moves = concat([
        pen.name(&shift.decision),
        words(" "),
        pen.value(&shift.from),
        words(format!(" {} ", pen.word(Keyword::To))),
        pen.value(&shift.to),
    ]);
    let moves = clause(pen, Keyword::From, beside, moves);
    let when = condition_clause(pen, Keyword::When, beside, &shift.when);
    let sources = shift
        .citations
        .iter()
        .map(|source| citation(pen, beside, source));
    let because = shift.because.as_ref();
    let because = because.map(|it| clause(pen, Keyword::Because, beside, pen.label(it)));
    let body = clauses([moves, when].into_iter().chain(sources).chain(because));
    headed(
        shift.span.start,
        Role::Declaration,
        head,
        [body, end(pen.end_of(shift.span))],
    )
}

/// `guarantee NAME "TITLE"` and its clauses.
pub(super) fn guarantee(pen: Pen<'_>, guarantee: &Guarantee) -> Doc {
    let head = pen.head(
        Keyword::Guarantee,
        &guarantee.name,
        guarantee.title.as_ref(),
    );
    let claim = match &guarantee.claim {
        Claim::Never(never) => condition_clause(pen, Keyword::Never, &[], never),
        Claim::Always(always) => condition_clause(pen, Keyword::Always, &[], always),
        Claim::Whenever(whenever, then) => {
            let beside = &[Keyword::Whenever, Keyword::Then];
            let column = padded_width(pen, Keyword::Then, beside);
            let word = pen.word(Keyword::Then);
            let padding = Doc::Pad(column - 1 - word.width());
            let when = condition_clause(pen, Keyword::Whenever, beside, whenever);
            let then = [
                words(word),
                padding,
                words(" "),
                condition(pen, then, column),
            ];
            unit(
                Role::Clause,
                group([when, Doc::Line, unit(Role::Part, concat(then))]),
            )
        }
    };
    let body = clauses(
        [claim]
            .into_iter()
            .chain(because_clause(pen, guarantee.because.as_ref())),
    );
    headed(
        guarantee.span.start,
        Role::Declaration,
        head,
        [body, end(pen.end_of(guarantee.span))],
    )
}

/// `overlap A, B on DECISION until DATE` and its clauses.
pub(super) fn overlap(pen: Pen<'_>, overlap: &Overlap) -> Doc {
    let rules = overlap.rules.iter().map(|rule| pen.name(rule));
    let rules = list(2, pen.key(Keyword::Overlap), rules, nothing());
    let until = overlap.until.iter();
    let until = until.flat_map(|until| [words(" "), pen.key(Keyword::Until), pen.date(until)]);
    let on = concat([
        pen.key(Keyword::On),
        pen.name(&overlap.decision),
        concat(until),
    ]);
    let head = group([rules, indent(2, concat([Doc::Line, unit(Role::Part, on)]))]);
    let because = overlap.because.as_ref();
    let body = if let Some(body) = &overlap.decided_by {
        let by = unit(
            Role::Part,
            concat([pen.key(Keyword::DecidedBy), pen.name(body)]),
        );
        Some(unit(Role::Clause, group([by, then_because(pen, because)])))
    } else {
        because_clause(pen, because)
    };
    let rest = [clauses(body), end(pen.end_of(overlap.span))];
    headed(overlap.span.start, Role::Declaration, head, rest)
}
