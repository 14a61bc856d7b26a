//! Diagnostics drawn for people: the one file that knows miette.
//!
//! miette counts columns in bytes, shows only one text a report, and never cuts a long line. So each
//! diagnostic is drawn from [`Excerpt`]s made for it: the lines around places near each other, tabs and
//! controls made visible, long lines cut, with every place mapped into them.

mod excerpt;

use std::fmt;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles,
};

use self::excerpt::Excerpt;
use crate::diagnostic::{Diagnostic, Diagnostics, Note, Severity};
use crate::report::findings::Told;
use crate::report::visible::seen;
use crate::source::{Sources, Span};
use crate::words::{Lang, Words};

/// Columns that sentences are wrapped at, whatever the terminal: the same input, the same bytes.
const WIDTH: usize = 96;
/// Lines between two places that are still shown together.
const NEAR: usize = 3;
/// Problems that are drawn before the others are only counted.
const DRAWN: usize = 100;

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The language of messages.
    pub lang: Lang,
    /// Whether colours may be used.
    pub colour: bool,
    /// Whether lines may be drawn with characters beyond ASCII.
    pub unicode: bool,
}

/// Every problem with its places, and a line that counts them; nothing if there is none.
pub fn draw_all(problems: &Diagnostics, style: Style) -> String {
    let sources = problems.sources();
    let drawn = problems
        .iter()
        .take(DRAWN)
        .map(|problem| draw(sources, problem, style));
    paged(
        drawn.collect(),
        problems.len(),
        count(sources, problems.iter()),
        style,
    )
}

/// The same of findings: with where each holds, and the example that shows it.
pub fn draw_told(sources: &Sources, told: &[&Told], style: Style) -> String {
    let drawn = told.iter().take(DRAWN).map(|told| {
        let details: Vec<&str> = told
            .details
            .iter()
            .map(|words| words.get(style.lang))
            .collect();
        let mut text = draw_with(sources, &told.diagnostic, &details, style);
        if let Some(example) = &told.example {
            let shows = Words::new("an example that shows it:", "能说明它的案例：");
            let shows = format!("\n  {}\n", shows.get(style.lang));
            let example = legible(example.get(style.lang));
            let lines = example.lines().map(|line| format!("    {line}"));
            let lines: Vec<String> = std::iter::once(shows).chain(lines).collect();
            text.push_str(&lines.join("\n"));
            text.push('\n');
        }
        text
    });
    let problems = told.iter().map(|told| &told.diagnostic);
    paged(drawn.collect(), told.len(), count(sources, problems), style)
}

/// Problems under each other, how many more there are, and the line that counts them.
fn paged(mut drawn: Vec<String>, all: usize, count: Words, style: Style) -> String {
    if let Some(more) = all.checked_sub(DRAWN).filter(|&more| more > 0) {
        let words = Words::new(
            format!("… and {more} more\n"),
            format!("……另有 {more} 处\n"),
        );
        drawn.push(words.get(style.lang).to_owned());
    }
    if all > 0 {
        drawn.push(format!("{}\n", count.get(style.lang)));
    }
    drawn.join("\n")
}

/// `2 errors and 1 warning in rules.fenliu`.
pub fn count<'d>(
    sources: &Sources,
    problems: impl Iterator<Item = &'d Diagnostic> + Clone,
) -> Words {
    let many = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        _ => format!("{number} {one}s"),
    };
    let sorts = [
        (Severity::Error, "error", "处错误"),
        (Severity::Warning, "warning", "处警告"),
        (Severity::Note, "note", "条提示"),
    ];
    let counted: Vec<(String, String)> = sorts
        .into_iter()
        .filter_map(|(severity, en, zh)| {
            let of = problems.clone().filter(|it| it.severity == severity);
            let number = of.count();
            (number > 0).then(|| (many(number, en), format!("{number} {zh}")))
        })
        .collect();
    let en: Vec<&str> = counted.iter().map(|(en, _)| en.as_str()).collect();
    let zh: Vec<&str> = counted.iter().map(|(_, zh)| zh.as_str()).collect();
    let en = match en.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        all => all.concat(),
    };
    let zh = zh.join("、");
    let mut files: Vec<&str> = problems
        .filter_map(|problem| Some(sources.find(problem.span()?)?.0.name.as_str()))
        .collect();
    files.sort_unstable();
    files.dedup();
    match files.as_slice() {
        [] => Words::new(en, zh),
        [file] => Words::new(format!("{en} in {file}"), format!("{file}：{zh}")),
        files => Words::new(
            format!("{en} in {} files", files.len()),
            format!("{} 个文件：{zh}", files.len()),
        ),
    }
}

/// One problem: its code, its sentence, every place it is about, the next step. The primary place
/// comes first, then those far from it or in other files.
pub fn draw(sources: &Sources, problem: &Diagnostic, style: Style) -> String {
    draw_with(sources, problem, &[], style)
}

