//! How often each decision came out how, and what was recorded beside it.

use std::collections::BTreeMap;

use super::compare::Compared;
use super::deciding::Decided;
use crate::cli::examples::value;
use crate::cli::grid::{Side, columns};
use crate::cli::rules::in_force;
use crate::model::show::show;
use crate::model::{DecisionId, Model};
use crate::verdict::affair::Rejection;
use crate::verdict::{Outcome, Value};
use crate::versions::Versions;
use crate::words::{Lang, Words};

/// Different outcomes of one decision that are counted apart; sums and lists may have very many.
const APART: usize = 10_000;
/// Of those, how many are shown.
const SHOWN: usize = 30;

/// How a decision came out, for counting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Came {
    Decided(Value),
    /// Values beyond those counted apart.
    DecidedOtherwise,
    Contested,
    Undetermined,
    Unclassified,
}

impl Came {
    pub(super) fn of(outcome: &Outcome) -> Self {
        match outcome {
            Outcome::Decided { value, .. } => Self::Decided(value.clone()),
            Outcome::Contested { .. } => Self::Contested,
            Outcome::Undetermined { .. } => Self::Undetermined,
            Outcome::Unclassified => Self::Unclassified,
        }
    }
}

/// What one version came to.
#[derive(Debug, Default)]
struct Counts {
    records: u64,
    /// By `DecisionId`.
    decisions: Vec<BTreeMap<Came, u64>>,
}

/// Counts over some records.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) records: u64,
    pub(super) rejected: u64,
    /// The first record rejected: its line, and why.
    pub(super) first_rejected: Option<(u64, Rejection)>,
    /// By version.
    versions: BTreeMap<usize, Counts>,
    pub(super) compared: Compared,
}

