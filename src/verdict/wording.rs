//! A text for a box: one that is, or mentions, what the box says, and mentions nothing that it must not.

use crate::model::text::Folded;
use crate::model::{Datum, FactId};
use crate::table::column::{Scale, index};
use crate::table::{ClassSet, Column, ColumnKey, DecisionTable, FactKey};

/// What stands between the words of a text made up: no word of any rule.
const MARKS: [&str; 3] = [" / ", " · ", "\n"];

/// A text for a box, made from another where there is one and that will do. Where the words that it
/// must mention cannot stand side by side, the text is no better than the first try: decide with it.
pub fn wording(
    table: &DecisionTable,
    cells: &[ClassSet],
    fact: FactId,
    from: Option<&str>,
) -> String {
    let columns: Vec<(&Column, &ClassSet)> = table
        .fact_columns
        .get(&FactKey::Fact(fact))
        .into_iter()
        .flatten()
        .map(|&at| (&table.columns[at as usize], &cells[at as usize]))
        .collect();
    let mut words: Vec<Folded> = Vec::new();
    for (column, cell) in &columns {
        match (&column.key, &column.scale) {
            (ColumnKey::Mentions(_, pattern), _) if cell.single() == Some(1) => {
                words.push(Folded::new(pattern));
            }
            (_, Scale::Texts(texts)) if !cell.contains(index(texts.len())) => {
                let first = cell.first().unwrap_or(0) as usize;
                return texts.get(first).cloned().unwrap_or_default();
            }
            _ => {}
        }
    }
    // what another word brings along need not be said again
    let said: Vec<&str> = (0..words.len())
        .filter(|&p| {
            !(0..words.len()).any(|q| {
                q != p && words[q].mentions(&words[p]) && (q < p || !words[p].mentions(&words[q]))
            })
        })
        .map(|p| words[p].as_str())
        .collect();
    let fits = |text: &String| {
        let folded = Folded::new(text);
        columns.iter().all(|(column, cell)| {
            cell.contains(match &column.key {
                ColumnKey::Mentions(_, pattern) => {
                    u32::from(folded.mentions(&Folded::new(pattern)))
                }
                _ => column.class(&Datum::Text(text.clone())),
            })
        })
    };
    let joined = |mark: &str| match said.as_slice() {
        [] => "—".to_owned(),
        words => words.join(mark),
    };
    let added = from.into_iter().flat_map(|from| {
        let folded = Folded::new(from);
        let missing: Vec<&str> = said
            .iter()
            .copied()
            .filter(|word| !folded.mentions(&Folded::new(word)))
            .collect();
        MARKS.map(|mark| [&[from], missing.as_slice()].concat().join(mark))
    });
    added
        .chain(MARKS.iter().map(|mark| joined(mark)))
        // a text may happen to be one that a rule looks for exactly
        .chain(MARKS.iter().map(|mark| format!("{}{mark}—", joined(mark))))
        .find(fits)
        .unwrap_or_else(|| joined(MARKS[0]))
}
