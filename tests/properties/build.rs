//! Picks read as a ruleset that compiles, and as an affair of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiff::civil::{Date, date};

use super::ast::{
    Affair, Collect, Conclusions, Dates, Decision, Define, Ground, Head, Known, Number, Row, Rule,
    Ruleset, Subject, Table, Type, Value,
};
use super::build_claims::{guarantee, overlap, shift};
use super::build_condition::{Scope, arithmetic};
use super::raw::{
    Pick, RawAffair, RawDates, RawDecision, RawHead, RawImpossible, RawRuleset, RawTable, choose,
    of,
};
use super::reference::rules::Rules;
use super::vocabulary::{
    BODY, DESCRIPTION, FACTS, GRADE, KINDS, MATTER, MATTER_FACT, PARTY, WORDINGS, all_leaves,
    domain, leaves,
};

/// What a decision may be.
const FORMS: [(Type, Option<Collect>); 12] = [
    (Type::Kind(GRADE), None),
    (Type::Kind(BODY), None),
    (Type::YesNo, None),
    (Type::Kind(MATTER), None),
    (Type::Integer, None),
    (Type::Kind(BODY), Some(Collect::List)),
    (Type::Integer, Some(Collect::Sum)),
    (Type::Days, Some(Collect::Min)),
    (Type::Integer, Some(Collect::Max)),
    (Type::Kind(PARTY), Some(Collect::Count)),
    (Type::Kind(GRADE), None),
    (Type::Kind(BODY), None),
];
/// Whether a rule may have `unless` and no `when`.
const UNLESS_ALONE: bool = false;
const NAMES: [&str; 4] = ["delta", "乙", "beta", "alpha"];
const FROM: [Option<Date>; 4] = [
    None,
    Some(date(2024, 2, 1)),
    Some(date(2024, 1, 30)),
    Some(date(2024, 3, 1)),
];
pub const UNTIL: [Option<Date>; 4] = [
    None,
    Some(date(2024, 2, 29)),
    Some(date(2024, 3, 1)),
    Some(date(2024, 12, 31)),
];
const ADOPTED: [Option<Date>; 4] = [
    None,
    Some(date(2023, 12, 1)),
    Some(date(2024, 2, 1)),
    Some(date(2024, 1, 15)),
];
/// Dates that affairs are decided by.
const AS_OF: [Option<Date>; 6] = [
    None,
    Some(date(2024, 2, 1)),
    Some(date(2024, 2, 29)),
    Some(date(2024, 3, 1)),
    Some(date(2024, 3, 2)),
    Some(date(2025, 1, 1)),
];

/// The values that decisions of a type conclude.
pub fn values(ty: Type) -> Vec<Value> {
    match ty {
        Type::Kind(kind) => all_leaves(kind).into_iter().map(Value::Node).collect(),
        Type::YesNo => vec![Value::YesNo(true), Value::YesNo(false)],
        Type::Days => [10, 15, 30].map(Value::Days).to_vec(),
        _ => [1, 2, 3, 0]
            .map(|n| Value::Number(Number::from(n)))
            .to_vec(),
    }
}

