//! Texts to models, for the tests of this folder.

use super::resolve;
use crate::diagnostic::Diagnostic;
use crate::model::{Csv, CsvFiles, Model, Unit};
use crate::source::{Source, Sources, Span};
use crate::syntax::parse::parse;
use crate::syntax::tree::{Declaration, KindValues, Spanned, TableBody};

/// Texts, highest ruleset first, and CSV files by the path that rules write.
pub(super) fn levels(
    texts: &[&str],
    files: &[(&str, &str)],
) -> (Option<Model>, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let mut units = Vec::new();
    for (level, text) in (0..).zip(texts) {
        let base = sources
            .add(Source::new(format!("{level}.fenliu"), *text))
            .unwrap();
        let (tree, problems) = parse(text, base, false);
        assert_eq!(problems, [], "the parser finds nothing wrong");
        units.push(Unit { tree, level });
    }
    let mut csv = CsvFiles::new();
    for declaration in units.iter().flat_map(|unit| &unit.tree.declarations) {
        let path = match declaration {
            Declaration::Kind(kind) => match &kind.values {
                KindValues::FromCsv { path, .. } => path,
                KindValues::Listed(_) => continue,
            },
            Declaration::Table(table) => match &table.body {
                TableBody::FromCsv(path) => path,
                TableBody::Rows { .. } => continue,
            },
            _ => continue,
        };
        if let Some((name, text)) = files.iter().find(|(name, _)| *name == path.node) {
            let base = sources.add(Source::new(*name, *text)).unwrap();
            csv.insert(path.span.start, read(text, base));
        }
    }
    let (model, found) = resolve(&units, &csv);
    (model, found, sources)
}

/// A simple CSV file: quotes only around whole cells.
pub(super) fn read(text: &str, base: u32) -> Csv {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Spanned<String>>> = Vec::new();
    let mut at = 0;
    for record in reader.records() {
        let record = record.unwrap();
        let cells = record.iter().map(|cell| {
            let start = text[at..].find(cell).map_or(at, |found| at + found);
            at = start + cell.len();
            let place = |byte: usize| base + u32::try_from(byte).unwrap();
            Spanned {
                node: cell.to_owned(),
                span: Span::new(place(start), place(at)),
            }
        });
        rows.push(cells.collect());
    }
    let mut rows = rows.into_iter();
    Csv {
        header: rows.next().unwrap_or_default(),
        rows: rows.collect(),
    }
}

/// The model of a text that has nothing wrong.
pub(super) fn model(text: &str) -> Model {
    let (model, found, sources) = levels(&[text], &[]);
    assert_eq!(lines(&found, &sources), Vec::<String>::new());
    model.unwrap()
}

/// What is wrong with a text, as `CODE words at the place: message`.
pub(super) fn problems(text: &str) -> Vec<String> {
    let (model, found, sources) = levels(&[text], &[]);
    assert!(model.is_none(), "nothing is wrong");
    lines(&found, &sources)
}

/// Each problem as a line.
pub(super) fn lines(found: &[Diagnostic], sources: &Sources) -> Vec<String> {
    found
        .iter()
        .map(|problem| {
            let place = problem
                .span()
                .map(|span| sources.text(span).to_owned())
                .unwrap_or_default();
            format!("{} {place}: {}", problem.code, problem.message.en)
        })
        .collect()
}

/// A small ruleset to add to.
pub(super) const BASE: &str = "ruleset test
  effective from 2024-01-01
  source list \"The list\"
kind tier ordered { family, common, official }
kind matter { service { water, power } parking zh \"停车\" }
kind body { street, town }
facts {
  matter : matter recognised from words
  households : integer 1..10000
  cost : decimal 0..1000000 in CNY
  planning : yes/no established by street
  parties : set of body
  opened : date
  wait : duration 0 days..365 days
  words : text
}
decision tier : tier determined by town
decision lead : body
decision assist : collect body
decision within : collect min duration
decision fee : collect sum decimal in CNY
";

/// What is wrong with something added to [`BASE`].
pub(super) fn added(text: &str) -> Vec<String> {
    problems(&format!("{BASE}{text}\n"))
}
