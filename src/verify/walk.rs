//! Walking a proof: every cut leaves nothing out, and at every leaf the rules themselves, read over
//! the leaf's part of the space, satisfy the claim, or nothing lies there.
//!
//! The time is linear in the tree: a rule once seen to be met nowhere, or everywhere, in a part is not
//! looked at again below it. There is no recursion, so a tree may be of any depth.

use std::collections::HashMap;
use std::rc::Rc;

use super::fault::Fault;
use super::format::Proof;
use super::judge::{Goal, Judge, Live};
use super::pieces::{seat, values};
use super::proof::Cut;
use super::reading::Reading;
use super::reasons::here;
use super::seats::Seat;
use super::shown::{name, shown};
use super::spans::Spans;
use super::standing::Grounds;
use crate::model::DecisionId;
use crate::words::Words;

/// Walks a proof; `place` is that of its claim.
pub(super) fn walk<'r>(
    reading: &'r Reading<'r>,
    grounds: &mut Grounds<'r>,
    goal: Goal,
    proof: &'r Proof,
    place: &str,
) -> Result<(), Fault> {
    let (judge, live) = Judge::new(reading, grounds, goal);
    let mut walk = Walk {
        judge,
        proof,
        seats: HashMap::new(),
        values: HashMap::new(),
        open: Vec::new(),
    };
    walk.run(live).map_err(|wrong| {
        let parts = walk
            .open
            .iter()
            .map(|frame| format!(".parts[{}].proof", frame.next - 1));
        let way: String = parts.collect();
        let fault = Fault::new(format!("{place}.proof{way}{}", wrong.beyond), wrong.message);
        match here(reading, &walk.judge.part) {
            Some(here) => fault.help(here),
            None => fault,
        }
    })
}

/// A proof being walked.
struct Walk<'w, 'r> {
    judge: Judge<'w, 'r>,
    proof: &'r Proof,
    /// Coordinates of the proof that were found, by their number there.
    seats: HashMap<u32, usize>,
    /// Values of its lists, by coordinate and list.
    values: HashMap<(u32, u32), Rc<Spans>>,
    /// Cuts begun.
    open: Vec<Frame<'r>>,
}

/// A cut begun.
struct Frame<'r> {
    cut: &'r Cut,
    /// The part to look at next.
    next: usize,
    /// The space as the cut found it.
    mark: usize,
    live: Live,
}

/// What is wrong below the parts on the way.
struct Wrong {
    beyond: String,
    message: Words,
}

impl Wrong {
    fn here(message: Words) -> Self {
        Self::beyond("", message)
    }

    fn beyond(beyond: impl Into<String>, message: Words) -> Self {
        let beyond = beyond.into();
        Self { beyond, message }
    }
}

impl Walk<'_, '_> {
    fn run(&mut self, live: Live) -> Result<(), Wrong> {
        if self.judge.part.is_empty() {
            return Ok(());
        }
        self.visit(self.proof.root.cut(), live)?;
        while let Some(frame) = self.open.last_mut() {
            self.judge.part.back(frame.mark);
            let Some(&(list, node)) = frame.cut.parts.get(frame.next) else {
                self.open.pop();
                continue;
            };
            frame.next += 1;
            let along = frame.cut.coordinate;
            let (seat, held) = (self.seats[&along], self.values[&(along, list)].clone());
            if self.judge.part.narrow(seat, &held) {
                let live = self.open.last().map(|frame| frame.live.clone());
                self.visit(node.cut(), live.unwrap_or_default())?;
            }
        }
        Ok(())
    }

    /// Settles a leaf, or begins a cut.
    fn visit(&mut self, cut: Option<usize>, mut live: Live) -> Result<(), Wrong> {
        let Some(cut) = cut else {
            return self.judge.settle(&live).map_err(Wrong::here);
        };
        let cut = &self.proof.cuts[cut];
        let seat = self.along(cut)?;
        if !self.judge.part.bound(seat) {
            return Ok(());
        }
        self.leaves_nothing_out(cut, seat)?;
        for rules in &mut live {
            self.judge.met(rules);
        }
        self.open.push(Frame {
            cut,
            next: 0,
            mark: self.judge.part.mark(),
            live,
        });
        Ok(())
    }

    /// The coordinate of a cut.
    fn along(&mut self, cut: &Cut) -> Result<usize, Wrong> {
        if let Some(&seat) = self.seats.get(&cut.coordinate) {
            return Ok(seat);
        }
        let coordinate = &self.proof.coordinates[cut.coordinate as usize];
        let wrong = |message| Wrong::beyond(".cut", message);
        let seat = seat(self.judge.reading, coordinate).map_err(wrong)?;
        let upstream = match (
            &self.judge.reading.seats[seat],
            self.judge.cone.split_last(),
        ) {
            (Seat::Decision(decision) | Seat::Holds(decision, _), Some((own, upstream)))
                if !upstream.contains(decision) =>
            {
                Some((*decision, *own))
            }
            _ => None,
        };
        if let Some((decision, own)) = upstream {
            let name = |id: DecisionId| &self.judge.reading.model.decisions[id.index()].name;
            let (decision, own) = (name(decision), name(own));
            return Err(wrong(Words::new(
                format!("`{own}` does not read `{decision}`"),
                format!("`{own}` 并不读取 `{decision}`"),
            )));
        }
        self.seats.insert(cut.coordinate, seat);
        Ok(seat)
    }

    fn leaves_nothing_out(&mut self, cut: &Cut, seat: usize) -> Result<(), Wrong> {
        let mut held = Vec::new();
        for (number, (list, _)) in cut.parts.iter().enumerate() {
            let key = (cut.coordinate, *list);
            if !self.values.contains_key(&key) {
                let pieces = &self.proof.pieces[*list as usize];
                let values = values(self.judge.reading, seat, pieces)
                    .map_err(|message| Wrong::beyond(format!(".parts[{number}].in"), message))?;
                self.values.insert(key, Rc::new(values));
            }
            held.extend_from_slice(self.values[&key].stretches());
        }
        let left = self.judge.part.cell(seat).minus(&Spans::new(held));
        if left.is_empty() {
            return Ok(());
        }
        let (name, left) = (
            name(self.judge.reading, &self.judge.reading.seats[seat]),
            shown(self.judge.reading, seat, &left),
        );
        Err(Wrong::beyond(
            ".parts",
            Words::new(
                format!("of {} the parts leave out {}", name.en, left.en),
                format!("各部分遗漏了{}的取值：{}", name.zh, left.zh),
            ),
        ))
    }
}
