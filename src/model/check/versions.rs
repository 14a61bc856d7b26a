//! Versions of one ruleset: in which order they stand, which is in force on a day, and what is wrong
//! with their periods.
//!
//! In: what the `ruleset` of each version says. Out: an order, a choice, diagnostics. Periods count
//! days, both ends included; an open end stays open, so a version without `until` is in force beside
//! every later one, which is an error: which of two texts holds is never guessed.

mod problem;

use jiff::civil::Date;

use self::problem::{adopted_late, hole, not_above, overlapping, undated};
use crate::diagnostic::Diagnostic;
use crate::model::Period;
use crate::source::Span;
use crate::words::Words;

/// What a version says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Header {
    /// Dotted name.
    pub(crate) name: String,
    /// `effective`.
    pub(crate) effective: Period,
    /// `adopted`.
    pub(crate) adopted: Option<Date>,
    /// Where its name stands.
    pub(crate) place: Span,
}

/// The versions in the order of their periods: an open beginning first.
pub(crate) fn in_order(versions: &[Header]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..versions.len()).collect();
    order.sort_by_key(|&at| {
        let Period { from, until } = versions[at].effective;
        (from, until.unwrap_or(Date::MAX), versions[at].place)
    });
    order
}

/// Of versions in order, the one that governs a day: in force on it, else the last that began
/// before, else the first. Without a day the last.
pub(crate) fn governing(versions: &[Header], day: Option<Date>) -> usize {
    let Some(day) = day else {
        return versions.len().saturating_sub(1);
    };
    let begun = |header: &Header| header.effective.from.is_none_or(|from| from <= day);
    versions.iter().rposition(begun).unwrap_or(0)
}

/// What is wrong with the periods of versions in order.
pub(crate) fn problems(versions: &[Header]) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = versions.iter().filter_map(adopted_late).collect();
    if versions.len() < 2 {
        return found;
    }
    let (without, dated): (Vec<&Header>, Vec<&Header>) = versions
        .iter()
        .partition(|header| header.effective == Period::default());
    found.extend(without.iter().map(|header| {
        let others = versions.iter().filter(|other| other != header);
        undated(header, others)
    }));
    // the one that lasts longest of those before: what begins within it stands beside it
    let mut longest: Option<&Header> = None;
    for header in dated {
        if let Some(before) = longest {
            match (before.effective.until, header.effective.from) {
                (Some(until), Some(from)) if until < from => {
                    found.extend(hole(before, header, until, from));
                }
                _ => found.push(overlapping(before, header)),
            }
        }
        let last = |header: &Header| header.effective.until.unwrap_or(Date::MAX);
        if longest.is_none_or(|longest| last(longest) <= last(header)) {
            longest = Some(header);
        }
    }
    found
}

/// The days on which a ruleset is in force and one above it is not: there what it inherits from that
/// one does not hold. Headers of a chain, the highest first.
pub(crate) fn uncovered(chain: &[Header]) -> Vec<Diagnostic> {
    let Some((own, above)) = chain.split_last() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for header in above {
        let Period { from, until } = header.effective;
        let before = Period {
            from: own.effective.from,
            until: from.and_then(|from| from.yesterday().ok()),
        };
        let after = Period {
            from: until.and_then(|until| until.tomorrow().ok()),
            until: own.effective.until,
        };
        let begins = before.until.is_some().then(|| own.effective.and(&before));
        let ends = after.from.is_some().then(|| own.effective.and(&after));
        let days = [begins, ends].into_iter().flatten();
        let days = days.filter(|days| {
            let (from, until) = (
                days.from.unwrap_or(Date::MIN),
                days.until.unwrap_or(Date::MAX),
            );
            from <= until
        });
        found.extend(days.map(|days| not_above(own, header, &days)));
    }
    found
}

