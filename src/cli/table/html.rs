//! The tables as one page that needs no other file: on a screen, on a phone, where each row is a card,
//! and on paper, where the headings of a table stand on each sheet.

use super::notes::{lines, mark};
use super::sheet::{Row, Sheet};
use super::text::{caution, cells, head, heading, no_rule, titled};
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn page(ruleset: &Ruleset, sheets: &[Sheet], lang: Lang) -> String {
    let (code, title) = (
        if lang == Lang::Zh { "zh" } else { "en" },
        escaped(&heading(ruleset, lang)),
    );
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n<small>{}</small>\n",
        escaped(caution().get(lang)),
        escaped(ruleset.digest()),
    );
    if sheets.len() > 1 {
        let link = |(number, sheet): (usize, &Sheet)| {
            let found = sheet.notes().len();
            let count = if found > 0 {
                format!(" (! {found})")
            } else {
                String::new()
            };
            format!(
                "<a href=\"#d{number}\">{}{count}</a>",
                escaped(&sheet.title)
            )
        };
        let links: Vec<String> = sheets.iter().enumerate().map(link).collect();
        page.push_str(&format!("<nav>{}</nav>\n", links.join("\n")));
    }
    for (number, sheet) in sheets.iter().enumerate() {
        page.push_str(&format!(
            "<section id=\"d{number}\">\n<h2>{}</h2>\n",
            escaped(&titled(sheet))
        ));
        for remark in &sheet.remarks {
            page.push_str(&format!("<p>{}</p>\n", escaped(remark.get(lang))));
        }
        if sheet.rows.is_empty() {
            page.push_str(&format!("<p>{}</p>\n", no_rule().get(lang)));
        } else {
            table(&mut page, sheet, number, lang);
        }
        found(&mut page, sheet, number, lang);
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// A table; `of` is the number of its decision, for anchors.
fn table(page: &mut String, sheet: &Sheet, of: usize, lang: Lang) {
    page.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    let head = head(sheet, lang);
    for cell in &head {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escaped(cell)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    for (number, row) in sheet.rows.iter().enumerate() {
        let marked = if row.marks.is_empty() {
            ""
        } else {
            " class=\"marked\""
        };
        page.push_str(&format!("<tr id=\"d{of}-r{number}\"{marked}>"));
        self::row(page, sheet, (of, row), &head, lang);
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div>\n");
}

fn row(page: &mut String, sheet: &Sheet, (of, row): (usize, &Row), head: &[String], lang: Lang) {
    let found = sheet.has_marks().then_some(1);
    let value = 1 + usize::from(sheet.has_marks()) + sheet.headings.len();
    for (at, cell) in cells(sheet, row, lang).iter().enumerate() {
        if at == 0 {
            page.push_str(&format!("<th scope=\"row\">{}</th>", escaped(cell)));
            continue;
        }
        let words = match at {
            at if Some(at) == found => links(sheet, of, row, lang),
            at if at + 1 == head.len() => {
                escaped(cell) + &grounds(&row.because, &row.sources, lang)
            }
            _ => escaped(cell),
        };
        let class = match at {
            _ if words.is_empty() => " class=\"any\"",
            at if Some(at) == found => " class=\"found\"",
            at if at == value => " class=\"value\"",
            _ => "",
        };
        let label = escaped(&head[at]);
        page.push_str(&format!("<td{class} data-label=\"{label}\">{words}</td>"));
    }
}

/// The marks of a row, each leading to its note.
fn links(sheet: &Sheet, of: usize, row: &Row, lang: Lang) -> String {
    let link = |at: &usize| {
        let words = escaped(&mark(sheet.notes(), *at, lang));
        format!("<a href=\"#d{of}-f{at}\">{words}</a>")
    };
    let links: Vec<String> = row.marks.iter().map(link).collect();
    links.join("<br>")
}

/// What was found, under its table, each note leading back to the rows it is about.
fn found(page: &mut String, sheet: &Sheet, of: usize, lang: Lang) {
    let notes = sheet.notes();
    if !notes.is_empty() {
        let head = Words::new("Found", "发现");
        page.push_str(&format!(
            "<h3>{}</h3>\n<ul class=\"notes\">\n",
            head.get(lang)
        ));
    }
    for (at, note) in notes.iter().enumerate() {
        let colon = if lang == Lang::Zh { "：" } else { ": " };
        let rows: Vec<String> = note
            .rules
            .iter()
            .filter_map(|rule| {
                let number = sheet.rows.iter().position(|row| row.id == *rule)?;
                let id = escaped(&sheet.rows[number].rule);
                Some(format!("<a href=\"#d{of}-r{number}\">{id}</a>"))
            })
            .collect();
        let back = match (rows.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::En) => format!(" ({})", rows.join(", ")),
            (false, Lang::Zh) => format!("（{}）", rows.join("、")),
        };
        page.push_str(&format!(
            "<li id=\"d{of}-f{at}\"><strong>{}</strong>{colon}{}{back}",
            escaped(&mark(notes, at, lang)),
            escaped(&note.sentence)
        ));
        let lines: Vec<String> = lines(note, lang)
            .iter()
            .map(|line| format!("<li>{}</li>", escaped(line)))
            .collect();
        if !lines.is_empty() {
            page.push_str(&format!("\n<ul>{}</ul>", lines.join("\n")));
        }
        page.push_str("</li>\n");
    }
    if !notes.is_empty() {
        page.push_str("</ul>\n");
    }
    for answer in sheet.answers() {
        page.push_str(&format!("<p>{}</p>\n", escaped(answer.get(lang))));
    }
}

/// Why, and where it is written.
fn grounds(because: &str, sources: &str, lang: Lang) -> String {
    let mut lines = String::new();
    for (label, text) in [
        (Words::new("because", "因"), because),
        (Words::new("source", "依据"), sources),
    ] {
        if !text.is_empty() {
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            lines.push_str(&format!(
                "<small>{}{colon}{}</small>",
                label.get(lang),
                escaped(text)
            ));
        }
    }
    lines
}

/// A text that HTML shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' => escaped.push_str("<br>"),
            c if c.is_control() => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn nothing_written_becomes_markup() {
        assert_eq!(
            super::escaped("<b title='x'>\"&\u{7}"),
            "&lt;b title=&#39;x&#39;&gt;&quot;&amp;\u{fffd}"
        );
    }
}
