//! Findings for people and programs. In: what the analysis found, in ids. Out: diagnostics with their
//! places, where each holds, an example that shows it, and the same as JSON and SARIF.
//!
//! Every sort of finding has its small function, both languages side by side, in the file of its
//! family.

mod say;
mod space;
mod group;
mod disagreement;
mod rules;
mod redundant;
mod standing;
mod overrides;
mod overlaps;
mod idle;
mod names;
mod guarantee;
mod shifts;
mod witness;
mod about;
pub mod question;
pub mod summary;
pub mod json;
#[cfg(feature = "cli")]
pub mod sarif;

pub use about::About;
pub(super) use space::percent;

use crate::analysis::{Analysis, Finding, Kind};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Model;
use crate::report::region::phrase::Phrasing;
use crate::ruleset::Ruleset;
use crate::source::Span;
use crate::table::DecisionTable;
use crate::words::Words;

/// A problem, ready to be shown.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its code, its sentence, its places, the next step.
    pub diagnostic: Diagnostic,
    /// Where it holds and how much of the space that is; a line each.
    pub details: Vec<Words>,
    /// A declaration that shows it, ready to be pasted.
    pub example: Option<Words>,
    /// What it is about, for programs.
    pub about: About,
}

impl Told {
    /// A problem of another sort: a failed example, what the compiler would have somebody look at.
    pub fn plain(diagnostic: Diagnostic) -> Self {
        Self {
            about: About::of(&diagnostic),
            diagnostic,
            details: Vec::new(),
            example: None,
        }
    }
}

/// What findings are told with.
struct Teller<'a> {
    ruleset: &'a Ruleset,
    model: &'a Model,
    /// The columns that regions are over.
    table: &'a DecisionTable,
    phrasing: Phrasing<'a>,
}

/// Every finding, most consequential first, then the questions that were not settled. Rows of one
/// table that are redundant are told as one.
pub fn tell(ruleset: &Ruleset, analysis: &Analysis) -> Vec<Told> {
    let teller = Teller {
        ruleset,
        model: &ruleset.0.model,
        table: &analysis.table,
        phrasing: Phrasing::new(
            &ruleset.0.model,
            &analysis.table,
            ruleset.warnings().sources(),
        ),
    };
    let grouped = group::grouped(teller.model, &analysis.findings.findings);
    let mut told: Vec<Told> = grouped.iter().map(|finding| teller.told(finding)).collect();
    let open = analysis.findings.questions.iter();
    told.extend(open.filter_map(|ask| question::not_finished(teller.model, ask)));
    told
}

/// How much a finding weighs.
pub fn severity(code: Code) -> Severity {
    match code {
        Code::GuaranteeBroken | Code::ShiftCircle => Severity::Error,
        Code::OnlyByGround => Severity::Note,
        _ => Severity::Warning,
    }
}

impl Teller<'_> {
    fn told(&self, finding: &Finding) -> Told {
        let diagnostic = closed_up(self.diagnostic(finding));
        let example = self.example(finding, &diagnostic.message);
        Told {
            details: self.details(finding),
            example,
            about: About::finding(self.model, self.table, finding),
            diagnostic,
        }
    }

    fn diagnostic(&self, finding: &Finding) -> Diagnostic {
        match &finding.kind {
            Kind::Conflict => self.conflict(finding),
            Kind::Gap => self.gap(finding),
            Kind::Unreachable { masked_by } => self.unreachable(finding, masked_by),
            Kind::Unsatisfiable { by_unless } => self.unsatisfiable(finding, *by_unless),
            Kind::IdleDefine { define, always } => self.idle_define(*define, *always),
            Kind::IdleImpossible(at) => self.idle_impossible(*at),
            Kind::IdleShift(at) => self.idle_shift(*at),
            Kind::ShiftCircle(course) => self.shift_circle(finding, course),
            Kind::HandOff(course) => self.hand_off(finding, course),
            Kind::DeadEnd(course) => self.dead_end(finding, course),
            Kind::IdleGuarantee(at) => self.idle_guarantee(*at),
            Kind::Redundant { beside } => self.redundant(finding, beside),
            Kind::IdleOverride { clause, meet } => self.idle_override(finding, *clause, *meet),
            Kind::WideException { clause, swallowed } => {
                self.wide_exception(finding, *clause, *swallowed)
            }
            Kind::OnlyByGround { grounds, over } => self.only_by_ground(finding, grounds, over),
            Kind::StaleOverlap(at) => self.stale_overlap(*at),
            Kind::BroadOverlap(at) => self.broad_overlap(finding, *at),
            Kind::Guarantee(at) => self.guarantee(finding, *at),
            Kind::Expired { overlap, until } => self.expired(finding, *overlap, *until),
            Kind::Unused(names) => self.unused(names),
            Kind::Confusable(names) => self.confusable(names),
            Kind::MissingLabel { lang, names } => self.missing_label(*lang, names),
        }
    }
}

/// The same without blanks between Chinese characters, which names in a sentence bring with them.
fn closed_up(mut diagnostic: Diagnostic) -> Diagnostic {
    let notes = diagnostic.notes.iter_mut().map(|note| &mut note.text);
    let all = notes.chain(&mut diagnostic.help);
    for words in all.chain(std::iter::once(&mut diagnostic.message)) {
        words.zh = say::closed_up(&words.zh);
    }
    diagnostic
}

/// A diagnostic of a finding's code, at a place.
fn at(code: Code, span: Span, message: Words) -> Diagnostic {
    Diagnostic {
        severity: severity(code),
        ..Diagnostic::error(code, span, message)
    }
}

#[cfg(test)]
mod tests;
