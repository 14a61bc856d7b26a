//! Declarations in canonical form. Every field of the model is named here: a new one does not
//! compile until somebody decides whether it is part of what a ruleset means.

use super::condition::Names;
use super::form::{Form, day, flag, label, list, name, text};
use crate::model::{
    Citable, Citation, Claim, Collect, Conclusion, Decision, Define, DefineBody, Fact, Ground,
    Guarantee, Impossible, Kind, Level, Node, NodeId, Otherwise, Overlap, Override, OverrideTarget,
    Period, Rule, Shift, Table,
};

impl Names<'_> {
    pub(super) fn level(&self, level: &Level) -> Form {
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

    pub(super) fn citable(&self, citable: &Citable) -> Form {
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

    pub(super) fn kind(&self, kind: &Kind) -> Form {
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

    pub(super) fn fact(&self, fact: &Fact) -> Form {
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

    pub(super) fn define(&self, define: &Define) -> Form {
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

    pub(super) fn decision(&self, decision: &Decision) -> Form {
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

    pub(super) fn rule(&self, rule: &Rule) -> Form {
        let Rule {
            id,
            title,
            level,
            mandatory,
            when,
            unless,
            conclusions,
            overrides,
            because,
            citations,
            effective,
            dated,
            adopted,
            row,
            referable,
            span: _,
        } = rule;
        let mut then: Vec<&Conclusion> = conclusions.iter().collect();
        then.sort_by_key(|conclusion| &self.0.decisions[conclusion.decision.index()].name);
        list(
            "rule",
            [name(id), list("level", [Form::Bare(level.0.to_string())])]
                .into_iter()
                // where a row stands counts only if its id says so
                .chain(
                    row.map(|(table, _)| list("table", [name(&self.0.tables[table.index()].name)])),
                )
                .chain(flag(!*referable, "unnamed"))
                .chain(flag(*mandatory, "mandatory"))
                .chain(label("title", title))
                .chain([list("when", [self.condition(when)])])
                .chain(
                    unless
                        .iter()
                        .map(|unless| list("unless", [self.condition(unless)])),
                )
                .chain(
                    then.into_iter()
                        .map(|conclusion| self.conclusion(conclusion)),
                )
                .chain(overrides.iter().map(|over| self.overrides(over)))
                .chain(label("because", because))
                .chain(citations.iter().map(|citation| self.citation(citation)))
                .chain(period(*effective))
                .chain(adopted.map(|date| list("adopted", [day(Some(date))])))
                .chain(dated.map(|date| list("dated", [day(Some(date))]))),
        )
    }

    fn conclusion(&self, conclusion: &Conclusion) -> Form {
        let Conclusion {
            decision,
            values,
            span: _,
        } = conclusion;
        let decision = &self.0.decisions[decision.index()];
        list(
            "then",
            [name(&decision.name)]
                .into_iter()
                .chain(values.iter().map(|value| self.datum(&decision.ty, value))),
        )
    }

    fn overrides(&self, over: &Override) -> Form {
        let Override {
            target,
            because,
            span: _,
        } = over;
        let target = match target {
            OverrideTarget::Rule(rule) => list("rule", [name(&self.0.rules[rule.index()].id)]),
            OverrideTarget::Table(table) => {
                list("table", [name(&self.0.tables[table.index()].name)])
            }
        };
        list(
            "overrides",
            [target].into_iter().chain(label("because", because)),
        )
    }

    fn citation(&self, citation: &Citation) -> Form {
        let Citation { source, locator } = citation;
        let cited = source.map(|source| {
            let Citable {
                level, name: named, ..
            } = &self.0.citables[source.index()];
            list("of", [Form::Bare(level.0.to_string()), name(named)])
        });
        list("cites", cited.into_iter().chain(label("at", locator)))
    }

    pub(super) fn table(&self, table: &Table) -> Form {
        let Table {
            name: named,
            title,
            rows: _,
            span: _,
        } = table; // each row is a rule of its own
        list(
            "table",
            [name(named)].into_iter().chain(label("title", title)),
        )
    }

    pub(super) fn impossible(&self, impossible: &Impossible) -> Form {
        let Impossible {
            condition,
            because,
            span: _,
        } = impossible;
        list(
            "impossible",
            [self.condition(condition)]
                .into_iter()
                .chain(label("because", because)),
        )
    }

    pub(super) fn shift(&self, shift: &Shift) -> Form {
        let Shift {
            name: named,
            title,
            decision,
            from,
            to,
            when,
            because,
            citations,
            span: _,
        } = shift;
        let ty = &self.0.decisions[decision.index()].ty;
        list(
            "shift",
            [
                name(named),
                self.decision_name(*decision),
                list("from", [self.datum(ty, from)]),
                list("to", [self.datum(ty, to)]),
                list("when", [self.condition(when)]),
            ]
            .into_iter()
            .chain(label("title", title))
            .chain(label("because", because))
            .chain(citations.iter().map(|citation| self.citation(citation))),
        )
    }

    pub(super) fn guarantee(&self, guarantee: &Guarantee) -> Form {
        let Guarantee {
            name: named,
            title,
            claim,
            because,
            span: _,
        } = guarantee;
        let claim = match claim {
            Claim::Never(condition) => list("never", [self.condition(condition)]),
            Claim::Always(condition) => list("always", [self.condition(condition)]),
            Claim::Whenever(when, then) => {
                list("whenever", [self.condition(when), self.condition(then)])
            }
        };
        list(
            "guarantee",
            [name(named), claim]
                .into_iter()
                .chain(label("title", title))
                .chain(label("because", because)),
        )
    }

    pub(super) fn overlap(&self, overlap: &Overlap) -> Form {
        let Overlap {
            rules,
            decision,
            until,
            decided_by,
            because,
            span: _,
        } = overlap;
        let mut claiming: Vec<&str> = rules
            .iter()
            .map(|rule| self.0.rules[rule.index()].id.as_str())
            .collect();
        claiming.sort_unstable();
        list(
            "overlap",
            [
                self.decision_name(*decision),
                list("rules", claiming.into_iter().map(name)),
            ]
            .into_iter()
            .chain(until.map(|date| list("until", [day(Some(date))])))
            .chain(self.body("decided-by", *decided_by))
            .chain(label("because", because)),
        )
    }

    /// A clause that names one of the bodies.
    fn body(&self, word: &'static str, leaf: Option<u32>) -> Option<Form> {
        let kind = self
            .0
            .bodies
            .and_then(|kind| self.0.kinds.get(kind.index()));
        leaf.map(|leaf| list(word, [self.leaf(kind, leaf)]))
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

/// `(effective 2023-08-01 -)`; nothing if both ends are open.
fn period(Period { from, until }: Period) -> Option<Form> {
    (from.is_some() || until.is_some()).then(|| list("effective", [day(from), day(until)]))
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
