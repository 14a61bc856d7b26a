//! A value that somebody claims for a decision, read as a fact of its type would be: labels are
//! accepted, and `;` separates the values of a collected list.

use rust_decimal::Decimal;

use super::value::Written;
use super::{Knowledge, Reader, Rejection};
use crate::model::{Collect, Datum, Decision, DecisionId, Fact, Type};
use crate::source::Span;
use crate::verdict::Value;
use crate::words::{Label, Words};

impl Reader<'_> {
    /// The value claimed. A list of one value claims that this is in what is collected.
    pub(crate) fn claimed(&self, id: DecisionId, text: &str) -> Result<Value, Rejection> {
        let decision = &self.model.decisions[id.index()];
        let slot = slot(decision);
        let one = |text: &str| match self.read(&slot, &Written::Text(text.into()))? {
            Knowledge::Known(datum) => Ok(datum),
            _ => Err(Rejection::several(&slot.name, text)),
        };
        if decision.collect != Some(Collect::List) {
            return Ok(Value::One(one(text)?));
        }
        let members = text.split([';', '；']).map(str::trim);
        let members = members.filter(|member| !member.is_empty());
        let mut list: Vec<Datum> = members.map(one).collect::<Result<_, _>>()?;
        list.sort_unstable();
        list.dedup();
        Ok(Value::List(list))
    }
}

/// A decision as something of a type that a record could hold.
fn slot(decision: &Decision) -> Fact {
    let ty = match (decision.collect, &decision.ty) {
        (Some(Collect::Count), _) => Type::Integer {
            low: 0,
            high: i64::MAX,
            unit: None,
        },
        // a sum may leave the range of what is added
        (Some(Collect::Sum), Type::Integer { unit, .. }) => Type::Integer {
            low: i64::MIN,
            high: i64::MAX,
            unit: unit.clone(),
        },
        (Some(Collect::Sum), Type::Decimal { unit, .. }) => Type::Decimal {
            low: Decimal::MIN,
            high: Decimal::MAX,
            unit: unit.clone(),
        },
        (_, ty) => ty.clone(),
    };
    Fact {
        name: decision.name.clone(),
        label: Label::default(),
        ty,
        declared: 0,
        recognised_from: None,
        phrase: Label::default(),
        established_by: None,
        judged_by: None,
        fixed: false,
        sensitive: false,
        span: Span::default(),
    }
}

impl Rejection {
    /// A value that stands for several, where one is asked for.
    fn several(name: &str, text: &str) -> Self {
        let shown = super::rejection::short(text);
        Self::new(
            crate::diagnostic::Code::ValueOutsideDomain,
            name,
            Words::new(
                format!("`{shown}` stands for several values, and `{name}` comes to one of them"),
                format!("`{shown}` 代表多个取值，而 `{name}` 只取其一"),
            ),
        )
    }
}
