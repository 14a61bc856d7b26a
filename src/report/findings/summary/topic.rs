//! What questions are about, in words.

use crate::words::Words;

/// What a question is about, in words: that there is none, one, several.
pub(super) struct Topic {
    pub(super) none: Words,
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    /// Several, after their number; and without it.
    pub(super) zh: (&'static str, &'static str),
}

pub(super) fn conflicts() -> Topic {
    Topic {
        none: Words::new("no conflicts", "没有冲突"),
        one: "conflict",
        many: "conflicts",
        zh: ("处冲突", "冲突"),
    }
}

pub(super) fn gaps() -> Topic {
    Topic {
        none: Words::new("no gaps", "没有遗漏"),
        one: "gap",
        many: "gaps",
        zh: ("处遗漏", "遗漏"),
    }
}

pub(super) fn never_met() -> Topic {
    Topic {
        none: Words::new("every rule can be met", "每条规则都有事项符合"),
        one: "rule that is never met",
        many: "rules that are never met",
        zh: ("条规则从不符合", "从不符合的规则"),
    }
}

pub(super) fn never_wins() -> Topic {
    Topic {
        none: Words::new("every rule can win", "每条规则都能胜出"),
        one: "rule that never wins",
        many: "rules that never win",
        zh: ("条规则从不胜出", "从不胜出的规则"),
    }
}

pub(super) fn redundant() -> Topic {
    Topic {
        none: Words::new("every rule is needed", "每条规则都有必要"),
        one: "redundant rule",
        many: "redundant rules",
        zh: ("条规则多余", "多余的规则"),
    }
}
