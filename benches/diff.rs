//! How long it takes to compare two rulesets that differ in ten rules.
//!
//! ```sh
//! cargo bench --bench diff
//! cargo bench --bench diff -- "1500 x 15"
//! ```
//!
//! The tables are those of the published recipe (`benches/analysis`): paths of a decision tree over
//! loan records. Ten edits: other outcomes, ranges enlarged and shrunk, rows removed and added. The
//! time is that of comparing alone, regions, causes and decided witnesses included; loading is told
//! beside it. The best of a few runs, one thread.

use std::time::{Duration, Instant};

use fenliu::diff::Options;
use fenliu::{Ruleset, Source};

#[allow(
    missing_docs,
    unreachable_pub,
    dead_code,
    clippy::pedantic,
    reason = "a program to be run, not read by others; shared with `analysis`"
)]
mod analysis {
    pub mod random;
    pub mod recipe;
    pub mod tree;
    pub mod print;
}

use analysis::print::sources;
use analysis::random::Random;
use analysis::recipe::{OUTCOMES, Rows};
use analysis::tree::tree;

const RUNS: usize = 5;

fn main() {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    println!(
        "| rules x columns | edits | load both | diff | moved | regions | uncovered | prototype |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for (rules, columns, prototype) in
        [(1_500, 15, "8 ms"), (10_000, 7, "13 ms"), (10_000, 15, "-")]
    {
        for edits in [0, 1, 10] {
            let name = format!("{rules} x {columns}");
            if wanted.is_empty() || wanted.iter().any(|part| name.contains(part.as_str())) {
                measure(&name, &tree(columns, rules), edits, prototype);
            }
        }
    }
}

fn measure(name: &str, rows: &Rows, edits: usize, prototype: &str) {
    let begun = Instant::now();
    let old = compiled(sources(rows));
    let new = compiled(edited(sources(rows), edits));
    let load = begun.elapsed();
    let mut best = Duration::MAX;
    let mut told = String::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        let diff = old.diff(&new, &Options::default());
        best = best.min(begun.elapsed());
        let moved = diff.decisions.iter().flat_map(|it| &it.moved);
        let regions: usize = moved.clone().map(|it| it.regions.len()).sum();
        let unconfirmed = moved.clone().filter(|it| !it.witness.confirmed).count();
        let uncovered: f64 = diff.decisions.iter().map(|it| it.uncovered).sum();
        assert_eq!(unconfirmed, 0, "every difference is shown");
        told = format!("{} | {regions} | {uncovered}", moved.count());
    }
    println!("| {name} | {edits} | {load:.0?} | {best:.1?} | {told} | {prototype} |");
}

fn compiled(sources: Vec<Source>) -> Ruleset {
    Ruleset::compile(sources).unwrap_or_else(|problems| panic!("{problems}"))
}

/// So many rows made otherwise, spread over the table; rows keep their ids. Another title besides, so
/// that there is something to prove where no row is.
fn edited(mut sources: Vec<Source>, edits: usize) -> Vec<Source> {
    let mut random = Random::new(7);
    let rules = sources[0].text.replacen('\n', " title \"another\"\n", 1);
    let mut lines: Vec<String> = sources[1].text.lines().map(str::to_owned).collect();
    for edit in 0..edits {
        let at = 1 + random.below(lines.len() - 1);
        let line = lines[at].clone();
        let (cells, outcome) = line.rsplit_once(",o").expect("an outcome");
        let next = (outcome.parse::<usize>().expect("a number") + 1) % OUTCOMES;
        match edit % 5 {
            0 | 1 => lines[at] = format!("{cells},o{next}"),
            2 => drop(lines.remove(at)),
            // the first range one shorter
            3 => lines[at] = shorter(&line),
            _ => {
                let (_, rest) = cells.split_once(',').expect("an id");
                lines.push(format!("n{edit},{},o{next}", shorter(rest)));
            }
        }
    }
    sources[0] = Source::new("bench.fenliu", rules);
    sources[1] = Source::new("t.csv", lines.join("\n"));
    sources
}

fn shorter(line: &str) -> String {
    let Some(at) = line.find("<= ") else {
        return line.to_owned();
    };
    let digits = line[at + 3..]
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let end = at + 3 + digits;
    let high: i64 = line[at + 3..end].parse().expect("a number");
    format!("{}{}{}", &line[..at + 3], (high - 1).max(0), &line[end..])
}
