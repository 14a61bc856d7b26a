//! The table of one decision, in words, before it is laid out.

use std::collections::BTreeMap;

use super::findings::{Note, answers, notes};
use crate::analysis::Analysis;
use crate::model::show::show;
use crate::model::{
    Collect, Datum, Decision, DecisionId, Ground, Model, Otherwise, OverrideTarget, RuleId,
};
use crate::report::region::Heading;
use crate::report::region::cell::{self, Alternative, Part};
use crate::report::region::expression::Voice;
use crate::report::region::heading::{named, whole_period};
use crate::ruleset::Ruleset;
use crate::table::{DecisionTable, Region};
use crate::words::{Lang, Words};

/// The table of one decision.
pub(super) struct Sheet {
    pub(super) decision: String,
    /// Its label, or its name.
    pub(super) title: String,
    /// How disagreement is settled, and what holds when no rule is met.
    pub(super) remarks: Vec<Words>,
    pub(super) headings: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// What was found, and what was proved; `None` if nobody asked.
    pub(super) found: Option<Found>,
}

/// What was found of a decision.
pub(super) struct Found {
    pub(super) notes: Vec<Note>,
    pub(super) answers: Vec<Words>,
}

/// A rule, or one of the cases of a rule.
pub(super) struct Row {
    pub(super) id: RuleId,
    pub(super) rule: String,
    /// The notes about it, by number.
    pub(super) marks: Vec<usize>,
    pub(super) title: String,
    /// One a heading; empty where anything will do.
    pub(super) cells: Vec<String>,
    pub(super) value: String,
    /// `mandatory`, and the rules it overrides.
    pub(super) beats: Vec<String>,
    pub(super) because: String,
    pub(super) sources: String,
}

/// What a case of a rule asks of each heading it looks at.
type Case = BTreeMap<Heading, Vec<Alternative>>;

impl Sheet {
    /// The table of a decision: labels in a language, or names; with what was found, if it is given.
    pub(super) fn new(
        ruleset: &Ruleset,
        id: DecisionId,
        analysis: Option<&Analysis>,
        lang: Option<Lang>,
    ) -> Self {
        let (model, table) = (&ruleset.0.model, &ruleset.0.table);
        let decision = &model.decisions[id.index()];
        let cases: Vec<(RuleId, Vec<Case>)> = decision
            .rules
            .iter()
            .map(|rule| (*rule, merged(model, table, &table.rules[rule.index()])))
            .collect();
        let mut headings: Vec<Heading> = cases
            .iter()
            .flat_map(|(_, cases)| cases)
            .flat_map(|case| case.keys().copied())
            .collect();
        headings.sort_unstable();
        headings.dedup();

        let mut rows = Vec::new();
        let found = analysis.map(|analysis| Found {
            notes: notes(model, analysis, id, lang),
            answers: answers(analysis, id),
        });
        for (rule, cases) in &cases {
            let rule = *rule;
            let cell = |case: &Case, heading: &Heading| {
                let alternatives = case.get(heading).map_or(&[][..], Vec::as_slice);
                cell::words(model, table, alternatives, lang)
            };
            for case in cases {
                rows.push(row(
                    model,
                    rule,
                    id,
                    headings.iter().map(|heading| cell(case, heading)).collect(),
                    lang,
                ));
            }
            if cases.is_empty() {
                let never = match lang {
                    Some(Lang::Zh) => "绝不",
                    _ => "never",
                };
                let cells = headings
                    .iter()
                    .enumerate()
                    .map(|(at, _)| if at == 0 { never } else { "" }.to_owned());
                rows.push(row(model, rule, id, cells.collect(), lang));
            }
        }
        Self {
            decision: decision.name.clone(),
            title: named(&decision.name, &decision.label, lang),
            remarks: remarks(model, decision, lang),
            headings: headings
                .iter()
                .map(|heading| heading.words(model, table, Voice::new(lang)))
                .collect(),
            rows: rows
                .into_iter()
                .map(|row| marked(row, found.as_ref()))
                .collect(),
            found,
        }
    }

