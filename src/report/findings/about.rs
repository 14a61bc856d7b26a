//! What a finding is about, for programs: the fields of one finding of `fenliu/findings/1`, in names.

use serde::Serialize;
use serde_json::Value as Json;

use super::names::name;
use crate::analysis::{Finding, Kind, Start};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::explanation::shown::json;
use crate::model::{Ground, Model, OverrideTarget, RuleId};
use crate::report::affair::affair;
use crate::report::fields::Fields;
use crate::report::region::machine::machine;
use crate::table::DecisionTable;
use crate::words::Lang;

/// What a finding is about.
#[derive(Debug, Clone, Default, Serialize)]
pub struct About {
    /// What sort of finding it is.
    #[serde(skip)]
    pub kind: &'static str,
    /// The decision it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// The rules it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// The names it is about: of facts, values, definitions, guarantees, ….
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// What rules in conflict conclude.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Json>,
    /// The bodies that have an affair while shifts lead it on; nothing where nobody has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bodies: Vec<Json>,
    /// How the affair comes to stand where shifts begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<&'static str>,
    /// The rules that take all affairs of one that never wins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub masked_by: Vec<String>,
    /// The rules that conclude the same as one that is not needed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<String>,
    /// The rules or tables that are overridden, or won over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<String>,
    /// The grounds that settle it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grounds: Vec<&'static str>,
    /// The last day of what is out of date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The language that a label is missing in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The facts of an affair that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub witness: Option<Fields>,
    /// The date of that affair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    /// Whether deciding that affair showed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<bool>,
    /// Where it holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<Fields>,
    /// Whether there are more regions than are told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// Which part of the space that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// How many combinations of values that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub combinations: Option<u64>,
}

impl About {
    /// What a problem is about that is no finding of the analysis.
    pub fn of(problem: &Diagnostic) -> Self {
        let kind = match (problem.code, problem.severity) {
            (Code::FailedExample, _) => "example",
            (_, Severity::Error) => "error",
            (_, Severity::Warning) => "warning",
            (_, Severity::Note) => "note",
        };
        Self {
            kind,
            ..Self::default()
        }
    }

    /// What a finding is about; its regions are over the columns of the table.
    pub(super) fn finding(model: &Model, table: &DecisionTable, finding: &Finding) -> Self {
        let ids = |rules: &[RuleId]| ids(model, rules);
        let mut about = Self {
            kind: kind(&finding.kind),
            decision: finding
                .decision
                .map(|decision| model.decisions[decision.index()].name.clone()),
            rules: ids(&finding.rules),
            witness: finding
                .witness
                .as_ref()
                .map(|witness| affair(model, &witness.affair)),
            as_of: finding
                .witness
                .as_ref()
                .and_then(|witness| Some(witness.affair.as_of?.to_string())),
            confirmed: finding.witness.as_ref().map(|witness| witness.confirmed),
            regions: finding
                .regions
                .iter()
                .map(|region| machine(model, table, region))
                .collect(),
            more: finding.more,
            share: finding.share.map(|share| share.part),
            combinations: finding.share.and_then(|share| share.combinations),
            ..Self::default()
        };
        let overridden = |clause: u32| {
            let rule = finding.rules.first()?;
            let clause = model.rules[rule.index()].overrides.get(clause as usize)?;
            Some(match clause.target {
                OverrideTarget::Rule(rule) => model.rules[rule.index()].id.clone(),
                OverrideTarget::Table(table) => model.tables[table.index()].name.clone(),
            })
        };
        match &finding.kind {
            Kind::Conflict => about.values = values(model, finding),
            Kind::Unreachable { masked_by } => about.masked_by = ids(masked_by),
            Kind::Redundant { beside } => about.beside = ids(beside),
            Kind::IdleOverride { clause, .. } => about.over.extend(overridden(*clause)),
            Kind::WideException { swallowed, .. } => about.over = ids(&[*swallowed]),
            Kind::OnlyByGround { grounds, over } => {
                about.over = ids(over);
                about.grounds = grounds.iter().map(|ground| ground_name(*ground)).collect();
            }
            Kind::IdleDefine { define, .. } => {
                about.names = vec![model.defines[define.index()].name.clone()];
            }
            Kind::IdleShift(at) => about.names.extend(
                model
                    .shifts
                    .get(*at as usize)
                    .map(|shift| shift.name.clone()),
            ),
            Kind::IdleGuarantee(at) | Kind::Guarantee(at) => about.names.extend(
                model
                    .guarantees
                    .get(*at as usize)
                    .map(|guarantee| guarantee.name.clone()),
            ),
            Kind::Unused(names) | Kind::Confusable(names) => {
                about.names = named(model, names);
            }
            Kind::MissingLabel { lang, names } => {
                about.names = named(model, names);
                about.lang = Some(*lang);
            }
            Kind::Expired { until, .. } => about.until = Some(until.to_string()),
            Kind::ShiftCircle(course) | Kind::HandOff(course) | Kind::DeadEnd(course) => {
                let shifts = course.shifts.iter();
                let names = shifts.filter_map(|at| model.shifts.get(*at as usize));
                about.names = names.map(|shift| shift.name.clone()).collect();
                about.start = (!course.values.is_empty()).then_some(match course.start {
                    Start::Rules => "rules",
                    Start::Determined => "determined",
                    Start::Earlier => "earlier",
                });
                if let Some(body) = course.body {
                    let ty = &model.decisions[body.index()].ty;
                    let each = course.bodies.iter();
                    about.bodies = each
                        .map(|it| it.as_ref().map_or(Json::Null, |it| json(model, ty, it)))
                        .collect();
                }
                if let Some(decision) = finding.decision {
                    let ty = &model.decisions[decision.index()].ty;
                    about.values = course.values.iter().map(|it| json(model, ty, it)).collect();
                }
            }
            Kind::Gap
            | Kind::Unsatisfiable { .. }
            | Kind::IdleImpossible(_)
            | Kind::StaleOverlap(_)
            | Kind::BroadOverlap(_) => {}
        }
        if let Kind::StaleOverlap(at) = finding.kind
            && let Some(overlap) = model.overlaps.get(at as usize)
        {
            about.rules = ids(&overlap.rules);
        }
        about
    }
}

