//! A run of examples for people.

use super::coverage::{Coverage, Open, Part};
use super::propose::{Proposal, Proposals};
use super::report::Report;
use crate::cli::examples::title;
use crate::cli::grid::{Side, columns};
use crate::cli::table::{conditions, listed};
use crate::report::example::unfilled;
use crate::verdict::example::Trial;
use crate::words::{Lang, Words};

/// A line for each example, what is wrong with those that fail, how many do; then the coverage.
pub(super) fn text(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    for trial in report.trials {
        let word = match (lang, trial.passes()) {
            (Lang::En, true) => "ok    ",
            (Lang::En, false) => "FAIL  ",
            (Lang::Zh, true) => "通过  ",
            (Lang::Zh, false) => "不符  ",
        };
        text.push_str(&format!("{word}{}\n", title(trial.example, lang)));
        for line in failures(report, trial, lang) {
            text.push_str(&format!("      {line}\n"));
        }
    }
    if !report.trials.is_empty() {
        let failed = report.failed();
        let passed = report.trials.len() - failed;
        let words = Words::new(
            format!("\n{passed} passed, {failed} failed\n"),
            format!("\n通过 {passed}，不符 {failed}\n"),
        );
        text.push_str(words.get(lang));
    }
    if let Some((coverage, proposals)) = &report.coverage {
        if !report.trials.is_empty() {
            text.push('\n');
        }
        covered(&mut text, report, coverage, lang);
        proposed(&mut text, report, proposals, lang);
    }
    text
}

/// What is wrong with an example, a line each: where, expected, actual.
fn failures(report: &Report, trial: &Trial, lang: Lang) -> Vec<String> {
    if let Err(rejection) = &trial.outcomes {
        let words = Words::new(
            format!(
                "its facts are no affair of this ruleset: {}",
                rejection.message.en
            ),
            format!("所给事实不是本规则集的事项：{}", rejection.message.zh),
        );
        return vec![report.place(trial.example.span), words.get(lang).to_owned()];
    }
    let mut lines = Vec::new();
    for unmet in report.unmet(trial) {
        let (name, wanted, came) = (unmet.decision, unmet.expected, unmet.actual);
        lines.push(report.place(unmet.span));
        match lang {
            Lang::En => {
                lines.push(format!("expected  {name}: {}", wanted.en));
                lines.push(format!("actual    {name}: {}", came.en));
            }
            Lang::Zh => {
                lines.push(format!("预期  {name}：{}", wanted.zh));
                lines.push(format!("实际  {name}：{}", came.zh));
            }
        }
    }
    lines
}

/// The figures, and what is not covered.
fn covered(text: &mut String, report: &Report, coverage: &Coverage, lang: Lang) {
    let figures = |rules: Part, regions: Part| match lang {
        Lang::En => format!(
            "rules {} of {}, regions {} of {}",
            rules.covered, rules.all, regions.covered, regions.all
        ),
        Lang::Zh => format!(
            "规则 {}/{}，情形 {}/{}",
            rules.covered, rules.all, regions.covered, regions.all
        ),
    };
    let (head, colon) = match lang {
        Lang::En => ("coverage", ": "),
        Lang::Zh => ("覆盖", "："),
    };
    text.push_str(&format!(
        "{head}{colon}{}\n",
        figures(coverage.rules, coverage.regions)
    ));
    let rows: Vec<Vec<String>> = (report.model().decisions.iter())
        .zip(&coverage.decisions)
        .map(|(decision, (rules, regions))| {
            vec![format!("  {}", decision.name), figures(*rules, *regions)]
        })
        .collect();
    text.push_str(&columns(&rows, &[Side::Left]));
    if coverage.open.is_empty() {
        return;
    }
    let head = Words::new("\nnot covered\n", "\n未覆盖\n");
    text.push_str(head.get(lang));
    for open in &coverage.open {
        uncovered(text, report, open, lang);
    }
}

/// A rule with what of it is not covered.
fn uncovered(text: &mut String, report: &Report, open: &Open, lang: Lang) {
    let (model, table) = (report.model(), &report.ruleset.0.table);
    let rule = &model.rules[open.rule.index()];
    let regions = &table.rules[open.rule.index()];
    let lost: Vec<String> = open
        .lost
        .iter()
        .map(|decision| format!("`{}`", report.decision(*decision)))
        .collect();
    let how = if regions.is_empty() {
        Words::new("no affair meets it", "没有事项满足它")
    } else if open.never_wins(model) && open.met {
        Words::new("met, never winning", "有案例满足，但都未胜出")
    } else if open.never_wins(model) {
        Words::new("met in no example", "没有案例满足")
    } else if !open.lost.is_empty() {
        Words::new(
            format!("never winning on {}", lost.join(", ")),
            format!("关于 {} 都未胜出", lost.join("、")),
        )
    } else {
        Words::new("not met in every case", "有的情形没有案例")
    };
    let place = report.place(rule.span);
    text.push_str(&format!("  {}  {}  {place}\n", rule.id, how.get(lang)));
    for number in &open.regions {
        let asked = conditions(model, table, &regions[*number], Some(lang));
        let asked = match (asked.is_empty(), lang) {
            (false, _) => listed(&asked, lang),
            (true, Lang::En) => "any affair".to_owned(),
            (true, Lang::Zh) => "任何事项".to_owned(),
        };
        text.push_str(&format!("      {asked}\n"));
    }
}

/// Examples to fill in.
fn proposed(text: &mut String, report: &Report, proposals: &Proposals, lang: Lang) {
    if !proposals.found.is_empty() {
        let head = Words::new(
            "\nexamples to fill in: put what the document prescribes in place of each `?`\n",
            "\n待填的案例：请把每个 `?` 换成文件规定的结果\n",
        );
        text.push_str(head.get(lang));
    }
    for proposal in &proposals.found {
        text.push_str(&format!("\n{}", filled(report, proposal, lang)));
    }
    let (not_found, not_sought) = (proposals.not_found, proposals.not_sought);
    if not_found > 0 {
        let words = Words::new(
            format!("\nno plain affair was found for {not_found} of what is not covered\n"),
            format!("\n未覆盖的有 {not_found} 处没有找到简单的事项\n"),
        );
        text.push_str(words.get(lang));
    }
    if not_sought > 0 {
        let words = Words::new(
            format!("\nno example is proposed for {not_sought} more; write these first\n"),
            format!("\n另有 {not_sought} 处没有建议案例，请先写以上这些\n"),
        );
        text.push_str(words.get(lang));
    }
}

/// The text of a proposed example, titled by the rules it is about.
pub(super) fn filled(report: &Report, proposal: &Proposal, lang: Lang) -> String {
    let model = report.model();
    let ids: Vec<&str> = proposal
        .rules
        .iter()
        .map(|rule| report.rule(*rule))
        .collect();
    let first = &model.rules[proposal.rules[0].index()];
    let mut title = match (first.title.get(lang), lang) {
        (Some(title), Lang::En) => format!("{}: {title}", ids.join(", ")),
        (Some(title), Lang::Zh) => format!("{}：{title}", ids.join("、")),
        (None, Lang::En) => ids.join(", "),
        (None, Lang::Zh) => ids.join("、"),
    };
    if proposal.number > 1 {
        title.push_str(&match lang {
            Lang::En => format!(" ({})", proposal.number),
            Lang::Zh => format!("（{}）", proposal.number),
        });
    }
    unfilled(model, &proposal.affair, &title, &proposal.decisions, lang)
}
