//! Why an answer is not taken: one sentence on what is accepted.

use super::{Form, Question};
use crate::diagnostic::Code;
use crate::model::{Kind, Node, NodeId};
use crate::verdict::affair::{Rejection, short};
use crate::words::{Lang, Words};

/// Most values that a message lists.
const LISTED: usize = 6;

/// A node as people read it, in backticks.
fn called(node: &Node) -> Words {
    let say = |lang| format!("`{}`", node.label.get(lang).unwrap_or(&node.name));
    Words::new(say(Lang::En), say(Lang::Zh))
}

fn refused(question: &Question, message: Words) -> Rejection {
    Rejection {
        code: Code::ValueOutsideDomain,
        field: Some(question.fact.clone()),
        message,
        help: None,
    }
}

/// Nothing at all.
pub(super) fn no_answer(question: &Question) -> Rejection {
    let words = Words::new(
        "an answer cannot be empty: say what is known, or that it is not known",
        "回答不能为空：请回答已知的情况，或说明不知道",
    );
    refused(question, words)
}

/// Neither yes nor no.
pub(super) fn neither(question: &Question, text: &str) -> Rejection {
    let text = short(text);
    let words = Words::new(
        format!("`{text}` is neither yes nor no: answer yes or no"),
        format!("`{text}` 既不是肯定也不是否定：请回答是或否"),
    );
    refused(question, words)
}

/// Something that is none of the choices.
pub(super) fn no_choice(question: &Question, text: &str) -> Rejection {
    let text = short(text);
    let (en, zh) = match question.form {
        Form::Choices => (
            "numbers of the list or names, separated by commas",
            "列表中的序号或名称（以逗号分隔）",
        ),
        _ => (
            "a number of the list, a name or its beginning",
            "列表中的序号、名称或其开头",
        ),
    };
    refused(
        question,
        Words::new(
            format!("`{text}` is none of the choices: answer with {en}"),
            format!("`{text}` 不在可选之列：请用{zh}回答"),
        ),
    )
}

/// Something that several values are called.
pub(super) fn ambiguous(
    kind: &Kind,
    question: &Question,
    text: &str,
    nodes: &[NodeId],
) -> Rejection {
    let names: Vec<Words> = nodes
        .iter()
        .take(LISTED)
        .map(|node| called(&kind.nodes[node.index()]))
        .collect();
    let join = |lang, by: &str| {
        let names: Vec<&str> = names.iter().map(|name| name.get(lang)).collect();
        names.join(by)
    };
    let (text, more) = (short(text), nodes.len() > LISTED);
    refused(
        question,
        Words::new(
            format!(
                "`{text}` may mean {}{}: write more of the one that is meant",
                join(Lang::En, " or "),
                if more { " or others" } else { "" }
            ),
            format!(
                "`{text}` 可能指 {}{}：请写得更完整些",
                join(Lang::Zh, " 或 "),
                if more { " 等" } else { "" }
            ),
        ),
    )
}

/// A value that an answer before this one leaves no room for.
pub(super) fn ruled_out(question: &Question, node: &Node) -> Rejection {
    let node = called(node);
    refused(
        question,
        Words::new(
            format!(
                "{} is ruled out by an earlier answer: choose from the list, or take that answer back",
                node.en
            ),
            format!(
                "先前的回答已排除 {}：请从列表中选择，或先撤回该回答",
                node.zh
            ),
        ),
    )
}

/// A value that says no more than is known.
pub(super) fn known_already(question: &Question, node: &Node) -> Rejection {
    let node = called(node);
    refused(
        question,
        Words::new(
            format!(
                "that it is {} is known already: say which of the choices",
                node.en
            ),
            format!("已知属于 {}：请说明是其中哪一项", node.zh),
        ),
    )
}

/// Words in which no value is recognised.
pub(super) fn nothing_found(fact: &str) -> Rejection {
    Rejection {
        code: Code::ValueOutsideDomain,
        field: Some(fact.to_owned()),
        message: Words::new(
            "nothing in these words is one of the choices: say it in other words, or choose from the list",
            "从这句话中没有识别出可选的值：请换个说法，或从列表中选择",
        ),
        help: None,
    }
}

/// No date.
pub(super) fn no_date(text: &str) -> Rejection {
    let text = short(text);
    Rejection {
        code: Code::WrongType,
        field: Some("as_of".to_owned()),
        message: Words::new(
            format!("`{text}` is no date: write it as 2024-05-07"),
            format!("`{text}` 不是日期：请写成 2024-05-07"),
        ),
        help: None,
    }
}
