//! Following a case: event by event, what the rules say, what stands, and why it moved.
//!
//! In: a case and the versions of a ruleset. Out: a [`Track`], or everything in the case that is not of
//! the ruleset. At each event every decision is worked through, each after those it reads ([`super::settle`]);
//! where determinations ran out in between, that is a step of its own, on the day after.

use std::collections::BTreeMap;
use std::rc::Rc;

use jiff::civil::Date;

use super::case::Case;
use super::edition::{Edition, Given, Inputs};
use super::editions::Editions;
use super::event::{Event, What};
use super::problem::{Problem, Problems};
use super::settle::{Act, Settling};
use super::state::{Standing, State};
use super::tell::Teller;
use super::told::{Basis, Happened, Objected, SCHEMA, Step, Track};
use crate::explanation::{RulesetName, Terms};
use crate::model::DecisionId;
#[cfg(feature = "ledger")]
use crate::ruleset::Ruleset;
use crate::verdict::Affair;
use crate::verdict::affair::Rejection;

/// How a case is followed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Options {
    /// The last day; the case is looked at on it.
    pub(crate) as_of: Option<Date>,
    /// The day whose knowledge counts.
    pub(crate) as_known_on: Option<Date>,
}

/// Where a case was left: what an explanation of it is made from.
pub(crate) struct Left {
    pub(super) edition: Rc<Edition>,
    pub(super) affair: Affair,
    pub(super) states: Vec<State>,
    /// Of each step the version in force and what was known after it.
    known: Vec<(Rc<Edition>, Affair)>,
}

impl Left {
    /// Of each step of the track the version in force and what was known after it.
    #[cfg(feature = "ledger")]
    pub(crate) fn known(&self) -> impl Iterator<Item = (&Ruleset, &Affair)> {
        self.known
            .iter()
            .map(|(edition, affair)| (&edition.ruleset, affair))
    }
}

/// Follows a case.
pub(crate) fn follow(
    editions: &dyn Editions,
    case: &Case,
    options: Options,
) -> Result<(Track, Option<Left>), Problems> {
    let mut case = case.clone();
    if let Some(day) = options.as_known_on {
        case = case.known_on(day);
    }
    let mut following = Following {
        editions,
        known: BTreeMap::new(),
        now: None,
        steps: Vec::new(),
        affairs: Vec::new(),
        objections: Vec::new(),
        terms: Terms::default(),
        problems: Vec::new(),
    };
    for event in &case.events {
        following.lapse(event.on);
        following.event(event);
    }
    if let Some(day) = options.as_of
        && following.problems.is_empty()
    {
        following.lapse(day);
        following.look(day);
    }
    let Following {
        now,
        steps,
        affairs,
        objections,
        terms,
        problems,
        ..
    } = following;
    let Some(now) = now.filter(|_| problems.is_empty()) else {
        let mut problems = problems;
        if problems.is_empty() {
            problems.push(no_events(options));
        }
        return Err(Problems(problems));
    };
    let track = Track {
        schema: SCHEMA,
        case: case.id,
        ruleset: RulesetName::of(&now.edition.ruleset.0.model),
        as_known_on: options.as_known_on,
        steps,
        objections,
        terms,
    };
    let left = Left {
        edition: now.edition,
        affair: now.inputs.affair,
        states: now.states,
        known: affairs,
    };
    Ok((track, Some(left)))
}

/// A case on the way.
struct Following<'a> {
    editions: &'a dyn Editions,
    /// The versions met so far, by digest.
    known: BTreeMap<String, Rc<Edition>>,
    /// Nothing before the first event.
    now: Option<Now>,
    steps: Vec<Step>,
    /// As long as `steps`: what was known after each, in the version of its day.
    affairs: Vec<(Rc<Edition>, Affair)>,
    objections: Vec<Objected>,
    terms: Terms,
    problems: Vec<Problem>,
}

/// Between two events.
struct Now {
    edition: Rc<Edition>,
    on: Date,
    given: Given,
    inputs: Inputs,
    /// By `DecisionId`, of the ruleset's own decisions.
    states: Vec<State>,
}

/// Something that happened, about to be followed.
struct Turn<'e> {
    on: Date,
    event: Option<&'e Event>,
    given: Given,
    happened: Happened,
    act: Act,
}

