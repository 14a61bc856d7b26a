//! The tables as aligned text, and as Markdown.

use super::notes::{lines, mark, marks};
use super::sheet::{Row, Sheet};
use crate::cli::grid::{Side, fit, width, wrap};
use crate::cli::setting::Setting;
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

/// Columns that a cell is wrapped at.
const CELL: usize = 32;
/// Columns that other lines are wrapped at.
const WIDE: usize = 90;

/// What every form but the machines' says first.
pub(super) fn caution() -> Words {
    Words::new(
        "Rules are not tried in order: where several are met and differ, stated priority settles it, or else nothing does and the decision is contested.",
        "规则不按先后次序适用：几条同时满足而结论不同时，由明定的优先关系裁断；无从裁断的，决定为争议。",
    )
}

/// The ruleset's title, or its name.
pub(super) fn heading(ruleset: &Ruleset, lang: Lang) -> String {
    let title = ruleset
        .0
        .model
        .levels
        .last()
        .and_then(|level| level.title.get(lang));
    title.map_or_else(
        || ruleset.name().to_owned(),
        |title| format!("{title} ({})", ruleset.name()),
    )
}

/// The headings of a sheet: rule, what was found if anything was, facts, conclusion, what it overrides if any rule does.
pub(super) fn head(sheet: &Sheet, lang: Lang) -> Vec<String> {
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    let mut head = vec![word("rule", "规则")];
    if sheet.has_marks() {
        head.push(word("found", "发现"));
    }
    head.extend(sheet.headings.iter().cloned());
    head.push(format!("→ {}", sheet.title));
    if sheet.rows.iter().any(|row| !row.beats.is_empty()) {
        head.push(word("overrides", "优先于"));
    }
    head.push(word("title", "标题"));
    head
}

/// The cells of a row, under [`head`].
pub(super) fn cells(sheet: &Sheet, row: &Row, lang: Lang) -> Vec<String> {
    let mut cells = vec![row.rule.clone()];
    if sheet.has_marks() {
        cells.push(marks(sheet.notes(), &row.marks, lang));
    }
    cells.extend(row.cells.iter().cloned());
    cells.push(row.value.clone());
    if sheet.rows.iter().any(|row| !row.beats.is_empty()) {
        cells.push(row.beats.join(if lang == Lang::Zh { "、" } else { ", " }));
    }
    cells.push(row.title.clone());
    cells
}

/// Aligned columns.
pub(super) fn plain(ruleset: &Ruleset, sheets: &[Sheet], setting: Setting) -> String {
    let lang = setting.lang;
    let line = if setting.style.unicode { '─' } else { '-' };
    let mut text = format!(
        "{}\n{}\n",
        heading(ruleset, lang),
        wrap(caution().get(lang), 96).join("\n")
    );
    for sheet in sheets {
        text.push_str(&format!("\n{}\n", titled(sheet)));
        for remark in &sheet.remarks {
            text.push_str(&format!("{}\n", remark.get(lang)));
        }
        if sheet.rows.is_empty() {
            text.push_str(&format!("  {}\n", no_rule().get(lang)));
            text.push_str(&under(sheet, lang));
            continue;
        }
        let rows: Vec<Vec<Vec<String>>> = std::iter::once(head(sheet, lang))
            .chain(sheet.rows.iter().map(|row| cells(sheet, row, lang)))
            .map(|row| row.iter().map(|cell| wrap(cell, CELL)).collect())
            .collect();
        let widths: Vec<usize> = (0..rows[0].len())
            .map(|column| {
                rows.iter()
                    .flat_map(|row| &row[column])
                    .map(|line| width(line))
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        for (number, row) in rows.iter().enumerate() {
            for at in 0..row.iter().map(Vec::len).max().unwrap_or(0) {
                let cell = |(lines, width): (&Vec<String>, &usize)| {
                    fit(
                        lines.get(at).map_or("", String::as_str),
                        Side::Left,
                        *width,
                        usize::MAX,
                    )
                };
                let cells: Vec<String> = row.iter().zip(&widths).map(cell).collect();
                text.push_str(format!("  {}", cells.join("  ")).trim_end());
                text.push('\n');
            }
            if number == 0 {
                let rule: Vec<String> = widths
                    .iter()
                    .map(|width| line.to_string().repeat(*width))
                    .collect();
                text.push_str(&format!("  {}\n", rule.join("  ")));
            }
        }
        text.push_str(&under(sheet, lang));
    }
    text
}

/// What was found, under a table.
fn under(sheet: &Sheet, lang: Lang) -> String {
    let mut text = String::new();
    let notes = sheet.notes();
    for (at, note) in notes.iter().enumerate() {
        let colon = if lang == Lang::Zh { "：" } else { ": " };
        let said = format!("{}{colon}{}", mark(notes, at, lang), note.sentence);
        for (number, line) in wrap(&said, WIDE).iter().enumerate() {
            let margin = if number == 0 { "" } else { "  " };
            text.push_str(&format!("  {margin}{line}\n"));
        }
        for line in lines(note, lang).iter().flat_map(|line| wrap(line, WIDE)) {
            text.push_str(&format!("      {line}\n"));
        }
    }
    for answer in sheet.answers() {
        text.push_str(&format!("  {}\n", answer.get(lang)));
    }
    text
}

/// The label and the name of a decision.
pub(super) fn titled(sheet: &Sheet) -> String {
    if sheet.title == sheet.decision {
        sheet.title.clone()
    } else {
        format!("{} ({})", sheet.title, sheet.decision)
    }
}

/// A decision without rules.
pub(super) fn no_rule() -> Words {
    Words::new("no rule concludes it", "没有规则得出此决定")
}

/// Markdown tables.
pub(super) fn markdown(ruleset: &Ruleset, sheets: &[Sheet], lang: Lang) -> String {
    let mut text = format!(
        "# {}\n\n{}\n",
        escaped(&heading(ruleset, lang)),
        caution().get(lang)
    );
    for sheet in sheets {
        text.push_str(&format!("\n## {}\n\n", escaped(&titled(sheet))));
        for remark in &sheet.remarks {
            text.push_str(&format!("{}\n\n", escaped(remark.get(lang))));
        }
        if sheet.rows.is_empty() {
            text.push_str(&format!("{}\n", no_rule().get(lang)));
            text.push_str(&listed_under(sheet, lang));
            continue;
        }
        let head = head(sheet, lang);
        let mut line = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            text.push_str(&format!("| {} |\n", cells.join(" | ")));
        };
        line(&head);
        line(&vec!["---".to_owned(); head.len()]);
        sheet
            .rows
            .iter()
            .for_each(|row| line(&cells(sheet, row, lang)));
        text.push_str(&listed_under(sheet, lang));
    }
    text
}

/// What was found, as a list of Markdown.
fn listed_under(sheet: &Sheet, lang: Lang) -> String {
    let mut text = String::new();
    let notes = sheet.notes();
    for (at, note) in notes.iter().enumerate() {
        let colon = if lang == Lang::Zh { "：" } else { ": " };
        let said = format!(
            "**{}**{colon}{}",
            mark(notes, at, lang),
            escaped(&note.sentence)
        );
        text.push_str(&format!("{}- {said}\n", if at == 0 { "\n" } else { "" }));
        for line in lines(note, lang) {
            text.push_str(&format!("  - {}\n", escaped(&line)));
        }
    }
    for answer in sheet.answers() {
        text.push_str(&format!("\n{}\n", escaped(answer.get(lang))));
    }
    text
}

/// A text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                escaped.extend(['\\', c]);
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