impl Tally {
    pub(super) fn count(&mut self, decided: &Decided) {
        self.records += 1;
        match &decided.verdict {
            Err(rejection) => {
                self.rejected += 1;
                self.first_rejected
                    .get_or_insert_with(|| (decided.line, rejection.clone()));
            }
            Ok(verdict) => {
                let own = self
                    .versions
                    .entry(decided.version.unwrap_or_default())
                    .or_default();
                own.records += 1;
                own.decisions
                    .resize_with(verdict.outcomes.decisions.len(), BTreeMap::new);
                for (counts, outcome) in own.decisions.iter_mut().zip(&verdict.outcomes.decisions) {
                    add(counts, Came::of(outcome), 1);
                }
            }
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.records += other.records;
        self.rejected += other.rejected;
        if self.first_rejected.is_none() {
            self.first_rejected = other.first_rejected;
        }
        for (version, others) in other.versions {
            let own = self.versions.entry(version).or_default();
            own.records += others.records;
            own.decisions.resize_with(
                own.decisions.len().max(others.decisions.len()),
                BTreeMap::new,
            );
            for (counts, others) in own.decisions.iter_mut().zip(others.decisions) {
                for (came, count) in others {
                    add(counts, came, count);
                }
            }
        }
        self.compared.add(other.compared);
    }

    /// How many records each version decided, where there are several.
    pub(super) fn by_version(&self, versions: &Versions) -> Option<Words> {
        if versions.all().len() < 2 || self.versions.is_empty() {
            return None;
        }
        let each = self.versions.iter().map(|(&version, counts)| {
            let Words { en, zh } = in_force(&versions.all()[version]);
            let count = counts.records;
            (
                format!("{count} by that in force {en}"),
                format!("施行期为“{zh}”的一版 {count} 件"),
            )
        });
        let (en, zh): (Vec<String>, Vec<String>) = each.unzip();
        let (name, all) = (versions.name(), versions.all().len());
        Some(Words::new(
            format!(
                "`{name}` has {all} versions, and each affair is decided by the one of its date: {}",
                en.join(", ")
            ),
            format!(
                "`{name}` 有 {all} 个版本，各事项依其日期适用相应版本：{}",
                zh.join("，")
            ),
        ))
    }

    /// The counts for people: a block a decision, for each version.
    pub(super) fn summary(&self, versions: &Versions, lang: Lang) -> String {
        let mut text = self.total().get(lang).to_owned();
        for (&version, counts) in &self.versions {
            let ruleset = &versions.all()[version];
            if self.versions.len() > 1 {
                let Words { en, zh } = in_force(ruleset);
                let count = counts.records;
                let heading = Words::new(
                    format!("\nby the version in force {en}: {count}\n"),
                    format!("\n施行期为“{zh}”的一版：{count} 件\n"),
                );
                text.push_str(heading.get(lang));
            }
            text.push_str(&counts.summary(&ruleset.0.model, lang));
        }
        text
    }

    /// That records were rejected, and why the first was.
    pub(super) fn rejections(&self) -> Option<Words> {
        let (line, Rejection { code, message, .. }) = self.first_rejected.as_ref()?;
        let (rejected, records) = (self.rejected, self.records);
        let Words { en, zh } = message;
        Some(if rejected == 1 {
            Words::new(
                format!("1 of {records} records is rejected, on line {line}: {en} ({code})"),
                format!("{records} 条记录中有 1 条被拒收，在第 {line} 行：{zh}（{code}）"),
            )
        } else {
            Words::new(
                format!(
                    "{rejected} of {records} records are rejected; the first, on line {line}: {en} ({code})"
                ),
                format!(
                    "{records} 条记录中有 {rejected} 条被拒收；首条在第 {line} 行：{zh}（{code}）"
                ),
            )
        })
    }

    fn total(&self) -> Words {
        let (records, rejected) = (self.records, self.rejected);
        let affairs = if records == 1 { "affair" } else { "affairs" };
        match rejected {
            0 => Words::new(
                format!("{records} {affairs}\n"),
                format!("共 {records} 件\n"),
            ),
            _ => Words::new(
                format!("{records} {affairs}, {rejected} of them rejected\n"),
                format!("共 {records} 件，其中 {rejected} 件被拒收\n"),
            ),
        }
    }
}

impl Counts {
    fn summary(&self, model: &Model, lang: Lang) -> String {
        let mut text = String::new();
        let decided = self.records;
        for (number, counts) in (0..).zip(&self.decisions) {
            let declared = &model.decisions[number as usize];
            let mut shown: Vec<(&Came, u64)> =
                counts.iter().map(|(came, count)| (came, *count)).collect();
            // values most often first, then what is not decided
            shown.sort_by_key(|(came, count)| match came {
                Came::Decided(_) => (0, std::cmp::Reverse(*count)),
                _ => (1, std::cmp::Reverse(0)),
            });
            let values = shown
                .iter()
                .filter(|(came, _)| matches!(came, Came::Decided(_)))
                .count();
            let hidden: u64 = shown
                .iter()
                .take(values)
                .skip(SHOWN)
                .map(|(_, count)| count)
                .sum();
            let mut rows: Vec<Vec<String>> = Vec::new();
            for (at, (came, count)) in shown.iter().enumerate() {
                if at >= SHOWN && at < values {
                    continue;
                }
                let count = if **came == Came::DecidedOtherwise {
                    count + hidden
                } else {
                    *count
                };
                rows.push(row(
                    &came_words(model, DecisionId(number), came, lang),
                    count,
                    decided,
                ));
            }
            if hidden > 0 && !counts.contains_key(&Came::DecidedOtherwise) {
                rows.push(row(
                    &came_words(model, DecisionId(number), &Came::DecidedOtherwise, lang),
                    hidden,
                    decided,
                ));
            }
            text.push_str(&format!(
                "\n{}\n",
                declared.label.get(lang).unwrap_or(&declared.name)
            ));
            text.push_str(&columns(
                &rows,
                &[Side::Left, Side::Left, Side::Right, Side::Right],
            ));
        }
        text
    }
}

fn row(words: &str, count: u64, of: u64) -> Vec<String> {
    vec![
        String::new(),
        words.to_owned(),
        count.to_string(),
        percent(count, of),
    ]
}

/// Counts an outcome, one of many values with the others.
pub(super) fn add(counts: &mut BTreeMap<Came, u64>, came: Came, count: u64) {
    let full =
        counts.len() >= APART && matches!(came, Came::Decided(_)) && !counts.contains_key(&came);
    *counts
        .entry(if full { Came::DecidedOtherwise } else { came })
        .or_default() += count;
}

/// An outcome in a few words; values by their labels.
pub(super) fn came_words(model: &Model, decision: DecisionId, came: &Came, lang: Lang) -> String {
    let ty = &model.decisions[decision.index()].ty;
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    match came {
        Came::Decided(Value::One(datum)) => show(model, ty, datum, Some(lang)),
        Came::Decided(Value::List(list)) if list.is_empty() => word("none", "无"),
        Came::Decided(Value::List(list)) => {
            let shown: Vec<String> = list
                .iter()
                .map(|datum| show(model, ty, datum, Some(lang)))
                .collect();
            shown.join(if lang == Lang::Zh { "、" } else { ", " })
        }
        Came::DecidedOtherwise => word("other values", "其他值"),
        Came::Contested => word("(contested)", "（争议）"),
        Came::Undetermined => word("(undetermined)", "（未定）"),
        Came::Unclassified => word("(unclassified)", "（未归类）"),
    }
}

/// A value as rules write it, or the status.
pub(super) fn came_name(model: &Model, decision: DecisionId, came: &Came) -> String {
    match came {
        Came::Decided(decided) => value(model, &model.decisions[decision.index()].ty, decided),
        other => came_words(model, decision, other, Lang::En),
    }
}

/// `12.34 %`, exact to the last digit.
pub(super) fn percent(count: u64, of: u64) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let hundredths = (u128::from(count) * 10_000 + u128::from(of) / 2) / u128::from(of);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percents_are_rounded_to_hundredths() {
        assert_eq!(percent(1, 3), "33.33 %");
        assert_eq!(percent(2, 3), "66.67 %");
        assert_eq!(percent(16_867, 17_026), "99.07 %");
        assert_eq!(percent(5, 5), "100.00 %");
        assert_eq!(percent(0, 0), "–");
    }
}
