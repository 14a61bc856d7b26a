//! Outcomes as the file tells them.

use std::collections::BTreeSet;

use super::at::At;
use super::names::{decision_named, fact_named, rules_named};
use super::value::{Claim, Value, any, no_value, read, read_claim, read_one, type_of};
use crate::model::{DecisionId, FactId, Model, RuleId};
use crate::verify::fault::Fault;
use crate::words::Words;

/// What a decision comes to where everything is known: its claims. One is decided, or unclassified.
pub(super) type Claims = BTreeSet<Claim>;

/// An outcome as it is told.
pub(super) enum Told<'d> {
    Decided {
        value: Value,
        backed: Backed,
    },
    Contested(Vec<ToldClaim<'d>>),
    Undetermined {
        needs: Vec<Need<'d>>,
        possible: Possible,
        incomplete: bool,
    },
    Unclassified,
}

/// The rules behind a value.
#[derive(Default)]
pub(super) struct Backed {
    /// Those that win whatever is unknown.
    pub(super) rules: Vec<RuleId>,
    /// Those that win for some.
    pub(super) possible: Vec<RuleId>,
}

/// One claim of a contested decision.
pub(super) struct ToldClaim<'d> {
    pub(super) at: At<'d>,
    pub(super) value: Claim,
    pub(super) backed: Backed,
    pub(super) via: Vec<(DecisionId, Claim)>,
}

/// A fact that is needed; none is the date.
pub(super) struct Need<'d> {
    pub(super) at: At<'d>,
    pub(super) fact: Option<FactId>,
    pub(super) among: Vec<i128>,
}

/// What an undetermined decision may come to.
pub(super) enum Possible {
    These(BTreeSet<Claims>),
    List {
        always: BTreeSet<u32>,
        maybe: BTreeSet<u32>,
    },
    Range {
        least: i128,
        greatest: i128,
    },
}

impl<'d> Told<'d> {
    /// An outcome of a decision.
    pub(super) fn read(model: &Model, id: DecisionId, at: &At<'d>) -> Result<Self, Fault> {
        let status = at.get("status")?;
        Ok(match status.text()? {
            "decided" => Self::Decided {
                value: read(model, id, &at.get("value")?)?,
                backed: Backed::read(model, id, at)?,
            },
            "contested" => {
                let list = at.get("claims")?;
                let claims = list.items()?.into_iter();
                let claims = claims
                    .map(|claim| {
                        Ok(ToldClaim {
                            value: read_claim(model, id, &claim.get("value")?)?,
                            backed: Backed::read(model, id, &claim)?,
                            via: via(model, &claim)?,
                            at: claim,
                        })
                    })
                    .collect::<Result<Vec<_>, Fault>>()?;
                let values: Vec<&Claim> = claims.iter().map(|claim| &claim.value).collect();
                ascending(&list, &values)?;
                Self::Contested(claims)
            }
            "undetermined" => Self::Undetermined {
                needs: needs(model, &at.get("needs")?)?,
                possible: Possible::read(model, id, &at.get("possible")?)?,
                incomplete: at.flag("incomplete")?,
            },
            "unclassified" => Self::Unclassified,
            _ => return Err(status.fault(no_value(&status))),
        })
    }

    /// The one result of an outcome that is settled.
    pub(super) fn claims(&self) -> Option<Claims> {
        match self {
            Self::Decided { value, .. } => Some([Some(value.clone())].into()),
            Self::Contested(claims) => {
                Some(claims.iter().map(|claim| claim.value.clone()).collect())
            }
            Self::Unclassified => Some([None].into()),
            Self::Undetermined { .. } => None,
        }
    }

    /// Whether a result is one that the outcome allows.
    pub(super) fn allows(&self, claims: &Claims) -> bool {
        match self {
            Self::Undetermined { possible, .. } => possible.allows(claims),
            settled => settled.claims().as_ref() == Some(claims),
        }
    }

    /// Whether a leaf is in a collected list; nothing where that is open.
    pub(super) fn is_in(&self, leaf: u32) -> Option<bool> {
        match self {
            Self::Decided {
                value: Value::List(list),
                ..
            } => Some(list.contains(&leaf)),
            Self::Undetermined {
                possible: Possible::List { always, maybe },
                ..
            } if always.contains(&leaf) || !maybe.contains(&leaf) => Some(always.contains(&leaf)),
            _ => None,
        }
    }

    /// The rules that win whatever is unknown.
    pub(super) fn winners(&self) -> BTreeSet<RuleId> {
        match self {
            Self::Decided { backed, .. } => backed.rules.iter().copied().collect(),
            Self::Contested(claims) => {
                let each = claims.iter().flat_map(|claim| &claim.backed.rules);
                each.copied().collect()
            }
            Self::Undetermined { .. } | Self::Unclassified => BTreeSet::new(),
        }
    }
}

impl Backed {
    fn read(model: &Model, id: DecisionId, at: &At) -> Result<Self, Fault> {
        let possible = at.find("rules_possible");
        let possible = possible.map(|list| rules_named(model, id, &list));
        Ok(Self {
            rules: rules_named(model, id, &at.get("rules")?)?,
            possible: possible.transpose()?.unwrap_or_default(),
        })
    }
}

