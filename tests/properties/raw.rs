//! Random choices, before they mean anything: plain numbers in a plain shape, so that shrinking is
//! removing and lowering. [`super::build`] reads any of them as a ruleset that compiles.

use proptest::collection::vec;
use proptest::prelude::*;

/// Chooses one of a list, whatever its length.
pub type Pick = u8;

/// One of these, if there is one.
pub fn choose<T>(pick: Pick, items: &[T]) -> Option<&T> {
    items.get(usize::from(pick).checked_rem(items.len())?)
}

/// One of these; there is one.
pub fn of<T: Clone>(pick: Pick, items: &[T]) -> T {
    choose(pick, items).expect("a list to choose from").clone()
}

#[derive(Debug, Clone)]
pub enum RawCondition {
    /// What is tested, how, and two values.
    Test([Pick; 4]),
    Not(Box<RawCondition>),
    All(Vec<RawCondition>),
    Any(Vec<RawCondition>),
}

/// Picks of `from`, `until` and `adopted`; 0 is none.
pub type RawDates = [Pick; 3];

#[derive(Debug, Clone)]
pub struct RawHead {
    pub level: Pick,
    pub mandatory: bool,
    pub overrides: Vec<Pick>,
    pub dates: RawDates,
}

#[derive(Debug, Clone)]
pub struct RawRule {
    pub head: RawHead,
    pub when: RawCondition,
    pub unless: Option<RawCondition>,
    /// Only `unless`.
    pub no_when: bool,
    /// `when` reads decisions only.
    pub follows: bool,
    /// Decision and value.
    pub then: Vec<[Pick; 2]>,
}

#[derive(Debug, Clone)]
pub struct RawTable {
    pub head: RawHead,
    /// Its place among the rules, where `overrides` goes downwards.
    pub place: Pick,
    pub given: Vec<Pick>,
    pub concludes: Vec<Pick>,
    pub named: bool,
    /// Cells, three picks each, then values.
    pub rows: Vec<([[Pick; 3]; 2], [Pick; 2])>,
}

#[derive(Debug, Clone)]
pub enum RawImpossible {
    /// This never happens.
    Never(RawCondition),
    /// One happens just when the other does.
    Tied([Pick; 4], [Pick; 4]),
}

#[derive(Debug, Clone)]
pub struct RawDecision {
    pub form: Pick,
    pub otherwise: Pick,
    pub grounds: Vec<Pick>,
}

#[derive(Debug, Clone)]
pub struct RawGuarantee {
    pub form: Pick,
    pub decision: Pick,
    pub premise: RawCondition,
    pub then: RawCondition,
}

#[derive(Debug, Clone)]
pub struct RawShift {
    pub decision: Pick,
    pub from: Pick,
    pub to: Pick,
    pub when: RawCondition,
}

#[derive(Debug, Clone)]
pub struct RawRuleset {
    pub levels: Vec<RawDates>,
    pub facts: Vec<Pick>,
    pub recognised: bool,
    pub impossible: Vec<RawImpossible>,
    pub defines: Vec<(bool, RawCondition)>,
    pub decisions: Vec<RawDecision>,
    pub rules: Vec<RawRule>,
    pub table: Option<RawTable>,
    pub overlap: Option<[Pick; 4]>,
    pub guarantees: Vec<RawGuarantee>,
    pub shifts: Vec<RawShift>,
    /// The first two rules disagree about the first decision.
    pub disputed: bool,
}

/// How much of the facts an affair leaves open.
#[derive(Debug, Clone, Copy)]
pub enum Openness {
    /// All is known.
    None,
    Some,
    /// Nearly all is unknown.
    Most,
}

#[derive(Debug, Clone)]
pub struct RawAffair {
    /// A fact each: whether and how it is known, and its value.
    pub facts: Vec<(Pick, Pick)>,
    pub as_of: Pick,
}

fn pick() -> impl Strategy<Value = Pick> {
    any::<u8>()
}

/// None (0) more often than not.
fn seldom() -> impl Strategy<Value = Pick> {
    prop_oneof![4 => Just(0), 1 => any::<u8>()]
}

fn test() -> impl Strategy<Value = [Pick; 4]> {
    [pick(), pick(), pick(), pick()]
}

pub fn condition() -> impl Strategy<Value = RawCondition> + Clone {
    test()
        .prop_map(RawCondition::Test)
        .prop_recursive(2, 5, 2, |inner| {
            prop_oneof![
                1 => inner.clone().prop_map(|inner| RawCondition::Not(Box::new(inner))),
                2 => vec(inner.clone(), 2..=2).prop_map(RawCondition::All),
                2 => vec(inner, 2..=2).prop_map(RawCondition::Any),
            ]
        })
}