impl Following<'_> {
    fn edition(&mut self, on: Date) -> Result<Rc<Edition>, Problem> {
        let ruleset = self.editions.on(on).map_err(|it| not_in_force(&it))?;
        if let Some(edition) = self.known.get(ruleset.digest()) {
            return Ok(edition.clone());
        }
        let edition = Rc::new(Edition::of(ruleset)?);
        self.known
            .insert(ruleset.digest().to_owned(), edition.clone());
        Ok(edition)
    }

    /// Determinations that ran out before a day, each on the day after its last.
    fn lapse(&mut self, before: Date) {
        while let Some(day) = self.next_lapse(before) {
            let Some(now) = &self.now else { return };
            let lapses = |state: &State| {
                let until = state.in_force.as_ref().and_then(|it| it.until);
                until.is_some_and(|until| until < day)
            };
            let model = now.edition.model();
            let decisions = now.states.iter().zip(&model.decisions);
            let decisions = decisions.filter(|(state, _)| lapses(state));
            let turn = Turn {
                on: day,
                event: None,
                given: now.given.clone(),
                happened: Happened::Lapse {
                    decisions: decisions.map(|(_, it)| it.name.clone()).collect(),
                },
                act: Act::Nothing,
            };
            if let Err(problem) = self.turn(turn) {
                self.problems.push(problem.nowhere());
                return;
            }
        }
    }

    /// The first day, up to this, on which a determination is no longer in force.
    fn next_lapse(&self, before: Date) -> Option<Date> {
        let states = self.now.iter().flat_map(|now| &now.states);
        let ends = states.filter_map(|state| state.in_force.as_ref()?.until?.tomorrow().ok());
        ends.filter(|day| *day <= before).min()
    }

    fn event(&mut self, event: &Event) {
        let turned = self.read(event).and_then(|turn| self.turn(turn));
        if let Err(problem) = turned {
            self.problems.push(problem);
        }
    }

    fn look(&mut self, day: Date) {
        let Some(now) = &self.now else { return };
        if day < now.on {
            self.problems.push(before_the_end(day, now.on));
            return;
        }
        let turn = Turn {
            on: day,
            event: None,
            given: now.given.clone(),
            happened: Happened::Look,
            act: Act::Nothing,
        };
        if let Err(problem) = self.turn(turn) {
            self.problems.push(problem.nowhere());
        }
    }

    /// What an event says in the words of the version in force.
    fn read<'e>(&mut self, event: &'e Event) -> Result<Turn<'e>, Problem> {
        let at_line = |problem: Problem| Problem {
            line: Some(event.line),
            ..problem
        };
        let edition = self.edition(event.on).map_err(at_line)?;
        let mut given = self.now.as_ref().map(|now| now.given.clone());
        let given = given.get_or_insert_with(Given::new);
        let teller = Teller::new(&edition);
        let (happened, act) = match &event.what {
            What::Facts(facts) => {
                let learned = teller.learned(event, facts, given)?;
                (Happened::Facts { facts: learned }, Act::Nothing)
            }
            What::Determination { .. } => {
                let (determined, decision, determination) = teller.determined(event)?;
                let act = Act::Determine(decision, determination);
                (Happened::Determination(determined), act)
            }
            What::Objection { .. } => {
                (teller.objection(event, &mut self.objections)?, Act::Nothing)
            }
        };
        teller.into_terms(&mut self.terms);
        Ok(Turn {
            on: event.on,
            event: Some(event),
            given: given.clone(),
            happened,
            act,
        })
    }

    /// One step.
    fn turn(&mut self, turn: Turn) -> Result<(), Problem> {
        let line = turn.event.map(|event| event.line);
        let placed = |problem: Problem| Problem { line, ..problem };
        let edition = self.edition(turn.on).map_err(placed)?;
        let rejected = |it: Rejection| placed(Problem::rejected(0, it));
        let (affair, passed_over) = edition.affair(&turn.given, turn.on).map_err(rejected)?;
        let teller = Teller::new(&edition);
        let before = match self.now.take() {
            None => Now::before_all(edition.clone(), &teller, turn.on),
            Some(now) => now.by(edition.clone(), &teller),
        };
        let other = before.1;
        let before = before.0;
        let mut settling = Settling {
            edition: &edition,
            teller: &teller,
            world: edition.held(&[]),
            on: turn.on,
            inputs: Inputs {
                affair,
                held: Vec::new(),
            },
            before: (&before.given, before.on, &before.inputs),
            given: &turn.given,
            other: other.as_deref(),
            act: turn.act,
            refused: None,
            power: None,
            moves: Vec::new(),
            held_fast: Vec::new(),
        };
        let mut states = before.states.clone();
        for decision in &edition.order {
            let state = &mut states[decision.index()];
            *state = settling.decision(*decision, state.clone());
        }
        let Settling {
            inputs,
            refused,
            power,
            moves,
            held_fast,
            ..
        } = settling;
        let mut happened = turn.happened;
        if let Happened::Determination(determined) = &mut happened {
            determined.refused = refused;
            determined.power.clause = power;
        }
        let step = Step {
            on: turn.on,
            recorded: turn
                .event
                .and_then(|event| event.recorded.filter(|day| *day != event.on)),
            line,
            happened,
            by: turn.event.and_then(|event| teller.by(event)),
            note: turn.event.and_then(|event| event.note.clone()),
            digest: edition.model().digest.clone(),
            passed_over,
            moves,
            held_fast,
            standing: teller.standing(&states, &self.objections),
        };
        teller.into_terms(&mut self.terms);
        self.steps.push(step);
        self.affairs.push((edition.clone(), inputs.affair.clone()));
        self.now = Some(Now {
            edition,
            on: turn.on,
            given: turn.given,
            inputs,
            states,
        });
        Ok(())
    }
}

