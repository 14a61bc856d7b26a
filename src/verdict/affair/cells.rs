//! Affairs from CSV, and single facts written as a cell: `--fact NAME=VALUE`.
//!
//! A blank cell is unknown. `;` separates the members of a set, and a lone `;` is the empty set.

use serde_json::Value as Json;

use super::json::from_value;
use super::value::Written;
use super::vocabulary::nfc;
use super::{AS_OF, Affair, Field, Knowledge, Reader, Rejection, dated};
use crate::model::{Fact, FactId, Type};
use crate::words::Words;

/// What each column of a CSV file stands for. Made once a file, from its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    columns: Vec<Field>,
}

impl Reader<'_> {
    /// Reads a header: each cell a fact, the record's id, or passed over.
    pub(crate) fn plan<'c>(
        &self,
        header: impl IntoIterator<Item = &'c str>,
    ) -> Result<Plan, Rejection> {
        let mut seen = std::collections::HashSet::new();
        let mut columns = Vec::new();
        for cell in header {
            let name = nfc(cell.trim_start_matches('\u{feff}').trim()).into_owned();
            let field = self.field(&name)?;
            let once = if field.as_of { AS_OF[0] } else { name.as_str() };
            let counts = field.fact.is_some() || field.id || field.as_of;
            if counts && !seen.insert(once.to_owned()) {
                return Err(Rejection::duplicate_field(&name));
            }
            columns.push(field);
        }
        Ok(Plan { columns })
    }

    /// An affair from the cells of one line.
    pub(crate) fn cells<'c>(
        &self,
        plan: &Plan,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> Result<Affair, Rejection> {
        let mut affair = Affair::unknown(self.model);
        let mut cells = cells.into_iter();
        for (read, column) in plan.columns.iter().enumerate() {
            let Some(cell) = cells.next() else {
                return Err(ragged(plan.columns.len(), read));
            };
            if column.id && !cell.trim().is_empty() {
                affair.id = Some(cell.to_owned());
            }
            if column.as_of && !cell.trim().is_empty() {
                affair.as_of = Some(dated(AS_OF[0], cell)?);
            }
            if let Some(fact) = column.fact {
                affair.facts[fact.index()] = self.cell(fact, cell)?;
            }
        }
        match cells.count() {
            0 => Ok(affair),
            more => Err(ragged(plan.columns.len(), plan.columns.len() + more)),
        }
    }

    /// A fact from `NAME=VALUE`; an empty value makes it unknown.
    pub(crate) fn assignment(&self, text: &str) -> Result<(FactId, Knowledge), Rejection> {
        let Some((name, value)) = text.split_once('=') else {
            return Err(Rejection::bad_record(Words::new(
                "a fact is given as `NAME=VALUE`",
                "事实应写成 `名称=值`",
            )));
        };
        let fact = self.named(name.trim())?;
        Ok((fact, self.cell(fact, value)?))
    }

    /// A fact by its name.
    pub(crate) fn named(&self, name: &str) -> Result<FactId, Rejection> {
        self.vocabulary
            .fact(name)
            .ok_or_else(|| Rejection::unknown_field(self.model, name))
    }

    /// A value in memory of whatever has the name and the type of a fact. A set may be written as a
    /// cell.
    pub(crate) fn one(&self, fact: &Fact, value: &Json) -> Result<Knowledge, Rejection> {
        match (value, &fact.ty) {
            (Json::String(cell), Type::Set(_)) => self.reads(fact, &written(&fact.ty, cell)),
            _ => self.reads(fact, &from_value(value)),
        }
    }

    /// What a cell says of a fact.
    pub(crate) fn cell(&self, fact: FactId, cell: &str) -> Result<Knowledge, Rejection> {
        self.knowledge(fact, &written(&self.fact(fact).ty, cell))
    }
}

fn written<'c>(ty: &Type, cell: &'c str) -> Written<'c> {
    if cell.trim().is_empty() {
        Written::Nothing
    } else if matches!(ty, Type::Set(_)) {
        let members = cell
            .split([';', '；'])
            .map(str::trim)
            .filter(|member| !member.is_empty());
        Written::List(members.map(|member| Written::Text(member.into())).collect())
    } else {
        Written::Text(cell.into())
    }
}

fn ragged(expected: usize, found: usize) -> Rejection {
    Rejection::bad_record(Words::new(
        format!("the line has {found} cells, and the header {expected}"),
        format!("该行有 {found} 格，而表头有 {expected} 格"),
    ))
}
