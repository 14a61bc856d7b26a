//! What was confirmed, in words.

use super::unchecked::Unchecked;
use crate::words::Words;

/// What of an explanation was confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmed {
    /// The record's own name, where it has one. It says nothing, and is not checked.
    pub id: Option<String>,
    /// Each decision, in order.
    pub decisions: Vec<Statement>,
    /// What could not be settled.
    pub unchecked: Vec<Unchecked>,
}

/// What was confirmed of one decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Statement {
    /// Its name.
    pub decision: String,
    /// Whether its outcome was; else that is among what could not be settled.
    pub outcome: bool,
    /// How many rules stand as they should.
    pub rules: usize,
    /// How many facts suffice.
    pub sufficient: usize,
    /// How many changes of facts lead where they are said to.
    pub changes: usize,
    /// How many values no change leads to.
    pub never: usize,
    /// How many facts are as near to another outcome as they are said to be.
    pub margins: usize,
}

impl Statement {
    /// In words: `tier: the outcome, 7 rules, 2 sufficient facts, 3 changes, 1 margin`.
    pub fn words(&self) -> Words {
        let mut en = Vec::new();
        let mut zh = Vec::new();
        if self.outcome {
            en.push("the outcome".to_owned());
            zh.push("结论".to_owned());
        }
        let counted = [
            (self.rules, ["rule", "rules"], "条规则"),
            (
                self.sufficient,
                ["sufficient fact", "sufficient facts"],
                "项充分事实",
            ),
            (self.changes, ["change", "changes"], "种改变"),
            (
                self.never,
                ["value out of reach", "values out of reach"],
                "个无法达到的值",
            ),
            (self.margins, ["margin", "margins"], "处余量"),
        ];
        for (number, [one, many], of) in counted {
            if number > 0 {
                en.push(format!("{number} {}", if number == 1 { one } else { many }));
                zh.push(format!("{number} {of}"));
            }
        }
        let name = &self.decision;
        match en.is_empty() {
            true => Words::new(format!("{name}: nothing"), format!("{name}：无")),
            false => Words::new(
                format!("{name}: {}", en.join(", ")),
                format!("{name}：{}", zh.join("、")),
            ),
        }
    }
}
