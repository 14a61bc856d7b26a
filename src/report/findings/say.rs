//! Rules and names within sentences: in backticks, the first few, the others counted.

use crate::model::{DecisionId, Model, RuleId};
use crate::source::Span;
use crate::words::Words;

/// Most names that a sentence lists before it counts the others.
pub(super) const NAMED: usize = 5;

/// A name in backticks.
pub(super) fn ticked(name: &str) -> String {
    format!("`{name}`")
}

/// `a`, `b` and `c`; of many the first, and how many more.
pub(super) fn list(names: &[&str]) -> Words {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| ticked(name)).collect();
    if names.len() > NAMED {
        let more = names.len() - NAMED;
        return Words::new(
            format!("{} and {more} more", shown.join(", ")),
            format!("{} 等 {} 个", shown.join("、"), names.len()),
        );
    }
    match shown.as_slice() {
        [] => Words::default(),
        [one] => Words::new(one.clone(), one.clone()),
        [first @ .., last] => Words::new(
            format!("{} and {last}", first.join(", ")),
            format!("{}与 {last}", spaced(&first.join("、"))),
        ),
    }
}

/// A text that ends in a backtick, among Chinese.
fn spaced(text: &str) -> String {
    format!("{text} ")
}

/// A sentence without blanks between two Chinese characters; what is quoted, and what stands in
/// backticks, stays as it is.
pub(super) fn closed_up(sentence: &str) -> String {
    let is_wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c != '…');
    let (mut text, mut quoted) = (String::with_capacity(sentence.len()), false);
    let mut chars = sentence.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '`' => quoted = !quoted,
            ' ' if !quoted
                && is_wide(text.chars().next_back())
                && is_wide(chars.peek().copied()) =>
            {
                continue;
            }
            _ => {}
        }
        text.push(c);
    }
    text
}

impl super::Teller<'_> {
    pub(super) fn id(&self, rule: RuleId) -> &str {
        &self.model.rules[rule.index()].id
    }

    /// Rules in a sentence.
    pub(super) fn rules(&self, rules: &[RuleId]) -> Words {
        let ids: Vec<&str> = rules.iter().map(|rule| self.id(*rule)).collect();
        list(&ids)
    }

    pub(super) fn name(&self, decision: DecisionId) -> &str {
        name(self.model, decision)
    }

    /// Where a rule concludes about a decision; where it stands if it does not.
    pub(super) fn concludes(&self, rule: RuleId, decision: Option<DecisionId>) -> Span {
        let rule = &self.model.rules[rule.index()];
        let conclusion = rule
            .conclusions
            .iter()
            .find(|conclusion| Some(conclusion.decision) == decision);
        conclusion.map_or(rule.span, |conclusion| conclusion.span)
    }
}

/// The name of a decision.
pub(super) fn name(model: &Model, decision: DecisionId) -> &str {
    &model.decisions[decision.index()].name
}

#[cfg(test)]
mod tests {
    use super::{closed_up, list};

    #[test]
    fn chinese_has_no_blanks() {
        assert_eq!(closed_up("等 9 个 对 `tier` 的"), "等 9 个对 `tier` 的");
        assert_eq!(
            closed_up("保证 `G` “甲 乙” 不成立"),
            "保证 `G` “甲 乙”不成立"
        );
        assert_eq!(
            closed_up("写上 `否则 未归类` 即可"),
            "写上 `否则 未归类` 即可"
        );
    }

    #[test]
    fn many_are_counted() {
        assert_eq!(list(&["a"]).en, "`a`");
        assert_eq!(list(&["a", "b", "c"]).en, "`a`, `b` and `c`");
        assert_eq!(list(&["a", "b", "c"]).zh, "`a`、`b` 与 `c`");
        let many = list(&["a", "b", "c", "d", "e", "f", "g"]);
        assert_eq!(many.en, "`a`, `b`, `c`, `d`, `e` and 2 more");
        assert_eq!(many.zh, "`a`、`b`、`c`、`d`、`e` 等 7 个");
    }
}
