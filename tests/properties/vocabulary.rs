//! The fixed words of the generated rulesets: kinds and facts whose domains are small enough to
//! enumerate, or have a few representatives that no condition of the generator can tell from others.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::civil::date;

use super::ast::{Number, Type, Value};

pub struct Kind {
    pub name: &'static str,
    pub ordered: bool,
    pub nodes: &'static [Node],
}

/// A value of a kind; parents stand before children.
pub struct Node {
    pub name: &'static str,
    pub parent: Option<usize>,
    /// Labels and `also` words by which text is recognised.
    pub label: Option<&'static str>,
    pub also: &'static [&'static str],
}

pub struct Fact {
    pub name: &'static str,
    pub ty: Type,
    /// As written after the keyword of the type.
    pub range: Range,
}

/// The ends of a domain.
pub enum Range {
    None,
    Numbers(&'static str, &'static str),
    Dates(Date, Date),
    Days(i64, i64),
}

const fn node(name: &'static str, parent: Option<usize>) -> Node {
    Node {
        name,
        parent,
        label: None,
        also: &[],
    }
}

const fn worded(
    name: &'static str,
    parent: Option<usize>,
    label: &'static str,
    also: &'static [&'static str],
) -> Node {
    Node {
        name,
        parent,
        label: Some(label),
        also,
    }
}

pub const MATTER: usize = 0;
pub const GRADE: usize = 1;
pub const PLACE: usize = 2;
pub const PARTY: usize = 3;
pub const BODY: usize = 4;

pub const KINDS: &[Kind] = &[
    Kind {
        name: "matter",
        ordered: false,
        nodes: &[
            node("utility", None),
            worded("water", Some(0), "自来水", &["tap water", "水"]),
            node("mains", Some(0)),
            worded("power", Some(2), "Power cut", &["停电"]),
            worded("gas", Some(2), "燃气", &[]),
            worded("lift", None, "电梯", &["a lift", "装电梯"]),
            worded("roof", None, "Roof leak", &["lifts", "屋面"]),
        ],
    },
    Kind {
        name: "grade",
        ordered: true,
        nodes: &[node("low", None), node("mid", None), node("高", None)],
    },
    Kind {
        name: "",
        ordered: false,
        nodes: &[node("street", None), node("town", None)],
    },
    Kind {
        name: "party",
        ordered: false,
        nodes: &[
            node("owner", None),
            node("tenant", None),
            node("物业", None),
        ],
    },
    Kind {
        name: "body",
        ordered: false,
        nodes: &[
            node("council", None),
            node("office", None),
            node("court", None),
        ],
    },
];

const fn fact(name: &'static str, ty: Type, range: Range) -> Fact {
    Fact { name, ty, range }
}

pub const MATTER_FACT: usize = 2;
pub const DESCRIPTION: usize = 12;
pub const BUDGET: usize = 13;
pub const CROWD: usize = 14;

/// Facts that cannot be otherwise.
pub const FIXED: &[&str] = &["opened_on", "rooms"];

pub const FACTS: &[Fact] = &[
    fact("planned", Type::YesNo, Range::None),
    fact("重大", Type::YesNo, Range::None),
    fact("matter", Type::Kind(MATTER), Range::None),
    fact("grade", Type::Kind(GRADE), Range::None),
    fact("place", Type::Kind(PLACE), Range::None),
    fact("户数", Type::Integer, Range::Numbers("0", "4")),
    fact("rooms", Type::Integer, Range::Numbers("1", "3")),
    fact("drift", Type::Integer, Range::Numbers("-2", "-1")),
    fact("drops", Type::Decimal, Range::Numbers("0", "0.000003")),
    fact(
        "opened_on",
        Type::Date,
        Range::Dates(date(2024, 1, 29), date(2024, 2, 1)),
    ),
    fact(
        "closed_on",
        Type::Date,
        Range::Dates(date(2024, 1, 31), date(2024, 2, 2)),
    ),
    fact("parties", Type::Set(PARTY), Range::None),
    fact("description", Type::Text, Range::None),
    fact("budget", Type::Decimal, Range::Numbers("0", "1000")),
    fact("crowd", Type::Integer, Range::Numbers("0", "")),
    fact("wait", Type::Days, Range::Days(0, 2)),
];

/// The unit of `budget`.
pub const UNIT: &str = "CNY";