/// A period in words: `from 2023-08-01 until 2024-12-31`.
pub(crate) fn told(period: &Period) -> Words {
    match (period.from, period.until) {
        (None, None) => Words::new("without dates", "未定期限"),
        (Some(from), None) => Words::new(format!("from {from} on"), format!("自 {from} 起")),
        (None, Some(until)) => Words::new(format!("until {until}"), format!("至 {until} 止")),
        (Some(from), Some(until)) => Words::new(
            format!("from {from} until {until}"),
            format!("自 {from} 至 {until}"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        (text != "-").then(|| text.parse().expect("a date"))
    }

    fn versions(periods: &[(&str, &str)]) -> Vec<Header> {
        let headers: Vec<Header> = (0..)
            .zip(periods)
            .map(|(at, (from, until))| Header {
                name: "r".to_owned(),
                effective: Period {
                    from: day(from),
                    until: day(until),
                },
                adopted: None,
                place: Span::new(at, at),
            })
            .collect();
        let order = in_order(&headers);
        order.into_iter().map(|at| headers[at].clone()).collect()
    }

    fn said(periods: &[(&str, &str)]) -> Vec<String> {
        let found = problems(&versions(periods));
        found
            .iter()
            .map(|problem| format!("{} {}", problem.code, problem.message.en))
            .collect()
    }

    #[test]
    fn periods_that_follow_each_other_are_well() {
        assert_eq!(said(&[("-", "-")]), [""; 0]);
        assert_eq!(
            said(&[("2024-01-01", "-"), ("-", "2023-12-31")]),
            [""; 0],
            "open at either end of all"
        );
    }

    #[test]
    fn what_is_wrong_with_periods() {
        assert_eq!(
            said(&[("-", "-"), ("2024-01-01", "-")]),
            ["FL0421 `r` has several versions, and this one does not say when it is in force"]
        );
        assert_eq!(
            said(&[("2023-01-01", "-"), ("2024-01-01", "-")]),
            ["FL0422 two versions of `r` are in force on the same days"]
        );
        assert_eq!(
            said(&[("2023-01-01", "-"), ("2023-01-01", "-")]),
            ["FL0422 two versions of `r` are in force in the same period"]
        );
        // the second lies within the first; the third begins after the second, within the first
        assert_eq!(
            said(&[
                ("2023-01-01", "2023-12-31"),
                ("2023-02-01", "2023-03-31"),
                ("2023-05-01", "2024-12-31")
            ])
            .len(),
            2
        );
        assert_eq!(
            said(&[("-", "2023-12-30"), ("2024-01-01", "-")]),
            ["FL0423 no version of `r` is in force on 2023-12-31"]
        );
    }

    #[test]
    fn a_level_lasts_as_long_as_those_below() {
        let chain = |above: (&str, &str), own: (&str, &str)| -> Vec<String> {
            let mut chain = versions(&[above]);
            chain.extend(versions(&[own]));
            let found = uncovered(&chain);
            found
                .iter()
                .map(|problem| problem.message.en.clone())
                .collect()
        };
        let all = ("-", "-");
        assert_eq!(chain(all, ("2023-01-01", "2024-12-31")), [""; 0]);
        assert_eq!(
            chain(("2023-01-01", "-"), ("2023-01-01", "2023-12-31")),
            [""; 0]
        );
        assert_eq!(
            chain(("2023-02-01", "2024-06-30"), ("2023-01-01", "-")),
            [
                "from 2023-01-01 until 2023-01-31 `r` is in force, and `r`, above it, is not",
                "from 2024-07-01 on `r` is in force, and `r`, above it, is not"
            ]
        );
        assert_eq!(
            chain(("-", "2020-01-01"), ("2023-01-01", "2023-12-31")),
            ["from 2023-01-01 until 2023-12-31 `r` is in force, and `r`, above it, is not"]
        );
        assert_eq!(
            chain(("2024-01-01", "-"), all),
            ["until 2023-12-31 `r` is in force, and `r`, above it, is not"]
        );
    }

    #[test]
    fn the_day_chooses() {
        let versions = versions(&[
            ("2024-01-01", "2024-06-30"),
            ("-", "2023-12-31"),
            ("2025-01-01", "-"),
        ]);
        let on = |text| governing(&versions, day(text));
        assert_eq!(
            (on("2023-05-05"), on("2023-12-31"), on("2024-01-01")),
            (0, 0, 1)
        );
        assert_eq!((on("2024-09-09"), on("2025-01-01"), on("-")), (1, 2, 2));
    }
}