pub fn ruleset(raw: &RawRuleset) -> Ruleset {
    let mut facts: Vec<usize> = raw
        .facts
        .iter()
        .map(|pick| usize::from(*pick) % (FACTS.len() + 3))
        .collect();
    facts
        .iter_mut()
        .filter(|fact| **fact >= FACTS.len())
        .for_each(|fact| *fact = MATTER_FACT);
    facts.sort_unstable();
    facts.dedup();
    if raw.recognised && facts.contains(&MATTER_FACT) && !facts.contains(&DESCRIPTION) {
        facts.push(DESCRIPTION);
    }
    let levels: Vec<Dates> = raw.levels.iter().map(dates).collect();
    let as_of = levels.iter().any(|level| level.from.is_some()) || raw.facts[0].is_multiple_of(4);
    let decisions: Vec<Decision> = raw
        .decisions
        .iter()
        .zip(NAMES)
        .map(|(raw, name)| decision(raw, name, levels.len() > 1))
        .collect();
    let over_facts = |defines| Scope {
        facts: &facts,
        decisions: &[],
        defines,
        as_of,
    };
    let define = |(sum, raw): &(bool, _)| match facts
        .iter()
        .filter(|&&fact| arithmetic(fact))
        .collect::<Vec<_>>()[..]
    {
        [&a, &b, ..] if *sum => Define::Expr(super::ast::Expr::Sum(
            Box::new(super::ast::Expr::Fact(a)),
            Box::new(super::ast::Expr::Fact(b)),
        )),
        _ => Define::Condition(over_facts(&[]).condition(raw)),
    };
    let defines: Vec<Define> = raw.defines.iter().map(define).collect();
    let scope = |first: usize| Scope {
        facts: &facts,
        decisions: &decisions[..first],
        defines: &defines,
        as_of,
    };
    let rules = raw.rules.iter().enumerate().map(|(number, rule)| {
        let mut then = Conclusions::new();
        for &[decision, value] in &rule.then {
            let decision = usize::from(decision) % decisions.len();
            conclude(
                &decisions[decision],
                value,
                then.entry(decision).or_default(),
            );
        }
        let scope = scope(*then.keys().next().expect("a conclusion"));
        let unless = rule.unless.as_ref().map(|unless| scope.condition(unless));
        let follows = Scope {
            facts: &[],
            defines: &[],
            as_of: false,
            ..scope
        };
        let reads = if rule.follows && !follows.decisions.is_empty() {
            follows
        } else {
            scope
        };
        let when = (!(UNLESS_ALONE && rule.no_when) || unless.is_none())
            .then(|| reads.condition(&rule.when));
        Rule {
            head: head(&rule.head, format!("R.{}", number + 1), levels.len()),
            when,
            unless,
            then,
        }
    });
    let impossible_scope = Scope {
        as_of: false,
        ..over_facts(&[])
    };
    let impossible = raw.impossible.iter().flat_map(|raw| match raw {
        RawImpossible::Never(condition) => vec![impossible_scope.condition(condition)],
        RawImpossible::Tied(a, b) => {
            use super::ast::Condition::{All, Not};
            let (a, b) = (impossible_scope.test(*a), impossible_scope.test(*b));
            vec![
                All(vec![a.clone(), Not(Box::new(b.clone()))]),
                All(vec![Not(Box::new(a)), b]),
            ]
        }
    });
    let mut rules: Vec<Rule> = rules.collect();
    if let (
        true,
        [first, second, _, ..],
        [
            Decision {
                collect: None, ty, ..
            },
            _,
            ..,
        ],
    ) = (raw.disputed, &mut rules[..], &decisions[..])
    {
        first.then = Conclusions::from([(0, vec![values(*ty)[0].clone()])]);
        second.then = Conclusions::from([(0, vec![values(*ty)[1].clone()])]);
        first.when = Some(over_facts(&defines).condition(&raw.rules[0].when));
        first.unless = None;
        second.when = first.when.clone();
        second.unless = None;
    }
    let mut ruleset = Ruleset {
        recognised: raw.recognised && facts.contains(&MATTER_FACT),
        impossible: impossible.collect(),
        rules,
        table: raw
            .table
            .as_ref()
            .map(|raw| table(raw, &decisions, levels.len(), scope))
            .filter(|table| !table.given.is_empty()),
        overlaps: Vec::new(),
        shifts: Vec::new(),
        guarantees: Vec::new(),
        levels,
        facts,
        defines,
        decisions,
    };
    overrides(&mut ruleset, raw);
    ruleset.overlaps = raw
        .overlap
        .and_then(|picks| overlap(&ruleset, picks))
        .into_iter()
        .collect();
    let scope = Scope {
        facts: &ruleset.facts,
        decisions: &ruleset.decisions,
        defines: &ruleset.defines,
        as_of,
    };
    let shifts = raw.shifts.iter().filter_map(|raw| shift(scope, raw));
    let guarantees = raw.guarantees.iter().map(|raw| guarantee(scope, raw));
    let (shifts, guarantees) = (shifts.collect(), guarantees.collect());
    ruleset.shifts = shifts;
    ruleset.guarantees = guarantees;
    ruleset
}

