//! Why a condition is met, not met or open: its tests, told.

use super::reason::{Held, Reason};
use super::shown::Speaker;
use super::world::World;
use crate::model::{Condition, DefineBody, TestForm};

/// Tells what makes conditions come out as they do, in one world.
pub(super) struct Trace<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) speaker: &'a Speaker<'a>,
}

impl Trace<'_> {
    /// The reasons why a condition (or, if not `wanted`, its contrary) is `held`.
    pub(super) fn why(&self, condition: &Condition, wanted: bool, held: Held) -> Vec<Reason> {
        self.gather(condition, wanted, held, None)
    }

    fn gather(
        &self,
        condition: &Condition,
        wanted: bool,
        held: Held,
        define: Option<&str>,
    ) -> Vec<Reason> {
        match condition {
            Condition::Not(inner) => self.gather(inner, !wanted, held, define),
            Condition::Test(test) => match &test.form {
                TestForm::Defined(id) => {
                    let defined = &self.world.setting.model.defines[id.index()];
                    match &defined.body {
                        DefineBody::Condition(body) => {
                            self.gather(body, wanted, held, define.or(Some(&defined.name)))
                        }
                        DefineBody::Expr(..) => Vec::new(),
                    }
                }
                _ => vec![Reason::Test(Box::new(self.test(test, wanted, define)))],
            },
            Condition::All(parts) if wanted => self.together(parts, wanted, held, define),
            Condition::Any(parts) if !wanted => self.together(parts, wanted, held, define),
            Condition::All(parts) | Condition::Any(parts) => {
                let mut any: Vec<Reason> = self
                    .those(parts, wanted, held)
                    .map(|part| {
                        let mut all = self.gather(part, wanted, held, define);
                        if all.len() == 1 {
                            all.remove(0)
                        } else {
                            Reason::All { all }
                        }
                    })
                    .collect();
                match any.as_slice() {
                    [Reason::All { .. }] => match any.remove(0) {
                        Reason::All { all } => all,
                        other => vec![other],
                    },
                    [_] => any,
                    _ => vec![Reason::Any { any }],
                }
            }
        }
    }

    fn together(
        &self,
        parts: &[Condition],
        wanted: bool,
        held: Held,
        define: Option<&str>,
    ) -> Vec<Reason> {
        self.those(parts, wanted, held)
            .flat_map(|part| self.gather(part, wanted, held, define))
            .collect()
    }

    /// The parts that are held so.
    fn those<'c>(
        &self,
        parts: &'c [Condition],
        wanted: bool,
        held: Held,
    ) -> impl Iterator<Item = &'c Condition> {
        parts.iter().filter(move |part| {
            let holds = self.world.condition(part);
            held == if wanted { holds } else { holds.not() }
        })
    }
}