fn dates() -> impl Strategy<Value = RawDates> {
    prop_oneof![4 => Just([0; 3]), 1 => [seldom(), seldom(), seldom()], 1 => (pick(), pick()).prop_map(|(from, adopted)| [from, 0, adopted])]
}

fn head() -> impl Strategy<Value = RawHead> {
    let overrides = prop_oneof![3 => Just(Vec::new()), 2 => vec(pick(), 1..=2)];
    (pick(), prop::bool::weighted(0.15), overrides, dates()).prop_map(
        |(level, mandatory, overrides, dates)| RawHead {
            level,
            mandatory,
            overrides,
            dates,
        },
    )
}

fn rule() -> impl Strategy<Value = RawRule> {
    let unless = prop::option::weighted(0.25, condition());
    let conclusions =
        prop_oneof![3 => vec([pick(), pick()], 1..=1), 1 => vec([pick(), pick()], 2..=2)];
    let forms = (prop::bool::weighted(0.1), prop::bool::weighted(0.4));
    (head(), condition(), unless, forms, conclusions).prop_map(
        |(head, when, unless, (no_when, follows), then)| RawRule {
            head,
            when,
            unless,
            no_when,
            follows,
            then,
        },
    )
}

fn table() -> impl Strategy<Value = RawTable> {
    let row = (
        [[pick(), pick(), pick()], [pick(), pick(), pick()]],
        [pick(), pick()],
    );
    (
        head(),
        pick(),
        vec(pick(), 1..=2),
        vec(pick(), 1..=2),
        prop::bool::weighted(0.7),
        vec(row, 1..=3),
    )
        .prop_map(|(head, place, given, concludes, named, rows)| RawTable {
            head,
            place,
            given,
            concludes,
            named,
            rows,
        })
}

fn impossible() -> impl Strategy<Value = RawImpossible> {
    prop_oneof![
        condition().prop_map(RawImpossible::Never),
        (test(), test()).prop_map(|(a, b)| RawImpossible::Tied(a, b)),
    ]
}

fn decision() -> impl Strategy<Value = RawDecision> {
    (
        pick(),
        pick(),
        prop_oneof![2 => Just(Vec::new()), 1 => vec(pick(), 1..=2)],
    )
        .prop_map(|(form, otherwise, grounds)| RawDecision {
            form,
            otherwise,
            grounds,
        })
}

fn guarantee() -> impl Strategy<Value = RawGuarantee> {
    (pick(), pick(), condition(), condition()).prop_map(|(form, decision, premise, then)| {
        RawGuarantee {
            form,
            decision,
            premise,
            then,
        }
    })
}

fn shift() -> impl Strategy<Value = RawShift> {
    (pick(), pick(), pick(), condition()).prop_map(|(decision, from, to, when)| RawShift {
        decision,
        from,
        to,
        when,
    })
}

pub fn ruleset() -> impl Strategy<Value = RawRuleset> {
    let levels = prop_oneof![2 => vec(dates(), 1..=1), 2 => vec(dates(), 2..=3)];
    let impossible = prop_oneof![1 => Just(Vec::new()), 1 => vec(impossible(), 1..=2)];
    let heads = (
        levels,
        vec(pick(), 2..=5),
        any::<bool>(),
        impossible,
        vec((any::<bool>(), condition()), 0..=2),
    );
    let body = (
        prop_oneof![1 => vec(decision(), 1..=1), 4 => vec(decision(), 2..=4)],
        vec(rule(), 1..=8),
        prop::option::weighted(0.35, table()),
        prop::option::weighted(0.5, test()),
        prop::bool::weighted(0.4),
    );
    let claims = (vec(guarantee(), 0..=2), vec(shift(), 0..=1));
    (heads, body, claims).prop_map(
        |(
            (levels, facts, recognised, impossible, defines),
            (decisions, rules, table, overlap, disputed),
            (guarantees, shifts),
        )| {
            RawRuleset {
                levels,
                facts,
                recognised,
                impossible,
                defines,
                decisions,
                rules,
                table,
                overlap,
                guarantees,
                shifts,
                disputed,
            }
        },
    )
}

pub fn affair(openness: Openness) -> impl Strategy<Value = RawAffair> {
    // 0 unknown, 1 known in part, else known
    let how = match openness {
        Openness::None => prop_oneof![Just(2_u8), Just(3)].boxed(),
        Openness::Some => prop_oneof![2 => Just(0_u8), 1 => Just(1), 2 => Just(2)].boxed(),
        Openness::Most => prop_oneof![5 => Just(0_u8), 1 => Just(1), 1 => Just(2)].boxed(),
    };
    (vec((how, pick()), super::vocabulary::FACTS.len()), seldom())
        .prop_map(|(facts, as_of)| RawAffair { facts, as_of })
}
