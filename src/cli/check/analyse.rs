//! Running the analysis: how far it goes, how long it may take, what somebody watching sees.

use std::io;
use std::sync::Once;
use std::thread::available_parallelism;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::civil::Date;

use super::Check;
use crate::analysis::{Analysis, Answer, Options, STEPS};
use crate::cli::setting::Setting;
use crate::ruleset::Ruleset;
use crate::words::Words;

/// How long nobody needs to be told that something is going on.
const SILENT: Duration = Duration::from_secs(1);
/// By how much each round goes further than the one before it, while there is time.
const DEEPER: u64 = 8;

impl Check {
    /// Analyses the ruleset. Within a budget of time, every question is given the usual number of
    /// steps first, then those not settled more and more, so that a hard one does not starve the
    /// others.
    pub(super) fn analyse(&self, ruleset: &Ruleset, setting: Setting) -> Analysis {
        let begun = Instant::now();
        let stop = || {
            self.budget
                .as_ref()
                .is_some_and(|budget| begun.elapsed() >= budget.length)
        };
        let watch = Watch::new(begun, setting);
        let threads = self.threads.map_or_else(
            || available_parallelism().map_or(1, usize::from),
            usize::from,
        );
        let analyse = |steps: u64| {
            ruleset.analyse(&Options {
                steps,
                stop: &stop,
                threads,
                as_of: self.as_of.filter(|day| is_in_force(ruleset, *day)),
                inherited: false,
                progress: &|done, all| watch.tell(done, all),
            })
        };
        let mut steps = STEPS;
        let mut analysis = analyse(steps);
        while self.budget.is_some() && open(&analysis) > 0 && !stop() {
            let Some(deeper) = steps.checked_mul(DEEPER) else {
                break;
            };
            steps = deeper;
            let again = analyse(steps);
            // a round that was cut short may have settled less than the one before it
            if open(&again) <= open(&analysis) {
                analysis = again;
            }
        }
        watch.bar.finish_and_clear();
        analysis
    }

    /// What each question could spend, in words.
    pub(super) fn spent(&self) -> String {
        self.budget
            .as_ref()
            .map_or_else(|| format!("{STEPS} steps"), ToString::to_string)
    }
}

/// Whether what has run out on a day is asked of this version.
fn is_in_force(ruleset: &Ruleset, day: Date) -> bool {
    let (from, until) = ruleset.in_force();
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
}

/// How many questions are not settled.
fn open(analysis: &Analysis) -> usize {
    let questions = analysis.findings.questions.iter();
    questions
        .filter(|ask| matches!(ask.answer, Answer::Unknown { .. }))
        .count()
}

/// A line for somebody who watches, once it takes long.
struct Watch {
    begun: Instant,
    shown: Once,
    watched: bool,
    bar: ProgressBar,
}

impl Watch {
    fn new(begun: Instant, setting: Setting) -> Self {
        let bar = ProgressBar::hidden();
        let what = Words::new("checking all affairs", "正在检查全部事项");
        let template = format!("{} {{wide_bar}} {{pos}}/{{len}}", what.get(setting.lang));
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self {
            begun,
            shown: Once::new(),
            watched: setting.watched && io::IsTerminal::is_terminal(&io::stderr()),
            bar,
        }
    }

    fn tell(&self, done: usize, all: usize) {
        if !self.watched || self.begun.elapsed() < SILENT {
            return;
        }
        self.shown
            .call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        self.bar.set_length(all.try_into().unwrap_or(u64::MAX));
        self.bar.set_position(done.try_into().unwrap_or(u64::MAX));
    }
}