impl Possible {
    fn read(model: &Model, id: DecisionId, at: &At) -> Result<Self, Fault> {
        if at.json.is_array() {
            let mut these: Vec<Claims> = Vec::new();
            for item in at.items()? {
                let next = result(model, id, &item)?;
                if these.last().is_some_and(|last| rank(last) >= rank(&next)) {
                    return Err(item.fault(Words::new(
                        "outcomes stand once: values in their order, what is contested, unclassified",
                        "结果各列一次：依次为各值、有争议的、未归类",
                    )));
                }
                these.push(next);
            }
            return Ok(Self::These(these.into_iter().collect()));
        }
        let declared = &model.decisions[id.index()];
        if at.find("always").is_some() {
            let leaves = |name| -> Result<BTreeSet<u32>, Fault> {
                match read(model, id, &at.get(name)?)? {
                    Value::List(list) => Ok(list),
                    Value::One(_) => Err(at.fault(no_value(at))),
                }
            };
            return Ok(Self::List {
                always: leaves("always")?,
                maybe: leaves("maybe")?,
            });
        }
        let end = |name| any(model, &type_of(declared), &at.get(name)?);
        Ok(Self::Range {
            least: end("min")?,
            greatest: end("max")?,
        })
    }

    fn allows(&self, claims: &Claims) -> bool {
        match self {
            Self::These(these) => these.contains(claims),
            Self::List { always, maybe } => claims.iter().all(|claim| match claim {
                Some(Value::List(list)) => {
                    always.is_subset(list)
                        && list
                            .iter()
                            .all(|leaf| always.contains(leaf) || maybe.contains(leaf))
                }
                _ => false,
            }),
            Self::Range { least, greatest } => claims.iter().all(|claim| match claim {
                Some(Value::One(number)) => least <= number && number <= greatest,
                _ => false,
            }),
        }
    }
}

/// By which outcomes are listed: decided, contested, unclassified; each by its values.
fn rank(claims: &Claims) -> (usize, Vec<&Claim>) {
    let (values, none): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| claim.is_some());
    let rank = match (claims.len(), values.is_empty()) {
        (1, false) => 0,
        (1, true) => 2,
        _ => 1,
    };
    (rank, [values, none].concat())
}

/// An outcome that is settled, without its rules.
pub(super) fn result(model: &Model, id: DecisionId, at: &At) -> Result<Claims, Fault> {
    let status = at.get("status")?;
    Ok(match status.text()? {
        "decided" => [Some(read(model, id, &at.get("value")?)?)].into(),
        "contested" => {
            let list = at.get("values")?;
            let values = list.items()?;
            let values = values.iter().map(|item| read_claim(model, id, item));
            let values = values.collect::<Result<Vec<_>, Fault>>()?;
            ascending(&list, &values.iter().collect::<Vec<_>>())?;
            values.into_iter().collect()
        }
        "unclassified" => [None].into(),
        _ => return Err(status.fault(no_value(&status))),
    })
}

/// Claims upstream, each once.
pub(super) fn via(model: &Model, at: &At) -> Result<Vec<(DecisionId, Claim)>, Fault> {
    let mut steps = Vec::new();
    for step in at.list("via")? {
        let decision = decision_named(model, &step.get("decision")?)?;
        let claim = (decision, read_claim(model, decision, &step.get("value")?)?);
        if steps.contains(&claim) {
            return Err(step.fault(Words::new("this claim stands twice", "此主张出现了两次")));
        }
        steps.push(claim);
    }
    Ok(steps)
}

fn needs<'d>(model: &Model, at: &At<'d>) -> Result<Vec<Need<'d>>, Fault> {
    let mut needs: Vec<Need> = Vec::new();
    for need in at.items()? {
        let name = need.get("fact")?;
        let fact = match name.text()? {
            "as_of" => None,
            _ => Some(fact_named(model, &name)?.0),
        };
        if needs.iter().any(|other| other.fact == fact) {
            return Err(name.fault(Words::new("this fact stands twice", "此事实出现了两次")));
        }
        let among = match fact {
            Some(id) => {
                let ty = &model.facts[id.index()].ty;
                let items = need.list("among")?.into_iter();
                items
                    .map(|item| read_one(model, ty, &item))
                    .collect::<Result<Vec<_>, Fault>>()?
            }
            None => Vec::new(),
        };
        needs.push(Need {
            at: need,
            fact,
            among,
        });
    }
    Ok(needs)
}

/// That claims are two or more, each once, in order.
fn ascending(at: &At, claims: &[&Claim]) -> Result<(), Fault> {
    // unclassified comes last
    let before = |a: &&Claim, b: &&Claim| (a.is_none(), *a) < (b.is_none(), *b);
    if claims.len() >= 2 && claims.is_sorted_by(before) {
        return Ok(());
    }
    Err(at.fault(Words::new(
        "a contested decision has two or more claims, each once, in order",
        "有争议的决定应有两个以上的主张，每个一次，按次序排列",
    )))
}

/// A result for a message.
pub(super) fn shown(model: &Model, id: DecisionId, claims: &Claims) -> Words {
    let one = |claim: &Claim| match claim {
        None => Words::new("unclassified", "未归类"),
        Some(value) => {
            let json = super::value::written(model, id, value);
            let text = format!("`{}`", super::at::short(&json));
            Words::new(text.clone(), text)
        }
    };
    let each: Vec<Words> = claims.iter().map(one).collect();
    let join = |texts: Vec<&str>, by: &str| texts.join(by);
    let en = join(each.iter().map(|words| words.en.as_str()).collect(), ", ");
    let zh = join(each.iter().map(|words| words.zh.as_str()).collect(), "、");
    match claims.len() {
        1 => Words::new(en, zh),
        _ => Words::new(format!("contested between {en}"), format!("争于{zh}")),
    }
}
