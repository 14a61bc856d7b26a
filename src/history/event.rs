//! One event of a case, `fenliu/event/1`. In: a line of JSON. Out: what happened, and on which day, in
//! the words of the line; nothing here is compared with a ruleset.

use jiff::civil::Date;
use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::problem::Problem;
use crate::model::nearest::nearest;
use crate::verdict::affair::{Rejection, fields, short};

/// The name of the form that an event is read in.
pub const SCHEMA: &str = "fenliu/event/1";

/// The kinds of events by the names they have in a case.
const EVENTS: [&str; 3] = ["facts", "determination", "objection"];

/// The fields that events have.
const FIELDS: [&str; 15] = [
    "schema",
    "event",
    "on",
    "recorded",
    "case",
    "by",
    "note",
    "facts",
    "decision",
    "value",
    "power",
    "until",
    "because",
    "objection",
    "settled",
];

/// One event.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The day on which it holds.
    pub on: Date,
    /// The day on which it came to be known; the same day, where nothing is said.
    pub recorded: Option<Date>,
    /// The case it belongs to, where it says so.
    pub case: Option<String>,
    /// Who did or reported it, in any words; of a determination the body.
    pub by: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// Facts were learned or corrected.
    Facts(
        /// Each by its name, with its value as JSON text; `null` takes back what was known.
        Vec<(String, String)>,
    ),
    /// A body determined a decision.
    Determination {
        /// The decision.
        decision: String,
        /// What it was determined to be.
        value: Json,
        /// Under which power, in any words.
        power: Option<String>,
        /// Its last day.
        until: Option<Date>,
        /// Why.
        because: Option<String>,
    },
    /// Somebody objected, or an objection was settled.
    Objection {
        /// Its name within the case.
        objection: String,
        /// The decision objected to; only where it is opened.
        decision: Option<String>,
        /// The value held right; only where it is opened.
        value: Option<Json>,
        /// How it was settled, in any words; opened where there is none.
        settled: Option<String>,
    },
}

impl Event {
    /// The day by which it was known.
    pub fn known(&self) -> Date {
        self.recorded.unwrap_or(self.on)
    }

    /// Reads one line.
    pub(crate) fn read(line: u64, text: &str) -> Result<Self, Problem> {
        check_fields(line, text)?;
        let written: Written =
            serde_json::from_str(text).map_err(|error| unreadable(line, &error))?;
        if let Some(schema) = written.schema.as_deref().filter(|schema| *schema != SCHEMA) {
            return Err(other_format(line, schema));
        }
        let on = match &written.on {
            None => return Err(undated(line)),
            Some(text) => day(line, "on", text)?,
        };
        let recorded = optional_day(line, "recorded", written.recorded.as_deref())?;
        let until = optional_day(line, "until", written.until.as_deref())?;
        let event = written.event.as_deref().unwrap_or_default();
        let allowed: &[&str] = match event {
            "facts" => &["facts"],
            "determination" => &["decision", "value", "power", "until", "because"],
            "objection" => &["objection", "decision", "value", "settled"],
            _ => return Err(unknown_event(line, event)),
        };
        if let Some(stray) = written
            .given()
            .into_iter()
            .find(|name| !allowed.contains(name))
        {
            return Err(stray_field(line, event, stray));
        }
        let needs = |name: &str| missing(line, event, name);
        let what = match event {
            "facts" => {
                let raw = written.facts.ok_or_else(|| needs("facts"))?;
                let given = fields(raw.get()).map_err(|error| not_facts(line, error))?;
                if given.is_empty() {
                    return Err(no_facts(line));
                }
                What::Facts(given)
            }
            "determination" => {
                if written.by.is_none() {
                    return Err(needs("by"));
                }
                if until.is_some_and(|until| until < on) {
                    return Err(reversed(line, on, until.unwrap_or(on)));
                }
                What::Determination {
                    decision: written.decision.ok_or_else(|| needs("decision"))?,
                    value: written
                        .value
                        .filter(|value| !value.is_null())
                        .ok_or_else(|| needs("value"))?,
                    power: written.power,
                    until,
                    because: written.because,
                }
            }
            _ => {
                let opens = written.settled.is_none();
                if !opens && (written.decision.is_some() || written.value.is_some()) {
                    return Err(settled_again(line));
                }
                if opens && written.decision.is_none() {
                    return Err(needs("decision"));
                }
                What::Objection {
                    objection: written.objection.ok_or_else(|| needs("objection"))?,
                    decision: written.decision,
                    value: written.value,
                    settled: written.settled,
                }
            }
        };
        Ok(Self {
            line,
            on,
            recorded,
            case: written.case,
            by: written.by,
            note: written.note,
            what,
        })
    }
}

