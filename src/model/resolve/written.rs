//! Every declaration of all files, by sort, with the ruleset it belongs to.

use crate::model::{LevelId, Unit};
use crate::source::Span;
use crate::syntax::tree::{self, Declaration};

/// Declarations of one sort, in the order of the files.
pub(super) type Of<'t, T> = Vec<(LevelId, &'t T)>;

/// Everything that was written.
#[derive(Default)]
pub(super) struct Written<'t> {
    pub(super) rulesets: Of<'t, tree::Ruleset>,
    pub(super) kinds: Of<'t, tree::Kind>,
    pub(super) facts: Of<'t, tree::Facts>,
    pub(super) defines: Of<'t, tree::Define>,
    pub(super) decisions: Of<'t, tree::Decision>,
    pub(super) rules: Of<'t, tree::Rule>,
    pub(super) tables: Of<'t, tree::Table>,
    pub(super) shifts: Of<'t, tree::Shift>,
    pub(super) guarantees: Of<'t, tree::Guarantee>,
    pub(super) overlaps: Of<'t, tree::Overlap>,
    pub(super) examples: Of<'t, tree::Example>,
}

impl<'t> Written<'t> {
    /// Sorts the declarations of all files.
    pub(super) fn gather(units: &'t [Unit]) -> Self {
        let mut written = Self::default();
        for unit in units {
            let level = LevelId(unit.level);
            for declaration in &unit.tree.declarations {
                match declaration {
                    Declaration::Ruleset(it) => written.rulesets.push((level, it)),
                    Declaration::Import(_) => {}
                    Declaration::Kind(it) => written.kinds.push((level, it)),
                    Declaration::Facts(it) => written.facts.push((level, it)),
                    Declaration::Define(it) => written.defines.push((level, it)),
                    Declaration::Decision(it) => written.decisions.push((level, it)),
                    Declaration::Rule(it) => written.rules.push((level, it)),
                    Declaration::Table(it) => written.tables.push((level, it)),
                    Declaration::Shift(it) => written.shifts.push((level, it)),
                    Declaration::Guarantee(it) => written.guarantees.push((level, it)),
                    Declaration::Overlap(it) => written.overlaps.push((level, it)),
                    Declaration::Example(it) => written.examples.push((level, it)),
                }
            }
        }
        written
    }
}

/// Where a declaration stands.
pub(super) fn place(declaration: &Declaration) -> Span {
    match declaration {
        Declaration::Ruleset(it) => it.span,
        Declaration::Import(it) => it.span,
        Declaration::Kind(it) => it.span,
        Declaration::Facts(it) => it.span,
        Declaration::Define(it) => it.span,
        Declaration::Decision(it) => it.span,
        Declaration::Rule(it) => it.span,
        Declaration::Table(it) => it.span,
        Declaration::Shift(it) => it.span,
        Declaration::Guarantee(it) => it.span,
        Declaration::Overlap(it) => it.span,
        Declaration::Example(it) => it.span,
    }
}
