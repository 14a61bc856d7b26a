//! The calls that are measured, and only they.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use fenliu::analysis::{Answer, Findings, Kind, Options, Question};
use fenliu::{Ruleset, Source};

/// An analysis that takes longer is stopped.
const MOST: Duration = Duration::from_secs(60);

/// What one ruleset took.
pub struct Measured {
    pub load: Duration,
    pub analysis: Duration,
    /// What was found: gaps, conflicts, unreachable and redundant rules.
    pub found: [String; 4],
    /// In MiB, where the system says.
    pub memory: Option<u64>,
}

/// Compiles and analyses a ruleset.
pub fn measure(sources: Vec<Source>, threads: usize, steps: u64) -> Measured {
    let begin = Instant::now();
    let ruleset = Ruleset::compile(sources).unwrap_or_else(|problems| panic!("{problems}"));
    let load = begin.elapsed();
    let begin = Instant::now();
    let (findings, answered) = analyse(&ruleset, threads, steps);
    let analysis = begin.elapsed();
    let mut found = found(&findings);
    // of one decision: its gaps are asked about first, which rules can be met next, conflicts third
    if let [gaps, met, conflicts, ..] = answered.as_slice() {
        found[0].push_str(&format!(" in {gaps:.1?}"));
        found[1].push_str(&format!(" in {:.1?}", conflicts.saturating_sub(*met)));
    }
    Measured {
        load,
        analysis,
        found,
        memory: peak(),
    }
}

/// The analysis itself, with the time at which each question was answered.
fn analyse(ruleset: &Ruleset, threads: usize, steps: u64) -> (Findings, Vec<Duration>) {
    let begin = Instant::now();
    let answered = Mutex::new(Vec::new());
    let options = Options {
        stop: &|| begin.elapsed() > MOST,
        threads,
        steps,
        progress: &|_, _| {
            if let Ok(mut answered) = answered.lock() {
                answered.push(begin.elapsed());
            }
        },
        ..Options::default()
    };
    let findings = ruleset.analyse(&options).findings;
    (findings, answered.into_inner().unwrap_or_default())
}

/// For each sort of question its answer, with how many findings there are.
fn found(findings: &Findings) -> [String; 4] {
    let told = |asks: fn(&Question) -> bool, about: fn(&Kind) -> bool| {
        let mut answers = findings.questions.iter().filter(|ask| asks(&ask.question));
        let count = findings
            .findings
            .iter()
            .filter(|one| about(&one.kind))
            .count();
        let rules: usize = findings
            .findings
            .iter()
            .filter(|one| about(&one.kind))
            .map(|one| one.regions.len())
            .sum();
        let more = findings
            .findings
            .iter()
            .any(|one| about(&one.kind) && one.more);
        let regions = match rules {
            0 => String::new(),
            rules => format!(" ({rules}{} regions)", if more { "+" } else { "" }),
        };
        match answers.next().map(|ask| &ask.answer) {
            None => "not asked".to_owned(),
            Some(Answer::Proved | Answer::Accepted(_)) => "proved".to_owned(),
            Some(Answer::Found) => {
                let untold: u64 = findings
                    .untold
                    .iter()
                    .filter(|(question, _)| asks(question))
                    .map(|(_, pairs)| pairs)
                    .sum();
                match untold {
                    0 => format!("{count}{regions}"),
                    pairs => format!("{count}{regions} and {pairs} pairs"),
                }
            }
            Some(Answer::Unknown { uncovered }) => {
                format!("{count}+{regions}, {uncovered:.1e} open")
            }
        }
    };
    [
        told(
            |it| matches!(it, Question::Gap(_)),
            |it| matches!(it, Kind::Gap),
        ),
        told(
            |it| matches!(it, Question::Conflict(_)),
            |it| matches!(it, Kind::Conflict),
        ),
        told(
            |it| matches!(it, Question::Unreachable(_)),
            |it| matches!(it, Kind::Unreachable { .. }),
        ),
        told(
            |it| matches!(it, Question::Redundant(_)),
            |it| matches!(it, Kind::Redundant { .. }),
        ),
    ]
}

/// The most memory this process has held.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}
