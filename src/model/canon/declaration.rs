//! Declarations in canonical form. Every field of the model is named here: a new one does not
//! compile until somebody decides whether it is part of what a ruleset means.

use super::condition::Names;
use super::form::{Form, day, flag, label, list, name, period, text};
use crate::model::{
    Citable, Collect, Decision, Define, DefineBody, Fact, Ground, Kind, Level, Node, NodeId,
    Otherwise,
};

/// A ruleset of the chain.
pub(super) fn level(level: &Level) -> Form {
    let Level {
        name: named,
        title,
        authority,
        effective,
        adopted,
        span: _,
    } = level;
    list(
        "level",
        [name(named)]
            .into_iter()
            .chain(label("title", title))
            .chain(label("authority", authority))
            .chain(period(*effective))
            .chain(adopted.map(|date| list("adopted", [day(Some(date))]))),
    )
}

/// A source.
pub(super) fn citable(citable: &Citable) -> Form {
    let Citable {
        level,
        name: named,
        title,
        issued,
        span: _,
    } = citable;
    list(
        "source",
        [Form::Bare(level.0.to_string()), name(named)]
            .into_iter()
            .chain(label("title", title))
            .chain(issued.map(|date| list("issued", [day(Some(date))]))),
    )
}

/// A kind with its values.
pub(super) fn kind(kind: &Kind) -> Form {
    let Kind {
        name: named,
        label: titled,
        ordered,
        anonymous,
        nodes,
        leaves: _,
        span: _,
    } = kind;
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    let mut top = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        match node.parent {
            Some(NodeId(parent)) => below[parent as usize].push(index),
            None => top.push(index),
        }
    }
    list(
        if *anonymous { "one-of" } else { "kind" },
        [name(named)]
            .into_iter()
            .chain(label("label", titled))
            .chain(flag(*ordered, "ordered"))
            .chain(top.into_iter().map(|index| value(nodes, &below, index))),
    )
}

impl Names<'_> {
    pub(super) fn fact(self, fact: &Fact) -> Form {
        let Fact {
            name: named,
            label: titled,
            ty,
            declared: _, // forms follow the file; nothing is decided by it
            recognised_from,
            phrase,
            established_by,
            judged_by,
            fixed,
            sensitive,
            span: _,
        } = fact;
        list(
            "fact",
            [name(named), self.ty(ty)]
                .into_iter()
                .chain(label("label", titled))
                .chain(recognised_from.map(|fact| list("recognised-from", [self.fact_name(fact)])))
                .chain(label("as", phrase))
                .chain(self.body("established-by", *established_by))
                .chain(self.body("judged-by", *judged_by))
                .chain(flag(*fixed, "fixed"))
                .chain(flag(*sensitive, "sensitive")),
        )
    }

    pub(super) fn define(self, define: &Define) -> Form {
        let Define {
            name: named,
            label: titled,
            body,
            span: _,
        } = define;
        let body = match body {
            DefineBody::Condition(condition) => self.condition(condition),
            // its type follows from it
            DefineBody::Expr(expr, _) => self.expr(expr),
        };
        list(
            "define",
            [name(named)]
                .into_iter()
                .chain(label("label", titled))
                .chain([body]),
        )
    }

    pub(super) fn decision(self, decision: &Decision) -> Form {
        let Decision {
            name: named,
            label: titled,
            ty,
            collect,
            otherwise,
            resolve_by,
            determined_by,
            reads: _, // follows from the rules
            rules: _,
            span: _,
        } = decision;
        let otherwise = match otherwise {
            Otherwise::Gap => None,
            Otherwise::Value(value) => Some(list("otherwise", [self.datum(ty, value)])),
            Otherwise::Unclassified(because) => Some(list(
                "otherwise",
                [Form::Word("unclassified")]
                    .into_iter()
                    .chain(label("because", because)),
            )),
        };
        list(
            "decision",
            [name(named), self.ty(ty)]
                .into_iter()
                .chain(label("label", titled))
                .chain(collect.map(|collect| list("collect", [Form::Word(fold(collect))])))
                .chain(otherwise)
                .chain((!resolve_by.is_empty()).then(|| {
                    list(
                        "resolve-by",
                        resolve_by.iter().map(|by| Form::Word(ground(*by))),
                    )
                }))
                .chain(self.body("determined-by", *determined_by)),
        )
    }
}

/// A value with those below it.
fn value(nodes: &[Node], below: &[Vec<usize>], index: usize) -> Form {
    let Node {
        name: named,
        label: titled,
        also,
        parent: _,
        first: _,
        end: _,
        leaf: _,
        span: _,
    } = &nodes[index];
    list(
        "value",
        [name(named)]
            .into_iter()
            .chain(label("label", titled))
            .chain((!also.is_empty()).then(|| list("also", also.iter().map(|word| text(word)))))
            .chain(below[index].iter().map(|&child| value(nodes, below, child))),
    )
}

fn fold(collect: Collect) -> &'static str {
    match collect {
        Collect::List => "list",
        Collect::Min => "min",
        Collect::Max => "max",
        Collect::Sum => "sum",
        Collect::Count => "count",
    }
}

fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Superior => "superior",
        Ground::Specialis => "specialis",
        Ground::Posterior => "posterior",
        Ground::Highest => "highest",
        Ground::Lowest => "lowest",
    }
}
