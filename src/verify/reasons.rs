//! Why a leaf does not hold, in words.

use super::judge::Goal;
use super::part::Part;
use super::reading::Reading;
use super::shown::{name, shown};
use super::standing::{Grounds, Standing};
use crate::model::{Model, RuleId};
use crate::words::Words;

/// Why a leaf does not satisfy the claim.
pub(super) fn reason(model: &Model, grounds: &mut Grounds, goal: Goal, own: &[Standing]) -> Words {
    let id = |rule: RuleId| format!("`{}`", model.rules[rule.index()].id);
    match goal {
        Goal::Complete(decision) => {
            let name = &model.decisions[decision.index()].name;
            let some: Vec<String> = own.iter().take(3).map(|(rule, _)| id(*rule)).collect();
            if some.is_empty() {
                return Words::new(
                    format!("no rule about `{name}` is met here"),
                    format!("此处没有关于 `{name}` 的规则成立"),
                );
            }
            let more = if own.len() > 3 {
                ["…", "等"]
            } else {
                ["", ""]
            };
            Words::new(
                format!(
                    "no rule about `{name}` is surely met here, only perhaps {}{}",
                    some.join(", "),
                    more[0]
                ),
                format!(
                    "此处没有关于 `{name}` 的规则必定成立，只是可能有 {}{}",
                    some.join("、"),
                    more[1]
                ),
            )
        }
        Goal::Agreed(decision) => {
            let left = grounds.left(decision, own);
            let concluded = |rule: RuleId| model.concluded(rule, decision);
            let first = left.first().map(|(rule, _)| *rule);
            let other = first.and_then(|first| {
                let mut others = left.iter().map(|(rule, _)| *rule);
                others.find(|rule| concluded(*rule) != concluded(first))
            });
            let (a, b) = (
                first.map(id).unwrap_or_default(),
                other.map(id).unwrap_or_default(),
            );
            Words::new(
                format!("{a} and {b} may both stand here, and conclude differently"),
                format!("{a} 与 {b} 在此处可能都成立，而结论不同"),
            )
        }
        Goal::Included(rule, within) => {
            let (rule, within) = (id(rule), id(within));
            Words::new(
                format!("{rule} may be met here while {within} is not"),
                format!("此处可能 {rule} 成立而 {within} 不成立"),
            )
        }
    }
}

/// The part of the space that we are in, if it is not all of it.
pub(super) fn here(reading: &Reading, part: &Part) -> Option<Words> {
    let held = (0..reading.seats.len())
        .filter(|seat| *part.cell(*seat) != reading.domains[*seat])
        .take(12);
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for seat in held {
        let name = name(reading, &reading.seats[seat]);
        let values = shown(reading, seat, part.cell(seat));
        en.push(format!("{}: {}", name.en, values.en));
        zh.push(format!("{}：{}", name.zh.trim(), values.zh));
    }
    (!en.is_empty()).then(|| {
        Words::new(
            format!("in the part with {}", en.join("; ")),
            format!("所在部分——{}", zh.join("；")),
        )
    })
}
