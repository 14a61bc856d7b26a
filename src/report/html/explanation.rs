//! An explanation as part of a page: what was decided at a glance, on which facts, then each decision
//! with its reasons, whom to turn to, and how to check it.

use maud::{Markup, html};

use super::frame;
use crate::explanation::Explanation;
use crate::report::page::{Block, Line, Page, Section, Space, page};
use crate::report::phrases::Phrases;
use crate::words::Lang;

/// Decisions of an affair that an index tells.
const INDEXED: usize = 3;
const STYLE: &str = include_str!("explanation.css");

/// One page of explanations; of several, an index before them.
pub(super) fn pages(explanations: &[Explanation], lang: Lang) -> String {
    let each: Vec<(Page, Phrases)> = explanations
        .iter()
        .map(|explanation| {
            let phrases = Phrases {
                lang,
                terms: &explanation.terms,
            };
            (page(explanation, lang, Space::Ample), phrases)
        })
        .collect();
    match each.as_slice() {
        [(page, phrases)] => {
            let body = affair(page, *phrases, 0, 1);
            frame(
                lang,
                &phrases.heading(&page.title, &page.which),
                STYLE,
                &body,
            )
        }
        each => {
            let title = match lang {
                Lang::En => "Explanations",
                Lang::Zh => "决定说明",
            };
            let body = html! {
                h1 { (title) }
                (index(each, lang))
                @for (number, (page, phrases)) in each.iter().enumerate() {
                    (affair(page, *phrases, number, 2))
                }
            };
            frame(lang, title, STYLE, &body)
        }
    }
}

/// The affairs of a page, each with what was decided.
fn index(each: &[(Page, Phrases)], lang: Lang) -> Markup {
    let [head, decided] = match lang {
        Lang::En => ["Affair", "What was decided"],
        Lang::Zh => ["事项", "结论"],
    };
    html! {
        nav {
            table {
                thead { tr { th scope="col" { (head) } th scope="col" { (decided) } } }
                tbody {
                    @for (number, (page, phrases)) in each.iter().enumerate() {
                        tr {
                            th scope="row" { a href={ "#a" (number) } { (page.short) } }
                            td {
                                @for section in page.sections.iter().filter(|it| !it.quiet).take(INDEXED) {
                                    div { (phrases.colon(&section.name)) (section.result) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A heading as deep as it stands.
fn heading(depth: usize, words: &str) -> Markup {
    html! {
        @match depth {
            1 => h1 { (words) },
            2 => h2 { (words) },
            3 => h3 { (words) },
            _ => h4 { (words) },
        }
    }
}

fn affair(page: &Page, phrases: Phrases, number: usize, depth: usize) -> Markup {
    html! {
        article id={ "a" (number) } {
            header {
                @if !page.authority.is_empty() { p.authority { (page.authority) } }
                (heading(depth, &page.title))
                @if !page.which.is_empty() { p { (page.which) } }
            }
            @if page.sections.len() > 1 { (overview(page, phrases, number, depth + 1)) }
            section.facts {
                (heading(depth + 1, &phrases.facts_heading()))
                ul { @for fact in &page.given { li { (fact) } } }
                @if page.given.is_empty() { p { (phrases.given_facts(&[])) } }
            }
            @for (at, decision) in page.sections.iter().enumerate() {
                (self::section(decision, phrases, &format!("a{number}-{at}"), depth + 1))
            }
            section.notice {
                (heading(depth + 1, &phrases.objection_label()))
                ul { @for item in &page.objection { li { (phrases.ended(item)) } } }
            }
            footer {
                (heading(depth + 1, &phrases.about_label()))
                dl { @for line in &page.about { (self::line(line)) } }
            }
        }
    }
}

/// Every decision in a line.
fn overview(page: &Page, phrases: Phrases, number: usize, depth: usize) -> Markup {
    let [decision, result, by] = phrases.overview_heads();
    html! {
        section {
            (heading(depth, &phrases.decided_heading()))
            table {
                thead { tr {
                    th scope="col" { (decision) } th scope="col" { (result) } th scope="col" { (by) }
                } }
                tbody {
                    @for (at, section) in page.sections.iter().enumerate() {
                        tr {
                            th scope="row" { a href={ "#a" (number) "-" (at) } { (section.name) } }
                            td { (section.result) }
                            td { (section.by) }
                        }
                    }
                }
            }
        }
    }
}

/// One decision. Lines stand in lists of labels and texts, which a head interrupts.
fn section(section: &Section, phrases: Phrases, id: &str, depth: usize) -> Markup {
    let mut groups: Vec<(Option<&str>, Vec<&Block>)> = vec![(None, Vec::new())];
    for block in &section.blocks {
        let below = matches!(block, Block::Line(Line { below: true, .. }));
        match block {
            Block::Head(head) => groups.push((Some(head), Vec::new())),
            _ => {
                if !below && groups.last().is_some_and(|(head, _)| head.is_some()) {
                    groups.push((None, Vec::new()));
                }
                if let Some((_, blocks)) = groups.last_mut() {
                    blocks.push(block);
                }
            }
        }
    }
    html! {
        section.decision id=(id) {
            details open {
                summary {
                    (heading(depth, &format!("{}{}", phrases.colon(&section.name), section.result)))
                }
                p.answer { (section.answer) }
                @for (head, blocks) in &groups {
                    @if let Some(head) = head { (heading(depth + 1, head)) }
                    @if !blocks.is_empty() { (self::blocks(blocks, phrases)) }
                }
            }
        }
    }
}

/// Labels and texts; tables of rules fold, and stand between.
fn blocks(blocks: &[&Block], phrases: Phrases) -> Markup {
    html! {
        @for part in blocks.chunk_by(|a, b| is_rules(a) == is_rules(b)) {
            @if part.iter().any(|block| is_rules(block)) {
                @for block in part { (rules(block, phrases)) }
            } @else {
                dl { @for block in part { (listed(block)) } }
            }
        }
    }
}

fn is_rules(block: &Block) -> bool {
    matches!(block, Block::Rules { .. })
}

fn line(line: &Line) -> Markup {
    html! { div { dt { (line.label) } dd { (coded(&line.text)) } } }
}

/// A text in which what stands in backticks is code.
fn coded(text: &str) -> Markup {
    let is_paired = text.matches('`').count().is_multiple_of(2);
    html! {
        @if is_paired {
            @for (number, part) in text.split('`').enumerate() {
                @if number % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (text) }
    }
}

fn listed(block: &Block) -> Markup {
    match block {
        Block::Line(line) => self::line(line),
        Block::List(label, items) => html! {
            div { dt { (label) } dd {
                @match items.as_slice() {
                    [item] => (item),
                    items => ul { @for item in items { li { (item) } } }
                }
            } }
        },
        // not within a section, or set elsewhere
        _ => html! {},
    }
}

/// Rules that are not met, folded: many readers pass over them.
fn rules(block: &Block, phrases: Phrases) -> Markup {
    let Block::Rules {
        label,
        heads,
        rows,
        summed,
    } = block
    else {
        return html! {};
    };
    html! {
        details.rules {
            summary { (phrases.other_rules(label)) }
            @if !rows.is_empty() {
                table {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for [rule, concludes, why] in rows {
                        tr { th scope="row" { (rule) } td { (concludes) } td { (why) } }
                    } }
                }
            }
            @if !summed.is_empty() { ul { @for line in summed { li { (line) } } } }
        }
    }
}
