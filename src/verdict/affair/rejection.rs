//! Why a record is no affair of a ruleset.

use super::value::Written;
use crate::diagnostic::Code;
use crate::model::nearest::nearest;
use crate::model::show::domain;
use crate::model::{Fact, Model, NodeId, Type};
use crate::words::Words;

/// Characters of a value that a message repeats.
const SHOWN: usize = 40;

/// Why a record is no affair of the ruleset: one sentence, and the field it is about.
///
/// `Display` prints the sentence in English.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", message.en)]
pub struct Rejection {
    /// `FL0701`…`FL0708`.
    pub code: Code,
    /// The field, as the record writes it; none if the record as a whole is wrong.
    pub field: Option<String>,
    /// One sentence, lower case, no full stop.
    pub message: Words,
    /// The next step. Boxed, to keep results small.
    pub help: Option<Box<Words>>,
}

impl Rejection {
    pub(super) fn new(code: Code, field: &str, message: Words) -> Self {
        Self {
            code,
            field: Some(field.to_owned()),
            message,
            help: None,
        }
    }

    pub(crate) fn help(mut self, help: Words) -> Self {
        self.help = Some(Box::new(help));
        self
    }

    /// A record that is not even a record.
    pub(super) fn bad_record(message: Words) -> Self {
        Self {
            code: Code::BadRecord,
            field: None,
            message,
            help: None,
        }
    }

    /// Something in memory that cannot be written as JSON.
    pub(crate) fn unreadable(error: &serde_json::Error) -> Self {
        Self::bad_record(Words::new(
            format!("the affair cannot be written as JSON: {error}"),
            format!("事项无法写成 JSON（{error}）"),
        ))
    }

    /// A field that is no fact.
    pub(crate) fn unknown_field(model: &Model, name: &str) -> Self {
        let shown = short(name);
        let this = Self::new(
            Code::UnknownField,
            name,
            Words::new(
                format!("the ruleset has no fact `{shown}`"),
                format!("规则集中没有事实 `{shown}`"),
            ),
        );
        let called = model
            .facts
            .iter()
            .find(|fact| fact.label.iter().any(|label| label == name));
        let near = called
            .map(|fact| fact.name.as_str())
            .or_else(|| nearest(name, model.facts.iter().map(|fact| fact.name.as_str())));
        let ignore = Words::new(
            format!("add `--ignore {shown}` to pass over this field"),
            format!("加上 `--ignore {shown}` 可略过该字段"),
        );
        this.help(if let Some(near) = near {
            Words::new(
                format!("the nearest fact is `{near}`; or {}", ignore.en),
                format!("最接近的事实是 `{near}`；或{}", ignore.zh),
            )
        } else if model.decisions.iter().any(|decision| decision.name == name) {
            Words::new(
                format!(
                    "`{shown}` is a decision, which the rules conclude; {}",
                    ignore.en
                ),
                format!("`{shown}` 是决定，由规则得出；{}", ignore.zh),
            )
        } else {
            ignore
        })
    }

    /// A date of the decision that is none.
    pub(super) fn no_date(field: &str, got: &Words) -> Self {
        Self::new(
            Code::WrongType,
            field,
            Words::new(
                format!(
                    "`{field}`, the date of the decision, takes a date, not {}",
                    got.en
                ),
                format!("`{field}` 是决定日，应为日期，而不是{}", got.zh),
            ),
        )
        .help(Words::new("write `2023-08-01`", "请写成 `2023-08-01`"))
    }

    /// A field given twice.
    pub(super) fn duplicate_field(name: &str) -> Self {
        let shown = short(name);
        Self::new(
            Code::DuplicateField,
            name,
            Words::new(
                format!("`{shown}` is given twice"),
                format!("`{shown}` 给出了两次"),
            ),
        )
    }

    /// A value of another type than the fact's.
    pub(super) fn wrong_type(model: &Model, fact: &Fact, written: &Written) -> Self {
        let (takes, got) = (domain(model, &fact.ty), written.describe());
        let this = Self::new(
            Code::WrongType,
            &fact.name,
            Words::new(
                format!("`{}` takes {}, not {}", fact.name, takes.en, got.en),
                format!("`{}` 应为{}，而不是{}", fact.name, takes.zh, got.zh),
            ),
        );
        if matches!(written, Written::Text(text) if text.trim().is_empty()) {
            return this.help(Words::new(
                "leave the field out, or give `null`, where the fact is not known",
                "不知道时请省去该字段，或写 `null`",
            ));
        }
        match &fact.ty {
            Type::Set(_) => this.help(Words::new(
                "write a list, `[\"a\", \"b\"]`",
                "请写成列表：`[\"a\", \"b\"]`",
            )),
            Type::Date { .. } => this.help(Words::new("write `2023-08-01`", "请写成 `2023-08-01`")),
            Type::Duration { .. } => this.help(Words::new(
                "write `30 days`; durations count days",
                "请写成 `30 days`（30 天）；时长以天计",
            )),
            Type::Text => this.help(Words::new("put it in quotes", "请加引号")),
            _ => this,
        }
    }

