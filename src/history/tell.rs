//! From ids to names and words, and from the names of events to ids.

use super::edition::{Edition, Given};
use super::event::{Event, What};
use super::problem::Problem;
use super::state::{Determination, Standing, State};
use super::told::{
    Basis, Determined, Happened, InForce, Learned, Objected, Power, Refused, Shifted, Stands,
};
use crate::contest::names::Names;
use crate::explanation::outcome::{PossibleOutcome, told};
use crate::explanation::rule::Cited;
use crate::explanation::shown::{Shown, Speaker, json_value};
use crate::explanation::{Terms, winners};
use crate::model::{Collect, DecisionId, Fact, Type};
use crate::verdict::affair::ReadOptions;
use crate::verdict::held::Held;
use crate::verdict::{Affair, Knowledge, Outcome, Result, Value};
use crate::words::Words;

/// Tells what happened by one version of a ruleset.
pub(super) struct Teller<'a> {
    edition: &'a Edition,
    speaker: Speaker<'a>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(edition: &'a Edition) -> Self {
        Self {
            edition,
            speaker: Speaker::new(edition.model()),
        }
    }

    fn names(&self) -> Names<'a> {
        Names {
            ruleset: &self.edition.ruleset,
        }
    }

    /// The words for what was named so far, added to those for what was named before.
    pub(super) fn into_terms(self, terms: &mut Terms) {
        let own = self.edition.shifting.decisions;
        let mut more = Terms::of(&self.speaker);
        for shift in &self.edition.model().decisions[own..] {
            more.decisions.remove(&shift.name);
        }
        for (kind, labels) in std::mem::take(&mut terms.values) {
            more.values.entry(kind).or_default().extend(labels);
        }
        *terms = more;
    }

    pub(super) fn value(&self, decision: DecisionId, value: &Value) -> Shown {
        self.speaker.value(decision, value)
    }

    /// A body.
    pub(super) fn body(&self, leaf: u32) -> Shown {
        let shown = self.speaker.body(leaf);
        shown.unwrap_or_else(|| Shown::plain(leaf.to_string()))
    }

    /// What an outcome comes to.
    pub(super) fn told(
        &self,
        decision: DecisionId,
        standing: &Standing,
        outcome: &Outcome,
    ) -> PossibleOutcome {
        match outcome {
            Outcome::Undetermined { .. } => PossibleOutcome::Undetermined,
            _ => self.settled(decision, standing),
        }
    }

    pub(super) fn settled(&self, decision: DecisionId, standing: &Standing) -> PossibleOutcome {
        match standing {
            Standing::Settled(Result::Decided(value)) => PossibleOutcome::Decided {
                value: self.value(decision, value),
            },
            Standing::Settled(Result::Contested(values)) => PossibleOutcome::Contested {
                values: values
                    .iter()
                    .map(|value| value.as_ref().map(|value| self.value(decision, value)))
                    .collect(),
            },
            Standing::Settled(Result::Unclassified) => PossibleOutcome::Unclassified,
            Standing::Open | Standing::Gone => PossibleOutcome::Undetermined,
        }
    }

    /// Facts learned, put to what is known.
    pub(super) fn learned(
        &self,
        event: &Event,
        facts: &[(String, String)],
        given: &mut Given,
    ) -> std::result::Result<Vec<Learned>, Problem> {
        let mut learned = Vec::new();
        for (name, raw) in facts {
            let refused = |it| Problem::refused(event.line, it);
            let id = self.names().fact(name).map_err(refused)?;
            let declared = &self.edition.model().facts[id.index()];
            let read = |raw: &str| {
                let options = ReadOptions::default();
                self.edition.ruleset.reader(&options).raw(id, raw)
            };
            let now = read(raw).map_err(|it| Problem::rejected(event.line, it))?;
            let before = given.get(&declared.name);
            let before = before.and_then(|raw| read(raw).ok()).unwrap_or_default();
            learned.push(Learned {
                fact: declared.name.clone(),
                from: self.known(declared, &before),
                to: self.known(declared, &now),
                entitled: self.entitled(event, declared),
            });
            if now == Knowledge::Unknown {
                given.remove(&declared.name);
            } else {
                given.insert(declared.name.clone(), raw.clone());
            }
        }
        Ok(learned)
    }

    /// What is known of a fact; nothing where nothing is.
    fn known(&self, fact: &Fact, knowledge: &Knowledge) -> Option<Shown> {
        match (knowledge, &fact.ty) {
            (Knowledge::Unknown, _) => None,
            (Knowledge::Known(datum), ty) => Some(self.speaker.datum(ty, datum)),
            (Knowledge::OneOf(leaves), Type::Kind(kind)) => {
                let declared = &self.edition.model().kinds[kind.index()];
                let node = declared.node_of(leaves)?;
                Some(self.speaker.node(*kind, node))
            }
            (Knowledge::OneOf(_), _) => None,
        }
    }

    /// Who alone may say what a fact is, where somebody else did.
    fn entitled(&self, event: &Event, fact: &Fact) -> Option<Shown> {
        let by = self.names().body(event.by.as_deref()?).ok()?;
        let entitled = fact.judged_by.or(fact.established_by)?;
        let may = [fact.established_by, fact.judged_by].contains(&Some(by));
        (!may).then(|| self.body(entitled))
    }

    /// A determination, as told and as it counts.
    pub(super) fn determined(
        &self,
        event: &Event,
    ) -> std::result::Result<(Determined, DecisionId, Determination), Problem> {
        let What::Determination {
            decision,
            value,
            power,
            until,
            because,
        } = &event.what
        else {
            unreachable!("only determinations are told so")
        };
        let refused = |it| Problem::refused(event.line, it);
        let id = self.names().decision(decision).map_err(refused)?;
        let declared = &self.edition.model().decisions[id.index()];
        let by = event.by.as_deref().unwrap_or_default();
        if self.edition.model().bodies.is_none() {
            return Err(no_bodies(event.line));
        }
        let body = self.names().body(by).map_err(refused)?;
        let one = |value| {
            let read = self.names().concluded(id, value);
            read.map_err(|it| with_values(Problem::refused(event.line, it), &declared.name))
        };
        let value = match (declared.collect, value) {
            (Some(Collect::List), serde_json::Value::Array(each)) => {
                let list: std::result::Result<Vec<_>, _> = each.iter().map(one).collect();
                let mut list = list?;
                list.sort_unstable();
                list.dedup();
                Value::List(list)
            }
            (Some(Collect::List), single) => Value::List(vec![one(single)?]),
            (_, single) => Value::One(one(single)?),
        };
        let power = Power {
            clause: None,
            invoked: power.clone(),
        };
        let told = Determined {
            decision: declared.name.clone(),
            value: self.value(id, &value),
            power: power.clone(),
            until: *until,
            because: because.clone(),
            refused: None,
        };
        let determination = Determination {
            value,
            by: body,
            power,
            on: event.on,
            until: *until,
            because: because.clone(),
        };
        Ok((told, id, determination))
    }

    /// The clause that lets a body determine a decision of which the rules say this.
    pub(super) fn power(
        &self,
        decision: DecisionId,
        by: u32,
        rules: &Outcome,
    ) -> std::result::Result<&'static str, Box<Refused>> {
        let model = self.edition.model();
        let declared = &model.decisions[decision.index()];
        if declared.determined_by == Some(by) {
            return Ok("determined by");
        }
        if let Outcome::Contested {
            overlap: Some(overlap),
            ..
        } = rules
            && model.overlaps[*overlap as usize].decided_by == Some(by)
        {
            return Ok("decided by");
        }
        let entitled = declared.determined_by.map(|leaf| self.body(leaf));
        let (name, body) = (&declared.name, self.body(by));
        let body = body.value.as_str().unwrap_or_default().to_owned();
        let message = match &entitled {
            Some(other) => {
                let other = other.value.as_str().unwrap_or_default();
                Words::new(
                    format!("`{name}` is determined by `{other}`, not by `{body}`"),
                    format!("`{name}` 由 `{other}` 认定，`{body}` 无权认定"),
                )
            }
            None => Words::new(
                format!("the ruleset lets nobody determine `{name}`"),
                format!("规则集没有规定 `{name}` 由谁认定"),
            ),
        };
        Err(Box::new(Refused { entitled, message }))
    }

    /// An objection, opened or settled.
    pub(super) fn objection(
        &self,
        event: &Event,
        all: &mut Vec<Objected>,
    ) -> std::result::Result<Happened, Problem> {
        let What::Objection {
            objection,
            decision,
            value,
            settled,
        } = &event.what
        else {
            unreachable!("only objections are told so")
        };
        let known = all.iter_mut().find(|it| it.objection == *objection);
        match (known, settled, decision) {
            (Some(open), Some(how), _) if open.settled.is_none() => {
                open.settled = Some(event.on);
                Ok(Happened::Settled {
                    objection: objection.clone(),
                    settled: how.clone(),
                })
            }
            (Some(open), Some(_), _) => Err(settled_before(event.line, open)),
            (None, Some(_), _) => Err(never_opened(event.line, objection)),
            (Some(open), None, _) => Err(opened_before(event.line, open)),
            (None, None, decision) => {
                let decision = decision.as_deref().unwrap_or_default();
                let refused = |it| Problem::refused(event.line, it);
                let id = self.names().decision(decision).map_err(refused)?;
                let name = self.edition.model().decisions[id.index()].name.clone();
                let value = value.as_ref().filter(|value| !value.is_null());
                let value = value.map(|value| self.held_right(event, id, value));
                all.push(Objected {
                    objection: objection.clone(),
                    decision: name.clone(),
                    opened: event.on,
                    settled: None,
                });
                Ok(Happened::Opened {
                    objection: objection.clone(),
                    decision: name,
                    value: value.transpose()?,
                })
            }
        }
    }

    fn held_right(
        &self,
        event: &Event,
        decision: DecisionId,
        value: &serde_json::Value,
    ) -> std::result::Result<Shown, Problem> {
        use crate::contest::names::Wanted;
        let declared = &self.edition.model().decisions[decision.index()];
        let wanted = self.names().wanted(decision, value);
        let wanted =
            wanted.map_err(|it| with_values(Problem::refused(event.line, it), &declared.name))?;
        Ok(match wanted {
            Wanted::Is(datum) => self.value(decision, &Value::One(datum)),
            Wanted::Has(list) => self.value(decision, &Value::List(list)),
            Wanted::Nothing => Shown::new(
                serde_json::Value::Null,
                Words::new("unclassified", "未归类"),
            ),
        })
    }

    /// Who did it: a body by its name, else the words of the event.
    pub(super) fn by(&self, event: &Event) -> Option<Shown> {
        let by = event.by.as_deref()?;
        Some(match self.names().body(by) {
            Ok(leaf) => self.body(leaf),
            Err(_) => Shown::plain(by),
        })
    }

    /// A shift, with its condition as met.
    pub(super) fn shifted(&self, world: &Held, affair: &Affair, shift: usize) -> Shifted {
        let model = self.edition.model();
        let declared = &model.shifts[shift];
        let speaker = Speaker::new(&world.model);
        let outcomes = world.outcomes(affair);
        let applies = self.edition.shifting.applies(shift);
        let winners = winners(&speaker, &world.table, affair, &outcomes, applies);
        let cited = declared
            .citations
            .iter()
            .map(|citation| Cited::of(model, citation));
        Shifted {
            shift: declared.name.clone(),
            title: declared.title.clone(),
            to: self.value(declared.decision, &Value::One(declared.to.clone())),
            when: winners.into_iter().flat_map(|winner| winner.when).collect(),
            sources: cited.collect(),
            because: declared.because.clone(),
        }
    }

    /// What stands of every decision.
    pub(super) fn standing(&self, states: &[State], objections: &[Objected]) -> Vec<Stands> {
        let decisions = states.iter().zip(self.edition.shifting.own());
        decisions
            .map(|(state, id)| {
                let name = super::follow::name(self.edition, id);
                let open = objections
                    .iter()
                    .filter(|it| it.decision == name && it.settled.is_none());
                Stands {
                    stands: state.told.clone(),
                    by: state.basis,
                    since: state.since,
                    determined: state.in_force.as_ref().map(|it| InForce {
                        value: self.value(id, &it.value),
                        by: self.body(it.by),
                        on: it.on,
                        until: it.until,
                    }),
                    rules: told(&self.speaker, id, &state.rules),
                    drift: state.standing != state.said,
                    objections: open.map(|it| it.objection.clone()).collect(),
                    decision: name,
                }
            })
            .collect()
    }

    /// A state of another version in the ids of this one.
    pub(super) fn translated(
        &self,
        from: &Edition,
        at: usize,
        state: &State,
        decision: DecisionId,
    ) -> State {
        let old = DecisionId(crate::table::column::index(at));
        let value = |value: &Value| -> Option<Value> {
            let json = json_value(from.model(), old, value);
            let one = |json: &serde_json::Value| self.names().concluded(decision, json).ok();
            match &json {
                serde_json::Value::Array(each) => {
                    let list: Option<Vec<_>> = each.iter().map(one).collect();
                    let mut list = list?;
                    list.sort_unstable();
                    Some(Value::List(list))
                }
                json => Some(Value::One(one(json)?)),
            }
        };
        let standing = |standing: &Standing| match standing {
            Standing::Settled(Result::Decided(at)) => {
                value(at).map_or(Standing::Gone, Standing::decided)
            }
            Standing::Settled(Result::Contested(values)) => {
                let each = values.iter().map(|it| match it {
                    Some(it) => value(it).map(Some),
                    None => Some(None),
                });
                each.collect::<Option<Vec<_>>>()
                    .map_or(Standing::Gone, Standing::contested)
            }
            other => other.clone(),
        };
        let in_force = state.in_force.as_ref().and_then(|it| {
            let by = from.model().bodies.map(|kind| {
                let leaf = from.model().kinds[kind.index()].leaf(it.by);
                leaf.name.clone()
            });
            Some(Determination {
                value: value(&it.value)?,
                by: self.names().body(&by?).ok()?,
                ..it.clone()
            })
        });
        let stands = standing(&state.standing);
        let lost = state.in_force.is_some() && in_force.is_none();
        State {
            said: standing(&state.said),
            // a determination that this version has no words for cannot hold
            standing: if lost && state.determined {
                Standing::Gone
            } else {
                stands
            },
            determined: state.determined && !lost,
            in_force,
            // rules of another version say nothing here; they are asked before this is told
            rules: Outcome::Unclassified,
            ..state.clone()
        }
    }

    /// A decision that the version before did not have.
    pub(super) fn new_decision(&self, _: DecisionId, on: jiff::civil::Date) -> State {
        State {
            rules: Outcome::Unclassified,
            said: Standing::Settled(Result::Unclassified),
            said_told: PossibleOutcome::Unclassified,
            standing: Standing::Settled(Result::Unclassified),
            told: PossibleOutcome::Unclassified,
            basis: Basis::Rules,
            determined: false,
            since: on,
            in_force: None,
        }
    }
}

