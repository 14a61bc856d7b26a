//! Entries as people read them. In: a record. Out: a line, or a page.

use serde::Deserialize;
use serde_json::Value as Json;

use crate::cli::grid::{Side, fit, width};
use crate::ledger::entry::{BECAUSE, EVENT, FACTS, ID, STANDING, TAKEN, VERDICT};
use crate::ledger::field::Field;
use crate::ledger::{Kind, Record};
use crate::report::fields::Fields;
use crate::report::visible::visible;
use crate::words::{Lang, Words};

/// The most columns that an entry has in one line, after its number and kind.
const WIDEST: usize = 100;

/// An entry in one line.
pub(super) fn line(record: &Record, lang: Lang) -> String {
    let kind = kind(record.head.kind);
    let about = match record.head.kind {
        Kind::Rules => record.text("name").unwrap_or_default(),
        Kind::Redaction => taken_from(record).get(lang).to_owned(),
        Kind::Decision | Kind::Standing => {
            let id = record.text(ID).unwrap_or_else(|| "-".to_owned());
            let outcomes = outcomes(record);
            let said: Vec<String> = outcomes
                .iter()
                .map(|(name, outcome)| format!("{name}: {}", said(outcome, lang)))
                .collect();
            let day = match parsed(record, EVENT)["on"].as_str() {
                Some(day) => format!("  {day}"),
                None => String::new(),
            };
            format!(
                "{id}{day}  {}",
                said.join(if lang == Lang::Zh { "；" } else { "; " })
            )
        }
    };
    let about = fit(about.trim_end(), Side::Left, 0, WIDEST);
    format!("{:>6}  {}  {about}\n", record.entry, kind.get(lang))
}

/// An entry with everything that is in it.
pub(super) fn page(record: &Record, lang: Lang) -> String {
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    let mut page = match lang {
        Lang::En => format!("entry {}: {}\n", record.entry, kind(record.head.kind).en),
        Lang::Zh => format!(
            "第 {} 号条目：{}\n",
            record.entry,
            kind(record.head.kind).zh
        ),
    };
    let mut rows: Vec<(String, String)> = Vec::new();
    for field in &record.fields {
        let name = match &*field.name {
            ID if record.head.kind == Kind::Standing => word("case", "案件"),
            ID => word("affair", "事项编号"),
            VERDICT => continue,
            STANDING if field.value.is_some() => continue,
            EVENT if field.value.is_some() => {
                rows.extend(events(&parsed(record, EVENT), lang));
                continue;
            }
            "name" => word("ruleset", "规则集"),
            EVENT => word("event", "事件"),
            STANDING => word("standing", "现状"),
            "explanation" => word("explanation", "解释"),
            TAKEN => word("taken out", "删去"),
            BECAUSE => word("because", "原因"),
            other => other.strip_prefix(FACTS).unwrap_or(other).to_owned(),
        };
        rows.push((name, content(field, lang)));
    }
    for (name, outcome) in outcomes(record) {
        rows.push((format!("→ {name}"), said(&outcome, lang)));
    }
    if record.head.kind == Kind::Decision && record.value(VERDICT).is_none() {
        rows.push((
            word("→ verdict", "→ 判定结果"),
            word("(redacted)", "（已删去）"),
        ));
    }
    let verdict: Json = parsed(record, VERDICT);
    if let Some(day) = verdict["as_of"].as_str() {
        rows.push((word("as of", "截至"), day.to_owned()));
    }
    if let Some(of) = record.head.of {
        rows.push((word("of entry", "所删条目"), of.to_string()));
    }
    if let Some(digest) = &record.head.ruleset {
        rows.push((word("ruleset digest", "规则集摘要"), digest.clone()));
    }
    rows.push((
        word("recorded by", "记录程序"),
        format!("fenliu {}", record.head.engine),
    ));
    let widest = rows.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
    for (name, value) in rows {
        let blank = " ".repeat(widest - width(&name));
        page.push_str(&format!("  {name}{blank}  {value}\n"));
    }
    page
}

fn content(field: &Field, lang: Lang) -> String {
    match field.value {
        Some(value) => shown(&serde_json::from_str(value.get()).unwrap_or_default(), lang),
        None => Words::new("(redacted)", "（已删去）").get(lang).to_owned(),
    }
}

fn kind(kind: Kind) -> Words {
    match kind {
        Kind::Rules => Words::new("ruleset", "规则集"),
        Kind::Decision => Words::new("decision", "判定"),
        Kind::Standing => Words::new("standing", "现状"),
        Kind::Redaction => Words::new("redaction", "删除"),
    }
}

