//! "Did you mean": names near to one that nothing declares.

use crate::model::nearest;
use crate::words::Words;

/// The nearest of some names: a few slips away, else one that holds it or is held by it. The same
/// whatever order the names come in.
pub(super) fn nearest<'a>(name: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut names: Vec<&str> = among.into_iter().collect();
    names.sort_unstable();
    nearest::nearest(name, names.iter().copied()).or_else(|| {
        let candidates = names
            .into_iter()
            .filter(|candidate| contains(name, candidate));
        candidates.min_by_key(|candidate| candidate.len().abs_diff(name.len()))
    })
}

/// Whether the one stands within the other, and is no mere fragment of it.
fn contains(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    long.contains(short) && short.len() * 3 >= long.len() && short.chars().count() >= 2
}

/// `did you mean …`, if a name is near.
pub(super) fn suggestion<'a>(
    name: &str,
    among: impl IntoIterator<Item = &'a str>,
) -> Option<Words> {
    nearest(name, among).map(|near| {
        Words::new(
            format!("did you mean `{near}`?"),
            format!("是否想写 `{near}`？"),
        )
    })
}

/// Some names in backticks, at most `limit`, then `…`.
pub(super) fn some<'a>(names: impl IntoIterator<Item = &'a str>, limit: usize) -> String {
    let mut text = String::new();
    for (i, name) in names.into_iter().enumerate() {
        if i == limit {
            return text + ", …";
        }
        if i > 0 {
            text.push_str(", ");
        }
        text.push('`');
        text.push_str(name);
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found() {
        let names = [
            "elevator_installation",
            "parking",
            "公事",
            "共事",
            "water_supply",
        ];
        assert_eq!(
            nearest("elevator_instalation", names),
            Some("elevator_installation")
        );
        assert_eq!(nearest("elevator", names), Some("elevator_installation"));
        assert_eq!(nearest("parkign", names), Some("parking"));
        assert_eq!(nearest("公示", names), Some("公事"));
        assert_eq!(nearest("完全不同", names), None);
        assert_eq!(nearest("x", names), None);
    }

    #[test]
    fn long_lists_are_cut() {
        assert_eq!(some(["a", "b", "c"], 2), "`a`, `b`, …");
        assert_eq!(some(["a", "b"], 2), "`a`, `b`");
    }
}
