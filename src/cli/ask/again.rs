//! The command that gives the same explanation again.

use super::Ask;
use crate::cli::examples::{cell, quoted};
use crate::cli::explain::Format;
use crate::cli::output::say;
use crate::cli::setting::Setting;
use crate::model::Type;
use crate::report::affair::given;
use crate::ruleset::Ruleset;
use crate::verdict::{Affair, Knowledge};
use crate::words::{Lang, Words};

impl Ask {
    /// Says the command. What was recognised follows from the text that is given.
    pub(super) fn say_again(&self, ruleset: &Ruleset, affair: &Affair, setting: Setting) {
        let path = quoted(&self.rules.path.to_string_lossy());
        let mut command = format!("fenliu explain {path}");
        let mut option = |name: &str, value: &str| {
            command.push_str(&format!(" --{name} {}", quoted(value)));
        };
        for fact in assignments(ruleset, affair) {
            option("fact", &fact);
        }
        for name in &self.decision {
            option("decision", name);
        }
        if let Some(day) = affair.as_of {
            option("as-of", &day.to_string());
        }
        match self.format {
            Format::Text => {}
            Format::Json => option("format", "json"),
            Format::Markdown => option("format", "markdown"),
            Format::Html => option("format", "html"),
        }
        // where the surroundings say another language
        if setting.lang != Setting::new(None, |name| std::env::var(name).ok()).lang {
            option("lang", if setting.lang == Lang::En { "en" } else { "zh" });
        }
        let words = Words::new(
            format!("\nThe same again: {command}\n"),
            format!("\n再次得到同样的说明：{command}\n"),
        );
        say(words.get(setting.lang));
    }
}

/// Every fact that was given, as `--fact` takes it.
fn assignments(ruleset: &Ruleset, affair: &Affair) -> Vec<String> {
    let model = &ruleset.0.model;
    given(model, affair)
        .filter_map(|(fact, knowledge)| {
            let declared = &model.facts[fact.index()];
            let value = match (knowledge, &declared.ty) {
                (Knowledge::Known(datum), ty) => cell(model, ty, datum),
                (Knowledge::OneOf(leaves), Type::Kind(kind)) => {
                    let kind = &model.kinds[kind.index()];
                    kind.nodes[kind.node_of(leaves)?.index()].name.clone()
                }
                (Knowledge::OneOf(_) | Knowledge::Unknown, _) => return None,
            };
            Some(format!("{}={value}", declared.name))
        })
        .collect()
}