fn taken_from(record: &Record) -> Words {
    let taken = parsed(record, TAKEN);
    let names = taken
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Json::as_str);
    let names: Vec<String> = names
        .map(|name| format!("`{}`", name.strip_prefix(FACTS).unwrap_or(name)))
        .collect();
    let (of, because) = (
        record.head.of.unwrap_or_default(),
        record.text(BECAUSE).unwrap_or_default(),
    );
    Words::new(
        format!("{} of entry {of}: {because}", names.join(", ")),
        format!("第 {of} 号条目的 {}：{because}", names.join("、")),
    )
}

/// What happened, as JSON has it: a row for each part.
fn events(event: &Json, lang: Lang) -> Vec<(String, String)> {
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    let what = match event["event"].as_str().unwrap_or_default() {
        "facts" => word("facts learned", "了解到事实"),
        "determination" => word("a determination", "作出认定"),
        "opened" => word("an objection", "提出异议"),
        "settled" => word("an objection settled", "异议办结"),
        "lapse" => word("a determination ran out", "认定到期"),
        _ => word("looked at", "查看"),
    };
    let mut rows = vec![
        (word("on", "日期"), shown(&event["on"], lang)),
        (word("event", "事件"), what),
    ];
    let mut part = |name: &str, en: &str, zh: &str| {
        if let Some(value) = event.get(name) {
            rows.push((word(en, zh), shown(value, lang)));
        }
    };
    part("recorded", "recorded", "获知日期");
    part("objection", "objection", "异议");
    part("decision", "decision", "决定");
    part("decisions", "decisions", "决定");
    part("value", "value", "值");
    part("until", "until", "截止");
    part("by", "by", "何人");
    part("because", "because", "理由");
    part("settled", "settled", "办结情况");
    part("note", "note", "备注");
    if let Some(refused) = event.get("refused") {
        rows.push((
            word("no effect", "未生效"),
            shown(&refused["message"][word("en", "zh")], lang),
        ));
    }
    let learned = event["facts"].as_array().into_iter().flatten();
    let learned: Vec<&str> = learned.filter_map(|it| it["fact"].as_str()).collect();
    if !learned.is_empty() {
        let learned = learned.join(if lang == Lang::Zh { "、" } else { ", " });
        rows.push((word("facts", "事实"), learned));
    }
    rows
}

/// The outcome of each decision, in the order in which they are decided; of a case what stands.
fn outcomes(record: &Record) -> Vec<(String, Json)> {
    #[derive(Deserialize)]
    struct Decisions {
        decisions: Fields,
    }
    if let Some(list) = parsed(record, STANDING).as_array() {
        let stands = |it: &Json| Some((it["decision"].as_str()?.to_owned(), it["stands"].clone()));
        return list.iter().filter_map(stands).collect();
    }
    let verdict = record
        .value(VERDICT)
        .and_then(|text| serde_json::from_str::<Decisions>(text).ok());
    verdict
        .map(|verdict| verdict.decisions.0)
        .unwrap_or_default()
}

fn parsed(record: &Record, field: &str) -> Json {
    record
        .value(field)
        .and_then(|text| serde_json::from_str(text).ok())
        .unwrap_or_default()
}

/// An outcome in a few words.
pub(super) fn said(outcome: &Json, lang: Lang) -> String {
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    let values = |list: &Json, of: &str| {
        let values = list.as_array().into_iter().flatten();
        values
            .map(|claim| shown(if of.is_empty() { claim } else { &claim[of] }, lang))
            .collect::<Vec<_>>()
            .join(" / ")
    };
    match outcome["status"].as_str() {
        Some("decided") => shown(&outcome["value"], lang),
        Some("contested") => {
            let claims = if outcome["claims"].is_array() {
                values(&outcome["claims"], "value")
            } else {
                values(&outcome["values"], "")
            };
            match lang {
                Lang::En => format!("(contested: {claims})"),
                Lang::Zh => format!("（争议：{claims}）"),
            }
        }
        Some("undetermined") => word("(undetermined)", "（未定）"),
        Some("unclassified") => word("(unclassified)", "（未归类）"),
        _ => word("(no such decision)", "（无此决定）"),
    }
}

/// A value as people read it.
fn shown(value: &Json, lang: Lang) -> String {
    let word = |en: &str, zh: &str| Words::new(en, zh).get(lang).to_owned();
    match value {
        Json::Null => word("(unclassified)", "（未归类）"),
        Json::Bool(true) => word("yes", "是"),
        Json::Bool(false) => word("no", "否"),
        Json::String(text) => visible(text).into_owned(),
        Json::Array(list) if list.is_empty() => word("(none)", "（无）"),
        Json::Array(list) => {
            let shown: Vec<String> = list.iter().map(|value| shown(value, lang)).collect();
            shown.join(if lang == Lang::Zh { "、" } else { ", " })
        }
        other => other.to_string(),
    }
}