impl Now {
    /// Before the first event nothing is known, and what stands is what the rules say of that.
    fn before_all(edition: Rc<Edition>, teller: &Teller, on: Date) -> (Self, Option<String>) {
        let mut affair = crate::verdict::Affair::unknown(&edition.ruleset.0.model);
        affair.as_of = Some(on);
        let world = edition.held(&[]);
        let states = edition.shifting.own().map(|decision| {
            let rules = world.outcome(&affair, decision);
            let said = Standing::of(&rules);
            let told = teller.told(decision, &said, &rules);
            State {
                standing: said.clone(),
                told: told.clone(),
                said,
                said_told: told,
                rules,
                basis: Basis::Rules,
                determined: false,
                since: on,
                in_force: None,
            }
        });
        let states = states.collect();
        let now = Self {
            edition,
            on,
            given: Given::new(),
            inputs: Inputs {
                affair,
                held: Vec::new(),
            },
            states,
        };
        (now, None)
    }

    /// The same in the words of another version; and the digest of the version it was in, if it was
    /// another.
    fn by(self, edition: Rc<Edition>, teller: &Teller) -> (Self, Option<String>) {
        if Rc::ptr_eq(&self.edition, &edition) {
            return (self, None);
        }
        let other = self.edition.model().digest.clone();
        let (affair, _) = edition.affair(&self.given, self.on).unwrap_or_else(|_| {
            let mut affair = crate::verdict::Affair::unknown(&edition.ruleset.0.model);
            affair.as_of = Some(self.on);
            (affair, Vec::new())
        });
        let old = &self.edition.model().decisions;
        let of = |name: &str| old.iter().position(|it| it.name == name);
        let states: Vec<State> = edition
            .shifting
            .own()
            .map(|decision| {
                let name = &edition.model().decisions[decision.index()].name;
                let found = of(name).filter(|at| *at < self.states.len());
                match found {
                    Some(at) => teller.translated(&self.edition, at, &self.states[at], decision),
                    None => teller.new_decision(decision, self.on),
                }
            })
            .collect();
        let held = states.iter().zip(edition.shifting.own());
        let held = held.filter_map(|(state, id)| Some((id, state.held()?.clone())));
        let inputs = Inputs {
            affair,
            held: held.collect(),
        };
        let now = Self {
            edition,
            inputs,
            states,
            on: self.on,
            given: self.given,
        };
        (now, Some(other))
    }
}

/// The decision of an id, by name.
pub(super) fn name(edition: &Edition, decision: DecisionId) -> String {
    edition.model().decisions[decision.index()].name.clone()
}

fn not_in_force(rejection: &Rejection) -> Problem {
    Problem {
        line: None,
        message: rejection.message.clone(),
        help: rejection.help.as_deref().cloned(),
    }
}

fn no_events(options: Options) -> Problem {
    let problem = Problem::new(0, "the case has no events", "该案件没有任何事件").nowhere();
    match options.as_known_on {
        Some(day) => Problem {
            message: crate::words::Words::new(
                format!("nothing of the case was known on {day}"),
                format!("到 {day} 为止，对该案件一无所知"),
            ),
            ..problem
        }
        .help(
            "choose a later day for `--as-known-on`",
            "请为 `--as-known-on` 选一个较晚的日期",
        ),
        None => problem.help(
            "write one event a line, as docs/formats.md describes",
            "请每行写一个事件，写法见 docs/formats.md",
        ),
    }
}

fn before_the_end(day: Date, last: Date) -> Problem {
    Problem::new(
        0,
        format!("the case cannot be looked at on {day}: its last event is of {last}"),
        format!("无法查看 {day} 的情况：最后一个事件发生在 {last}"),
    )
    .nowhere()
    .help(
        "choose a later day, or ask what was known on that day with `--as-known-on`",
        "请选较晚的日期；若要知道当时所知的情况，请用 `--as-known-on`",
    )
}