/// A line as it is written.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: Option<String>,
    event: Option<String>,
    on: Option<String>,
    recorded: Option<String>,
    case: Option<String>,
    by: Option<String>,
    note: Option<String>,
    facts: Option<Box<RawValue>>,
    decision: Option<String>,
    value: Option<Json>,
    power: Option<String>,
    until: Option<String>,
    because: Option<String>,
    objection: Option<String>,
    settled: Option<String>,
}

impl Written {
    /// The fields given that not every event has.
    fn given(&self) -> Vec<&'static str> {
        [
            ("facts", self.facts.is_some()),
            ("decision", self.decision.is_some()),
            ("value", self.value.is_some()),
            ("power", self.power.is_some()),
            ("until", self.until.is_some()),
            ("because", self.because.is_some()),
            ("objection", self.objection.is_some()),
            ("settled", self.settled.is_some()),
        ]
        .into_iter()
        .filter(|(_, given)| *given)
        .map(|(name, _)| name)
        .collect()
    }
}

/// That a line is an object, each of whose fields some event has, none twice.
fn check_fields(line: u64, text: &str) -> Result<(), Problem> {
    let is_json = serde_json::from_str::<&RawValue>(text).map(|_| ());
    is_json.map_err(|error| unreadable(line, &error))?;
    if !text.trim_start().starts_with('{') {
        return Err(not_an_event(line));
    }
    let given = fields(text).map_err(|error| not_facts(line, error))?;
    match given
        .iter()
        .find(|(name, _)| !FIELDS.contains(&name.as_str()))
    {
        Some((name, _)) => Err(unknown_field(line, name)),
        None => Ok(()),
    }
}

fn optional_day(line: u64, field: &str, text: Option<&str>) -> Result<Option<Date>, Problem> {
    text.map(|text| day(line, field, text)).transpose()
}

fn day(line: u64, field: &str, text: &str) -> Result<Date, Problem> {
    let plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let date = plain.then(|| text.parse().ok()).flatten();
    date.ok_or_else(|| {
        let shown = short(text);
        Problem::new(
            line,
            format!("`{shown}` in `{field}` is no date"),
            format!("`{field}` 中的 `{shown}` 不是日期"),
        )
        .help("write it as 2024-05-07", "请写成 2024-05-07")
    })
}

fn unreadable(line: u64, error: &serde_json::Error) -> Problem {
    let column = error.column();
    let text = error.to_string();
    let reason = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(reason, _)| reason);
    if error.is_data() {
        return Problem::new(
            line,
            format!("this is no event: {reason}"),
            format!("这不是事件（{reason}）"),
        )
        .help(
            "an event is a JSON object with `on`, `event` and what happened, as docs/formats.md describes",
            "事件应为 JSON 对象，写明 `on`、`event` 和发生的事，见 docs/formats.md",
        );
    }
    Problem::new(
        line,
        format!("this is not JSON at column {column}: {reason}"),
        format!("第 {column} 列不是合法的 JSON（{reason}）"),
    )
    .help(
        "write one event a line, each a JSON object",
        "每行写一个事件，各为一个 JSON 对象",
    )
}

fn not_an_event(line: u64) -> Problem {
    Problem::new(
        line,
        "this is no event: it is no JSON object",
        "这不是事件：不是 JSON 对象",
    )
    .help(
        "write `{\"on\": \"2024-05-07\", \"event\": \"facts\", \"facts\": {…}}`",
        "请写成 `{\"on\": \"2024-05-07\", \"event\": \"facts\", \"facts\": {…}}`",
    )
}

fn unknown_field(line: u64, name: &str) -> Problem {
    let shown = short(name);
    let problem = Problem::new(
        line,
        format!("no event has a field `{shown}`"),
        format!("事件没有 `{shown}` 字段"),
    );
    let listed: Vec<String> = FIELDS.iter().map(|name| format!("`{name}`")).collect();
    match nearest(name, FIELDS) {
        Some(near) => problem.help(
            format!("the nearest is `{near}`; facts stand within `facts`"),
            format!("最接近的是 `{near}`；事实写在 `facts` 之内"),
        ),
        None => problem.help(
            format!(
                "facts stand within `facts`; the fields are {}",
                listed.join(", ")
            ),
            format!("事实写在 `facts` 之内；字段有 {}", listed.join("、")),
        ),
    }
}

