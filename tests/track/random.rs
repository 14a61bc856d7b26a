//! Small random rulesets with shifts: yes/no facts, a decision upstream, a decision that is shifted, and
//! one downstream that names a body. As data, and as text.

use std::fmt::Write;

/// Numbers by chance, the same for the same seed.
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

pub const UP: usize = 0;
pub const MID: usize = 1;
pub const LEAD: usize = 2;
pub const NAMES: [&str; 3] = ["up", "mid", "lead"];
/// The values of each decision; those of `lead` are the bodies.
pub const VALUES: [&[&str]; 3] = [&["p", "q"], &["a", "b", "c"], &["x", "y", "z"]];

/// What a condition looks at; all of a list must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    Fact(usize, bool),
    Decision(usize, usize, bool),
}

#[derive(Clone, Debug)]
pub struct Rule {
    pub when: Vec<Literal>,
    pub value: usize,
}

#[derive(Clone, Debug)]
pub struct Shift {
    pub decision: usize,
    pub from: usize,
    pub to: usize,
    pub when: Vec<Literal>,
}

#[derive(Clone, Debug)]
pub struct Rules {
    pub facts: usize,
    /// Of each decision.
    pub rules: [Vec<Rule>; 3],
    pub otherwise: [Option<usize>; 3],
    /// A body that may determine it.
    pub determined_by: [Option<usize>; 3],
    pub shifts: Vec<Shift>,
}

/// What may happen in a ruleset.
#[derive(Clone, Copy)]
pub struct Shape {
    pub facts: usize,
    /// Whether the decision upstream may be shifted or determined.
    pub upstream_moves: bool,
}

pub fn rules(chance: &mut Chance, shape: Shape) -> Rules {
    let mut all = Rules {
        facts: shape.facts,
        rules: [Vec::new(), Vec::new(), Vec::new()],
        otherwise: [None; 3],
        determined_by: [None; 3],
        shifts: Vec::new(),
    };
    for decision in [UP, MID, LEAD] {
        let count = if decision == LEAD { 2 } else { 1 } + chance.below(4);
        for number in 0..count {
            let most = if decision == LEAD { 1 } else { 2 };
            let mut when = literals(chance, shape.facts, most);
            if decision == MID && chance.one_in(3) {
                when.push(reads(chance, UP));
            }
            if decision == LEAD && number < 3 && !chance.one_in(5) {
                // mostly each value has its body
                when.push(Literal::Decision(MID, number, true));
            } else if decision == LEAD && !chance.one_in(4) {
                when.push(reads(chance, MID));
            }
            let value = chance.below(VALUES[decision].len());
            all.rules[decision].push(Rule { when, value });
        }
        if chance.one_in(if decision == LEAD { 4 } else { 2 }) {
            all.otherwise[decision] = Some(chance.below(VALUES[decision].len()));
        }
        let may = decision != UP || shape.upstream_moves;
        if may && chance.one_in(3) {
            all.determined_by[decision] = Some(chance.below(3));
        }
    }
    for _ in 0..1 + chance.below(6) {
        all.shifts.push(shift(chance, shape.facts, MID));
    }
    if shape.upstream_moves {
        for _ in 0..chance.below(3) {
            all.shifts.push(shift(chance, shape.facts, UP));
        }
    }
    if chance.one_in(3) {
        hand_on(chance, &mut all);
    }
    all
}

/// Values that follow one another, each with its body, the last with that of the first or with none: so
/// that affairs are handed back, and end with nobody, often enough.
fn hand_on(chance: &mut Chance, all: &mut Rules) {
    all.otherwise[MID] = Some(0);
    all.rules[MID].truncate(1);
    all.otherwise[LEAD] = None;
    let last = chance.one_in(2).then_some(0);
    let bodies = [Some(0), Some(1), last];
    let rules = bodies.into_iter().enumerate().filter_map(|(value, body)| {
        let when = vec![Literal::Decision(MID, value, true)];
        body.map(|value| Rule { when, value })
    });
    all.rules[LEAD] = rules.collect();
    all.shifts.retain(|it| it.decision == UP);
    for (from, to) in [(0, 1), (1, 2)] {
        let when = literals(chance, all.facts, 1);
        all.shifts.push(Shift {
            decision: MID,
            from,
            to,
            when,
        });
    }
    if chance.one_in(2) {
        let more = shift(chance, all.facts, MID);
        all.shifts.push(more);
    }
}

fn shift(chance: &mut Chance, facts: usize, decision: usize) -> Shift {
    let values = VALUES[decision].len();
    let mut when = literals(chance, facts, 2);
    if decision == MID {
        match chance.below(6) {
            0 | 1 => when.push(reads(chance, UP)),
            2 => when.push(reads(chance, LEAD)),
            _ => {}
        }
    }
    Shift {
        decision,
        from: chance.below(values),
        to: chance.below(values),
        when,
    }
}

fn literals(chance: &mut Chance, facts: usize, most: usize) -> Vec<Literal> {
    let count = chance.below(most + 1);
    (0..count)
        .map(|_| Literal::Fact(chance.below(facts), chance.one_in(2)))
        .collect()
}

fn reads(chance: &mut Chance, decision: usize) -> Literal {
    Literal::Decision(
        decision,
        chance.below(VALUES[decision].len()),
        !chance.one_in(4),
    )
}

fn condition(when: &[Literal]) -> String {
    if when.is_empty() {
        return "f0 or not f0".to_owned();
    }
    let each: Vec<String> = when
        .iter()
        .map(|literal| match literal {
            Literal::Fact(fact, true) => format!("f{fact}"),
            Literal::Fact(fact, false) => format!("not f{fact}"),
            Literal::Decision(decision, value, yes) => {
                let is = if *yes { "is" } else { "is not" };
                format!("{} {is} {}", NAMES[*decision], VALUES[*decision][*value])
            }
        })
        .collect();
    each.join(" and ")
}

impl Rules {
    pub fn text(&self) -> String {
        let mut text = "ruleset small\nkind up { p, q }\nkind mid { a, b, c }\nkind body { x, y, z }\nfacts {\n".to_owned();
        for fact in 0..self.facts {
            writeln!(text, "  f{fact} : yes/no").expect("there is one");
        }
        text.push_str("}\n");
        for (decision, kind) in [(UP, "up"), (MID, "mid"), (LEAD, "body")] {
            write!(text, "decision {} : {kind}", NAMES[decision]).expect("there is one");
            if let Some(value) = self.otherwise[decision] {
                write!(text, " otherwise {}", VALUES[decision][value]).expect("there is one");
            }
            if let Some(body) = self.determined_by[decision] {
                write!(text, " determined by {}", VALUES[LEAD][body]).expect("there is one");
            }
            text.push('\n');
            for (number, rule) in self.rules[decision].iter().enumerate() {
                writeln!(
                    text,
                    "rule {}.{number} when {} then {} is {}",
                    NAMES[decision],
                    condition(&rule.when),
                    NAMES[decision],
                    VALUES[decision][rule.value]
                )
                .expect("there is one");
            }
        }
        for (number, shift) in self.shifts.iter().enumerate() {
            writeln!(
                text,
                "shift s{number} from {} {} to {} when {}",
                NAMES[shift.decision],
                VALUES[shift.decision][shift.from],
                VALUES[shift.decision][shift.to],
                condition(&shift.when)
            )
            .expect("there is one");
        }
        text
    }
}