fn with_values(problem: Problem, decision: &str) -> Problem {
    match problem.help {
        Some(_) => problem,
        None => problem.help(
            format!("write a value of `{decision}`, as the ruleset declares it"),
            format!("请写规则集为 `{decision}` 声明的取值"),
        ),
    }
}

fn no_bodies(line: u64) -> Problem {
    Problem::new(
        line,
        "nobody can determine anything: the ruleset declares no bodies",
        "无人可以作出认定：规则集没有声明主体",
    )
    .help(
        "declare `kind body { … }` and say of the decision `determined by`",
        "请在规则集中声明 `种类 body { … }`，并在决定上写明 `定者`",
    )
}

fn settled_before(line: u64, open: &Objected) -> Problem {
    let name = &open.objection;
    let day = open.settled.unwrap_or(open.opened);
    Problem::new(
        line,
        format!("objection `{name}` was settled before, on {day}"),
        format!("异议 `{name}` 已于 {day} 了结"),
    )
    .help(
        "open another objection, by another name",
        "请以新的编号另提异议",
    )
}

fn never_opened(line: u64, name: &str) -> Problem {
    Problem::new(
        line,
        format!("objection `{name}` is settled and was never opened"),
        format!("异议 `{name}` 从未提出，却已了结"),
    )
    .help(
        "write the event by which it was opened, with the `decision` it is about",
        "请补上提出异议的事件，并写明其针对的 `decision`",
    )
}

fn opened_before(line: u64, open: &Objected) -> Problem {
    let (name, day) = (&open.objection, open.opened);
    Problem::new(
        line,
        format!("objection `{name}` was opened before, on {day}"),
        format!("异议 `{name}` 已于 {day} 提出"),
    )
    .help(
        "give this one another name; or write how it was settled, `\"settled\": \"…\"`",
        "请换一个编号；若是了结，请写明结果：`\"settled\": \"…\"`",
    )
}
