//! The real affairs of `--cases`, each as both rulesets read it.
//!
//! The one place that knows where they come from: a file of records, or a ledger of decisions. Of a
//! decision that lacks what was redacted that is told instead.

use std::path::Path;

use super::Diffs;
use crate::cli::affairs::{Affairs, Body, Reading, Record, nfc, open, options, reading};
use crate::cli::failure::Failure;
use crate::cli::files::{name, unreadable};
use crate::cli::output::remark;
use crate::cli::setting::Setting;
use crate::diff::Diff;
use crate::diff::cases::{Cases, Place, Real};
use crate::ledger::entry::FACTS;
use crate::ledger::read::is_ledger;
use crate::ledger::{self, Again, Kind};
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::verdict::space::period;
use crate::words::Words;

impl Diffs {
    /// Decides every affair, in order.
    pub(super) fn affairs(
        &self,
        path: &Path,
        diff: &Diff,
        setting: Setting,
        all: &mut Cases,
    ) -> Result<(), Failure> {
        if is_ledger(path) {
            return self.recorded(path, diff, setting, all);
        }
        let (old, new) = (&diff.old, &diff.new);
        let (old_options, new_options) = (self.read_as(old, new)?, self.read_as(new, old)?);
        let Affairs {
            reading: mut of_old,
            mut records,
            progress,
        } = open(path, self.form, old, &old_options, setting.watched, setting)?;
        let mut of_new = reading(new, &new_options, of_old.header())?;
        (of_old.as_of, of_new.as_of) = (self.as_of, self.as_of);
        while let Some(chunk) = records.chunk() {
            for record in chunk {
                let real = Real {
                    id: of_old.id(&record.body),
                    place: Place::Line(record.line),
                    old: admitted(old, &of_old, &record),
                    new: admitted(new, &of_new, &record),
                };
                all.take(diff, real);
            }
        }
        progress.finish_and_clear();
        match &records.stopped {
            Some(error) => Err(unreadable(path, error)),
            None => Ok(()),
        }
    }

    /// Decides every decision of a ledger again, by both. Error: also if the entries are not those that
    /// were signed for.
    fn recorded(
        &self,
        path: &Path,
        diff: &Diff,
        setting: Setting,
        all: &mut Cases,
    ) -> Result<(), Failure> {
        if self.form.is_some() {
            return Err(has_no_form(path));
        }
        let (old, new) = (&diff.old, &diff.new);
        let (old_options, new_options) = (self.read_as(old, new)?, self.read_as(new, old)?);
        let mut standings = 0_u64;
        ledger::Reading::open(path, None)?.each(|record| {
            match Again::of(record) {
                Again::Other => standings += u64::from(record.head.kind == Kind::Standing),
                Again::Redacted {
                    entry,
                    id,
                    withheld,
                } => {
                    let name = |field: String| match field.strip_prefix(FACTS) {
                        Some(fact) => fact.to_owned(),
                        None => field,
                    };
                    let withheld = withheld.into_iter().map(name).collect();
                    all.withheld(id, Place::Entry(entry), withheld);
                }
                Again::Replayable(decision) => {
                    let day = decision.as_of.or(self.as_of);
                    let read = |ruleset: &Ruleset, options: &ReadOptions| {
                        let affair = ruleset.reader(options).json(&decision.facts)?;
                        on_a_day_of(
                            ruleset,
                            Affair {
                                as_of: day,
                                ..affair
                            },
                        )
                    };
                    let real = Real {
                        place: Place::Entry(decision.entry),
                        old: read(old, &old_options),
                        new: read(new, &new_options),
                        id: decision.id,
                    };
                    all.take(diff, real);
                }
            }
            Ok(())
        })?;
        if standings > 0 {
            remark(setting, &passed_over(standings));
        }
        Ok(())
    }

    /// How a ruleset reads the records: what only the other knows is passed over.
    fn read_as(&self, ruleset: &Ruleset, other: &Ruleset) -> Result<ReadOptions, Failure> {
        let known = |ruleset: &Ruleset, name: &str| {
            ruleset.0.model.facts.iter().any(|fact| fact.name == name)
        };
        let only_other = other.0.model.facts.iter().map(|fact| fact.name.clone());
        let mut ignored: Vec<String> = only_other.filter(|name| !known(ruleset, name)).collect();
        // a fact of neither may be ignored; one of either is what is compared
        for name in self.ignore.iter().map(|name| nfc(name)) {
            if known(other, &name) {
                options(other, &self.id, std::slice::from_ref(&name), false)?;
            }
            ignored.push(name);
        }
        options(ruleset, &self.id, &ignored, self.ignore_unknown)
    }
}

/// The affair as one ruleset admits it.
fn admitted(ruleset: &Ruleset, reading: &Reading, record: &Record) -> Result<Affair, Rejection> {
    let affair = match &record.body {
        Body::Bad(rejection) => return Err(rejection.clone()),
        body => reading.read(body, 0)?,
    };
    on_a_day_of(ruleset, affair)
}

/// On a day of its own on which the ruleset is not in force an affair is taken on the ruleset's day: what is
/// asked is what it would come to there.
fn on_a_day_of(ruleset: &Ruleset, mut affair: Affair) -> Result<Affair, Rejection> {
    let period = period(ruleset.model());
    affair.as_of = affair.as_of.filter(|day| period.contains(*day));
    ruleset.admit(affair)
}

fn has_no_form(path: &Path) -> Failure {
    let path = name(path);
    Failure::new(
        format!("`{path}` is a ledger, and has no form to be read in"),
        format!("`{path}` 是台账，不必指定格式"),
    )
    .help("leave out `--input`", "请去掉 `--input`")
}

fn passed_over(standings: u64) -> Words {
    let entries = if standings == 1 { "entry" } else { "entries" };
    Words::new(
        format!(
            "{standings} {entries} of cases passed over: what stands in a case follows from all its events"
        ),
        format!("略过案件现状 {standings} 条：案件现状由其全部事件得出"),
    )
}
