//! Explanations from a file, one or several.

use serde::Deserialize;

use super::{confirmed_as, line, refused, version};
use crate::cli::Status;
use crate::cli::failure::Failure;
use crate::cli::output::print;
use crate::cli::setting::Setting;
use crate::ruleset::Ruleset;
use crate::verify::Fault;
use crate::verify::explanation::{Checker, Confirmed};
use crate::versions::Versions;
use crate::words::Words;

/// A record that was no affair, and so was not explained.
#[derive(Deserialize)]
struct Rejected {
    #[serde(rename = "error")]
    _error: serde::de::IgnoredAny,
}

/// Checks the one explanation of a file.
pub(super) fn one(versions: &Versions, text: &str, setting: Setting) -> Result<Status, Failure> {
    let said = version::of(versions, text).verify_explanation(text);
    print(&page(&said, setting))?;
    Ok(status(said.is_ok()))
}

/// Checks explanations that stand one a line.
pub(super) fn each(versions: &Versions, text: &str, setting: Setting) -> Result<Status, Failure> {
    let own: Vec<Checker> = versions
        .all()
        .iter()
        .map(|ruleset| Checker::new(ruleset.model()))
        .collect();
    let mut all = true;
    for (number, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        if serde_json::from_str::<Rejected>(text).is_ok() {
            print(&line(&rejected(number), setting))?;
            all = false;
            continue;
        }
        let version = version::of(versions, text);
        let is = |ruleset: &Ruleset| ruleset.digest() == version.digest();
        // one as it was known on a day is none of those that are ready
        let said = match versions.all().iter().position(is) {
            Some(at) => own[at].check(text),
            None => version.verify_explanation(text),
        };
        let id = said.as_ref().ok().and_then(|said| said.id.as_deref());
        let page = page(&said, setting);
        let mut indented = line(&place(number, id), setting);
        for line in page.lines() {
            indented.extend(["  ", line, "\n"]);
        }
        print(&indented)?;
        all &= said.is_ok();
    }
    Ok(status(all))
}

fn status(all: bool) -> Status {
    if all { Status::Clean } else { Status::Found }
}

/// What was confirmed, and what could not be settled; or what is false.
fn page(said: &Result<Confirmed, Fault>, setting: Setting) -> String {
    let confirmed = match said {
        Err(fault) => return refused(fault, setting),
        Ok(confirmed) => confirmed,
    };
    let decisions = confirmed.decisions.iter();
    let decisions = decisions.map(|decision| confirmed_as(&decision.words()));
    let open = confirmed.unchecked.iter().map(|open| {
        let Words { en, zh } = open.words();
        Words::new(format!("not checked: {en}"), format!("未核对：{zh}"))
    });
    decisions
        .chain(open)
        .map(|words| line(&words, setting))
        .collect()
}

fn place(number: usize, id: Option<&str>) -> Words {
    match id {
        Some(id) => Words::new(
            format!("line {number}, `{id}`:"),
            format!("第 {number} 行，`{id}`："),
        ),
        None => Words::new(format!("line {number}:"), format!("第 {number} 行：")),
    }
}

fn rejected(number: usize) -> Words {
    Words::new(
        format!("line {number}: no explanation: the record was rejected"),
        format!("第 {number} 行：没有解释，该记录被拒收"),
    )
}
