//! Verdicts as an aligned table for people.

use super::cells::decisions;
use super::deciding::Decided;
use super::tally::{Came, came_words};
use crate::cli::grid::{Side, fit, width};
use crate::model::DecisionId;
use crate::versions::Versions;
use crate::words::{Lang, Words};

/// Rows from which the widths of columns are taken; those after them keep to these widths.
const MEASURED: usize = 500;
/// The widest column; a longer cell is cut.
const WIDEST: usize = 32;

/// Lays out rows as they come, without keeping them all.
pub(super) struct Overview {
    waiting: Vec<Vec<String>>,
    widths: Option<Vec<usize>>,
}

impl Overview {
    /// The header waits for the rows it is measured with.
    pub(super) fn new(versions: &Versions, lang: Lang) -> Self {
        let label = |decision: &crate::model::Decision| {
            decision
                .label
                .get(lang)
                .unwrap_or(&decision.name)
                .to_owned()
        };
        let id = Words::new("affair", "事项编号").get(lang).to_owned();
        let header = std::iter::once(id)
            .chain(decisions(versions).into_iter().map(label))
            .collect();
        Self {
            waiting: vec![header],
            widths: None,
        }
    }

    /// Takes a row; gives what can be printed.
    pub(super) fn push(&mut self, row: Vec<String>) -> String {
        if let Some(widths) = &self.widths {
            return laid_out(&row, widths);
        }
        self.waiting.push(row);
        if self.waiting.len() > MEASURED {
            self.flush()
        } else {
            String::new()
        }
    }

    /// What waits.
    pub(super) fn flush(&mut self) -> String {
        let columns = self.waiting.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            let cells = self.waiting.iter().filter_map(|row| row.get(column));
            // the last cell of a rejected record is its error, across all columns
            cells.map(|cell| width(cell)).max().unwrap_or(0).min(WIDEST)
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let text = self
            .waiting
            .drain(..)
            .map(|row| laid_out(&row, &widths))
            .collect();
        self.widths = Some(widths);
        text
    }
}

/// The row of a record.
pub(super) fn row(versions: &Versions, decided: &Decided, lang: Lang) -> Vec<String> {
    let place = Words::new(
        format!("line {}", decided.line),
        format!("第 {} 行", decided.line),
    );
    let id = decided
        .id
        .clone()
        .unwrap_or_else(|| place.get(lang).to_owned());
    match &decided.verdict {
        Ok(verdict) => {
            let model = &verdict.ruleset.0.model;
            let cells = decisions(versions).into_iter().map(|wanted| {
                let own = (0..).zip(&model.decisions);
                let own = own.zip(&verdict.outcomes.decisions);
                let mut own = own.filter(|((_, decision), _)| decision.name == wanted.name);
                own.next()
                    .map_or_else(String::new, |((number, _), outcome)| {
                        came_words(model, DecisionId(number), &Came::of(outcome), lang)
                    })
            });
            std::iter::once(id).chain(cells).collect()
        }
        Err(rejection) => {
            let words = Words::new(
                format!("rejected: {}", rejection.message.en),
                format!("拒收：{}", rejection.message.zh),
            );
            vec![id, words.get(lang).to_owned()]
        }
    }
}

fn laid_out(row: &[String], widths: &[usize]) -> String {
    // a rejected record has its error after its id, uncut
    let whole = row.len() == 2 && widths.len() > 2;
    let cells: Vec<String> = row
        .iter()
        .enumerate()
        .map(|(column, cell)| match widths.get(column) {
            Some(width) if !(whole && column == 1) => {
                fit(cell, Side::Left, *width, (*width).max(WIDEST))
            }
            _ => cell.clone(),
        })
        .collect();
    format!("{}\n", cells.join("  ").trim_end())
}
