//! What a fact, decision or definition is where it is tested.

use super::scope::{Item, Scope};
use crate::model::{Collect, KindId, Type};

/// What a subject of a test is.
pub(super) enum Sense {
    /// One leaf of a kind.
    Kind(KindId),
    /// Several leaves of a kind.
    Many(KindId),
    YesNo,
    Text,
    /// A number, date or duration.
    Quantity,
    /// A defined condition.
    Condition,
    /// Its declaration was broken.
    Broken,
}

/// What an item is when it is tested.
pub(super) fn sense(item: Item, scope: &Scope) -> Sense {
    let of = |ty: &Option<Type>| match ty {
        None => Sense::Broken,
        Some(Type::Kind(kind)) => Sense::Kind(*kind),
        Some(Type::Set(kind)) => Sense::Many(*kind),
        Some(Type::YesNo) => Sense::YesNo,
        Some(Type::Text) => Sense::Text,
        Some(
            Type::Integer { .. } | Type::Decimal { .. } | Type::Date { .. } | Type::Duration { .. },
        ) => Sense::Quantity,
    };
    match item {
        Item::Fact(id) => of(&scope.facts[id.index()].ty),
        Item::Decision(id) => {
            let decision = &scope.decisions[id.index()];
            match (decision.collect, &decision.ty) {
                (Some(Collect::Count), Some(_)) => Sense::Quantity,
                (Some(Collect::List), Some(Type::Kind(kind))) => Sense::Many(*kind),
                (_, ty) => of(ty),
            }
        }
        Item::Define(id) => match &scope.defines[id.index()] {
            None => Sense::Broken,
            Some(define) if define.bounds.is_some() => Sense::Quantity,
            Some(_) => Sense::Condition,
        },
    }
}
