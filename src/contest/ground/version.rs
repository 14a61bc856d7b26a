//! `wrong_version`: the same affair by another day, or by another version of the ruleset.

use jiff::civil::Date;

use super::territory::elsewhere;
use super::{Asserted, Examined, Found, compared, refuted};
use crate::contest::case::Case;
use crate::contest::refusal::Refusal;
use crate::verdict::decide::date;

/// By the versions of the rules that are in force on a day.
pub(super) fn on(case: &Case, day: Date) -> Examined {
    let asserted = Asserted::WrongVersion {
        date: Some(day),
        other: None,
    };
    if date(case.model(), &case.affair) == Some(day) {
        return refuted(case, asserted, Found::Already);
    }
    match case.ruleset.as_of(case.affair.clone(), day) {
        Ok(affair) => compared(case, asserted, Found::Decided, case.again(&affair)),
        Err(rejection) => refuted(case, asserted, Found::Rejected(rejection.into())),
    }
}

/// By the other ruleset.
pub(super) fn other(case: &Case) -> Result<Examined, Refusal> {
    let Some(other) = case.other else {
        return Err(Refusal::new(
            "`wrong_version` does not say which version holds",
            "`wrong_version` 没有说明应按哪个版本",
        )
        .help(
            "give the day to decide by, as `wrong_version:2024-05-07`, or the version with `--other RULES`",
            "请写明应按哪一天，如 `wrong_version:2024-05-07`，或用 `--other RULES` 给出该版本",
        ));
    };
    let asserted = |other| Asserted::WrongVersion {
        date: None,
        other: Some(other),
    };
    Ok(elsewhere(case, other, asserted))
}
