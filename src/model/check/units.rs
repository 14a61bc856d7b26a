//! Units: CNY, CNY/household. They are products of powers of names; a bare literal fits any.

use std::collections::BTreeMap;

/// A unit as in [`crate::model::ExprType::Number`]; `None` is that of a bare literal.
pub(crate) type Unit = Option<Vec<(String, i8)>>;

/// The unit of a declared number.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a unit, which a bare literal has none of"
)]
pub(crate) fn of(name: Option<&String>) -> Unit {
    Some(name.map(|name| (name.clone(), 1)).into_iter().collect())
}

/// The unit of a sum or a comparison; `None` if the units differ.
pub(crate) fn agree(a: &Unit, b: &Unit) -> Option<Unit> {
    match (a, b) {
        (None, other) | (other, None) => Some(other.clone()),
        (Some(left), Some(right)) => (left == right).then(|| a.clone()),
    }
}

/// The unit of a product; `None` if a power is out of all reason.
pub(crate) fn multiplied(a: &Unit, b: &Unit) -> Option<Unit> {
    joined(a, b, 1)
}

/// The unit of a quotient.
pub(crate) fn divided(a: &Unit, b: &Unit) -> Option<Unit> {
    joined(a, b, -1)
}

fn joined(a: &Unit, b: &Unit, sign: i8) -> Option<Unit> {
    if a.is_none() && b.is_none() {
        return Some(None);
    }
    let mut powers: BTreeMap<&str, i8> = BTreeMap::new();
    for (name, power) in a.iter().flatten() {
        powers.insert(name, *power);
    }
    for (name, power) in b.iter().flatten() {
        let sum = powers
            .get(name.as_str())
            .copied()
            .unwrap_or(0)
            .checked_add(power.checked_mul(sign)?)?;
        powers.insert(name, sum);
    }
    Some(Some(
        powers
            .into_iter()
            .filter(|(_, power)| *power != 0)
            .map(|(name, power)| (name.to_owned(), power))
            .collect(),
    ))
}

/// A unit in words: `CNY/household`, `m^2`, `1/day`; `None` where there is none.
pub(crate) fn show(unit: &Unit) -> Option<String> {
    let powers = unit.as_ref().filter(|powers| !powers.is_empty())?;
    let side = |sign: i8| -> Vec<String> {
        powers
            .iter()
            .filter(|(_, power)| power.signum() == sign)
            .map(|(name, power)| match power.unsigned_abs() {
                1 => name.clone(),
                many => format!("{name}^{many}"),
            })
            .collect()
    };
    let (above, below) = (side(1).join("*"), side(-1));
    let above = if above.is_empty() {
        "1".to_owned()
    } else {
        above
    };
    Some(below.iter().fold(above, |text, name| text + "/" + name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_cancel() {
        let (money, bare) = (of(Some(&"CNY".to_owned())), None);
        let none = of(None);
        assert_eq!(divided(&money, &money), Some(none.clone()));
        assert_eq!(multiplied(&money, &bare), Some(money.clone()));
        assert_eq!(
            divided(&bare, &money).and_then(|unit| show(&unit)),
            Some("1/CNY".to_owned())
        );
        assert_eq!(agree(&money, &bare), Some(money.clone()));
        assert_eq!(agree(&money, &none), None);
        assert_eq!(multiplied(&bare, &bare), Some(None));
    }
}