    /// Whether some row is marked.
    pub(super) fn has_marks(&self) -> bool {
        self.rows.iter().any(|row| !row.marks.is_empty())
    }

    /// The id of a rule that has a row here.
    pub(super) fn rule(&self, id: RuleId) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.id == id);
        row.map(|row| row.rule.as_str())
    }

    /// The notes; none if nobody asked.
    pub(super) fn notes(&self) -> &[Note] {
        self.found.as_ref().map_or(&[], |found| &found.notes)
    }

    /// What was proved, or not found out.
    pub(super) fn answers(&self) -> &[Words] {
        self.found.as_ref().map_or(&[], |found| &found.answers)
    }
}

fn marked(row: Row, found: Option<&Found>) -> Row {
    let notes = found.map_or(&[][..], |found| &found.notes);
    let about = (0..notes.len()).filter(|at| notes[*at].rules.contains(&row.id));
    Row {
        marks: about.collect(),
        ..row
    }
}

fn row(
    model: &Model,
    id: RuleId,
    decision: DecisionId,
    cells: Vec<String>,
    lang: Option<Lang>,
) -> Row {
    let rule = &model.rules[id.index()];
    let words_lang = lang.unwrap_or_default();
    let ty = &model.decisions[decision.index()].ty;
    let values: &[Datum] = rule
        .conclusions
        .iter()
        .find(|conclusion| conclusion.decision == decision)
        .map_or(&[], |conclusion| &conclusion.values);
    let separator = if lang == Some(Lang::Zh) { "、" } else { ", " };
    let shown: Vec<String> = values
        .iter()
        .map(|datum| show(model, ty, datum, lang))
        .collect();
    let value = match model.decisions[decision.index()].collect {
        Some(Collect::Sum) if lang == Some(Lang::En) => format!("adds {}", shown.join(separator)),
        Some(Collect::Sum) if lang == Some(Lang::Zh) => format!("计 {}", shown.join(separator)),
        _ => shown.join(separator),
    };
    let mandatory = rule.mandatory.then(|| {
        if lang == Some(Lang::Zh) {
            "强制"
        } else {
            "mandatory"
        }
        .to_owned()
    });
    let overridden = rule
        .overrides
        .iter()
        .map(|overrides| match overrides.target {
            OverrideTarget::Rule(rule) => model.rules[rule.index()].id.clone(),
            OverrideTarget::Table(table) => model.tables[table.index()].name.clone(),
        });
    let cited = rule.citations.iter().map(|citation| {
        let source = citation
            .source
            .map(|source| &model.citables[source.index()]);
        let title = source.map(|source| source.title.get(words_lang).unwrap_or(&source.name));
        [title, citation.locator.get(words_lang)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    });
    Row {
        id,
        rule: rule.id.clone(),
        marks: Vec::new(),
        title: rule.title.get(words_lang).unwrap_or_default().to_owned(),
        cells,
        value,
        beats: mandatory.into_iter().chain(overridden).collect(),
        because: rule.because.get(words_lang).unwrap_or_default().to_owned(),
        sources: cited.collect::<Vec<_>>().join("; "),
    }
}

/// What a region asks, heading by heading: `Households`, `at least 4`.
pub(in crate::cli) fn conditions(
    model: &Model,
    table: &DecisionTable,
    region: &Region,
    lang: Option<Lang>,
) -> Vec<(String, String)> {
    let cases = merged(model, table, std::slice::from_ref(region));
    let asked = cases.iter().flatten();
    asked
        .map(|(heading, alternatives)| {
            (
                heading.words(model, table, Voice::new(lang)),
                cell::words(model, table, alternatives, lang),
            )
        })
        .collect()
}

/// The cases of a rule: its regions, those that differ in one heading only put together.
fn merged(model: &Model, table: &DecisionTable, regions: &[Region]) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for region in regions {
        let mut case = Case::new();
        for (column, classes) in region.cells() {
            let heading = Heading::of(model, table, *column);
            if heading == Heading::Date && whole_period(model, table, *column, classes) {
                continue;
            }
            let part = Part {
                column: *column,
                classes: classes.clone(),
            };
            case.entry(heading).or_insert_with(|| vec![Vec::new()])[0].push(part);
        }
        cases.push(case);
    }
    let mut headings: Vec<Heading> = cases.iter().flat_map(|case| case.keys().copied()).collect();
    headings.sort_unstable();
    headings.dedup();
    for heading in headings {
        let mut together: BTreeMap<Vec<(Heading, Vec<Alternative>)>, usize> = BTreeMap::new();
        let mut kept: Vec<Case> = Vec::new();
        for case in cases {
            let others: Vec<(Heading, Vec<Alternative>)> = case
                .iter()
                .filter(|(other, _)| **other != heading)
                .map(|(other, cell)| (*other, cell.clone()))
                .collect();
            match (together.get(&others), case.get(&heading)) {
                (Some(&at), Some(alternatives)) if kept[at].contains_key(&heading) => {
                    kept[at]
                        .entry(heading)
                        .or_default()
                        .extend(alternatives.iter().cloned());
                }
                // one of them does not look at it at all: so do both
                (Some(&at), _) => {
                    kept[at].remove(&heading);
                }
                (None, _) => {
                    together.insert(others, kept.len());
                    kept.push(case);
                }
            }
        }
        cases = kept;
    }
    for alternatives in cases.iter_mut().flat_map(BTreeMap::values_mut) {
        cell::unite(alternatives);
    }
    cases
}

