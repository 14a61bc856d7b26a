//! The canonical form `fenliu/canon/1` and the digest over it.
//!
//! Two rulesets have one digest just when they mean the same and read the same. The form is text:
//!
//! ```text
//! fenliu/canon/1
//! (level "jiangjin.three_affairs" (title (en "…") (zh "…")) (effective 2023-08-01 -))
//! (decision "tier" (kind "tier") (resolve-by specialis posterior))
//! (rule "O.3" (level 0) (when (is (fact "matter") "elevator_installation")) (then "tier" "official"))
//! ```
//!
//! - A first line with its name; then a line for each level, highest first; then a line for every
//!   other declaration, sorted by their bytes. Every line ends in a newline.
//! - A line is a list: `(word item …)`. An item is a list, a bare word, number or date, or a string
//!   in double quotes, where `\`, `"` and control characters are written `\\`, `\"`, `\u{a}`.
//! - Nothing is numbered but levels: facts, values, rules, sources are named. Names are NFC; texts for
//!   people stand as they were written. A clause that was not written is not there.
//! - Numbers have no zeros at their end, dates are ISO (`-` for an open end), durations are `(days 30)`.
//! - *As written*: the order of values in a kind, of grounds after `resolve by`, of `overrides`,
//!   `source` and `also`, and of conditions joined by `and` or `or`: it is shown to people, so it counts.
//!   *Sorted*: everything else, so no order of declarations and no place in a file counts, nor does
//!   which file it was.
//! - Not in it: examples, comments, spans, the order of facts in forms, and whatever follows from the
//!   rest (what beats what, what reads what).

mod form;
mod condition;
mod declaration;
mod rule;
pub mod declared;

use sha2::{Digest, Sha256};

use super::Model;

/// SHA-256 of the [canonical form](canonical): `sha256:` and 64 lower-case hexadecimal digits.
///
/// The model's own `digest` is not read.
pub fn digest(model: &Model) -> String {
    use std::fmt::Write as _;
    let hash = Sha256::digest(canonical(model).as_bytes());
    let mut text = String::from("sha256:");
    for byte in hash {
        // writing to a String cannot fail
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The canonical form of a checked ruleset.
pub fn canonical(model: &Model) -> String {
    let Model {
        levels,
        kinds,
        facts,
        defines,
        decisions,
        rules,
        tables,
        citables,
        impossible,
        priority: _, // follows from the rules' `overrides`
        shifts,
        guarantees,
        overlaps,
        examples: _, // say nothing about any other affair
        bodies: _,   // the kind of that name
        digest: _,
        above: _,       // a place
        as_known_on: _, // what was not known is not there
    } = model;
    let names = condition::Names(model);
    let mut text = String::from("fenliu/canon/1\n");
    for level in levels {
        declaration::level(level).line(&mut text);
    }
    let declarations = (kinds.iter().map(declaration::kind))
        .chain(facts.iter().map(|fact| names.fact(fact)))
        .chain(defines.iter().map(|define| names.define(define)))
        .chain(decisions.iter().map(|decision| names.decision(decision)))
        .chain(rules.iter().map(|rule| names.rule(rule)))
        .chain(tables.iter().map(rule::table))
        .chain(citables.iter().map(declaration::citable))
        .chain(
            impossible
                .iter()
                .map(|impossible| names.impossible(impossible)),
        )
        .chain(shifts.iter().map(|shift| names.shift(shift)))
        .chain(
            guarantees
                .iter()
                .map(|guarantee| names.guarantee(guarantee)),
        )
        .chain(overlaps.iter().map(|overlap| names.overlap(overlap)));
    let mut lines: Vec<String> = declarations
        .map(|form| {
            let mut line = String::new();
            form.line(&mut line);
            line
        })
        .collect();
    lines.sort_unstable();
    text.extend(lines);
    text
}

#[cfg(test)]
mod tests;
