//! A case: the dated events of one affair, in order. In: JSON Lines. Out: a [`Case`] whose events have
//! dates that never go back, or everything that is wrong with the file.

use jiff::civil::Date;

use super::event::Event;
use super::problem::{Problem, Problems};

/// A case.
///
/// Invariant: the days of the events never go back; those of one day keep the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Case {
    /// Its name, where an event gives it.
    pub id: Option<String>,
    /// What happened.
    pub events: Vec<Event>,
}

impl Case {
    /// Reads a case, one event a line; empty lines are passed over.
    ///
    /// ```
    /// let case = fenliu::Case::from_jsonl(
    ///     r#"{"on": "2024-03-01", "event": "facts", "facts": {"matter": "roof_leak"}}"#,
    /// );
    /// assert_eq!(case.map(|case| case.events.len()), Ok(1));
    /// ```
    pub fn from_jsonl(text: &str) -> Result<Self, Problems> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut case = Self::default();
        let mut problems = Vec::new();
        let mut last: Option<(u64, Date)> = None;
        for (line, text) in (1..).zip(text.lines()) {
            if text.trim().is_empty() {
                continue;
            }
            let event = match Event::read(line, text) {
                Ok(event) => event,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            if let Some((before, day)) = last.filter(|(_, day)| event.on < *day) {
                problems.push(out_of_order(line, event.on, before, day));
                continue;
            }
            last = Some((line, event.on));
            match (&case.id, &event.case) {
                (Some(id), Some(other)) if id != other => {
                    problems.push(another_case(line, other, id));
                }
                (None, Some(id)) => case.id = Some(id.clone()),
                _ => {}
            }
            case.events.push(event);
        }
        if problems.is_empty() {
            Ok(case)
        } else {
            Err(Problems(problems))
        }
    }

    /// The case as it was known on a day: without what was recorded later.
    #[must_use]
    pub fn known_on(mut self, day: Date) -> Self {
        self.events.retain(|event| event.known() <= day);
        self
    }
}

fn out_of_order(line: u64, on: Date, before: u64, day: Date) -> Problem {
    Problem::new(
        line,
        format!("the event of {on} stands after that of {day} on line {before}"),
        format!("{on} 的事件排在第 {before} 行 {day} 的事件之后"),
    )
    .help(
        "put the lines in the order of `on`; when something became known later is said with `recorded`",
        "请按 `on` 的先后排列各行；事后才得知的，用 `recorded` 注明得知日期",
    )
}

fn another_case(line: u64, other: &str, id: &str) -> Problem {
    Problem::new(
        line,
        format!("this event belongs to case `{other}`, the ones before it to `{id}`"),
        format!("此事件属于案件 `{other}`，而前面的属于 `{id}`"),
    )
    .help("keep one file for each case", "请每个案件单独用一个文件")
}
