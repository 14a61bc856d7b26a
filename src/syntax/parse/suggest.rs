//! The keyword somebody meant: nearly spelled, or a word of another language.

use super::expected::Expected;
use crate::syntax::keywords::Keyword;

/// The longest word, in bytes, that is taken for a misspelt keyword.
const LONGEST: usize = 40;

/// Words people write for a keyword.
const SYNONYMS: &[(&str, Keyword)] = &[
    ("if", Keyword::When),
    ("where", Keyword::When),
    ("provided", Keyword::When),
    ("except", Keyword::Unless),
    ("else", Keyword::Otherwise),
    ("default", Keyword::Otherwise),
    ("equals", Keyword::Is),
    ("are", Keyword::Is),
    ("has", Keyword::Includes),
    ("contains", Keyword::Mentions),
    ("include", Keyword::Includes),
    ("mention", Keyword::Mentions),
    ("override", Keyword::Overrides),
    ("beats", Keyword::Overrides),
    ("reason", Keyword::Because),
    ("since", Keyword::Because),
    ("as", Keyword::Because),
    ("label", Keyword::Title),
    ("name", Keyword::Title),
    ("expects", Keyword::Expect),
    ("test", Keyword::Example),
    ("case", Keyword::Example),
    ("type", Keyword::Kind),
    ("enum", Keyword::Kind),
    ("fact", Keyword::Facts),
    ("input", Keyword::Facts),
    ("output", Keyword::Decision),
    ("definition", Keyword::Define),
    ("let", Keyword::Define),
    ("include", Keyword::Import),
    ("use", Keyword::Import),
    ("module", Keyword::Ruleset),
    ("assert", Keyword::Guarantee),
    ("如果", Keyword::When),
    ("若", Keyword::When),
    ("如", Keyword::When),
    ("假如", Keyword::When),
    ("那么", Keyword::Then),
    ("就", Keyword::Then),
    ("并且", Keyword::And),
    ("而且", Keyword::And),
    ("和", Keyword::And),
    ("并", Keyword::And),
    ("或者", Keyword::Or),
    ("不", Keyword::Not),
    ("等于", Keyword::Is),
    ("为", Keyword::Is),
    ("属于", Keyword::Is),
    ("不等于", Keyword::IsNot),
    ("大于", Keyword::IsMoreThan),
    ("超过", Keyword::IsMoreThan),
    ("高于", Keyword::IsMoreThan),
    ("小于", Keyword::IsLessThan),
    ("低于", Keyword::IsLessThan),
    ("不足", Keyword::IsLessThan),
    ("大于等于", Keyword::IsAtLeast),
    ("不少于", Keyword::IsAtLeast),
    ("不低于", Keyword::IsAtLeast),
    ("小于等于", Keyword::IsAtMost),
    ("不超过", Keyword::IsAtMost),
    ("不多于", Keyword::IsAtMost),
    ("不高于", Keyword::IsAtMost),
    ("包括", Keyword::Includes),
    ("含有", Keyword::Mentions),
    ("提及", Keyword::Mentions),
    ("因为", Keyword::Because),
    ("理由", Keyword::Because),
    ("除了", Keyword::Unless),
    ("优先", Keyword::Overrides),
    ("来源", Keyword::Source),
    ("根据", Keyword::Source),
    ("导入", Keyword::Import),
    ("类型", Keyword::Kind),
    ("判定", Keyword::Decision),
    ("决策", Keyword::Decision),
    ("例子", Keyword::Example),
    ("示例", Keyword::Example),
    ("例", Keyword::Example),
    ("预期", Keyword::Expect),
    ("应", Keyword::Expect),
    ("给定", Keyword::GivenFacts),
    ("生效", Keyword::Effective),
    ("默认", Keyword::Otherwise),
];

/// The expected keyword that a word comes nearest to, if it comes near any.
pub(super) fn nearest(word: &str, expected: &[Expected]) -> Option<Keyword> {
    if word.len() > LONGEST {
        return None;
    }
    let wanted: Vec<Keyword> = expected
        .iter()
        .filter_map(|expected| match *expected {
            Expected::Keyword(keyword) | Expected::Operator(keyword) => Some(keyword),
            _ => None,
        })
        .collect();
    let lower = word.to_lowercase();
    if let Some(&same) = wanted.iter().find(|keyword| keyword.en() == lower) {
        return Some(same);
    }
    let synonym = SYNONYMS
        .iter()
        .find(|(other, keyword)| *other == lower && wanted.contains(keyword));
    if let Some(&(_, keyword)) = synonym {
        return Some(keyword);
    }
    let length = lower.chars().count();
    let near = |spelling: &str| {
        // Only the first word can be misspelt here: the others come after it.
        let first = spelling.split(' ').next().unwrap_or(spelling);
        let distance = strsim::osa_distance(&lower, first);
        let most = match length.max(first.chars().count()) {
            0..=2 => 0,
            3..=6 => 1,
            _ => 2,
        };
        (distance <= most && distance < length).then_some(distance)
    };
    wanted
        .into_iter()
        .filter_map(|keyword| {
            let distance = [near(keyword.en()), near(keyword.zh())]
                .into_iter()
                .flatten()
                .min()?;
            Some((distance, keyword))
        })
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, keyword)| keyword)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_stand_there_is_meant() {
        let expected = [
            Expected::Keyword(Keyword::When),
            Expected::Keyword(Keyword::Otherwise),
            Expected::Operator(Keyword::IsMoreThan),
        ];
        for (word, meant) in [
            ("wen", Some(Keyword::When)),
            ("WHEN", Some(Keyword::When)),
            ("if", Some(Keyword::When)),
            ("如果", Some(Keyword::When)),
            ("大于", Some(Keyword::IsMoreThan)),
            ("ohterwise", Some(Keyword::Otherwise)),
            ("matter", None),
            ("a", None),
        ] {
            assert_eq!(nearest(word, &expected), meant, "{word}");
        }
    }
}
