//! Where results go, and in which form.

use std::io::{self, BufWriter, Write};

use super::cells::Columns;
use super::compare::{Comparison, report};
use super::deciding::Decided;
use super::overview::{Overview, row};
use super::tally::Tally;
use super::{Classify, Format};
use crate::cli::affairs::Record;
use crate::cli::atomic::Atomic;
use crate::cli::failure::Failure;
use crate::cli::files::{name, unwritable};
use crate::cli::output::{say, stdout};
use crate::cli::spreadsheet;
use crate::report::json::Rejected;
use crate::versions::Versions;
use crate::words::Lang;

/// How verdicts are written; shared by the workers.
pub(super) enum Writing {
    Nothing,
    Lines(Lang),
    Cells(Columns, Lang),
    Rows(Versions, Lang),
}

/// What a worker has written.
#[derive(Default)]
pub(super) struct Written {
    bytes: Vec<u8>,
    rows: Vec<Vec<String>>,
}

impl Writing {
    pub(super) fn write(
        &self,
        written: &mut Written,
        record: &Record,
        decided: &Decided,
    ) -> Result<(), Failure> {
        match self {
            Self::Nothing => {}
            Self::Lines(lang) => {
                match &decided.verdict {
                    Ok(verdict) => serde_json::to_writer(&mut written.bytes, verdict),
                    Err(rejection) => {
                        let rejected = Rejected::new(
                            rejection,
                            decided.id.as_deref(),
                            Some(decided.line),
                            *lang,
                        );
                        serde_json::to_writer(&mut written.bytes, &rejected)
                    }
                }
                .map_err(|error| unwritten(&error))?;
                written.bytes.push(b'\n');
            }
            Self::Cells(columns, lang) => {
                written.bytes.extend(
                    columns
                        .line(record, decided, *lang)
                        .map_err(|error| unwritten(&error))?,
                );
            }
            Self::Rows(versions, lang) => written.rows.push(row(versions, decided, *lang)),
        }
        Ok(())
    }
}

fn unwritten(error: &impl std::fmt::Display) -> Failure {
    Failure::new(
        format!("a verdict cannot be written: {error}"),
        format!("无法写出判定结果（{error}）"),
    )
}

/// Takes what is written, in order.
pub(super) struct Results<'c> {
    arguments: &'c Classify,
    lang: Lang,
    writing: std::sync::Arc<Writing>,
    out: Out,
    overview: Option<Overview>,
    disagreements: Option<csv::Writer<Atomic>>,
}

enum Out {
    Standard(BufWriter<io::StdoutLock<'static>>),
    File(Atomic),
}

impl<'c> Results<'c> {
    /// Opens the outputs; nothing is written yet but what cannot go wrong any more.
    pub(super) fn new(
        arguments: &'c Classify,
        versions: &Versions,
        header: Option<&[String]>,
        lang: Lang,
    ) -> Result<Self, Failure> {
        let writing = match arguments.format {
            Format::Csv if !arguments.quiet => {
                Writing::Cells(Columns::new(versions, &arguments.id, header)?, lang)
            }
            Format::Jsonl if !arguments.quiet => Writing::Lines(lang),
            Format::Table if !arguments.quiet => Writing::Rows(versions.clone(), lang),
            Format::Csv | Format::Jsonl | Format::Table => Writing::Nothing,
        };
        let out = match &arguments.output {
            Some(path) => {
                Out::File(Atomic::create(path).map_err(|error| unwritable(path, &error))?)
            }
            None => Out::Standard(stdout()),
        };
        let overview = matches!(writing, Writing::Rows(..)).then(|| Overview::new(versions, lang));
        let disagreements = arguments
            .disagreements
            .as_ref()
            .map(|path| Atomic::create(path).map_err(|error| unwritable(path, &error)))
            .transpose()?
            .map(csv::Writer::from_writer);
        let mut results = Self {
            arguments,
            lang,
            writing: std::sync::Arc::new(writing),
            out,
            overview,
            disagreements,
        };
        if let Writing::Cells(columns, _) = &*results.writing {
            let header = columns.header().map_err(|error| unwritten(&error))?;
            results.write(&header)?;
        }
        if let Some(writer) = &mut results.disagreements {
            let header = ["line", "id", "recorded", "decided", "rules"];
            spreadsheet::row(writer, header).map_err(|error| unwritten(&error))?;
        }
        Ok(results)
    }

    /// The form, for the workers.
    pub(super) fn form(&self) -> std::sync::Arc<Writing> {
        std::sync::Arc::clone(&self.writing)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        match (&mut self.out, &self.arguments.output) {
            (Out::File(file), Some(path)) => file
                .write_all(bytes)
                .map_err(|error| unwritable(path, &error)),
            (Out::File(file), None) => file.write_all(bytes).map_err(Failure::from),
            (Out::Standard(out), _) => out.write_all(bytes).map_err(Failure::from),
        }
    }

    /// Takes what one chunk came to.
    pub(super) fn take(&mut self, written: Written, tally: &Tally) -> Result<(), Failure> {
        let mut bytes = written.bytes;
        if let Some(overview) = &mut self.overview {
            bytes.extend(
                written
                    .rows
                    .into_iter()
                    .flat_map(|row| overview.push(row).into_bytes()),
            );
        }
        self.write(&bytes)?;
        if let Some(writer) = &mut self.disagreements {
            for one in &tally.compared.disagreements {
                let line = one.line.to_string();
                let cells = [
                    &line,
                    one.id.as_deref().unwrap_or_default(),
                    &one.recorded,
                    &one.decided,
                    &one.rules,
                ];
                spreadsheet::row(writer, cells).map_err(|error| unwritten(&error))?;
            }
        }
        Ok(())
    }

    /// The counts, the comparison; then the files are put in their places.
    pub(super) fn finish(
        mut self,
        versions: &Versions,
        comparison: Option<&Comparison>,
        total: &Tally,
    ) -> Result<(), Failure> {
        if let Some(overview) = &mut self.overview {
            let waiting = overview.flush();
            self.write(waiting.as_bytes())?;
        }
        let is_table = self.arguments.format == Format::Table;
        if is_table && total.records > 0 {
            let blank = if self.overview.is_some() { "\n" } else { "" };
            let summary = format!("{blank}{}", total.summary(versions, self.lang));
            self.write(summary.as_bytes())?;
        }
        let file = self.arguments.disagreements.as_deref().map(name);
        let report = comparison.map(|comparison| {
            report(
                versions.latest(),
                comparison,
                total,
                file.as_deref(),
                self.lang,
            )
        });
        if let (Some(report), true) = (&report, is_table) {
            self.write(format!("\n{report}").as_bytes())?;
        }
        if let (Some(writer), Some(path)) = (self.disagreements, &self.arguments.disagreements) {
            let file = writer
                .into_inner()
                .map_err(|error| unwritable(path, &error.into_error()))?;
            file.finish().map_err(|error| unwritable(path, &error))?;
        }
        let aside = !is_table;
        let mut shared = match (self.out, &self.arguments.output) {
            (Out::File(file), Some(path)) => {
                file.finish().map_err(|error| unwritable(path, &error))?;
                stdout()
            }
            (Out::File(_), None) => stdout(),
            (Out::Standard(out), _) => out,
        };
        let to_stdout = self.arguments.quiet || self.arguments.output.is_some();
        match report {
            Some(report) if aside && to_stdout => shared.write_all(report.as_bytes())?,
            Some(report) if aside => {
                shared.flush()?;
                say(&report);
            }
            _ => {}
        }
        shared.flush()?;
        Ok(())
    }
}
