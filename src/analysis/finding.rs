//! What an analysis says: plain data, in ids; words come in `report`.

use jiff::civil::Date;

use crate::model::{
    CitableId, Datum, DecisionId, DefineId, FactId, Ground, KindId, NodeId, RuleId,
};
use crate::table::Region;
use crate::verdict::Affair;
use crate::words::Lang;

/// All that was found of a ruleset, and what was asked.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// Most consequential first: by kind, then by share of the space, then by rule.
    pub findings: Vec<Finding>,
    /// Every question that was asked, with its answer; by question.
    pub questions: Vec<Ask>,
    /// Conflicts found besides those told, as pairs of rules, where there are very many.
    pub untold: Vec<(Question, u64)>,
}

/// One thing that somebody should look at.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// The decision it is about.
    pub decision: Option<DecisionId>,
    /// The rules it is about, ascending: the rules in conflict; the rule that is unreachable.
    pub rules: Vec<RuleId>,
    /// An affair that shows it; `None` for findings about names, and for those that say "on no
    /// affair" (unreachable, unsatisfiable, redundant).
    pub witness: Option<Witness>,
    /// Where it holds, few and large, over the columns of the analysis's table; they may overlap.
    /// Empty where there is nothing to show.
    pub regions: Vec<Region>,
    /// Whether there are more regions than are told.
    pub more: bool,
    /// How much of the space the regions hold.
    pub share: Option<Share>,
}

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// These rules all stand on the witness, with different conclusions; a maximal such set.
    Conflict,
    /// No rule stands.
    Gap,
    /// The rule wins on no affair.
    Unreachable {
        /// A minimal set of rules that takes all its affairs; ascending.
        masked_by: Vec<RuleId>,
    },
    /// The rule is met by no affair.
    Unsatisfiable {
        /// Whether its `when` alone could be met: its `unless` takes all of it.
        by_unless: bool,
    },
    /// A defined condition that no affair meets (`always` false), or that every affair meets.
    IdleDefine {
        /// Which.
        define: DefineId,
        /// Whether every affair meets it; else none does.
        always: bool,
    },
    /// An `impossible` clause that excludes nothing.
    IdleImpossible(
        /// Its index.
        u32,
    ),
    /// A shift whose condition holds on no affair with its `from` value.
    IdleShift(
        /// Its index.
        u32,
    ),
    /// Shifts that lead round in a circle on the witness.
    ShiftCircle(
        /// The circle.
        Course,
    ),
    /// Shifts that hand the witness back to a body that had it before.
    HandOff(
        /// The way there and back.
        Course,
    ),
    /// Shifts that leave the witness with nobody.
    DeadEnd(
        /// The way there.
        Course,
    ),
    /// A guarantee whose `whenever` holds on no affair.
    IdleGuarantee(
        /// Its index.
        u32,
    ),
    /// The rule changes no verdict.
    Redundant {
        /// Rules that conclude the same where it is met, ascending; not all are needed everywhere.
        beside: Vec<RuleId>,
    },
    /// An `overrides` clause (of the one rule in `rules`) that settles nothing.
    IdleOverride {
        /// Its index in the rule's `overrides`.
        clause: u32,
        /// Whether the two are met together at all (then they conclude the same, or others settle it).
        meet: bool,
    },
    /// An `overrides` clause whose rule holds every affair of the rule it overrides.
    WideException {
        /// Its index in the rule's `overrides`.
        clause: u32,
        /// The rule that is left with nothing.
        swallowed: RuleId,
    },
    /// Wherever the rule wins, a listed ground of `resolve by` was needed.
    OnlyByGround {
        /// The grounds needed, in the order of the decision.
        grounds: Vec<Ground>,
        /// Rules it wins over by them, ascending.
        over: Vec<RuleId>,
    },
    /// An `overlap` that never happens.
    StaleOverlap(
        /// Its index.
        u32,
    ),
    /// An `overlap` that lists rules which never claim with the others; they are in `rules`.
    BroadOverlap(
        /// Its index.
        u32,
    ),
    /// A guarantee that the witness breaks.
    Guarantee(
        /// Its index.
        u32,
    ),
    /// A rule or overlap out of date on the day asked about.
    Expired {
        /// The overlap; else the rule in `rules`.
        overlap: Option<u32>,
        /// Its last day.
        until: Date,
    },
    /// Names that nothing uses.
    Unused(
        /// One or more of one sort.
        Vec<Named>,
    ),
    /// Names that look alike.
    Confusable(
        /// Two or more.
        Vec<Named>,
    ),
    /// Names without a label in a language in which others have one.
    MissingLabel {
        /// The language.
        lang: Lang,
        /// Of one declaration.
        names: Vec<Named>,
    },
}

