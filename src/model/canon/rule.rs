//! Rules and what speaks about them in canonical form; every field is named here too.

use super::condition::Names;
use super::form::{Form, day, flag, label, list, name, period, sorted};
use crate::model::{
    Citable, Citation, Claim, Conclusion, Guarantee, Impossible, Overlap, Override, OverrideTarget,
    Rule, Shift, Table,
};

/// A table; each of its rows is a rule of its own.
pub(super) fn table(table: &Table) -> Form {
    let Table {
        name: named,
        title,
        rows: _,
        span: _,
    } = table;
    list(
        "table",
        [name(named)].into_iter().chain(label("title", title)),
    )
}

impl Names<'_> {
    pub(super) fn rule(self, rule: &Rule) -> Form {
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
            own: _, // it is in `effective`
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
                .chain(sorted(overrides.iter().map(|over| self.overrides(over))))
                .chain(label("because", because))
                .chain(sorted(
                    citations.iter().map(|citation| self.citation(citation)),
                ))
                .chain(period(*effective))
                .chain(adopted.map(|date| list("adopted", [day(Some(date))])))
                .chain(dated.map(|date| list("dated", [day(Some(date))]))),
        )
    }

    fn conclusion(self, conclusion: &Conclusion) -> Form {
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

    fn overrides(self, over: &Override) -> Form {
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

    fn citation(self, citation: &Citation) -> Form {
        let Citation { source, locator } = citation;
        let cited = source.map(|source| {
            let Citable {
                level, name: named, ..
            } = &self.0.citables[source.index()];
            list("of", [Form::Bare(level.0.to_string()), name(named)])
        });
        list("cites", cited.into_iter().chain(label("at", locator)))
    }

    pub(super) fn impossible(self, impossible: &Impossible) -> Form {
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

    pub(super) fn shift(self, shift: &Shift) -> Form {
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
            .chain(sorted(
                citations.iter().map(|citation| self.citation(citation)),
            )),
        )
    }

    pub(super) fn guarantee(self, guarantee: &Guarantee) -> Form {
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

    pub(super) fn overlap(self, overlap: &Overlap) -> Form {
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
}