fn dates(raw: &RawDates) -> Dates {
    let [from, until, adopted] = *raw;
    let from = of(from, &FROM);
    let until = of(until, &UNTIL).filter(|&until| from.is_none_or(|from| from <= until));
    Dates {
        from,
        until,
        adopted: of(adopted, &ADOPTED),
    }
}

fn decision(raw: &RawDecision, name: &'static str, has_ancestor: bool) -> Decision {
    let (ty, collect) = of(raw.form, &FORMS);
    let mut grounds = vec![Ground::Posterior];
    grounds.extend(specialis_compiles().then_some(Ground::Specialis));
    if matches!(ty, Type::Integer | Type::Kind(GRADE)) {
        grounds.extend([Ground::Highest, Ground::Lowest]);
    }
    grounds.extend(has_ancestor.then_some(Ground::Superior));
    let mut resolve_by: Vec<Ground> = Vec::new();
    for ground in raw
        .grounds
        .iter()
        .filter(|_| collect.is_none())
        .filter_map(|&pick| choose(pick, &grounds))
    {
        if !resolve_by.contains(ground) {
            resolve_by.push(*ground);
        }
    }
    let otherwise = match raw.otherwise % 4 {
        _ if collect.is_some() => None,
        0 | 1 => None,
        2 => Some(None),
        _ => Some(Some(of(raw.otherwise / 4, &values(ty)))),
    };
    Decision {
        name,
        ty,
        collect,
        otherwise,
        resolve_by,
    }
}

/// Whether the compiler takes `resolve by specialis` yet; until then it is not generated.
fn specialis_compiles() -> bool {
    static COMPILES: OnceLock<bool> = OnceLock::new();
    let text = "ruleset r facts { x : yes/no } decision d : yes/no resolve by specialis \
                rule R.1 when x then d is yes";
    *COMPILES.get_or_init(|| fenliu::Ruleset::compile([fenliu::Source::new("r", text)]).is_ok())
}

fn conclude(decision: &Decision, value: Pick, concluded: &mut Vec<Value>) {
    let several = matches!(decision.collect, Some(Collect::List | Collect::Count));
    let value = of(value, &values(decision.ty));
    if concluded.is_empty() || several && !concluded.contains(&value) {
        concluded.push(value);
    }
}

fn head(raw: &RawHead, id: String, levels: usize) -> Head {
    let level = usize::from(raw.level) % levels;
    Head {
        id,
        level,
        mandatory: raw.mandatory,
        overrides: Vec::new(),
        dates: dates(&raw.dates),
    }
}

fn table<'a>(
    raw: &RawTable,
    decisions: &'a [Decision],
    levels: usize,
    scope: impl Fn(usize) -> Scope<'a>,
) -> Table {
    let mut concludes: Vec<usize> = raw
        .concludes
        .iter()
        .map(|pick| usize::from(*pick) % decisions.len())
        .collect();
    concludes.sort_unstable();
    concludes.dedup();
    let scope = scope(concludes[0]);
    let mut given: Vec<Subject> = Vec::new();
    for column in raw
        .given
        .iter()
        .filter_map(|&pick| choose(pick, &scope.columns()).copied())
    {
        if !given.contains(&column) {
            given.push(column);
        }
    }
    let rows = raw.rows.iter().enumerate().map(|(number, (cells, ends))| {
        let cells = given
            .iter()
            .zip(cells)
            .map(|(column, picks)| scope.cell(*column, *picks))
            .collect();
        let mut then = Conclusions::new();
        for (at, &decision) in concludes.iter().enumerate() {
            if at == 0 || ends[at] % 3 > 0 {
                conclude(
                    &decisions[decision],
                    ends[at],
                    then.entry(decision).or_default(),
                );
            }
        }
        let id = if raw.named {
            ["c", "a", "b"][number].to_owned()
        } else {
            (number + 1).to_string()
        };
        Row { id, cells, then }
    });
    Table {
        rows: rows.collect(),
        head: head(&raw.head, "routing".to_owned(), levels),
        given,
        concludes,
        named: raw.named,
    }
}

