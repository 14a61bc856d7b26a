//! From a record to its affair: which version it is read by, and what it says in that version's facts.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::value::RawValue;

use super::{Body, cell};
use crate::cli::rules::in_force;
use crate::diagnostic::Code;
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::{AS_OF, Plan, ReadOptions, Rejection, date as written_date};
use crate::versions::Versions;
use crate::words::Words;

/// How the records of one input are read.
pub(crate) struct Reading<'r> {
    pub(crate) versions: Versions,
    pub(super) options: &'r ReadOptions,
    /// The day of records that have none of their own.
    pub(crate) as_of: Option<Date>,
    pub(super) columns: Option<Columns>,
}

/// For CSV: what its columns stand for, and their names.
pub(super) struct Columns {
    pub(super) names: Vec<String>,
    /// A version each.
    pub(super) plans: Vec<Planned>,
}

/// What the columns stand for in one version.
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// Columns that are facts of other versions only, in which nothing may stand.
    pub(super) foreign: Vec<usize>,
}

impl Reading<'_> {
    /// The columns of CSV.
    pub(crate) fn header(&self) -> Option<&[String]> {
        self.columns
            .as_ref()
            .map(|columns| columns.names.as_slice())
    }

    /// The affair of a record, and which version decides it: the one in force on the
    /// record's own date, else on the day that holds for those without one.
    pub(crate) fn dated(&self, body: &Body) -> Result<(usize, Affair), Rejection> {
        if let Body::Bad(rejection) = body {
            return Err(rejection.clone());
        }
        let version = self.version(body)?;
        let read = self.read(body, version);
        read.map_err(|rejection| self.of_another(version, rejection))
            .map(|affair| (version, affair))
    }

    /// The affair of a record as one version reads it, with its own date or the one that holds for those
    /// without.
    pub(crate) fn read(&self, body: &Body, version: usize) -> Result<Affair, Rejection> {
        let ruleset = &self.versions.all()[version];
        let reader = ruleset.reader(self.options);
        let mut affair = match (body, &self.columns) {
            (Body::Json(text), _) => reader.json(text)?,
            (Body::Cells(cells), Some(columns)) => {
                let Planned { plan, foreign } = &columns.plans[version];
                let given = |at: &&usize| cells.get(**at).is_some_and(|it| !it.trim().is_empty());
                if let Some(&at) = foreign.iter().find(given) {
                    return Err(Rejection::unknown_field(
                        &ruleset.0.model,
                        &columns.names[at],
                    ));
                }
                reader.cells(plan, cells.iter())?
            }
            (Body::Cells(cells), None) => reader.cells(&reader.plan([])?, cells.iter())?,
            (Body::Bad(rejection), _) => return Err(rejection.clone()),
        };
        affair.as_of = affair.as_of.or(self.as_of);
        Ok(affair)
    }

    /// A field that is no fact of the version of the affair's date, and is one of another's: whoever
    /// reads that has the date to look at, not the field.
    fn of_another(&self, version: usize, rejection: Rejection) -> Rejection {
        let all = self.versions.all();
        let field = rejection.field.clone().unwrap_or_default();
        let knows =
            |ruleset: &&Ruleset| ruleset.0.model.facts.iter().any(|fact| fact.name == field);
        match all.iter().find(knows) {
            Some(other) if rejection.code == Code::UnknownField => {
                let (is, that) = (in_force(&all[version]), in_force(other));
                rejection.help(Words::new(
                    format!("it is a fact of the version in force {}, and the affair's date belongs to the one in force {}", that.en, is.en),
                    format!("它是施行期为“{}”的版本中的事实，而该事项的日期属于施行期为“{}”的版本", that.zh, is.zh),
                ))
            }
            _ => rejection,
        }
    }

    fn version(&self, body: &Body) -> Result<usize, Rejection> {
        if self.versions.all().len() == 1 {
            return Ok(0);
        }
        // one that is no date is refused when the record is read
        let own = AS_OF
            .iter()
            .filter(|name| !self.options.ignores(name))
            .find_map(|name| self.field(body, name))
            .and_then(|text| written_date(text.trim()));
        self.versions.at(own.or(self.as_of))
    }

    /// The name of a record, even of one that is refused.
    pub(crate) fn id(&self, body: &Body) -> Option<String> {
        self.field(body, &self.options.id)
    }

    /// A field of a record as a cell would hold it; nothing if it is absent or unknown.
    pub(crate) fn field(&self, body: &Body, name: &str) -> Option<String> {
        let text = match body {
            Body::Json(text) => cell(
                serde_json::from_str::<HashMap<String, &RawValue>>(text)
                    .ok()?
                    .get(name)?,
            ),
            Body::Cells(cells) => cells
                .get(self.header()?.iter().position(|other| other == name)?)?
                .to_owned(),
            Body::Bad(_) => return None,
        };
        Some(text).filter(|text| !text.trim().is_empty())
    }
}
