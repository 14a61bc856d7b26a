//! Guarantees that some affair breaks.

use super::say::NAMED;
use super::{Teller, at};
use crate::analysis::Finding;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::words::{Lang, Words};

impl Teller<'_> {
    pub(super) fn guarantee(&self, finding: &Finding, number: u32) -> Diagnostic {
        let Some(guarantee) = self.model.guarantees.get(number as usize) else {
            return at(Code::GuaranteeBroken, Span::default(), Words::default());
        };
        let title = |lang| {
            let title = guarantee.title.get(lang);
            title.map_or_else(String::new, |title| format!(" “{title}”"))
        };
        let name = &guarantee.name;
        let message = Words::new(
            format!(
                "guarantee `{name}`{} does not hold: some affair breaks it",
                title(Lang::En)
            ),
            format!("保证 `{name}`{} 不成立：有的事项违反了它", title(Lang::Zh)),
        );
        let first =
            at(Code::GuaranteeBroken, guarantee.span, message).here(Words::new("broken", "被违反"));
        finding
            .rules
            .iter()
            .take(NAMED)
            .fold(first, |diagnostic, rule| {
                let span = self.model.rules[rule.index()].span;
                diagnostic.and(span, Words::new("has a part in it", "与此有关"))
            })
            .help(Words::new(
                "look at the affair that breaks it; then mend the rules that decide it, or the guarantee",
                "查看违反它的事项，再修改判定该事项的规则，或修改保证",
            ))
    }
}