fn other_format(line: u64, schema: &str) -> Problem {
    let schema = short(schema);
    Problem::new(
        line,
        format!("its format is `{schema}`, and it is no event"),
        format!("其格式是 `{schema}`，不是事件"),
    )
    .help(
        format!("write `\"schema\": \"{SCHEMA}\"`, or leave it out"),
        format!("请写成 `\"schema\": \"{SCHEMA}\"`，或者省去"),
    )
}

fn undated(line: u64) -> Problem {
    Problem::new(line, "the event has no date", "该事件没有日期").help(
        "write the day on which it happened, `\"on\": \"2024-05-07\"`",
        "请写明发生的日期：`\"on\": \"2024-05-07\"`",
    )
}

fn unknown_event(line: u64, name: &str) -> Problem {
    let listed: Vec<String> = EVENTS.iter().map(|name| format!("`{name}`")).collect();
    let (en, zh) = (listed.join(", "), listed.join("、"));
    if name.is_empty() {
        return Problem::new(
            line,
            "the event does not say what happened",
            "该事件没有写明发生了什么",
        )
        .help(
            format!("write `\"event\"`, one of {en}"),
            format!("请写明 `\"event\"`，可为 {zh}"),
        );
    }
    let shown = short(name);
    let problem = Problem::new(
        line,
        format!("there is no event `{shown}`"),
        format!("没有 `{shown}` 这种事件"),
    );
    match nearest(name, EVENTS) {
        Some(near) => problem.help(
            format!("the nearest is `{near}`; there are {en}"),
            format!("最接近的是 `{near}`；现有 {zh}"),
        ),
        None => problem.help(format!("there are {en}"), format!("现有 {zh}")),
    }
}

fn stray_field(line: u64, event: &str, field: &str) -> Problem {
    Problem::new(
        line,
        format!("an event of `{event}` has no `{field}`"),
        format!("`{event}` 事件没有 `{field}`"),
    )
    .help(
        "make two events of it, a line each",
        "请分成两个事件，各写一行",
    )
}

fn missing(line: u64, event: &str, field: &str) -> Problem {
    let (en, zh) = match field {
        "facts" => (
            "write the facts that were learned, `\"facts\": {\"fact\": value}`",
            "请写明得知的事实：`\"facts\": {\"事实\": 值}`",
        ),
        "by" => (
            "name the body that determined it, `\"by\": \"…\"`",
            "请写明由哪个主体认定：`\"by\": \"…\"`",
        ),
        "decision" => (
            "name the decision it is about, `\"decision\": \"…\"`",
            "请写明针对哪项决定：`\"decision\": \"…\"`",
        ),
        "value" => (
            "write what the decision was determined to be, `\"value\": …`",
            "请写明认定的结果：`\"value\": …`",
        ),
        _ => (
            "give the objection a name, `\"objection\": \"E1\"`, by which it is settled later",
            "请给异议编号：`\"objection\": \"E1\"`，了结时以此指明",
        ),
    };
    Problem::new(
        line,
        format!("an event of `{event}` needs `{field}`"),
        format!("`{event}` 事件须有 `{field}`"),
    )
    .help(en, zh)
}

fn not_facts(line: u64, error: Rejection) -> Problem {
    let problem = Problem::rejected(line, error);
    match problem.help {
        Some(_) => problem,
        None => problem.help(
            "write each fact once, `\"facts\": {\"fact\": value}`",
            "每个事实写一次：`\"facts\": {\"事实\": 值}`",
        ),
    }
}

fn no_facts(line: u64) -> Problem {
    Problem::new(line, "the event tells no fact", "该事件没有写出任何事实").help(
        "write the facts that were learned, or leave the line out",
        "请写明得知的事实，或删去此行",
    )
}

fn reversed(line: u64, on: Date, until: Date) -> Problem {
    Problem::new(
        line,
        format!("the determination of {on} ends before it begins, on {until}"),
        format!("{on} 的认定尚未开始就已在 {until} 届满"),
    )
    .help(
        "`until` is its last day, that day included",
        "`until` 是其最后一日，当日仍有效",
    )
}

fn settled_again(line: u64) -> Problem {
    Problem::new(
        line,
        "an objection that is settled says no more what it is about",
        "了结异议时不再写明针对什么",
    )
    .help(
        "leave out `decision` and `value`; write another event where a body determined something",
        "请省去 `decision` 和 `value`；若主体另有认定，请另写一个事件",
    )
}
