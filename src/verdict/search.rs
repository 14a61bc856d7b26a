//! Whether some affair of a box comes to a result as wanted.
//!
//! In: a box, and a judge that says of what a decision comes to all over a box whether that is as
//! wanted. Out: a box of affairs that all are, with exact numbers where expressions ask for them; or
//! that there is none. The search is that of `explore`, cut short at the first such box, and at every
//! box that holds none.

use super::evaluate::{Live, World, cover, evaluate};
use super::explore::{
    Exhausted, Ground, Node, Steps, allowed, column_to_cut, cut, exists, forbidden_column, narrow,
};
use super::feasible::Answer;
use super::space::Space;
use crate::model::DecisionId;
use crate::table::column::index;
use crate::table::region::Cover;

/// What a box holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// Only affairs as wanted.
    All,
    /// None.
    Nothing,
    /// Perhaps some.
    Open,
}

/// Looks for an affair as wanted. `live` are the rules that may be met in the box, for each decision
/// of the cone. An answer that could not be made sure of counts as none, and marks the steps.
pub fn search(
    ground: Ground,
    decision: DecisionId,
    (space, live): (Space, Live),
    steps: &mut Steps,
    mut judge: impl FnMut(&[World]) -> Judged,
) -> Result<Option<Space>, Exhausted> {
    let Ground { model, table } = ground;
    let cone = &table.cones[decision.index()];
    let mut stack = vec![Node {
        space,
        live,
        forbidden: (0..index(table.forbidden.len())).collect(),
    }];
    while let Some(mut node) = stack.pop() {
        steps.taken += 1 + node.space.cells.len() as u64;
        if !narrow(ground, &mut node.space) || !allowed(table, &mut node) {
            continue;
        }
        for live in &mut node.live {
            steps.taken += live.len() as u64;
            live.retain(|rule| cover(table, *rule, &node.space.cells) != Cover::Nothing);
        }
        if steps.taken > steps.limit {
            return Err(Exhausted);
        }
        let evaluation = evaluate(
            model,
            table,
            cone,
            &node.space.cells,
            &node.live,
            (&mut steps.taken, steps.limit),
        )
        .ok_or(Exhausted)?;
        let column = match judge(&evaluation.worlds) {
            Judged::Nothing => continue,
            Judged::All => forbidden_column(table, &node),
            Judged::Open => {
                let open = column_to_cut(
                    table,
                    cone,
                    &[cone.len() - 1],
                    &node.space.cells,
                    &evaluation.open,
                );
                // a box that no open rule cuts is settled, and a judge can tell
                let Some(open) = open else { continue };
                Some(open)
            }
        };
        if let Some(column) = column {
            cut(table, node, column, &mut stack);
            continue;
        }
        match exists(ground, &node.space) {
            (Answer::No, _) => {}
            (Answer::Unknown, _) => steps.unsure = true,
            (Answer::Yes(point), facts) => {
                node.space.exact.extend(facts.into_iter().zip(point));
                return Ok(Some(node.space));
            }
        }
    }
    Ok(None)
}
