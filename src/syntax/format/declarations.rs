//! One document a declaration; rulesets, imports, definitions and decisions here, the larger ones
//! in files of their own.

use super::clauses::{clause, clauses, dates};
use super::doc::{
    Doc, Role, concat, end, group, headed, indent, list, nothing, opened, unit, unit_at, words,
};
use super::expressions::condition;
use super::pen::Pen;
use super::types::ty;
use super::{examples, facts, kinds, rules, tables};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{
    Collect, Decision, Declaration, Define, Ground, Import, Otherwise, Ruleset, SourceDeclaration,
};

/// A declaration; `column` is where the colon of a decision stands at least.
pub(super) fn declaration(pen: Pen<'_>, declaration: &Declaration, column: usize) -> Doc {
    match declaration {
        Declaration::Ruleset(it) => ruleset(pen, it),
        Declaration::Import(it) => import(pen, it),
        Declaration::Kind(it) => kinds::kind(pen, it),
        Declaration::Facts(it) => facts::facts(pen, it),
        Declaration::Define(it) => define(pen, it),
        Declaration::Decision(it) => decision(pen, it, column),
        Declaration::Rule(it) => rules::rule(pen, it),
        Declaration::Table(it) => tables::table(pen, it),
        Declaration::Shift(it) => rules::shift(pen, it),
        Declaration::Guarantee(it) => rules::guarantee(pen, it),
        Declaration::Overlap(it) => rules::overlap(pen, it),
        Declaration::Example(it) => examples::example(pen, it),
    }
}

/// Where a declaration stands.
pub(super) fn span(declaration: &Declaration) -> Span {
    match declaration {
        Declaration::Ruleset(it) => it.span,
        Declaration::Import(it) => it.span,
        Declaration::Kind(it) => it.span,
        Declaration::Facts(it) => it.span,
        Declaration::Define(it) => it.span,
        Declaration::Decision(it) => it.span,
        Declaration::Rule(it) => it.span,
        Declaration::Table(it) => it.span,
        Declaration::Shift(it) => it.span,
        Declaration::Guarantee(it) => it.span,
        Declaration::Overlap(it) => it.span,
        Declaration::Example(it) => it.span,
    }
}

/// `ruleset NAME under "PATH"` and its clauses.
fn ruleset(pen: Pen<'_>, ruleset: &Ruleset) -> Doc {
    let mut head = vec![pen.head(Keyword::Ruleset, &ruleset.name, None)];
    if let Some(path) = &ruleset.under {
        head.extend([
            words(format!(" {} ", pen.word(Keyword::Under))),
            pen.string(path),
        ]);
    }
    let present = [
        ruleset.title.as_ref().map(|_| Keyword::Title),
        ruleset.authority.as_ref().map(|_| Keyword::Authority),
        ruleset.effective.as_ref().map(|_| Keyword::Effective),
        ruleset.adopted.as_ref().map(|_| Keyword::Adopted),
        ruleset.sources.first().map(|_| Keyword::Source),
    ];
    let beside: Vec<Keyword> = present.into_iter().flatten().collect();
    let clause = |keyword, content| clause(pen, keyword, &beside, content);
    let mut body = Vec::new();
    body.extend(
        ruleset
            .title
            .as_ref()
            .map(|it| clause(Keyword::Title, pen.label(it))),
    );
    body.extend(
        ruleset
            .authority
            .as_ref()
            .map(|it| clause(Keyword::Authority, pen.label(it))),
    );
    body.extend(
        ruleset
            .effective
            .as_ref()
            .map(|it| clause(Keyword::Effective, dates(pen, it))),
    );
    body.extend(
        ruleset
            .adopted
            .as_ref()
            .map(|it| clause(Keyword::Adopted, pen.date(it))),
    );
    body.extend(
        ruleset
            .sources
            .iter()
            .map(|it| clause(Keyword::Source, source(pen, it))),
    );
    let rest = [clauses(body), end(pen.end_of(ruleset.span))];
    headed(ruleset.span.start, Role::Declaration, concat(head), rest)
}

