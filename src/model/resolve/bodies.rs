//! Who establishes, judges, determines and decides: values of the kind `body`.

use super::names::{self, Sort};
use super::reports::Reports;
use super::scope::Scope;
use super::values;
use crate::model::{KindId, LevelId};
use crate::syntax::tree::Name;
use crate::words::Words;

/// The name of the kind of bodies.
const BODY: &str = "body";

/// The kind of bodies, if one is declared.
pub(super) fn kind(scope: &Scope) -> Option<KindId> {
    scope.kind_names.get(BODY).map(|declared| declared.what)
}

/// The leaf of the kind `body` that a name is.
pub(super) fn leaf(
    name: &Name,
    level: LevelId,
    scope: &Scope,
    reports: &mut Reports,
) -> Option<u32> {
    let Some(declared) = scope
        .kind_names
        .get(BODY)
        .filter(|declared| declared.level <= level)
    else {
        let kind = Name {
            text: BODY.to_owned(),
            span: name.span,
        };
        names::unknown(&kind, Sort::Kind, reports, |it| {
            it.here(Words::new("names a body", "此处写的是主体"))
                .help(Words::new(
                    "declare the bodies: `kind body { … }`",
                    "请声明各主体：`种类 body { … }`",
                ))
        });
        return None;
    };
    let node = values::node(name, declared.what, scope, reports)?;
    let kind = &scope.kinds[declared.what.index()].kind;
    let found = &kind.nodes[node.index()];
    if !found.leaf {
        reports.push(values::not_a_leaf(name.span, &name.text, kind, node));
    }
    found.leaf.then_some(found.first)
}
