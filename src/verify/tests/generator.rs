//! Small random rulesets, and every affair of each.

use serde_json::{Value, json};

/// A stream of numbers from a seed.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// One of `0..sides` (SplitMix64).
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.roll(list.len())]
    }

    /// True in so many of a hundred cases.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

/// A ruleset's text, the names of its decisions, and its affairs, each a JSON object.
pub(super) struct Case {
    pub(super) text: String,
    pub(super) affairs: Vec<Value>,
}

/// A fact: name, type, every value, and tests of it.
type Fact = (
    &'static str,
    &'static str,
    Vec<Value>,
    &'static [&'static str],
);

fn facts() -> Vec<Fact> {
    vec![
        (
            "x",
            "yes/no",
            vec![json!(true), json!(false)],
            &["x", "not x", "x is no"],
        ),
        (
            "y",
            "yes/no",
            vec![json!(true), json!(false)],
            &["y", "not y"],
        ),
        (
            "m",
            "mat",
            vec![json!("ma"), json!("mb"), json!("mc")],
            &[
                "m is mg",
                "m is ma",
                "m is one of (ma, mc)",
                "m is not mc",
                "m is mb or m is mc",
            ],
        ),
        (
            "n",
            "integer 0..3",
            vec![json!(0), json!(1), json!(2), json!(3)],
            &[
                "n is at least 2",
                "n is less than 1",
                "n is 3",
                "n is between 1 and 2",
                "n is more than 0.5",
                "1 <= n",
            ],
        ),
        (
            "h",
            "integer 1..2",
            vec![json!(1), json!(2)],
            &[
                "h is 2",
                "h is at most 1",
                "n / h is more than 1",
                "n + h is at least 3",
                "n - h is 0",
                "n * h is less than n + 2",
                "rate is at least 1.5",
            ],
        ),
        (
            "c",
            "decimal 0..0.000002 in CNY",
            vec![json!("0"), json!("0.000001"), json!("0.000002")],
            &[
                "c is at least 0.000001 CNY",
                "c is more than 0.000001 CNY",
                "c is 0 CNY",
                "c / h is at least 0.000001 CNY",
            ],
        ),
        (
            "w",
            "duration 0 days..2 days",
            vec![json!("0 days"), json!("1 days"), json!("2 days")],
            &[
                "w is at least 1 days",
                "w is less than 2 days",
                "as_of - o is at most w",
            ],
        ),
        (
            "o",
            "date 2023-12-01..2023-12-03",
            vec![
                json!("2023-12-01"),
                json!("2023-12-02"),
                json!("2023-12-03"),
            ],
            &[
                "o is at most 2023-12-02",
                "o + 1 months is at most as_of",
                "o + 31 days is less than as_of",
                "o is 2023-12-03",
            ],
        ),
        (
            "s",
            "set of p",
            vec![json!([]), json!(["pa"]), json!(["pb"]), json!(["pa", "pb"])],
            &[
                "s includes pa",
                "not s includes pb",
                "s includes any of (pa, pb)",
                "s includes all of (pa, pb)",
            ],
        ),
        (
            "t",
            "text",
            vec![
                json!("lamp"),
                json!("Street Lamp"),
                json!("路灯"),
                json!("x"),
                json!(""),
                json!("a lamp"),
                json!("a street lamp"),
                json!("路灯 lamp"),
                json!("路灯 street lamp"),
                json!("街灯"),
                json!("街灯 lamp"),
                json!("街灯 street lamp"),
                json!("路灯x"),
            ],
            &[
                "t mentions \"lamp\"",
                "t mentions \"street lamp\"",
                "t mentions \"灯\"",
                "t mentions \"路灯\"",
                "t is \"lamp\"",
                "t is one of (\"路灯\", \"x\")",
                "t mentions all of (\"lamp\", \"灯\")",
                "t mentions \"street lamp\", \"路灯\"",
            ],
        ),
    ]
}

/// A decision: name, declaration, conclusions, and tests of it.
type Decision = (
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
);

