//! The order in which people count: `O.2` before `O.10`.

use std::cmp::Ordering;

/// Compares two names, runs of digits by their number; names that differ only in leading zeros
/// by their characters, so that no two names are equal.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, rest_left) = digits(left);
            let (n, rest_right) = digits(right);
            let order = m.len().cmp(&n.len()).then_with(|| m.cmp(n));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (rest_left, rest_right);
        } else if x == y {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
        } else {
            return x.cmp(&y);
        }
    }
}

/// The leading digits without their leading zeros, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    (run.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        let mut ids = ["O.10", "O.2", "公事.11", "O.2a", "公事.3", "O", "O.02", "O.2"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["O", "O.02", "O.2", "O.2", "O.2a", "O.10", "公事.3", "公事.11"]);
    }
}
