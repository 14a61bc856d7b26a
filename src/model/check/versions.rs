//! Versions of one ruleset: in which order they stand, which is in force on a day, and what is wrong
//! with their periods.
//!
//! In: what the `ruleset` of each version says. Out: an order, a choice, diagnostics. Periods count
//! days, both ends included; an open end stays open, so a version without `until` is in force beside
//! every later one, which is an error: which of two texts holds is never guessed.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Period;
use crate::source::Span;
use crate::words::Words;

/// What a version says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    let (undated, dated): (Vec<&Header>, Vec<&Header>) = versions
        .iter()
        .partition(|header| header.effective == Period::default());
    found.extend(undated.iter().map(|header| {
        let others = versions.iter().filter(|other| other != header);
        self::undated(header, others)
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

fn undated<'h>(header: &Header, others: impl Iterator<Item = &'h Header>) -> Diagnostic {
    let name = &header.name;
    let problem = Diagnostic::error(
        Code::UndatedVersion,
        header.place,
        Words::new(
            format!("`{name}` has several versions, and this one does not say when it is in force"),
            format!("`{name}` 有多个版本，而这一版没有写明施行期"),
        ),
    );
    let problem = others.fold(problem, |problem, other| {
        problem.and(other.place, in_force(other))
    });
    problem.help(Words::new(
        "write `effective from DATE`, and `until DATE` where a later version follows",
        "请写明 `施行 自 日期`；其后另有版本的，再写 `至 日期`",
    ))
}

fn overlapping(before: &Header, header: &Header) -> Diagnostic {
    let name = &header.name;
    let message = if before.effective == header.effective {
        Words::new(
            format!("two versions of `{name}` are in force in the same period"),
            format!("`{name}` 有两个版本的施行期完全相同"),
        )
    } else {
        Words::new(
            format!("two versions of `{name}` are in force on the same days"),
            format!("`{name}` 有两个版本的施行期重叠"),
        )
    };
    let end = header.effective.from.and_then(|from| from.yesterday().ok());
    let ends = end.filter(|end| before.effective.from.is_none_or(|from| from <= *end));
    let help = match ends {
        Some(end) => {
            let from = before.effective.from;
            let (en, zh) = from.map_or((String::new(), String::new()), |from| {
                (format!("from {from} "), format!("自 {from} "))
            });
            Words::new(
                format!("if the later replaces the earlier, end that: `effective {en}until {end}`"),
                format!("如由后者取代前者，请给前者写明终止日：`施行 {zh}至 {end}`"),
            )
        }
        None => Words::new(
            "give each version its own days, or keep one of them",
            "请使各版本的施行期互不重叠，或只保留其中之一",
        ),
    };
    Diagnostic::error(Code::OverlappingVersions, header.place, message)
        .here(in_force(header))
        .and(before.place, in_force(before))
        .help(help)
}

fn hole(before: &Header, header: &Header, until: Date, from: Date) -> Option<Diagnostic> {
    let (first, last) = (until.tomorrow().ok()?, from.yesterday().ok()?);
    (first <= last).then(|| {
        let name = &header.name;
        let message = if first == last {
            Words::new(
                format!("no version of `{name}` is in force on {first}"),
                format!("{first} 当天没有施行中的 `{name}` 版本"),
            )
        } else {
            Words::new(
                format!("no version of `{name}` is in force from {first} until {last}"),
                format!("自 {first} 至 {last} 没有施行中的 `{name}` 版本"),
            )
        };
        Diagnostic::warning(Code::VersionGap, header.place, message)
            .here(in_force(header))
            .and(before.place, in_force(before))
            .help(Words::new(
                "an affair of those days is rejected; move one of the dates if they are mistaken",
                "这些日子的事项会被拒收；如日期有误，请改正其一",
            ))
    })
}

fn adopted_late(header: &Header) -> Option<Diagnostic> {
    let (adopted, from) = (header.adopted?, header.effective.from?);
    (from < adopted).then(|| Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::warning(
            Code::AdoptedLate,
            header.place,
            Words::new(
                format!("`{}` is in force from {from}, and was adopted on {adopted} only", header.name),
                format!("`{}` 自 {from} 起施行，却到 {adopted} 才通过", header.name),
            ),
        )
        .help(Words::new(
            format!("affairs decided before {adopted} were decided without it: `--as-known-on DATE` decides them as they were"),
            format!("{adopted} 之前的决定并未依据它；用 `--as-known-on 日期` 可按当时所知重新决定"),
        ))
    })
}

fn in_force(header: &Header) -> Words {
    let period = told(&header.effective);
    if header.effective == Period::default() {
        return Words::new("without dates", "未写施行期");
    }
    Words::new(
        format!("in force {}", period.en),
        format!("施行期：{}", period.zh),
    )
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