const DECISIONS: [Decision; 8] = [
    (
        "one",
        "k",
        &["one is ka", "one is kb", "one is kc"],
        &[
            "one is ka",
            "one is at least kb",
            "one is not kc",
            "not one is kb",
        ],
    ),
    (
        "flag",
        "yes/no",
        &["flag is yes", "flag is no"],
        &["flag", "not flag", "flag is no"],
    ),
    (
        "num",
        "integer 0..3",
        &["num is 0", "num is 2", "num is 3"],
        &[
            "num is at least 2",
            "num + n is at least 3",
            "num is less than n",
            "num * h is 4",
        ],
    ),
    (
        "list",
        "collect p",
        &[
            "list includes pa",
            "list includes pb",
            "list includes (pa, pb)",
        ],
        &[
            "list includes pa",
            "list includes any of (pa, pb)",
            "not list includes pb",
        ],
    ),
    (
        "least",
        "collect min integer 0..5",
        &["least is 1", "least is 3"],
        &["least is 1", "least is at least 2"],
    ),
    (
        "most",
        "collect max k",
        &["most is ka", "most is kb", "most is kc"],
        &["most is kb", "most is at most kb"],
    ),
    (
        "sum",
        "collect sum integer -5..5",
        &["sum adds 1", "sum adds -2", "sum adds 3"],
        &["sum is at least 1", "sum is less than -1", "sum is 2"],
    ),
    (
        "count",
        "collect count p",
        &["count includes pa", "count includes (pa, pb)"],
        &["count is 0", "count is at least 2"],
    ),
];