/// `NAME "TITLE" issued DATE`.
fn source(pen: Pen<'_>, source: &SourceDeclaration) -> Doc {
    let title = concat([pen.name(&source.name), pen.and_label(Some(&source.title))]);
    let issued = source.issued.as_ref().map(|date| {
        let date = unit(
            Role::Part,
            concat([pen.key(Keyword::Issued), pen.date(date)]),
        );
        indent(2, concat([Doc::Line, date]))
    });
    group([unit(Role::Part, title)].into_iter().chain(issued))
}

/// `import "PATH"`.
fn import(pen: Pen<'_>, import: &Import) -> Doc {
    let head = concat([pen.key(Keyword::Import), pen.string(&import.path)]);
    headed(import.span.start, Role::Declaration, head, [])
}

/// `define NAME = CONDITION`, broken before the `=`.
fn define(pen: Pen<'_>, define: &Define) -> Doc {
    let head = pen.head(Keyword::Define, &define.name, define.label.as_ref());
    let head = opened(define.span.start, nothing(), head);
    let body = unit(
        Role::Part,
        concat([words("= "), condition(pen, &define.body, 0)]),
    );
    let body = indent(2, concat([Doc::Line, body]));
    unit_at(define.span.start, Role::Declaration, group([head, body]))
}

/// `decision NAME : TYPE` and its clauses.
fn decision(pen: Pen<'_>, decision: &Decision, column: usize) -> Doc {
    let start = decision.span.start;
    let padding = " ".repeat(column.saturating_sub(pen.name_width(&decision.name)));
    let head = pen.head(Keyword::Decision, &decision.name, None);
    let mut values = Vec::new();
    if let Some(collect) = &decision.collect {
        let fold = match collect.node {
            Collect::List => None,
            Collect::Min => Some(Keyword::Min),
            Collect::Max => Some(Keyword::Max),
            Collect::Sum => Some(Keyword::Sum),
            Collect::Count => Some(Keyword::Count),
        };
        values.push(pen.key(Keyword::Collect));
        values.extend(fold.map(|fold| pen.key(fold)));
    }
    values.push(ty(pen, &decision.ty, decision.label.as_ref()));
    let head = concat([head, words(format!("{padding} : "))]);
    let mut docs = vec![opened(start, head, concat(values))];
    for clause in decision_clauses(pen, decision) {
        docs.push(indent(2, concat([Doc::Line, clause])));
    }
    unit_at(start, Role::Declaration, group(docs))
}

/// `otherwise …`, `resolve by …`, `determined by …`.
fn decision_clauses(pen: Pen<'_>, decision: &Decision) -> impl Iterator<Item = Doc> {
    let otherwise = decision
        .otherwise
        .as_ref()
        .map(|otherwise| match otherwise {
            Otherwise::Value(value) => concat([pen.key(Keyword::Otherwise), pen.value(value)]),
            Otherwise::Unclassified { span, because } => concat([
                pen.key(Keyword::Otherwise),
                pen.key_at(Keyword::Unclassified, *span),
                concat(
                    because
                        .iter()
                        .flat_map(|because| [words(" "), pen.because(because)]),
                ),
            ]),
        });
    let grounds = decision
        .resolve_by
        .iter()
        .map(|ground| pen.key_at(ground_word(ground.node), ground.span));
    let resolve = (!decision.resolve_by.is_empty())
        .then(|| list(2, pen.key(Keyword::ResolveBy), grounds, nothing()));
    let determined = decision.determined_by.as_ref();
    let determined =
        determined.map(|body| concat([pen.key(Keyword::DeterminedBy), pen.name(body)]));
    [otherwise, resolve, determined]
        .into_iter()
        .flatten()
        .map(|clause| unit(Role::Part, clause))
}

/// The keyword of a ground.
fn ground_word(ground: Ground) -> Keyword {
    match ground {
        Ground::Superior => Keyword::Superior,
        Ground::Specialis => Keyword::Specialis,
        Ground::Posterior => Keyword::Posterior,
        Ground::Highest => Keyword::Highest,
        Ground::Lowest => Keyword::Lowest,
    }
}
