//! The nearest declared name, for "did you mean".

use strsim::damerau_levenshtein;

/// Of several names the one most like what was written, if any is like enough: no more than a third
/// of its characters differ, case aside. Among equals the first.
pub(crate) fn nearest<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = written.to_lowercase();
    let allowed = (wanted.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let length = name.chars().count();
        if length.abs_diff(wanted.chars().count()) > allowed
            || length == 1 && allowed == 1 && name != written
        {
            continue;
        }
        let distance = damerau_levenshtein(&wanted, &name.to_lowercase());
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let names = ["matter", "households", "加装电梯", "a"];
        assert_eq!(nearest("mater", names), Some("matter"));
        assert_eq!(nearest("Household", names), Some("households"));
        assert_eq!(nearest("装电梯", names), Some("加装电梯"));
        assert_eq!(nearest("cost", names), None);
        assert_eq!(nearest("b", names), None, "one letter is not like another");
    }
}