/// A random ruleset.
pub(super) fn case(dice: &mut Dice) -> Case {
    let all = facts();
    let mut chosen: Vec<&Fact> = Vec::new();
    for _ in 0..2 + dice.roll(3) {
        let fact = dice.pick(&all);
        if !chosen.iter().any(|other| other.0 == fact.0) {
            chosen.push(fact);
        }
    }
    let names = |chosen: &[&Fact]| chosen.iter().map(|fact| fact.0).collect::<Vec<_>>();
    // some tests look at a second fact
    for needed in ["n", "h", "o"] {
        let used = chosen.iter().any(|fact| match needed {
            "n" => fact.0 == "h",
            "h" => fact.0 == "c" || fact.0 == "n",
            _ => fact.0 == "w",
        });
        if used && !names(&chosen).contains(&needed) {
            chosen.push(all.iter().find(|fact| fact.0 == needed).unwrap());
        }
    }
    let has = |name: &str| chosen.iter().any(|fact| fact.0 == name);
    let both = has("n") && has("h");

    let mut text = String::from(
        "ruleset r effective from 2024-01-01 until 2024-01-03\n\
         kind k ordered { ka, kb, kc } kind mat { mg { ma, mb } mc } kind p { pa, pb }\nfacts {\n",
    );
    for (name, ty, ..) in &chosen {
        text.push_str(&format!("  {name} : {ty}\n"));
    }
    let mut tests: Vec<&str> = chosen
        .iter()
        .flat_map(|fact| fact.3.iter().copied())
        .filter(|test| {
            both || !(test.contains("n /")
                || test.contains("n +")
                || test.contains("n -")
                || test.contains("n *")
                || test.contains("rate"))
        })
        .collect();
    if dice.chance(20) {
        // what is impossible is about facts alone
        let about_facts: Vec<&str> = tests
            .iter()
            .copied()
            .filter(|test| !test.contains("as_of"))
            .collect();
        let (a, b) = (
            dice.pick(&about_facts).to_string(),
            dice.pick(&about_facts).to_string(),
        );
        text.push_str(&format!("  impossible ({a}) and ({b}) because \"so\"\n"));
    }
    text.push_str("}\n");
    if both {
        text.push_str("define rate = (n + 1) / h\n");
    }
    let odd = format!("({}) or ({})", dice.pick(&tests), dice.pick(&tests));
    text.push_str(&format!("define odd = {odd}\n"));
    if dice.chance(60) {
        tests.extend(["as_of is at least 2024-01-02", "as_of is 2024-01-03"]);
    }
    tests.push("odd");

    let mut upstream: Vec<&str> = Vec::new();
    let mut rule = 0;
    let mut decisions: Vec<&Decision> = Vec::new();
    for _ in 0..1 + dice.roll(3) {
        let decision = dice.pick(&DECISIONS);
        if !decisions.iter().any(|other| other.0 == decision.0) {
            decisions.push(decision);
        }
    }
    let last: Decision = ("last", "k", &["last is ka", "last is kb"], &[]);
    decisions.push(&last);
    for (name, ty, conclusions, read) in decisions {
        let mut declared = format!("decision {name} : {ty}");
        if !ty.contains("collect") {
            let grounds: &[&str] = match *name {
                "flag" => &["", "", "posterior"],
                _ => &[
                    "",
                    "",
                    "posterior",
                    "highest",
                    "posterior, lowest",
                    "lowest, posterior",
                ],
            };
            let grounds = dice.pick(grounds);
            if !grounds.is_empty() {
                declared.push_str(&format!(" resolve by {grounds}"));
            }
        }
        let has_otherwise = !ty.contains("collect") || ty.contains("min") || ty.contains("max");
        if has_otherwise && dice.chance(15) {
            let value = conclusions[0].rsplit(' ').next().unwrap();
            declared.push_str(&format!(" otherwise {value}"));
        }
        text.push_str(&format!("{declared}\n"));
        let first = rule;
        let count = 1 + dice.roll(4);
        for number in 0..count {
            let mut condition = test(dice, &tests, &upstream);
            for _ in 0..dice.roll(3) {
                let joint = *dice.pick(&["and", "and", "or"]);
                condition = format!("({condition}) {joint} ({})", test(dice, &tests, &upstream));
                if dice.chance(15) {
                    condition = format!("not ({condition})");
                }
            }
            text.push_str(&format!("rule R.{rule} when {condition}"));
            if dice.chance(25) {
                text.push_str(&format!(" unless {}", test(dice, &tests, &upstream)));
            }
            text.push_str(&format!(" then {}", dice.pick(conclusions)));
            if number + 1 < count && dice.chance(35) {
                let other = first + number + 1 + dice.roll(count - number - 1);
                text.push_str(&format!(" overrides R.{other} because \"so\""));
            }
            if dice.chance(20) {
                text.push_str(&format!(" adopted 2023-0{}-01", 1 + dice.roll(4)));
            }
            if dice.chance(35) {
                let dates = [
                    "from 2024-01-02",
                    "until 2024-01-02",
                    "from 2024-01-03",
                    "from 2024-01-01 until 2024-01-01",
                ];
                text.push_str(&format!(" effective {}", dice.pick(&dates)));
            }
            text.push('\n');
            rule += 1;
        }
        // and, now and then, a rule for all that is left
        if dice.chance(40) {
            let anything = tests[0];
            text.push_str(&format!(
                "rule R.{rule} when {anything} or not ({anything}) then {}\n",
                dice.pick(conclusions)
            ));
            rule += 1;
        }
        let readable = read.iter().filter(|test| {
            (!test.contains("n ") || test.contains("num is at") || has("n"))
                && (!test.contains("* h") || has("h"))
                && (!test.ends_with(" n") || has("n"))
        });
        upstream.extend(readable);
    }

    let mut affairs = vec![json!({})];
    for (name, _, values, _) in &chosen {
        let with = |affair: &Value, value: &Value| {
            let mut affair = affair.clone();
            affair[*name] = value.clone();
            affair
        };
        affairs = affairs
            .iter()
            .flat_map(|affair| {
                values
                    .iter()
                    .map(|value| with(affair, value))
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    Case { text, affairs }
}

fn test(dice: &mut Dice, tests: &[&str], upstream: &[&str]) -> String {
    let list = if !upstream.is_empty() && dice.chance(40) {
        upstream
    } else {
        tests
    };
    let test = dice.pick(list);
    if dice.chance(15) {
        format!("not ({test})")
    } else {
        (*test).to_owned()
    }
}
