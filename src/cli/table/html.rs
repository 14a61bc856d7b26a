//! The tables as one page that needs no other file.

use super::sheet::Sheet;
use super::text::{caution, cells, head, heading, no_rule, titled};
use crate::ruleset::Ruleset;
use crate::words::{Lang, Words};

const STYLE: &str = "\
body{font:16px/1.5 system-ui,\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;margin:2rem auto;max-width:90rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.2rem;margin-top:2.5rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;min-width:60%}
th,td{border:1px solid #b8b8b8;padding:.35rem .6rem;text-align:left;vertical-align:top}
thead th{background:#eef1f5;position:sticky;top:0}
tbody tr:nth-child(even){background:#f7f8fa}
tbody th{font-weight:600;white-space:nowrap}
td.value{background:#eaf4ea;font-weight:600}
small{color:#4a4a4a;display:block}
nav a{margin-right:1rem}
@media print{thead th{position:static}.scroll{overflow:visible}}
";

/// The page.
pub(super) fn page(ruleset: &Ruleset, sheets: &[Sheet], lang: Lang) -> String {
    let (code, title) = (
        if lang == Lang::Zh { "zh" } else { "en" },
        escaped(&heading(ruleset, lang)),
    );
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n<p><small>{}</small></p>\n",
        escaped(caution().get(lang)),
        escaped(ruleset.digest()),
    );
    if sheets.len() > 1 {
        let link = |(number, sheet): (usize, &Sheet)| {
            format!("<a href=\"#d{number}\">{}</a>", escaped(&sheet.title))
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
            table(&mut page, sheet, lang);
        }
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn table(page: &mut String, sheet: &Sheet, lang: Lang) {
    page.push_str("<div class=\"scroll\"><table>\n<thead><tr>");
    for cell in head(sheet, lang) {
        page.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&cell)));
    }
    page.push_str("</tr></thead>\n<tbody>\n");
    let value = 1 + sheet.headings.len();
    for row in &sheet.rows {
        page.push_str("<tr>");
        let cells = cells(sheet, row, lang);
        let last = cells.len() - 1;
        for (at, cell) in cells.iter().enumerate() {
            let cell = escaped(cell);
            page.push_str(&match at {
                0 => format!("<th scope=\"row\">{cell}</th>"),
                at if at == value => format!("<td class=\"value\">{cell}</td>"),
                at if at == last => format!(
                    "<td>{cell}{}</td>",
                    grounds(&row.because, &row.sources, lang)
                ),
                _ => format!("<td>{cell}</td>"),
            });
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div>\n");
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
