//! What is measured, and the table of it.

use std::process::Command;

use fenliu::analysis::STEPS;

use super::measure::{Measured, measure};
use super::print::sources;
use super::recipe::{Rows, catalogue, enlarge, shrink, sparse};
use super::tree::tree;

struct Scenario {
    name: String,
    rows: Box<dyn Fn() -> Rows>,
    /// Steps a question may take, where they are fewer than usual.
    steps: u64,
    /// What others say of rulesets of this size.
    published: &'static str,
    /// What our prototypes took, on another machine.
    prototype: &'static str,
}

fn scenarios() -> Vec<Scenario> {
    let mut all = Vec::new();
    for rules in [1_500, 10_000] {
        for columns in [5, 7, 13, 15] {
            for variant in ["whole", "enlarged", "shrunk"] {
                all.push(Scenario {
                    name: format!("{rules} x {columns} {variant}"),
                    rows: Box::new(move || grown(columns, rules, variant)),
                    steps: STEPS,
                    published: match (rules, columns, variant) {
                        (1_500, 5, "enlarged") => "overlaps: under 3 s",
                        (1_500, 5, "shrunk") => "gaps: under 2 s",
                        (_, 13 | 15, _) => "degrades past 13 columns",
                        _ => "-",
                    },
                    prototype: match (rules, columns, variant) {
                        (1_500, 15, "whole") => "gaps: 14 to 28 ms",
                        (10_000, 15, "whole") => "gaps: 0.2 s",
                        (10_000, 7, "whole") => "gaps, 20,000 rules: 0.4 s",
                        _ => "-",
                    },
                });
            }
        }
    }
    // the gaps of these cannot all be told; with few steps it says what it found and what is left
    all.push(Scenario {
        name: "300 x 20 sparse in 300 steps".to_owned(),
        rows: Box::new(|| sparse(20, 300)),
        steps: 300,
        published: "-",
        prototype: "one gap: 1 to 10 ms",
    });
    all.push(Scenario {
        name: "300 x 20 sparse".to_owned(),
        rows: Box::new(|| sparse(20, 300)),
        steps: STEPS,
        published: "-",
        prototype: "one gap: 1 to 10 ms",
    });
    all.push(Scenario {
        name: "100000 x 2 catalogue".to_owned(),
        rows: Box::new(|| catalogue(1_000, 100)),
        steps: STEPS,
        published: "-",
        prototype: "-",
    });
    all
}

fn grown(columns: usize, leaves: usize, variant: &str) -> Rows {
    let mut rows = tree(columns, leaves);
    match variant {
        "enlarged" => enlarge(&mut rows),
        "shrunk" => shrink(&mut rows),
        _ => {}
    }
    rows
}

/// `--only NAME` measures one in this process; else each is measured in one of its own. Names, or
/// parts of them, choose which.
pub fn main() {
    let mut threads = "1".to_owned();
    let mut only = None;
    let mut names: Vec<String> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--threads" => threads = arguments.next().unwrap_or(threads),
            "--only" => only = arguments.next(),
            // cargo says so
            "--bench" => {}
            _ => names.push(argument),
        }
    }
    if let Some(only) = only {
        let scenario = scenarios()
            .into_iter()
            .find(|scenario| scenario.name == only);
        let scenario = scenario.expect("a scenario");
        let threads = threads.parse().expect("a number of threads");
        line(
            &scenario,
            &measure(sources(&(scenario.rows)()), threads, scenario.steps),
        );
        return;
    }
    println!("threads: {threads}\n");
    println!(
        "| rules x columns | load | analysis | gaps | conflicts | unreachable | redundant | peak memory | published | prototype |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for scenario in scenarios() {
        if !names.is_empty()
            && !names
                .iter()
                .any(|name| scenario.name.contains(name.as_str()))
        {
            continue;
        }
        let done = std::env::current_exe().and_then(|program| {
            Command::new(program)
                .args(["--only", &scenario.name, "--threads", &threads])
                .status()
        });
        if !done.is_ok_and(|status| status.success()) {
            println!("| {} | failed |", scenario.name);
        }
    }
}

fn line(scenario: &Scenario, measured: &Measured) {
    let [gaps, conflicts, unreachable, redundant] = &measured.found;
    let memory = measured
        .memory
        .map_or("-".to_owned(), |memory| format!("{memory} MiB"));
    println!(
        "| {} | {:.0?} | {:.1?} | {gaps} | {conflicts} | {unreachable} | {redundant} | {memory} | {} | {} |",
        scenario.name, measured.load, measured.analysis, scenario.published, scenario.prototype
    );
}