fn remarks(model: &Model, decision: &Decision, lang: Option<Lang>) -> Vec<Words> {
    let mut remarks = Vec::new();
    if let Some(collect) = decision.collect {
        remarks.push(match collect {
            Collect::List => Words::new("every value concluded is taken", "汇总所有得出的值"),
            Collect::Min => Words::new("the least value concluded is taken", "取得出的最小值"),
            Collect::Max => Words::new("the greatest value concluded is taken", "取得出的最大值"),
            Collect::Sum => Words::new("the values concluded are added", "得出的值相加"),
            Collect::Count => {
                Words::new("the values concluded are counted", "计得出的不同值的个数")
            }
        });
    }
    if !decision.resolve_by.is_empty() {
        let grounds = |lang: Lang| {
            let words: Vec<&str> = decision
                .resolve_by
                .iter()
                .map(|ground| ground_words(*ground, lang))
                .collect();
            words.join(if lang == Lang::En {
                ", then "
            } else {
                "，其次"
            })
        };
        remarks.push(Words::new(
            format!("disagreement is settled by: {}", grounds(Lang::En)),
            format!("分歧的裁断依据：{}", grounds(Lang::Zh)),
        ));
    }
    match &decision.otherwise {
        Otherwise::Gap => {}
        Otherwise::Value(datum) => {
            let value = |of: Lang| show(model, &decision.ty, datum, lang.map(|_| of));
            remarks.push(Words::new(
                format!("otherwise: {}", value(Lang::En)),
                format!("否则：{}", value(Lang::Zh)),
            ));
        }
        Otherwise::Unclassified(because) => {
            let reason = |lang| because.get(lang).unwrap_or_default();
            remarks.push(Words::new(
                format!("otherwise unclassified: {}", reason(Lang::En)),
                format!("否则未归类：{}", reason(Lang::Zh)),
            ));
        }
    }
    remarks
}

fn ground_words(ground: Ground, lang: Lang) -> &'static str {
    let (en, zh) = match ground {
        Ground::Superior => ("the higher ruleset", "上级规则集"),
        Ground::Specialis => ("the more special rule", "特别规则"),
        Ground::Posterior => ("the later rule", "新近规则"),
        Ground::Highest => ("the highest value", "取高"),
        Ground::Lowest => ("the lowest value", "取低"),
    };
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}
