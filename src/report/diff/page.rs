//! The page in one language, before it is text or Markdown.

use std::collections::BTreeSet;

use super::example::witness;
use super::matrix::Matrix;
use crate::diff::alone::{Alone, Because, Over};
use crate::diff::cases::{Came, Cases};
use crate::diff::{Answer, Compared, Days, Diff, Moved};
use crate::model::Model;
use crate::model::canon::declared::Weight;
use crate::report::phrases::diff::Say;
use crate::report::region::phrase::Phrasing;
use crate::table::{DecisionTable, Region};
use crate::words::Lang;

/// Regions of one difference that are told.
const REGIONS: usize = 4;
/// Differences of one decision that are told.
const MOVED: usize = 20;
/// Outcomes of one decision that are told of affairs that one ruleset alone admits.
const OUTCOMES: usize = 6;
/// Declarations and affairs that are listed.
const LISTED: usize = 20;

/// What the page is made of.
pub(super) enum Block {
    /// Its head.
    Title(String),
    /// A sentence.
    Said(String),
    /// The head of a part.
    Part(String),
    /// The head of one difference.
    Moved(String),
    /// One of several.
    Item(String),
    /// A line about the difference.
    Below(String),
    /// A declaration, with what it is.
    Example(String, String),
    /// From what to what.
    Matrix(Matrix),
}

/// The page.
pub(super) fn page(diff: &Diff, cases: Option<&Cases>, lang: Lang) -> Vec<Block> {
    let mut page = Page {
        diff,
        cases,
        say: Say { lang },
        blocks: Vec::new(),
    };
    page.head();
    page.terms();
    for compared in &diff.decisions {
        page.decision(compared);
    }
    for alone in &diff.alone {
        page.alone(alone);
    }
    page.changes();
    page.replayed();
    page.blocks
}

struct Page<'a> {
    diff: &'a Diff,
    cases: Option<&'a Cases>,
    say: Say,
    blocks: Vec<Block>,
}

