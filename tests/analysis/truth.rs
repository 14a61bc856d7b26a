//! What there is to find of each kind, by enumeration; and what each finding must be besides.

pub mod gap;
pub mod conflict;
pub mod unreachable;
pub mod unsatisfiable;
pub mod redundant;
pub mod overrides;
pub mod grounds;
pub mod idle;
pub mod guarantees;
pub mod overlaps;
pub mod expired;
pub mod answers;
pub mod regions;

use fenliu::analysis::{Finding, Kind};

use super::expected::Expected;
use super::situations::Situations;
use super::subject::Subject;

/// A law of one sort of finding.
pub struct Law {
    pub name: &'static str,
    /// The findings it is about.
    pub about: fn(&Kind) -> bool,
    /// All that is to be told of them.
    pub expected: fn(&Situations) -> Vec<Expected>,
    /// What each of them must be besides.
    pub sound: fn(&Subject, &Finding) -> Result<(), String>,
}

pub const LAWS: [&Law; 11] = [
    &gap::LAW,
    &conflict::LAW,
    &unreachable::LAW,
    &unsatisfiable::LAW,
    &redundant::LAW,
    &overrides::IDLE,
    &overrides::WIDE,
    &grounds::LAW,
    &idle::LAW,
    &guarantees::LAW,
    &overlaps::LAW,
];
