//! An explanation as text for a terminal: at most 80 columns, Chinese counted right.

use super::page::{Block, Line, Space, page};
use super::phrases::Phrases;
use super::visible::visible;
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
        let page = page(self, lang, Space::Scarce);
        set(page.flat(phrases), phrases, self.decisions.len() <= AIRY)
    }
}

/// A page as text; `airy`: answers stand apart by an empty line.
pub(super) fn set(page: Vec<Block>, phrases: Phrases, airy: bool) -> String {
    let mut text = Text {
        phrases,
        airy,
        lines: Vec::new(),
    };
    page.iter().for_each(|block| text.block(block));
    text.lines.push(String::new());
    text.lines.join("\n")
}

/// Lines, each at most so wide.
struct Text<'a> {
    phrases: Phrases<'a>,
    airy: bool,
    lines: Vec<String>,
}

impl Text<'_> {
    fn apart(&mut self) {
        if self.airy {
            self.lines.push(String::new());
        }
    }

    fn put(&mut self, text: &str, first: &str, rest: usize) {
        let wrapped = wrap(&visible(text), &visible(first), rest, self.phrases.lang);
        let lines = wrapped.lines().map(|line| line.trim_end().to_owned());
        self.lines.extend(lines);
    }

    fn labelled(&mut self, label: &str, text: &str, indent: usize) {
        let label = format!("{}{}", " ".repeat(indent), self.phrases.colon(label));
        self.put(text, &label, indent + 2);
    }

    fn list(&mut self, label: &str, items: &[String]) {
        if let [item] = items {
            return self.labelled(label, item, 2);
        }
        self.labelled(label, "", 2);
        items.iter().for_each(|item| self.put(item, "    - ", 6));
    }

    fn block(&mut self, block: &Block) {
        let phrases = self.phrases;
        match block {
            Block::Title(title) => self.put(title, "", 2),
            Block::Answer(_, answer) => {
                self.apart();
                self.put(answer, "", 2);
            }
            Block::Foot(label, items) => {
                self.apart();
                self.labelled(label, &phrases.ended(&phrases.sentences(items)), 0);
            }
            Block::Papers(..) => {}
            Block::Line(Line { label, text, below }) => {
                self.labelled(label, text, if *below { 4 } else { 2 });
            }
            Block::Head(head) => self.put(head, "  ", 4),
            Block::List(label, items) => self.list(label, items),
            Block::Rules {
                label,
                rows,
                summed,
                ..
            } => {
                let told = rows.iter().map(|[rule, concludes, why]| {
                    let head = format!("{rule}{}", phrases.aside(concludes));
                    format!("{}{why}", phrases.colon(&head))
                });
                self.list(
                    label,
                    &told.chain(summed.iter().cloned()).collect::<Vec<_>>(),
                );
            }
        }
    }
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