impl Page<'_> {
    fn head(&mut self) {
        let (say, diff) = (self.say, self.diff);
        let heading = say.heading(diff.old.name(), diff.new.name());
        self.blocks.push(Block::Title(heading));
        let answer = diff.answer();
        let moved = diff
            .decisions
            .iter()
            .filter(|it| !it.moved.is_empty())
            .count();
        let open = diff.decisions.iter().any(|it| it.uncovered > 0.0);
        let said = match answer {
            Answer::Identical => say.identical(),
            Answer::Same => say.same(),
            Answer::Unknown => diff
                .nothing
                .as_ref()
                .map_or_else(|| say.unknown(), |it| say.nothing(it)),
            Answer::Different => match &diff.nothing {
                Some(nothing) => say.nothing(nothing),
                None if moved == 0 && open => say.unknown(),
                None if moved == 0 => say.no_affair(),
                None => say.summary(moved, diff.decisions.len()),
            },
        };
        self.blocks.push(Block::Said(said));
        if answer == Answer::Identical {
            return;
        }
        match diff.days {
            Days::Each { old, new } => self.blocks.push(Block::Said(say.days(old, new))),
            Days::Both(period) if diff.other_days() => {
                self.blocks
                    .push(Block::Said(say.both_in_force(period.from, period.until)));
            }
            Days::Both(_) => {}
        }
    }

    fn terms(&mut self) {
        if self.diff.terms.is_empty() {
            return;
        }
        self.blocks.push(Block::Part(self.say.words_differ()));
        let terms = self
            .diff
            .terms
            .iter()
            .map(|term| self.say.term(term))
            .collect();
        self.listed(terms);
    }

    /// Items, the first of many.
    fn listed(&mut self, items: Vec<String>) {
        let more = items.len().saturating_sub(LISTED);
        let more = if more == 1 { 0 } else { more };
        let told = items.len() - more;
        self.blocks
            .extend(items.into_iter().take(told).map(Block::Item));
        if more > 0 {
            self.blocks.push(Block::Item(self.say.more_cases(more)));
        }
    }

    fn decision(&mut self, compared: &Compared) {
        let (say, diff) = (self.say, self.diff);
        let after = &diff.new.0.model;
        let name = say.decision(after, compared.new);
        if !compared.moved.is_empty() {
            self.blocks
                .push(Block::Part(say.decision_moved(&name, compared.share())));
        }
        if compared.uncovered > 0.0 {
            self.blocks
                .push(Block::Said(say.uncovered(&name, compared.uncovered)));
        }
        let Some((model, table)) = diff.space() else {
            return;
        };
        for moved in compared.moved.iter().take(MOVED) {
            self.moved(compared, moved, (model, table));
        }
        if compared.moved.len() > MOVED {
            let more = compared.moved.len() - MOVED;
            self.blocks.push(Block::Item(say.more_cases(more)));
        }
        if compared.transitions().len() > 1 {
            self.shares(compared);
        }
    }

    fn moved(&mut self, compared: &Compared, moved: &Moved, space: (&Model, &DecisionTable)) {
        let (say, diff) = (self.say, self.diff);
        let through: Vec<String> = moved
            .through
            .iter()
            .map(|decision| say.decision(&diff.new.0.model, *decision))
            .collect();
        let from = say.result(&diff.old.0.model, compared.old, &moved.from);
        let to = say.result(&diff.new.0.model, compared.new, &moved.to);
        self.blocks
            .push(Block::Moved(say.moved(&from, &to, moved.share)));
        self.blocks
            .push(Block::Below(say.causes(&moved.causes, &through)));
        self.regions(&moved.regions, moved.more, space);
        match witness(diff, compared, moved, say) {
            Some(example) => self
                .blocks
                .push(Block::Example(say.example_label(), example)),
            None => self.blocks.push(Block::Below(say.no_witness())),
        }
    }

    fn regions(
        &mut self,
        regions: &[Region],
        more: bool,
        (model, table): (&Model, &DecisionTable),
    ) {
        let phrasing = Phrasing::new(model, table, self.diff.new.warnings().sources());
        let told = if regions.len() > REGIONS {
            REGIONS - 1
        } else {
            regions.len()
        };
        let said: Vec<String> = regions[..told]
            .iter()
            .map(|region| phrasing.region(region, self.say.lang))
            .collect();
        let rest = regions.len() - told + usize::from(more);
        self.blocks
            .extend(self.say.regions(&said, rest).into_iter().map(Block::Below));
    }

    /// Old values against new, by share.
    fn shares(&mut self, compared: &Compared) {
        let (say, diff) = (self.say, self.diff);
        let cells: Vec<(String, String, String)> = compared
            .transitions()
            .into_iter()
            .map(|(from, to, share)| {
                (
                    say.result(&diff.old.0.model, compared.old, from),
                    say.result(&diff.new.0.model, compared.new, to),
                    say.percent(share),
                )
            })
            .collect();
        self.blocks
            .push(Block::Matrix(matrix(say.by_share(), &cells)));
    }

    fn alone(&mut self, alone: &Alone) {
        let (say, diff) = (self.say, self.diff);
        let ruleset = if alone.by_new { &diff.new } else { &diff.old };
        let own = &ruleset.0.model;
        let (model, table) = match &alone.side {
            Over::Own(table) => (own, table.as_ref()),
            Over::Shared => match diff.space() {
                Some(space) => space,
                None => return,
            },
        };
        let phrasing = Phrasing::new(model, table, ruleset.warnings().sources());
        let region = match &alone.because {
            Because::Values { region, .. } => phrasing.region(region, say.lang),
            Because::Impossible { regions } => {
                let said: Vec<String> = regions
                    .iter()
                    .take(REGIONS)
                    .map(|region| phrasing.region(region, say.lang))
                    .collect();
                say.clauses(&said)
            }
        };
        self.blocks.push(Block::Part(say.alone(
            alone.by_new,
            &alone.because,
            &region,
        )));
        for decision in &alone.decisions {
            let name = say.decision(own, decision.id);
            for outcome in decision.outcomes.iter().take(OUTCOMES) {
                let result = say.result(own, decision.id, &outcome.result);
                let head = say.alone_outcome(&name, alone.by_new, &result, outcome.share);
                let mut told = vec![head];
                if decision.outcomes.len() > 1 {
                    let said: Vec<String> = outcome
                        .regions
                        .iter()
                        .take(REGIONS)
                        .map(|region| phrasing.region(region, say.lang))
                        .collect();
                    let rest = outcome.regions.len() - said.len();
                    told.extend(say.regions(&said, rest));
                }
                self.blocks.push(Block::Item(say.clauses(&told)));
            }
            if decision.outcomes.len() > OUTCOMES {
                let more = decision.outcomes.len() - OUTCOMES;
                self.blocks.push(Block::Item(say.more_cases(more)));
            }
            if !decision.complete {
                self.blocks.push(Block::Item(say.not_all(&name)));
            }
        }
    }

    /// Declarations that differ and are not told with what moved.
    fn changes(&mut self) {
        let (say, diff) = (self.say, self.diff);
        let moved = diff.decisions.iter().any(|it| !it.moved.is_empty());
        let open = diff.nothing.is_some() || diff.decisions.iter().any(|it| it.uncovered > 0.0);
        let parts = [
            // what moved names what moved it; else it is worth saying that it moved nothing
            (Weight::Meaning, say.idle(), !moved && !open),
            (Weight::Besides, say.besides(), true),
            (Weight::Text, say.texts_differ(), true),
        ];
        for (weight, title, told) in parts {
            let changes: Vec<String> = diff.changes_of(weight).map(|it| say.changed(it)).collect();
            if told && !changes.is_empty() {
                self.blocks.push(Block::Part(title));
                self.listed(changes);
            }
        }
    }

    fn replayed(&mut self) {
        let (say, diff) = (self.say, self.diff);
        let Some(cases) = self.cases else {
            return;
        };
        self.blocks.push(Block::Part(say.replayed()));
        self.blocks.push(Block::Said(say.counts([
            cases.records,
            cases.moved.len() as u64,
            cases.same,
            cases.open.len() as u64,
            cases.admitted.len() as u64,
            cases.rejected.len() as u64,
        ])));
        for (fact, count) in &cases.lacking {
            self.blocks.push(Block::Item(say.lacking(fact, *count)));
        }
        let redacted = cases.open.iter().filter(|case| !case.redacted.is_empty());
        let redacted = redacted.map(|case| say.redacted(case)).collect();
        self.listed(redacted);
        let (before, after) = (&diff.old.0.model, &diff.new.0.model);
        let moved = cases.moved.iter().map(|case| {
            let came = |model, id, came: &Came| match came {
                Came::To(result) => say.result(model, id, result),
                Came::Open => say.turns_on_more(),
            };
            let moves: Vec<String> = case
                .moves
                .iter()
                .map(|it| {
                    let (from, to) = (came(before, it.old, &it.from), came(after, it.new, &it.to));
                    let name = say.decision(after, it.new);
                    say.case_move(&name, (&from, &it.old_rules), (&to, &it.new_rules))
                })
                .chain(
                    case.rejected
                        .iter()
                        .map(|why| say.not_admitted(why.message.get(say.lang))),
                )
                .collect();
            let name = say.case_name(case);
            say.pick(
                format!("{name}: {}", say.clauses(&moves)),
                format!("{name}：{}", say.clauses(&moves)),
            )
        });
        let moved = moved.collect();
        self.listed(moved);
        for compared in &diff.decisions {
            let Some(went) = cases.transitions.get(&compared.decision) else {
                continue;
            };
            let moved = went.iter().any(|((from, to), _)| match (from, to) {
                (Came::To(from), Came::To(to)) => diff.comparison.as_new(compared.old, from) != *to,
                (from, to) => from != to,
            });
            if !moved {
                continue;
            }
            let came = |model, id, came: &Came| match came {
                Came::To(result) => say.result(model, id, result),
                Came::Open => say.turns_on_more(),
            };
            let cells: Vec<(String, String, String)> = went
                .iter()
                .map(|((from, to), count)| {
                    (
                        came(before, compared.old, from),
                        came(after, compared.new, to),
                        count.to_string(),
                    )
                })
                .collect();
            let name = say.decision(after, compared.new);
            let by = say.by_cases();
            let title = say.pick(format!("{name}: {by}"), format!("{name}：{by}"));
            self.blocks.push(Block::Matrix(matrix(title, &cells)));
        }
    }
}

fn matrix(title: String, cells: &[(String, String, String)]) -> Matrix {
    let mut heads: Vec<String> = Vec::new();
    let mut rows: Vec<String> = Vec::new();
    for (from, to, _) in cells {
        if !heads.contains(to) {
            heads.push(to.clone());
        }
        if !rows.contains(from) {
            rows.push(from.clone());
        }
    }
    let seen: BTreeSet<_> = cells.iter().map(|(from, to, _)| (from, to)).collect();
    debug_assert_eq!(seen.len(), cells.len(), "a pair of values is told once");
    let cell = |from: &String, to: &String| {
        let found = cells.iter().find(|(a, b, _)| a == from && b == to);
        found.map_or_else(String::new, |(_, _, cell)| cell.clone())
    };
    Matrix {
        title,
        rows: rows
            .iter()
            .map(|from| {
                (
                    from.clone(),
                    heads.iter().map(|to| cell(from, to)).collect(),
                )
            })
            .collect(),
        heads,
    }
}
