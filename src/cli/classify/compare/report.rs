//! The comparison for people.

use std::collections::BTreeMap;

use super::{Comparison, LISTED};
use crate::cli::classify::tally::{Came, Tally, came_name, percent};
use crate::cli::grid::{Side, columns};
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

/// Columns of outcomes up to which the matrix is drawn as one; beyond, as a list of pairs.
const SQUARE: usize = 8;

/// Totals, the confusion matrix, and every disagreement with its rules.
pub(in super::super) fn report(
    ruleset: &Ruleset,
    comparison: &Comparison,
    tally: &Tally,
    file: Option<&str>,
    lang: Lang,
) -> String {
    let name = &ruleset.0.model.decisions[comparison.decision().index()].name;
    let column = &comparison.column;
    let heading = Words::new(
        format!("`{name}` against the recorded `{column}`\n"),
        format!("`{name}` 与记录的 `{column}` 对照\n"),
    );
    let mut text = heading.get(lang).to_owned();
    text.push_str(&totals(tally, lang));
    if !tally.compared.matrix.is_empty() {
        text.push_str(&matrix(ruleset, comparison, tally, lang));
    }
    text.push_str(&disagreements(tally, file, lang));
    text
}

fn totals(tally: &Tally, lang: Lang) -> String {
    let compared = &tally.compared;
    let decided = compared.decided();
    let all = decided + compared.contested + compared.undetermined + compared.unclassified;
    let line = |depth: usize, en: &str, zh: &str, count: u64, of: u64| {
        let words = Words::new(en, zh);
        vec![
            format!("{}{}", "  ".repeat(depth), words.get(lang)),
            count.to_string(),
            percent(count, of),
        ]
    };
    let plain = |en: &str, zh: &str, count: u64| {
        vec![
            format!("  {}", Words::new(en, zh).get(lang)),
            count.to_string(),
            String::new(),
        ]
    };
    let mut rows = vec![plain("records", "记录", tally.records)];
    if tally.rejected > 0 {
        rows.push(plain("rejected", "拒收", tally.rejected));
    }
    if compared.unrecorded > 0 {
        rows.push(plain("nothing recorded", "没有记录值", compared.unrecorded));
    }
    rows.push(plain("compared", "已对照", all));
    rows.push(line(2, "decided", "已定", decided, all));
    rows.push(line(
        3,
        "as recorded",
        "与记录一致",
        compared.agreed,
        decided,
    ));
    rows.push(line(
        3,
        "otherwise than recorded",
        "与记录不一致",
        compared.disagreed,
        decided,
    ));
    rows.push(line(2, "contested", "争议", compared.contested, all));
    if compared.contested > 0 {
        rows.push(line(
            3,
            "the recorded value among the claims",
            "记录值在主张之中",
            compared.claimed,
            compared.contested,
        ));
    }
    rows.push(line(2, "undetermined", "未定", compared.undetermined, all));
    rows.push(line(
        2,
        "unclassified",
        "未归类",
        compared.unclassified,
        all,
    ));
    columns(&rows, &[Side::Left, Side::Right, Side::Right])
}

fn matrix(ruleset: &Ruleset, comparison: &Comparison, tally: &Tally, lang: Lang) -> String {
    let model = &ruleset.0.model;
    let status = |came: &Came| match (lang, came) {
        (Lang::Zh, Came::Contested) => "（争议）".to_owned(),
        (Lang::Zh, Came::Undetermined) => "（未定）".to_owned(),
        (Lang::Zh, Came::Unclassified) => "（未归类）".to_owned(),
        (_, came) => came_name(model, comparison.decision(), came),
    };
    let pairs = &tally.compared.matrix;
    let mut outcomes: Vec<&Came> = pairs.keys().map(|pair| &pair.1).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let title = |en: &str, zh: &str, grid: &str| format!("{}{grid}", Words::new(en, zh).get(lang));
    if outcomes.len() <= SQUARE {
        let mut by_recorded: BTreeMap<&str, BTreeMap<&Came, u64>> = BTreeMap::new();
        for ((recorded, came), count) in pairs {
            by_recorded
                .entry(recorded)
                .or_default()
                .insert(came, *count);
        }
        rows.push(
            std::iter::once(String::new())
                .chain(outcomes.iter().map(|came| status(came)))
                .collect(),
        );
        for (recorded, counts) in by_recorded {
            let cells = outcomes
                .iter()
                .map(|came| counts.get(came).map_or("·".to_owned(), u64::to_string));
            rows.push(
                std::iter::once(format!("  {recorded}"))
                    .chain(cells)
                    .collect(),
            );
        }
        let sides: Vec<Side> = std::iter::once(Side::Left)
            .chain(outcomes.iter().map(|_| Side::Right))
            .collect();
        return title(
            "\nrecorded (rows) and verdict (columns)\n",
            "\n记录（行）与判定（列）\n",
            &columns(&rows, &sides),
        );
    }
    for ((recorded, came), count) in pairs {
        rows.push(vec![
            format!("  {recorded}"),
            "→".to_owned(),
            status(came),
            count.to_string(),
        ]);
    }
    let grid = columns(&rows, &[Side::Left, Side::Left, Side::Left, Side::Right]);
    title("\nrecorded → verdict\n", "\n记录 → 判定\n", &grid)
}

fn disagreements(tally: &Tally, file: Option<&str>, lang: Lang) -> String {
    let (all, listed) = (tally.compared.disagreed, &tally.compared.disagreements);
    if all == 0 {
        return String::new();
    }
    let mut text = Words::new(
        format!("\n{all} decided otherwise than recorded\n"),
        format!("\n{all} 件与记录不一致\n"),
    )
    .get(lang)
    .to_owned();
    let rows: Vec<Vec<String>> = listed
        .iter()
        .map(|one| {
            let place = Words::new(
                format!("  line {}", one.line),
                format!("  第 {} 行", one.line),
            );
            let recorded = Words::new(
                format!("recorded {}", one.recorded),
                format!("记录 {}", one.recorded),
            );
            let decided = Words::new(
                format!("decided {}", one.said.en),
                format!("判定 {}", one.said.zh),
            );
            vec![
                place.get(lang).to_owned(),
                one.id.clone().unwrap_or_default(),
                recorded.get(lang).to_owned(),
                decided.get(lang).to_owned(),
            ]
        })
        .collect();
    text.push_str(&columns(&rows, &[]));
    let more = all.saturating_sub(u64::try_from(LISTED).unwrap_or(u64::MAX));
    let rest = match (more, file) {
        (0, _) => return text,
        (_, Some(file)) => Words::new(
            format!("  … and {more} more, all in {file}\n"),
            format!("  ……另有 {more} 件，全部见 {file}\n"),
        ),
        (_, None) => Words::new(
            format!("  … and {more} more; `--disagreements FILE` writes them all\n"),
            format!("  ……另有 {more} 件；`--disagreements 文件` 可写出全部\n"),
        ),
    };
    text.push_str(rest.get(lang));
    text
}
