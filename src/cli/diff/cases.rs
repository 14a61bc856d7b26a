//! The real affairs of `--cases`, each as both rulesets read it.
//!
//! The one place that knows where they come from: a file of records. Whatever else holds affairs, a
//! record of decisions say, gives the same [`Real`]s here.

use std::path::Path;

use super::Diffs;
use crate::cli::affairs::{Affairs, Body, Reading, Record, nfc, open, options, reading};
use crate::cli::failure::Failure;
use crate::cli::files::unreadable;
use crate::cli::setting::Setting;
use crate::diff::Diff;
use crate::diff::cases::Real;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::{ReadOptions, Rejection};
use crate::verdict::space::period;

impl Diffs {
    /// Hands out every affair, in order.
    pub(super) fn affairs(
        &self,
        path: &Path,
        diff: &Diff,
        setting: Setting,
        take: &mut dyn FnMut(Real),
    ) -> Result<(), Failure> {
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
                take(Real {
                    id: of_old.id(&record.body),
                    line: record.line,
                    old: admitted(old, &of_old, &record),
                    new: admitted(new, &of_new, &record),
                });
            }
        }
        progress.finish_and_clear();
        match &records.stopped {
            Some(error) => Err(unreadable(path, error)),
            None => Ok(()),
        }
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

/// The affair as one ruleset admits it. On a day of its own on which the ruleset is not in force it is
/// taken on the ruleset's day: what is asked is what it would come to there.
fn admitted(ruleset: &Ruleset, reading: &Reading, record: &Record) -> Result<Affair, Rejection> {
    let mut affair = match &record.body {
        Body::Bad(rejection) => return Err(rejection.clone()),
        body => reading.read(body, 0)?,
    };
    let period = period(ruleset.model());
    affair.as_of = affair.as_of.filter(|day| period.contains(*day));
    ruleset.admit(affair)
}