/// Rules override those after them, the table at its place among them, never from above, and
/// never a mandatory one of an ancestor, not even through others.
fn overrides(ruleset: &mut Ruleset, raw: &RawRuleset) {
    let mut order: Vec<(Head, Vec<Pick>)> = ruleset
        .rules
        .iter()
        .zip(&raw.rules)
        .map(|(rule, raw)| (rule.head.clone(), raw.head.overrides.clone()))
        .collect();
    if let (Some(table), Some(raw)) = (&ruleset.table, &raw.table) {
        order.insert(
            usize::from(raw.place) % (order.len() + 1),
            (table.head.clone(), raw.head.overrides.clone()),
        );
    }
    for (at, (head, picks)) in order.iter().enumerate() {
        let below: Vec<&Head> = order[at + 1..]
            .iter()
            .map(|(head, _)| head)
            .filter(|other| other.level <= head.level)
            .collect();
        for &pick in picks {
            let Some(loser) = choose(pick / 2, &below) else {
                continue;
            };
            let named = ruleset
                .table
                .as_ref()
                .filter(|table| table.named && table.head.id == loser.id && pick % 2 == 1);
            let target = named.map_or(loser.id.clone(), |table| {
                format!("{}.{}", loser.id, table.rows[0].id)
            });
            let before = ruleset.clone();
            let heads = ruleset
                .rules
                .iter_mut()
                .map(|rule| &mut rule.head)
                .chain(ruleset.table.iter_mut().map(|table| &mut table.head));
            for mine in heads.filter(|mine| mine.id == head.id && !mine.overrides.contains(&target))
            {
                mine.overrides.push(target.clone());
            }
            if Rules::of(ruleset).overrides_a_mandatory_rule() {
                *ruleset = before;
            }
        }
    }
}

/// At most so many completions.
const COMPLETIONS: usize = 1200;

pub fn affair(ruleset: &Ruleset, raw: &RawAffair) -> Affair {
    let mut affair = Affair {
        facts: vec![Known::Unknown; FACTS.len()],
        given_node: None,
        as_of: of(raw.as_of, &AS_OF),
    };
    let mut completions = 1;
    let chosen: BTreeMap<usize, &(Pick, Pick)> = ruleset
        .facts
        .iter()
        .map(|&fact| (fact, &raw.facts[fact]))
        .collect();
    for (fact, &(how, pick)) in chosen {
        let values = domain(fact);
        let inner: Vec<usize> = match FACTS[fact].ty {
            Type::Kind(kind) => (0..KINDS[kind].nodes.len())
                .filter(|&node| leaves(kind, node).len() > 1)
                .collect(),
            _ => Vec::new(),
        };
        affair.facts[fact] = match (how, choose(pick, &inner)) {
            (1, Some(&node)) if completions * 3 <= COMPLETIONS => {
                affair.given_node = Some((fact, node));
                let leaves = leaves(MATTER, node);
                completions *= leaves.len();
                Known::OneOf(leaves)
            }
            (0, _) if completions * values.len() <= COMPLETIONS => {
                completions *= values.len();
                Known::Unknown
            }
            _ if fact == DESCRIPTION && pick % 2 == 0 => {
                Known::Value(Value::Text(of(pick / 2, WORDINGS)))
            }
            _ => Known::Value(of(pick, &values)),
        };
    }
    affair
}