/// Words that conditions look for; some lie in others.
pub const PATTERNS: &[&str] = &["lift", "电梯", "装电梯", "lifts", "the lift"];
/// Texts that conditions compare with.
pub const TEXTS: &[&str] = &["lift", "装电梯", "", "Lift"];
/// Every way in which a text can mention some of the patterns and not others, without being one of
/// the texts; and the texts. What follows from a pattern is mentioned with it.
pub const POOL: &[&str] = &[
    "-",
    "lift",
    "装电梯",
    "",
    "Lift",
    "- lift",
    "- 电梯",
    "- 装电梯",
    "- lifts",
    "- the lift",
    "- lift 电梯",
    "- lift 装电梯",
    "- lift lifts",
    "- 电梯 lifts",
    "- 装电梯 lifts",
    "- 电梯 the lift",
    "- 装电梯 the lift",
    "- lifts the lift",
    "- lift 电梯 lifts",
    "- lift 装电梯 lifts",
    "- 电梯 lifts the lift",
    "- 装电梯 lifts the lift",
];
/// Other texts for affairs: recognised or not, folded or not.
pub const WORDINGS: &[&str] = &[
    "装LIFT吗",
    "two ｌｉｆｔｓ",
    "the  lift",
    "Tap water and a roof leak",
    "roof",
    "power cuts",
    "停电，水管",
    "POWER CUT",
    "They want a lift",
    "lift2",
    "water",
    "燃气与停电",
];

/// The thresholds that conditions use on `budget` and `crowd`, in millionths.
pub const BUDGET_THRESHOLDS: &[i128] = &[12_500_000, 100_000_000, 100_000_001];
pub const CROWD_THRESHOLDS: &[i128] = &[30, 31, 10_000];

/// A number of millionths.
pub fn millionths(count: i128) -> Number {
    Number::new(count, 1_000_000)
}

/// The numbers of the vocabulary as written.
pub fn number(text: &str) -> Number {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: i128 = format!("{whole}{fraction:0<6}")
        .parse()
        .expect("a number of the vocabulary");
    millionths(digits)
}

/// The leaves at or below a node.
pub fn leaves(kind: usize, node: usize) -> BTreeSet<usize> {
    let nodes = KINDS[kind].nodes;
    let below = |mut at: usize| loop {
        match (at == node, nodes[at].parent) {
            (true, _) => return true,
            (false, Some(parent)) => at = parent,
            (false, None) => return false,
        }
    };
    all_leaves(kind)
        .into_iter()
        .filter(|&leaf| below(leaf))
        .collect()
}

/// The leaves of a kind.
pub fn all_leaves(kind: usize) -> Vec<usize> {
    let nodes = KINDS[kind].nodes;
    (0..nodes.len())
        .filter(|&at| nodes.iter().all(|node| node.parent != Some(at)))
        .collect()
}

/// Every value of a fact, or representatives of all.
pub fn domain(fact: usize) -> Vec<Value> {
    let around = |thresholds: &[i128], step: i128, ends: [i128; 2]| {
        // cells look up to four steps beside a threshold, some without the value they name; what lies
        // between is a class of its own
        let near = thresholds
            .iter()
            .flat_map(|&at| (-5..=5).map(move |steps| at + steps * step))
            .chain((0..=5).flat_map(|steps| [ends[0] + steps * step, ends[1] - steps * step]));
        near.filter(|at| (ends[0]..=ends[1]).contains(at))
            .collect::<BTreeSet<i128>>()
            .into_iter()
            .map(|n| Value::Number(millionths(n)))
            .collect()
    };
    match (&FACTS[fact].ty, &FACTS[fact].range) {
        (Type::YesNo, _) => vec![Value::YesNo(false), Value::YesNo(true)],
        (Type::Kind(kind), _) => all_leaves(*kind).into_iter().map(Value::Node).collect(),
        (Type::Set(kind), _) => subsets(&all_leaves(*kind))
            .into_iter()
            .map(Value::Set)
            .collect(),
        (Type::Text, _) => POOL.iter().map(|text| Value::Text(text)).collect(),
        _ if fact == BUDGET => around(BUDGET_THRESHOLDS, 1, [0, 1_000_000_000]),
        _ if fact == CROWD => {
            let thresholds: Vec<i128> = CROWD_THRESHOLDS.iter().map(|t| t * 1_000_000).collect();
            around(&thresholds, 1_000_000, [0, 1_000_000_000_000_000_000_000])
        }
        (ty, Range::Numbers(low, high)) => {
            let step = if *ty == Type::Decimal {
                millionths(1)
            } else {
                Number::from(1)
            };
            let mut values = vec![number(low)];
            while values[values.len() - 1] < number(high) {
                values.push(values[values.len() - 1] + step);
            }
            values.into_iter().map(Value::Number).collect()
        }
        (_, Range::Dates(low, high)) => low
            .series(jiff::Span::new().days(1))
            .take_while(|day| day <= high)
            .map(Value::Date)
            .collect(),
        (_, Range::Days(low, high)) => (*low..=*high).map(Value::Days).collect(),
        (_, Range::None) => unreachable!("every other type has a range"),
    }
}

/// Every subset.
pub fn subsets(items: &[usize]) -> Vec<BTreeSet<usize>> {
    (0..1_usize << items.len())
        .map(|bits| {
            items
                .iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, &item)| item)
                .collect()
        })
        .collect()
}
