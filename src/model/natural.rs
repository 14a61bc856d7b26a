//! The order in which people count: `O.2` before `O.10`.

use std::cmp::Ordering;

/// Compares two names, runs of digits by their number; names that differ only in leading zeros
/// by their characters, so that no two names are equal.
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(first), Some(second)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        if first.is_ascii_digit() && second.is_ascii_digit() {
            let ((number, left_rest), (other, right_rest)) = (digits(left), digits(right));
            let order = number
                .len()
                .cmp(&other.len())
                .then_with(|| number.cmp(other));
            if order != Ordering::Equal {
                return order;
            }
            (left, right) = (left_rest, right_rest);
        } else if first == second {
            (left, right) = (&left[first.len_utf8()..], &right[second.len_utf8()..]);
        } else {
            return first.cmp(&second);
        }
    }
}

/// The leading digits without their leading zeros, and what follows them.
fn digits(text: &str) -> (&str, &str) {
    let end = text
        .bytes()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    let (run, rest) = text.split_at(end);
    (run.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count() {
        let mut ids = [
            "O.10",
            "O.2",
            "公事.11",
            "O.2a",
            "公事.3",
            "O",
            "O.02",
            "O.2",
        ];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(
            ids,
            [
                "O",
                "O.02",
                "O.2",
                "O.2",
                "O.2a",
                "O.10",
                "公事.3",
                "公事.11"
            ]
        );
    }
}