/// Where shifts lead an affair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The values that the decision stands at, one after another; empty where it could not be tried out.
    pub values: Vec<Datum>,
    /// The shifts that lead from each to the next, by their index.
    pub shifts: Vec<u32>,
    /// How the affair comes to stand at the first.
    pub start: Start,
    /// The decision downstream that names a body.
    pub body: Option<DecisionId>,
    /// The body at each value; none where none is named.
    pub bodies: Vec<Option<Datum>>,
    /// Decisions upstream that stand elsewhere than the rules have them.
    pub upstream: Vec<(DecisionId, Datum)>,
}

/// How an affair comes to stand at a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// The rules have it there, or shifts lead there from where they have it.
    Rules,
    /// Somebody may determine it so.
    Determined,
    /// Shifts led there while other facts were known.
    Earlier,
}

/// Something that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A kind.
    Kind(KindId),
    /// A value of a kind.
    Node(KindId, NodeId),
    /// A fact.
    Fact(FactId),
    /// A definition.
    Define(DefineId),
    /// A decision.
    Decision(DecisionId),
    /// A rule.
    Rule(RuleId),
    /// A citable source.
    Source(CitableId),
}

/// An affair that shows a finding, as plain as could be found.
#[derive(Debug, Clone)]
pub struct Witness {
    /// The facts given, and the date where it matters.
    pub affair: Affair,
    /// Whether deciding it showed the finding. It is not where numbers for an expression were not
    /// found within the limit.
    pub confirmed: bool,
}

/// A part of the space of a decision's situations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Between 0 and 1; each distinguishable value of a column counts the same.
    pub part: f64,
    /// How many combinations of values that rules tell apart, where that is below 2⁵³.
    pub combinations: Option<u64>,
}

/// What was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// Is some decision left without a rule?
    Gap(DecisionId),
    /// Do rules disagree?
    Conflict(DecisionId),
    /// Does each rule of a decision win somewhere?
    Unreachable(DecisionId),
    /// Is each rule of a decision needed?
    Redundant(DecisionId),
    /// Can each rule be met?
    Unsatisfiable,
    /// Does a guarantee hold?
    Guarantee(
        /// Its index.
        u32,
    ),
    /// Does every `overrides` settle something?
    Overrides,
    /// Does every `overlap` happen?
    Overlaps,
    /// Do the shifts of a decision come to rest, with somebody, and can each come?
    Shifts(DecisionId),
}

/// A question with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The question.
    pub question: Question,
    /// The answer.
    pub answer: Answer,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// There is nothing to find, on no affair at all.
    Proved,
    /// Something was found, and all of it is told or counted.
    Found,
    /// Only what the ruleset itself accepts: a declared overlap, `otherwise unclassified`, a gap
    /// that follows from one upstream (the decisions it follows from), or what it leaves idle of the
    /// rulesets above.
    Accepted(Vec<DecisionId>),
    /// The budget was spent first. What was found is told; a part of the space is not searched.
    Unknown {
        /// At most this part of the space.
        uncovered: f64,
    },
}
