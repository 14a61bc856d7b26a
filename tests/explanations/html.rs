//! Explanations as pages: what they say, that they are well-formed, load nothing and run nothing, and
//! that whatever users wrote stays text.

use fenliu::report::html::pages;
use fenliu::{Explanation, Lang, Ruleset, Source};
use serde_json::json;

use super::shipped::SHIPPED;
use super::{SET, explanations, files, settings, stem};

/// A page without its style, an element a line.
fn laid_out(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").expect("a style");
    let (_, rest) = rest.split_once("</style>").expect("its end");
    format!("{head}<style>…</style>{rest}")
        .replace("><", ">\n<")
        .replace("</dd>\n</div>", "</dd></div>")
        .replace("<div>\n<dt>", "<div><dt>")
        .replace("</dt>\n<dd>", "</dt><dd>")
}

#[test]
fn pages_say_the_same() {
    for path in files().iter().filter(|path| SET.contains(&stem(path))) {
        for (lang, ending) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let page = laid_out(&pages(&explanations(path), lang));
            let name = format!("{}.html.{ending}", stem(path));
            settings().bind(|| insta::assert_snapshot!(name, page));
        }
    }
}

/// Attributes that lead nowhere.
const PLAIN: [&str; 8] = [
    "lang=",
    "class=",
    "scope=",
    "charset=",
    "name=",
    "content=",
    "http-equiv=",
    "data-label=",
];
/// Elements that have no end.
const VOID: [&str; 2] = ["meta", "br"];

/// Checks a page: every element is closed in its turn, headings do not skip a level, heads of tables
/// have a scope, ids are unique and links lead to them, and nothing is loaded or run.
fn check(page: &str) {
    let (mut open, mut level, mut ids, mut links) = (Vec::new(), 0, Vec::new(), Vec::new());
    let body = page.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{page}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(!["script", "img", "link", "iframe", "form", "base"].contains(&name));
        if !VOID.contains(&name) {
            open.push(name);
        }
        let heading = name
            .strip_prefix('h')
            .and_then(|deep| deep.parse::<u32>().ok());
        if let Some(deep) = heading {
            assert!(deep <= level + 1, "h{level} then h{deep} in {page}");
            level = deep;
        }
        assert!(name != "th" || attributes.contains("scope="), "{tag}");
        // what stands between quotes has no quotes: the others are escaped
        let parts: Vec<&str> = attributes.split('"').collect();
        for pair in parts.chunks_exact(2) {
            match (pair[0].trim(), pair[1]) {
                ("id=", id) => ids.push(id),
                ("href=", link) => links.push(link.strip_prefix('#').expect("a link in the page")),
                (name, _) if PLAIN.contains(&name) => {}
                (other, _) => assert_eq!(other, "open id=", "{tag}"),
            }
        }
    }
    assert_eq!(open, [""; 0]);
    assert!(links.iter().all(|link| ids.contains(link)));
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let policy =
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
    assert!(page.contains(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">"
    )));
    for part in ["url(", "@import", "src="] {
        assert!(!page.contains(part), "{part}");
    }
}

#[test]
fn pages_of_every_shipped_affair_are_well_formed() {
    for shipped in SHIPPED.iter() {
        for lang in [Lang::En, Lang::Zh] {
            check(&shipped.explanation.to_html(lang));
        }
    }
    let all: Vec<Explanation> = files().iter().flat_map(|path| explanations(path)).collect();
    for lang in [Lang::En, Lang::Zh] {
        let page = pages(&all, lang);
        check(&page);
        assert!(page.contains("<nav>"));
        assert!(page.contains(match lang {
            Lang::En => "<html lang=\"en\">",
            Lang::Zh => "<html lang=\"zh-Hans\">",
        }));
    }
}

#[test]
fn what_users_wrote_stays_text() {
    let written = "<script>alert(1)</script> & <b title='x'>`";
    let rules = format!(
        "ruleset evil.rules\n  title \"T {written}\" authority \"A {written}\"\n\
         kind body {{ office \"B {written}\" }}\n\
         facts {{ f : yes/no \"F {written}\" as \"S {written}\" established by office\n t : text \"X {written}\" }}\n\
         decision d : yes/no \"D {written}\" determined by office otherwise no\n\
         rule R.1 \"R {written}\" when f then d is yes because \"W {written}\" source \"C {written}\"\n"
    );
    let ruleset = Ruleset::compile([Source::new("evil.fenliu", rules)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    // rules refuse what turns the direction of writing, records may hold it
    let told = format!("\"{written} \u{202e}live\u{2066}\n\u{7}");
    let affair = ruleset
        .affair(&json!({"id": told, "f": true, "t": told}))
        .expect("an affair");
    let explanation = ruleset.explain(&affair);
    for lang in [Lang::En, Lang::Zh] {
        let page = explanation.to_html(lang);
        check(&page);
        assert!(!page.contains("<script") && !page.contains("<b "));
        for start in ["T", "A", "B", "S", "X", "D", "R", "W", "C"] {
            let text =
                format!("{start} &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b title='x'&gt;");
            assert!(page.contains(&text), "{start}\n{page}");
        }
        for text in [
            page,
            explanation.to_text(lang),
            explanation.to_markdown(lang),
        ] {
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{7}']), "{text}");
            assert!(text.contains("\u{fffd}live\u{fffd}"), "{text}");
        }
    }
}
