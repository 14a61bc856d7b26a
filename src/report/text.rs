//! An explanation as text for a terminal: at most 80 columns, Chinese counted right.

use super::page::{Block, Line, page};
use super::phrases::Phrases;
use super::wrap::wrap;
use crate::explanation::Explanation;
use crate::words::Lang;

/// Up to so many decisions stand apart by an empty line.
const AIRY: usize = 3;

impl Explanation {
    /// As text for people, in lines of at most 80 columns.
    pub fn to_text(&self, lang: Lang) -> String {
        let phrases = Phrases {
            lang,
            terms: &self.terms,
        };
        set(page(self, lang), phrases, self.decisions.len() <= AIRY)
    }
}

/// A page as text; `airy`: answers stand apart by an empty line.
pub(super) fn set(page: Vec<Block>, phrases: Phrases, airy: bool) -> String {
    let lang = phrases.lang;
    let mut lines: Vec<String> = Vec::new();
    let put = |lines: &mut Vec<String>, text: &str, first: &str, rest: usize| {
        lines.extend(
            wrap(text, first, rest, lang)
                .lines()
                .map(|line| line.trim_end().to_owned()),
        );
    };
    let list = |lines: &mut Vec<String>, label: &str, items: &[String]| {
        let label = format!("  {}", phrases.colon(label));
        if let [item] = items {
            return put(lines, item, &label, 4);
        }
        put(lines, "", &label, 0);
        for item in items {
            put(lines, item, "    - ", 6);
        }
    };
    for block in page {
        match block {
            Block::Title(title) => put(&mut lines, &title, "", 2),
            Block::Line(Line { label, text, below }) => {
                let indent = if below { 4 } else { 2 };
                put(
                    &mut lines,
                    &text,
                    &format!("{}{}", " ".repeat(indent), phrases.colon(&label)),
                    indent + 2,
                );
            }
            Block::Answer(_, answer) => {
                if airy {
                    lines.push(String::new());
                }
                put(&mut lines, &answer, "", 2);
            }
            Block::Head(head) => put(&mut lines, &head, "  ", 4),
            Block::List(label, items) => list(&mut lines, &label, &items),
            Block::Rules {
                label,
                rows,
                summed,
                ..
            } => {
                let told = rows.into_iter().map(|[rule, concludes, why]| {
                    let head = format!("{rule}{}", phrases.aside(&concludes));
                    format!("{}{why}", phrases.colon(&head))
                });
                list(&mut lines, &label, &told.chain(summed).collect::<Vec<_>>());
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use crate::explanation::{Options, explain};
    use crate::ruleset::Ruleset;
    use crate::source::Source;
    use crate::verdict::decide::decide_within;
    use crate::words::Lang;

    /// A search cut off where nothing is unknown turns on no fact, and says so.
    #[test]
    fn what_was_cut_off_turns_on_no_fact() {
        let ruleset = Ruleset::compile([Source::new(
            "parking.fenliu",
            "ruleset parking facts { road : yes/no } decision fee : yes/no rule P.1 when road then fee is yes",
        )])
        .unwrap_or_else(|problems| panic!("{problems}"));
        let affair = ruleset
            .affair(&serde_json::json!({"road": true}))
            .unwrap_or_else(|rejection| panic!("{rejection}"));
        let (model, table) = (&ruleset.0.model, &ruleset.0.table);
        let outcomes = decide_within(model, table, &affair, 0);
        let told = explain(model, table, &affair, &outcomes, &Options::default());
        let (en, zh) = (told.to_text(Lang::En), told.to_text(Lang::Zh));
        assert!(
            en.contains("fee cannot be said: the search was cut off before it ended."),
            "{en}"
        );
        assert!(zh.contains("fee 无法确定：搜索未完成即已停止。"), "{zh}");
    }
}