    /// A number with more digits after the point than are kept.
    pub(super) fn too_fine(fact: &Fact, text: &str) -> Self {
        let (shown, name) = (short(text), &fact.name);
        Self::new(
            Code::WrongType,
            name,
            match fact.ty {
                Type::Decimal { .. } => Words::new(
                    format!("`{shown}` has more than six digits after the point, for `{name}`"),
                    format!("`{name}` 的值 `{shown}` 小数超过六位"),
                ),
                _ => Words::new(
                    format!("`{name}` takes whole numbers, and `{shown}` is none"),
                    format!("`{name}` 应为整数，而 `{shown}` 不是"),
                ),
            },
        )
    }

    /// A JSON number that was already rounded to binary when it came here.
    pub(super) fn rounded(fact: &Fact, text: &str) -> Self {
        let (shown, name) = (short(text), &fact.name);
        Self::new(
            Code::WrongType,
            name,
            Words::new(
                format!("`{shown}` for `{name}` has more digits than a binary number keeps"),
                format!("`{name}` 的值 `{shown}` 位数过多，二进制浮点数无法准确保存"),
            ),
        )
        .help(Words::new("give it as a string", "请以字符串给出"))
    }

    /// A unit other than the fact's.
    pub(super) fn wrong_unit(fact: &Fact, given: &str, declared: Option<&str>) -> Self {
        let (shown, name) = (short(given), &fact.name);
        Self::new(
            Code::WrongType,
            name,
            match declared {
                Some(declared) => Words::new(
                    format!("`{name}` is in `{declared}`, not in `{shown}`"),
                    format!("`{name}` 的单位是 `{declared}`，不是 `{shown}`"),
                ),
                None => Words::new(
                    format!(
                        "`{name}` is a number without a unit, and `{shown}` is written after it"
                    ),
                    format!("`{name}` 没有单位，后面却写了 `{shown}`"),
                ),
            },
        )
    }

    /// A value of the right type that the fact can never have.
    pub(super) fn outside_domain(model: &Model, fact: &Fact, text: &str) -> Self {
        let (shown, name) = (short(text), &fact.name);
        let takes = domain(model, &fact.ty);
        let this = Self::new(
            Code::ValueOutsideDomain,
            name,
            Words::new(
                format!(
                    "`{shown}` is no value of `{name}`, which takes {}",
                    takes.en
                ),
                format!("`{shown}` 不是 `{name}` 的取值，应为{}", takes.zh),
            ),
        );
        let (Type::Kind(kind) | Type::Set(kind)) = fact.ty else {
            return this;
        };
        let nodes = &model.kinds[kind.index()].nodes;
        let spellings = nodes
            .iter()
            .flat_map(|node| std::iter::once(node.name.as_str()).chain(node.label.iter()));
        match nearest(text, spellings) {
            Some(near) => this.help(Words::new(
                format!("the nearest value is `{near}`"),
                format!("最接近的取值是 `{near}`"),
            )),
            None => this,
        }
    }

    /// A label that several values carry.
    pub(super) fn ambiguous(model: &Model, fact: &Fact, text: &str, nodes: &[NodeId]) -> Self {
        let (shown, name) = (short(text), &fact.name);
        let this = Self::new(
            Code::AmbiguousLabel,
            name,
            Words::new(
                format!("`{shown}` is the label of several values of `{name}`"),
                format!("`{shown}` 是 `{name}` 的多个取值共有的名称"),
            ),
        );
        let (Type::Kind(kind) | Type::Set(kind)) = fact.ty else {
            return this;
        };
        let names: Vec<String> = nodes
            .iter()
            .filter_map(|node| model.kinds[kind.index()].nodes.get(node.index()))
            .map(|node| format!("`{}`", node.name))
            .collect();
        this.help(Words::new(
            format!("write one of {} instead", names.join(", ")),
            format!("请改写为 {} 之一", names.join("、")),
        ))
    }

    /// A member of a set that stands for several values.
    pub(super) fn not_a_leaf(fact: &Fact, text: &str) -> Self {
        let (shown, name) = (short(text), &fact.name);
        Self::new(
            Code::ValueOutsideDomain,
            name,
            Words::new(
                format!(
                    "`{shown}` stands for several values, and `{name}` lists its members one by one"
                ),
                format!("`{shown}` 代表多个取值，而 `{name}` 须逐一列出"),
            ),
        )
    }
}

/// The user's words for a message: one line, not long.
pub(crate) fn short(text: &str) -> String {
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}
