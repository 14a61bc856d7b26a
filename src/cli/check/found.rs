//! What was found of every version, and of all of them together.

use jiff::civil::Date;

use super::Checked;
use crate::cli::failure::Failure;
use crate::cli::rules::in_force;
use crate::diagnostic::Code;
use crate::report::findings::Told;
use crate::words::Words;

/// What a check found.
pub(super) struct All {
    /// What concerns no single version: what keeps one from compiling, holes between periods.
    pub(super) common: Vec<Told>,
    /// Every version, if all compile.
    pub(super) each: Vec<Checked>,
}

impl All {
    /// Everything told.
    pub(super) fn told(&self) -> impl Iterator<Item = &Told> {
        let each = self.each.iter().flat_map(|checked| &checked.told);
        self.common.iter().chain(each)
    }

    /// Everything told; what is the same of several versions, which one file may be, once.
    pub(super) fn once(&self) -> Vec<&Told> {
        let mut once: Vec<&Told> = Vec::new();
        for told in self.told() {
            let same = |other: &&Told| other.diagnostic == told.diagnostic;
            if !once.iter().any(same) {
                once.push(told);
            }
        }
        once
    }

    /// Leaves out what is allowed.
    pub(super) fn allow(&mut self, allowed: &[Code]) {
        let kept = |told: &Told| !allowed.contains(&told.diagnostic.code);
        self.common.retain(kept);
        for checked in &mut self.each {
            checked.told.retain(kept);
        }
    }

    /// The version that a certificate is about: the only one, or that in force on a day.
    pub(super) fn of_day(&self, day: Option<Date>) -> Result<&Checked, Failure> {
        if let [only] = self.each.as_slice() {
            return Ok(only);
        }
        let holds = |checked: &&Checked| {
            let (from, until) = checked.ruleset.in_force();
            day.is_some_and(|day| {
                from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
            })
        };
        self.each.iter().find(holds).ok_or_else(|| {
            let periods = self.each.iter().map(|checked| in_force(&checked.ruleset));
            let (en, zh): (Vec<String>, Vec<String>) =
                periods.map(|Words { en, zh }| (en, zh)).unzip();
            Failure::new(
                "a certificate is about one version, and the ruleset has several",
                "证书只针对一个版本，而规则集有多个版本",
            )
            .help(
                format!(
                    "give a day of the one that is meant with `--as-of`: {}",
                    en.join("; ")
                ),
                format!(
                    "请用 `--as-of` 给出所要版本施行期内的一天：{}",
                    zh.join("；")
                ),
            )
        })
    }
}
