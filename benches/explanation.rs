//! How long it takes to explain one affair, beside deciding it.
//!
//! ```sh
//! cargo bench --bench explanation                 # 24, 300 and 1,000 rules
//! cargo bench --bench explanation -- 1000 20 200  # rules, facts, affairs
//! ```
//!
//! Rules have two or three tests over facts of all sorts and one of four values; the later adopted
//! prevails, so every rule has its rank. The affairs are drawn at random and known wholly. The
//! prototypes took 0.35 ms for the facts that suffice and 0.3 ms for one change, at 1,000 rules over
//! 20 facts; a winning rule had 2.0 tests, the facts that suffice were 5.9.

#![allow(
    missing_docs,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a program to be run; counts are small"
)]

use std::fmt::Write;
use std::time::{Duration, Instant};

use fenliu::{Ruleset, Source};
use serde_json::{Map, Value as Json, json};

/// Numbers drawn from a seed (`SplitMix64`).
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
}

const LEAVES: u64 = 8;
const VALUES: [&str; 4] = ["family", "common", "official", "elsewhere"];

/// A test of a fact: its sort goes by its number.
fn test(draw: &mut Draw, fact: u64) -> String {
    match fact % 4 {
        0 if draw.below(2) == 0 => format!("f{fact}"),
        0 => format!("not f{fact}"),
        1 => format!("f{fact} is at least {}", 5 * (1 + draw.below(19))),
        2 => format!("f{fact} is at most {}", 5 * (1 + draw.below(19))),
        _ => {
            let first = draw.below(LEAVES);
            format!(
                "f{fact} is one of (v{first}, v{})",
                (first + 1 + draw.below(LEAVES - 1)) % LEAVES
            )
        }
    }
}

fn ruleset(draw: &mut Draw, rules: u64, facts: u64) -> String {
    let mut text = String::from("ruleset bench.explanation\nkind v { ");
    for leaf in 0..LEAVES {
        write!(text, "v{leaf} ").unwrap();
    }
    writeln!(text, "}}\nkind tier {{ {} }}\nfacts {{", VALUES.join(" ")).unwrap();
    for fact in 0..facts {
        let ty = match fact % 4 {
            0 => "yes/no",
            1 | 2 => "integer 0..100",
            _ => "v",
        };
        writeln!(text, "  f{fact} : {ty}").unwrap();
    }
    text.push_str("}\ndecision tier : tier resolve by posterior otherwise family\n");
    let first = jiff::civil::date(2000, 1, 1);
    for rule in 0..rules {
        let mut tested: Vec<u64> = Vec::new();
        while tested.len() < 2 + usize::from(draw.below(2) == 0) {
            let fact = draw.below(facts);
            if !tested.contains(&fact) {
                tested.push(fact);
            }
        }
        let tests: Vec<String> = tested.into_iter().map(|fact| test(draw, fact)).collect();
        let adopted = first.saturating_add(jiff::Span::new().days(i64::try_from(rule).unwrap()));
        writeln!(
            text,
            "rule R.{rule} when {} then tier is {} adopted {adopted}",
            tests.join(" and "),
            VALUES[usize::try_from(draw.below(4)).unwrap()]
        )
        .unwrap();
    }
    text
}

fn affair(draw: &mut Draw, facts: u64) -> Json {
    let fact = |fact: u64| {
        let value = match fact % 4 {
            0 => json!(draw.below(2) == 0),
            1 | 2 => json!(draw.below(101)),
            _ => json!(format!("v{}", draw.below(LEAVES))),
        };
        (format!("f{fact}"), value)
    };
    (0..facts).map(fact).collect::<Map<_, _>>().into()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e3
}

fn measure(rules: u64, facts: u64, affairs: u64) {
    let mut draw = Draw(7);
    let text = ruleset(&mut draw, rules, facts);
    let ruleset = Ruleset::compile([Source::new("bench.fenliu", text)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let (mut decided, mut sufficed, mut explained) = (Vec::new(), Vec::new(), Vec::new());
    let (mut kept, mut tests, mut changes, mut cut_off) = (0, 0, 0, 0);
    for _ in 0..affairs {
        let affair = ruleset
            .affair(&affair(&mut draw, facts))
            .expect("an affair");
        let start = Instant::now();
        let verdict = ruleset.decide(&affair);
        decided.push(start.elapsed());
        let start = Instant::now();
        let sufficient = ruleset.sufficient(&affair, "tier").expect("a decision");
        sufficed.push(start.elapsed());
        let start = Instant::now();
        let explanation = ruleset.explain(&affair);
        explained.push(start.elapsed());
        let tier = &explanation.decisions[0];
        assert_eq!(tier.sufficient.as_ref(), Some(&sufficient));
        assert!(verdict.status("tier").is_some());
        kept += sufficient.facts.len();
        tests += tier.because.first().map_or(0, |winner| winner.when.len());
        cut_off += usize::from(sufficient.incomplete);
        changes += tier
            .would_change
            .iter()
            .flat_map(|would| &would.to)
            .map(|to| to.changes.len())
            .sum::<usize>();
    }
    let each = |count: usize| count as f64 / affairs as f64;
    let (decide, suffice, explain) = (median(decided), median(sufficed), median(explained));
    println!(
        "{rules:>6} rules x {facts} facts: decide {decide:.3} ms, sufficient {suffice:.3} ms ({:.1} x), \
         explanation {explain:.3} ms ({:.1} x); a winner has {:.1} tests, {:.1} facts suffice, {:.1} changes, {cut_off} cut off",
        suffice / decide,
        explain / decide,
        each(tests),
        each(kept),
        each(changes),
    );
}

fn main() {
    let asked: Vec<u64> = std::env::args()
        .filter_map(|word| word.parse().ok())
        .collect();
    match asked.as_slice() {
        [rules, facts, affairs] => measure(*rules, *facts, *affairs),
        _ => [24, 300, 1_000]
            .map(|rules| measure(rules, 20, 200))
            .into_iter()
            .collect(),
    }
}
