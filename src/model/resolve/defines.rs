//! Definitions, each after those it uses.

use super::arithmetic::tally;
use super::conditions;
use super::expressions::quantity;
use super::items::AS_OF;
use super::labels::label;
use super::names::{Declared, reserved};
use super::reports::Reports;
use super::scope::{DefineHead, Item, Place, Scope, Site};
use super::sense::{Sense, sense};
use super::{conditions::name_of, uses};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::check;
use crate::model::{Define, DefineBody, DefineId, LevelId};
use crate::syntax::tree::{self, Expression, ExpressionNode};
use crate::words::Words;

/// A definition with the ruleset that declares it.
pub(super) type WrittenDefine<'t> = (LevelId, &'t tree::Define);

/// Puts the definitions, given by name, after those they use and numbers them so. Those in a
/// circle are reported and stay broken.
pub(super) fn declare<'t>(
    defines: &[WrittenDefine<'t>],
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Vec<WrittenDefine<'t>> {
    // numbered by name first, so that the circle can be found
    for (id, (level, define)) in (0..).zip(defines) {
        let what = Item::Define(DefineId(id));
        scope.items.insert(
            &define.name.text,
            Declared {
                what,
                level: *level,
                span: define.name.span,
            },
        );
        scope.defines.push(None);
        if define.name.text == AS_OF {
            reports.push(reserved(
                &define.name,
                Words::new("`as_of` is the date of the decision", "`as_of` 是决定日"),
            ));
        }
    }
    let needs: Vec<Vec<usize>> = defines
        .iter()
        .map(|(level, define)| {
            let used = uses::of(&define.body, *level, scope);
            used.into_iter()
                .filter_map(|(item, _)| {
                    if let Item::Define(id) = item {
                        Some(id.index())
                    } else {
                        None
                    }
                })
                .collect()
        })
        .collect();
    for circle in check::circles(&needs) {
        reports.push(circular(&circle, defines));
    }
    // those in a circle come last and find their needs broken
    let order = check::order(&needs);
    let sorted: Vec<WrittenDefine<'t>> = order
        .iter()
        .filter_map(|&at| defines.get(at).copied())
        .collect();
    for (id, (level, define)) in (0..).zip(&sorted) {
        let what = Item::Define(DefineId(id));
        scope.items.insert(
            &define.name.text,
            Declared {
                what,
                level: *level,
                span: define.name.span,
            },
        );
    }
    sorted
}

/// What each definition stands for, in order.
pub(super) fn resolve<'t>(
    defines: &[WrittenDefine<'t>],
    scope: &mut Scope<'t>,
    reports: &mut Reports,
) -> Vec<Define> {
    let mut resolved = Vec::with_capacity(defines.len());
    for (index, (level, define)) in defines.iter().enumerate() {
        let label = label(define.label.as_ref());
        let head = read(*level, &define.body, scope, reports);
        if let Some(head) = &head {
            let body = head.body.clone();
            resolved.push(Define {
                name: define.name.text.clone(),
                label,
                body,
                span: define.name.span,
            });
        }
        scope.defines[index] = head;
    }
    resolved
}

fn read(
    level: LevelId,
    body: &Expression,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<DefineHead> {
    let mut site = Site::new(scope, level, Place::Rule, reports);
    if is_quantity(body, level, scope) {
        let found = conditions::within_limits(body, &mut site, quantity)?;
        // under another name it would pass for a number
        if let Some(wrong) = tally(&found, scope) {
            site.reports.push(wrong);
            return None;
        }
        let body = DefineBody::Expr(found.expr, found.ty);
        return Some(DefineHead {
            body,
            bounds: Some(found.bounds),
            usage: site.usage,
        });
    }
    let condition = conditions::whole(body, &mut site)?;
    Some(DefineHead {
        body: DefineBody::Condition(condition),
        bounds: None,
        usage: site.usage,
    })
}

/// Whether a definition is a number, date or duration rather than a condition.
fn is_quantity(body: &Expression, level: LevelId, scope: &Scope) -> bool {
    match &body.node {
        ExpressionNode::Arithmetic { .. } => true,
        ExpressionNode::Literal(tree::Literal::Name(name)) if name.text == AS_OF => true,
        ExpressionNode::Literal(tree::Literal::Name(_)) => {
            let item = name_of(body)
                .and_then(|name| scope.items.get(name.text.as_str()))
                .filter(|found| found.level <= level);
            item.is_some_and(|found| matches!(sense(found.what, scope), Sense::Quantity))
        }
        ExpressionNode::Literal(literal) => {
            !matches!(literal, tree::Literal::YesNo(_) | tree::Literal::Text(_))
        }
        _ => false,
    }
}

fn circular(circle: &[usize], defines: &[WrittenDefine]) -> Diagnostic {
    let name = |at: usize| {
        defines
            .get(at)
            .map_or("", |(_, define)| define.name.text.as_str())
    };
    let path: Vec<String> = circle
        .iter()
        .chain(circle.first())
        .map(|&at| format!("`{}`", name(at)))
        .collect();
    let path = path.join(" → ");
    let place = |at: usize| {
        defines
            .get(at)
            .map(|(_, define)| define.name.span)
            .unwrap_or_default()
    };
    let first = circle.first().map(|&at| place(at)).unwrap_or_default();
    let message = Words::new(
        format!("definitions use each other in a circle: {path}"),
        format!("定义循环引用：{path}"),
    );
    let mut diagnostic = Diagnostic::error(Code::CyclicDefines, first, message);
    for pair in circle.windows(2) {
        let user = name(pair[0]);
        diagnostic = diagnostic.and(
            place(pair[1]),
            Words::new(format!("used by `{user}`"), format!("被 `{user}` 引用")),
        );
    }
    diagnostic.help(Words::new(
        "define one of them without the others",
        "请让其中一个不依赖其他定义",
    ))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{BASE, added, model};

    #[test]
    fn each_stands_after_those_it_uses() {
        let model = model(&format!(
            "{BASE}define a = b and c is at least 3\ndefine b = planning\ndefine c = cost / households\n"
        ));
        let names: Vec<&str> = model
            .defines
            .iter()
            .map(|define| define.name.as_str())
            .collect();
        assert_eq!(names, ["b", "c", "a"]);
    }

    #[test]
    fn circles_are_shown() {
        assert_eq!(
            added("define a = b\ndefine b = planning or a\ndefine c = a\ndefine d = d + 1"),
            [
                "FL0412 a: definitions use each other in a circle: `a` → `b` → `a`",
                "FL0412 d: definitions use each other in a circle: `d` → `d`"
            ]
        );
    }

    #[test]
    fn a_value_of_the_same_name_is_no_circle() {
        model(&format!("{BASE}define official = tier is official\n"));
    }
}
