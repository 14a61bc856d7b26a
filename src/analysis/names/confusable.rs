//! Names that look alike.
//!
//! Two names of one namespace are confusable if they have the same skeleton (Unicode Technical Standard
//! 39: `O.1` and `` `0.1` ``, Latin and Cyrillic `C.1`), or differ in nothing but case, width, or what
//! joins their words (`street_office`, `` `Street-office` ``). Both are asked apart: `L.1` and `1.1` have
//! one skeleton in lower case, yet nobody takes one for the other.

use std::collections::BTreeMap;

use caseless::default_case_fold_str;
use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

use super::{about, decisions, defines, facts, kinds, nodes, rules, sources};
use crate::analysis::{Finding, Kind, Named};
use crate::model::Model;

/// One finding for each group of names.
pub(super) fn confusable(model: &Model) -> Vec<Finding> {
    let declared = kinds(model).filter(|(_, kind)| !kind.anonymous);
    let mut spaces: Vec<Vec<(Named, &str)>> = vec![
        declared
            .map(|(id, kind)| (Named::Kind(id), kind.name.as_str()))
            .collect(),
        facts(model)
            .map(|(id, fact)| (Named::Fact(id), fact.name.as_str()))
            .chain(defines(model).map(|(id, define)| (Named::Define(id), define.name.as_str())))
            .chain(
                decisions(model)
                    .map(|(id, decision)| (Named::Decision(id), decision.name.as_str())),
            )
            .collect(),
        rules(model)
            .filter(|(_, rule)| rule.referable)
            .map(|(id, rule)| (Named::Rule(id), rule.id.as_str()))
            .collect(),
        sources(model)
            .map(|(id, source)| (Named::Source(id), source.name.as_str()))
            .collect(),
    ];
    spaces.extend(kinds(model).map(|(of, kind)| {
        nodes(kind)
            .map(|(id, node)| (Named::Node(of, id), node.name.as_str()))
            .collect()
    }));
    spaces
        .iter()
        .flat_map(|names| groups(names))
        .map(|names| about(Kind::Confusable(names)))
        .collect()
}

/// Names that share a skeleton or a plain form, directly or through others; in the order given.
fn groups(names: &[(Named, &str)]) -> Vec<Vec<Named>> {
    // where each name's group begins: a name before it, or itself
    let mut first: Vec<usize> = (0..names.len()).collect();
    for form in [looks, plain] {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (at, (_, name)) in names.iter().enumerate() {
            let other = *seen.entry(form(name)).or_insert(at);
            let (one, two) = (root(&first, at), root(&first, other));
            first[one.max(two)] = one.min(two);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Named>> = BTreeMap::new();
    for (at, (named, _)) in names.iter().enumerate() {
        groups.entry(root(&first, at)).or_default().push(*named);
    }
    groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

/// What a name looks like.
fn looks(name: &str) -> String {
    joined(&skeleton(name).collect::<String>())
}

/// A name without case, width and the signs that join words.
fn plain(name: &str) -> String {
    let wide: String = name.nfkc().collect();
    joined(&default_case_fold_str(&wide).nfkc().collect::<String>())
}

/// One sign for all that join the words of a name, and none at its ends.
fn joined(name: &str) -> String {
    let joins = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '\u{2010}'..='\u{2015}');
    let words: Vec<&str> = name.split(joins).filter(|word| !word.is_empty()).collect();
    words.join("_")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleId;

    fn alike(names: &[&str]) -> Vec<Vec<u32>> {
        let named: Vec<(Named, &str)> = (0..)
            .zip(names)
            .map(|(number, name)| (Named::Rule(RuleId(number)), *name))
            .collect();
        let number = |named: &Named| match named {
            Named::Rule(rule) => rule.0,
            _ => unreachable!(),
        };
        groups(&named)
            .iter()
            .map(|group| group.iter().map(number).collect())
            .collect()
    }

    #[test]
    fn what_is_taken_for_something_else() {
        for pair in [
            ["O.1", "0.1"],
            ["C.1", "C.l"],
            ["C.1", "\u{421}.1"],
            ["tier", "Tier"],
            ["street_office", "Street-office"],
            ["street_office", "street office"],
            ["ＡＢ", "AB"],
            ["caf\u{e9}", "cafe\u{301}"],
            ["rnatter", "matter"],
            ["tier", "tier "],
            ["未办事项", "末办事项"],
        ] {
            assert_eq!(alike(&pair), [[0, 1]], "{pair:?}");
        }
    }

    #[test]
    fn what_is_not() {
        for pair in [
            ["C.1", "C.2"],
            ["C.1", "C.11"],
            ["O.10", "O.100"],
            ["L.1", "1.1"],
            ["类别", "种类"],
            ["matter", "matters"],
            ["a_b", "ab"],
        ] {
            assert!(alike(&pair).is_empty(), "{pair:?}");
        }
    }

    #[test]
    fn a_group_holds_all_that_are_alike_and_no_other() {
        assert_eq!(
            alike(&["C.1", "x", "c.1", "C.l", "X", "y"]),
            [vec![0, 2, 3], vec![1, 4]]
        );
    }
}
