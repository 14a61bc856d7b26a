//! The last line of a check: what was found, what was proved, how the examples came out.

use super::Checked;
use crate::cli::rules::in_force;
use crate::diagnostic::Severity;
use crate::report::findings::Told;
use crate::report::findings::summary::statements;
use crate::words::{Lang, Words};

/// What can be said of a ruleset that compiles, and no more. `hidden` is how many notes were not
/// shown; of `several` versions it says which one it is.
pub(super) fn line(checked: &Checked, hidden: usize, several: bool, lang: Lang) -> String {
    let mut parts = vec![problems(&checked.told)];
    let proved = statements(&checked.ruleset.0.model, &checked.analysis);
    if proved.is_empty() {
        parts.push(Words::new(
            "conflicts and gaps were not looked for",
            "未检查冲突与遗漏",
        ));
    }
    parts.extend(proved);
    parts.push(examples(checked));
    if hidden > 0 {
        let notes = if hidden == 1 { "note" } else { "notes" };
        parts.push(Words::new(
            format!("{hidden} {notes} (shown with --notes)"),
            format!("{hidden} 条提示（用 --notes 显示）"),
        ));
    }
    let mut name = checked.ruleset.name().to_owned();
    if several {
        let period = in_force(&checked.ruleset);
        name.push_str(&match lang {
            Lang::En => format!(" ({})", period.en),
            Lang::Zh => format!("（{}）", period.zh),
        });
    }
    let parts: Vec<&str> = parts.iter().map(|part| part.get(lang)).collect();
    match lang {
        Lang::En => format!("{name}: {}\n", parts.join("; ")),
        Lang::Zh => format!("{name}：{}\n", parts.join("；")),
    }
}

/// `no errors, 2 warnings`.
fn problems(told: &[Told]) -> Words {
    let count = |severity| {
        told.iter()
            .filter(|told| told.diagnostic.severity == severity)
            .count()
    };
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let mut words = match count(Severity::Error) {
        0 => Words::new("no errors", "没有错误"),
        errors => Words::new(
            format!("{errors} error{}", plural(errors)),
            format!("{errors} 处错误"),
        ),
    };
    let warnings = count(Severity::Warning);
    if warnings > 0 {
        words
            .en
            .push_str(&format!(", {warnings} warning{}", plural(warnings)));
        words.zh.push_str(&format!("，{warnings} 处警告"));
    }
    words
}

/// How the examples came out.
fn examples(checked: &Checked) -> Words {
    let all = checked.ruleset.0.model.examples.len();
    match (all, checked.failed) {
        (0, _) => Words::new("it has no examples", "没有案例"),
        (1, 0) => Words::new("its example passes", "1 个案例通过"),
        (all, 0) => Words::new(
            format!("its {all} examples pass"),
            format!("{all} 个案例全部通过"),
        ),
        (1, _) => Words::new("its example fails", "1 个案例不符"),
        (all, failed) => {
            let fail = if failed == 1 { "fails" } else { "fail" };
            Words::new(
                format!("{failed} of its {all} examples {fail}"),
                format!("{all} 个案例中有 {failed} 个不符"),
            )
        }
    }
}