fn ids(model: &Model, rules: &[RuleId]) -> Vec<String> {
    rules
        .iter()
        .map(|rule| model.rules[rule.index()].id.clone())
        .collect()
}

fn named(model: &Model, names: &[crate::analysis::Named]) -> Vec<String> {
    names
        .iter()
        .map(|named| name(model, *named).0.to_owned())
        .collect()
}

/// What the rules of a conflict conclude, each value once.
fn values(model: &Model, finding: &Finding) -> Vec<Json> {
    let Some(decision) = finding.decision else {
        return Vec::new();
    };
    let mut data: Vec<_> = finding
        .rules
        .iter()
        .flat_map(|rule| model.concluded(*rule, decision))
        .collect();
    data.sort_unstable();
    data.dedup();
    let ty = &model.decisions[decision.index()].ty;
    data.into_iter()
        .map(|datum| json(model, ty, datum))
        .collect()
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Conflict => "conflict",
        Kind::Gap => "gap",
        Kind::Unreachable { .. } => "unreachable",
        Kind::Unsatisfiable { .. } => "unsatisfiable",
        Kind::IdleDefine { .. }
        | Kind::IdleImpossible(_)
        | Kind::IdleShift(_)
        | Kind::IdleGuarantee(_) => "idle_condition",
        Kind::Redundant { .. } => "redundant",
        Kind::IdleOverride { .. } => "idle_override",
        Kind::WideException { .. } => "wide_exception",
        Kind::OnlyByGround { .. } => "only_by_ground",
        Kind::StaleOverlap(_) => "stale_overlap",
        Kind::BroadOverlap(_) => "broad_overlap",
        Kind::ShiftCircle(_) => "shift_circle",
        Kind::HandOff(_) => "hand_off",
        Kind::DeadEnd(_) => "dead_end",
        Kind::Guarantee(_) => "guarantee",
        Kind::Expired { .. } => "expired",
        Kind::Unused(_) => "unused",
        Kind::Confusable(_) => "confusable",
        Kind::MissingLabel { .. } => "missing_label",
    }
}

fn ground_name(ground: Ground) -> &'static str {
    match ground {
        Ground::Superior => "superior",
        Ground::Specialis => "specialis",
        Ground::Posterior => "posterior",
        Ground::Highest => "highest",
        Ground::Lowest => "lowest",
    }
}