/// The same, with lines of details before the next step.
fn draw_with(sources: &Sources, problem: &Diagnostic, details: &[&str], style: Style) -> String {
    let handler = GraphicalReportHandler::new_themed(theme(style)).with_width(WIDTH);
    let mut reports = vec![Report::of(problem, style.lang)];
    for (number, notes) in together(sources, &problem.notes).into_iter().enumerate() {
        let spans: Vec<Span> = notes.iter().map(|note| note.span).collect();
        let Some((excerpt, spans)) = Excerpt::new(sources, &spans) else {
            continue;
        };
        if number > 0 {
            reports.push(Report::elsewhere(style.lang));
        }
        let labels = notes
            .iter()
            .zip(spans)
            .enumerate()
            .map(|(at, (note, span))| {
                let text = Some(legible(note.text.get(style.lang))).filter(|text| !text.is_empty());
                match at {
                    0 => LabeledSpan::new_primary_with_span(text, span),
                    _ => LabeledSpan::new_with_span(text, span),
                }
            });
        if let Some(report) = reports.last_mut() {
            report.labels = labels.collect();
            report.excerpt = Some(excerpt);
        }
    }
    let last = reports.len() - 1;
    let mut drawn = String::new();
    for (number, report) in reports.iter().enumerate() {
        let mut lines: Vec<String> = details.iter().map(|line| legible(line)).collect();
        lines.extend(
            problem
                .help
                .iter()
                .map(|help| held_together(&footer(help, style.lang))),
        );
        let handler = if number == last && !lines.is_empty() {
            handler.clone().with_footer(lines.join("\n"))
        } else {
            handler.clone()
        };
        // writing into a String cannot fail, and what cannot be drawn is still said in one line
        if handler.render_report(&mut drawn, report).is_err() {
            drawn.push_str(&report.message);
            drawn.push('\n');
        }
    }
    drawn.replace(JOINER, "")
}

/// What in a wrapped line keeps two characters together.
const JOINER: char = '\u{2060}';

/// A sentence in which words in backticks are not broken, so that what is copied from there is read as
/// it was. Between the words lines break as ever.
fn held_together(sentence: &str) -> String {
    let (mut text, mut is_code, mut last) = (String::with_capacity(sentence.len()), false, ' ');
    for c in sentence.chars() {
        if is_code && !c.is_whitespace() && !last.is_whitespace() {
            text.push(JOINER);
        }
        is_code ^= c == '`';
        text.push(c);
        last = c;
    }
    text
}

/// Notes that are shown in one excerpt, being near each other in one text: first the group of the
/// first note, itself first; the others in the order of their notes.
fn together<'a>(sources: &Sources, notes: &'a [Note]) -> Vec<Vec<&'a Note>> {
    let mut groups: Vec<(u32, usize, usize, Vec<&Note>)> = Vec::new();
    for note in notes {
        let Some((_, base)) = sources.find(note.span) else {
            continue;
        };
        let line = sources
            .locate(note.span)
            .map_or(1, |(_, start, _)| start.line);
        let near = groups
            .iter_mut()
            .find(|group| group.0 == base && group.1 <= line + NEAR && line <= group.2 + NEAR);
        match near {
            Some((_, first, last, notes)) => {
                (*first, *last) = (line.min(*first), line.max(*last));
                notes.push(note);
            }
            None => groups.push((base, line, line, vec![note])),
        }
    }
    groups.into_iter().map(|group| group.3).collect()
}

fn footer(help: &Words, lang: Lang) -> String {
    let help = legible(help.get(lang));
    match lang {
        Lang::En => format!("help: {help}"),
        Lang::Zh => format!("建议：{help}"),
    }
}

fn theme(style: Style) -> GraphicalTheme {
    GraphicalTheme {
        characters: if style.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if style.colour {
            ThemeStyles::ansi()
        } else {
            ThemeStyles::none()
        },
    }
}

/// Words of a message without controls that would change the terminal.
fn legible(text: &str) -> String {
    text.chars()
        .map(|c| if c == '\n' { c } else { seen(c) })
        .collect()
}

/// What miette draws: one text with its marks.
#[derive(Debug)]
struct Report {
    header: Option<String>,
    severity: miette::Severity,
    message: String,
    labels: Vec<LabeledSpan>,
    excerpt: Option<Excerpt>,
}

impl Report {
    fn of(problem: &Diagnostic, lang: Lang) -> Self {
        let (severity, word) = match problem.severity {
            Severity::Error => (miette::Severity::Error, Words::new("error", "错误")),
            Severity::Warning => (miette::Severity::Warning, Words::new("warning", "警告")),
            Severity::Note => (miette::Severity::Advice, Words::new("note", "提示")),
        };
        Self {
            header: Some(format!("{}[{}]", word.get(lang), problem.code)),
            severity,
            message: legible(problem.message.get(lang)),
            labels: Vec::new(),
            excerpt: None,
        }
    }

    fn elsewhere(lang: Lang) -> Self {
        Self {
            header: None,
            severity: miette::Severity::Advice,
            message: Words::new("see also", "另见").get(lang).to_owned(),
            labels: Vec::new(),
            excerpt: None,
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.header
            .as_ref()
            .map(|header| Box::new(header) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt
            .as_ref()
            .map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests;
