//! What each rule of the grammar is called in a message. The match is exhaustive: a rule added to
//! the grammar must be named here.

use super::grammar::Rule;
use crate::syntax::keywords::Keyword;

/// What a message says was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Expected {
    /// A thing, in English and Chinese.
    Thing(&'static str, &'static str),
    /// A sign.
    Sign(&'static str),
    /// A keyword.
    Keyword(Keyword),
    /// An operator that may follow a value.
    Operator(Keyword),
    /// One of `+ - * /`.
    Arithmetic,
    /// The end of the text.
    End,
    /// Said by what stands around it, or by its parts.
    Silent,
}

/// A name.
pub(super) const NAME: Expected = Expected::Thing("a name", "名称");
/// An id.
pub(super) const ID: Expected = Expected::Thing("an id", "编号");
/// A condition.
pub(super) const CONDITION: Expected = Expected::Thing("a condition", "条件");
/// A value.
pub(super) const VALUE: Expected = Expected::Thing("a value", "值");
/// A string.
pub(super) const TEXT: Expected = Expected::Thing("text in quotation marks", "引号里的文字");

/// A date.
pub(super) const DATE: Expected =
    Expected::Thing("a date like `2023-08-01`", "日期（如 `2023-08-01`）");
/// A fact.
pub(super) const FACT: Expected = Expected::Thing("a fact", "事实");

/// What a rule that was tried stands for: several things where it has several beginnings.
pub(super) fn expected(rule: Rule) -> Vec<Expected> {
    let operators = |keywords: &[Keyword]| {
        keywords
            .iter()
            .map(|&keyword| Expected::Operator(keyword))
            .collect()
    };
    match rule {
        Rule::file | Rule::prefix => {
            let declarations = Keyword::DECLARATIONS
                .iter()
                .filter(|&&keyword| keyword != Keyword::Mandatory);
            declarations
                .map(|&keyword| Expected::Keyword(keyword))
                .collect()
        }
        Rule::is_tail => operators(&[
            Keyword::Is,
            Keyword::IsNot,
            Keyword::IsOneOf,
            Keyword::IsNotOneOf,
        ]),
        Rule::is_not_tail => operators(&[Keyword::IsNot]),
        Rule::in_list_tail => operators(&[Keyword::IsOneOf, Keyword::IsNotOneOf]),
        Rule::compare_tail | Rule::cell_compare => operators(&[
            Keyword::IsAtLeast,
            Keyword::IsAtMost,
            Keyword::IsMoreThan,
            Keyword::IsLessThan,
        ]),
        Rule::includes => operators(&[
            Keyword::Includes,
            Keyword::IncludesAnyOf,
            Keyword::IncludesAllOf,
        ]),
        Rule::mentions => operators(&[Keyword::Mentions, Keyword::MentionsAllOf]),
        _ => vec![spelling(rule)],
    }
}

/// What a rule is called.
pub(super) fn spelling(rule: Rule) -> Expected {
    use Expected::{Arithmetic, End, Keyword as Word, Operator, Sign, Silent, Thing};
    match rule {
        Rule::EOI => End,
        // rules that are never tried at a place of their own, or whose parts say more
        Rule::file | Rule::prefix | Rule::declaration | Rule::WHITESPACE | Rule::COMMENT => Silent,
        Rule::ruleset_clause | Rule::fact_clause | Rule::decision_clause | Rule::rule_clause => {
            Silent
        }
        Rule::shared_clause | Rule::table_clause | Rule::shift_clause | Rule::guarantee_clause => {
            Silent
        }
        Rule::overlap_clause | Rule::example_clause | Rule::outcome | Rule::ground => Silent,
        Rule::said | Rule::compared | Rule::between | Rule::in_list | Rule::negated => Silent,
        Rule::expression_list | Rule::end | Rule::b | Rule::h | Rule::comma => Silent,
        // never the thing to write
        Rule::blank => Silent,
        Rule::reserved | Rule::reserved_en | Rule::reserved_zh | Rule::after_number => Silent,
        Rule::digit | Rule::minus | Rule::point | Rule::identifier | Rule::quoted => Silent,
        // declarations
        Rule::ruleset_declaration => Word(Keyword::Ruleset),
        Rule::import_declaration => Word(Keyword::Import),
        Rule::kind_declaration => Word(Keyword::Kind),
        Rule::facts_declaration => Word(Keyword::Facts),
        Rule::define_declaration => Word(Keyword::Define),
        Rule::decision_declaration => Word(Keyword::Decision),
        Rule::rule_declaration => Word(Keyword::Rule),
        Rule::table_declaration => Word(Keyword::Table),
        Rule::shift_declaration => Word(Keyword::Shift),
        Rule::guarantee_declaration => Word(Keyword::Guarantee),
        Rule::overlap_declaration => Word(Keyword::Overlap),
        Rule::example_declaration => Word(Keyword::Example),
        // clauses
        Rule::under => Word(Keyword::Under),
        Rule::title => Word(Keyword::Title),
        Rule::authority => Word(Keyword::Authority),
        Rule::effective => Word(Keyword::Effective),
        Rule::from_date => Word(Keyword::From),
        Rule::until_date => Word(Keyword::Until),
        Rule::adopted => Word(Keyword::Adopted),
        Rule::source_declaration | Rule::citation => Word(Keyword::Source),
        Rule::issued => Word(Keyword::Issued),
        Rule::also => Word(Keyword::Also),
        Rule::kind_csv | Rule::table_csv | Rule::shift_from => Word(Keyword::From),
        Rule::recognised => Word(Keyword::RecognisedFrom),
        Rule::phrase => Word(Keyword::As),
        Rule::established => Word(Keyword::EstablishedBy),
        Rule::judged => Word(Keyword::JudgedBy),
        Rule::fixed => Word(Keyword::Fixed),
        Rule::sensitive => Word(Keyword::Sensitive),
        Rule::impossible => Word(Keyword::Impossible),
        Rule::in_unit => Word(Keyword::In),
        Rule::folded | Rule::collected => Word(Keyword::Collect),
        Rule::otherwise => Word(Keyword::Otherwise),
        Rule::known_gap => Word(Keyword::Unclassified),
        Rule::resolve_by => Word(Keyword::ResolveBy),
        Rule::determined_by => Word(Keyword::DeterminedBy),
        Rule::when => Word(Keyword::When),
        Rule::unless => Word(Keyword::Unless),
        Rule::then => Word(Keyword::Then),
        Rule::overrides => Word(Keyword::Overrides),
        Rule::because => Word(Keyword::Because),
        Rule::given_columns => Word(Keyword::GivenColumns),
        Rule::blank_means_any => Word(Keyword::BlankMeansAny),
        Rule::never => Word(Keyword::Never),
        Rule::always => Word(Keyword::Always),
        Rule::whenever => Word(Keyword::Whenever),
        Rule::on_decision => Word(Keyword::On),
        Rule::decided_by => Word(Keyword::DecidedBy),
        Rule::given_facts => Word(Keyword::GivenFacts),
        Rule::as_of => Word(Keyword::AsOf),
        Rule::expect => Word(Keyword::Expect),
        Rule::by => Word(Keyword::By),
        Rule::not_by => Word(Keyword::NotBy),
        Rule::contested => Word(Keyword::Contested),
        Rule::undetermined => Word(Keyword::Undetermined),
        // things
        Rule::kind_values => Sign("{"),
        Rule::kind_value | Rule::member | Rule::name => NAME,
        // a unit may always be left out
        Rule::unit | Rule::percent | Rule::kw_days | Rule::kw_months | Rule::kw_years => Silent,
        Rule::fact | Rule::given => FACT,
        Rule::fact_type => Thing("a type", "类型"),
        Rule::number_range | Rule::date_range | Rule::length_range => {
            Thing("a range like `1..10`", "范围（如 `1..10`）")
        }
        Rule::length => Thing("a duration", "时长"),
        Rule::conclusion => Thing(
            "a conclusion like `tier is official`",
            "结论（如 `类别 是 公事`）",
        ),
        Rule::literal_list
        | Rule::literal_set
        | Rule::item_list
        | Rule::name_list
        | Rule::id_list => Sign("("),
        Rule::row => Thing("a row", "表格行"),
        Rule::expectation => Thing(
            "an expected outcome like `tier is official`",
            "应有的结果（如 `类别 是 公事`）",
        ),
        Rule::expression | Rule::condition => CONDITION,
        Rule::sum | Rule::primary | Rule::item | Rule::group => VALUE,
        Rule::all_of => Word(Keyword::AllOf),
        Rule::any_of => Word(Keyword::AnyOf),
        Rule::as_of_date => Word(Keyword::AsOfDate),
        Rule::patterns => TEXT,
        Rule::literal | Rule::quantity | Rule::yes_no => VALUE,
        Rule::date => DATE,
        Rule::number => Thing("a number", "数"),
        Rule::string | Rule::localized | Rule::tagged => TEXT,
        Rule::language => Thing("a language", "语言"),
        Rule::id => ID,
        // types
        Rule::one_of_type => Word(Keyword::OneOf),
        Rule::set_of_type => Word(Keyword::SetOf),
        Rule::yes_no_type => Word(Keyword::YesNo),
        Rule::integer_type => Word(Keyword::Integer),
        Rule::decimal_type => Word(Keyword::Decimal),
        Rule::date_type => Word(Keyword::Date),
        Rule::duration_type => Word(Keyword::Duration),
        Rule::text_type => Word(Keyword::Text),
        // what may follow a value
        Rule::compare_tail | Rule::op_at_least => Operator(Keyword::IsAtLeast),
        Rule::op_at_most => Operator(Keyword::IsAtMost),
        Rule::op_more_than => Operator(Keyword::IsMoreThan),
        Rule::op_less_than => Operator(Keyword::IsLessThan),
        Rule::between_tail | Rule::op_between => Operator(Keyword::IsBetween),
        Rule::in_list_tail | Rule::op_in_list => Operator(Keyword::IsOneOf),
        Rule::op_not_in_list => Operator(Keyword::IsNotOneOf),
        Rule::is_tail | Rule::op_is | Rule::op_equal => Operator(Keyword::Is),
        Rule::is_not_tail | Rule::op_is_not | Rule::op_unequal => Operator(Keyword::IsNot),
        Rule::includes | Rule::kw_includes => Operator(Keyword::Includes),
        Rule::kw_includes_any_of => Operator(Keyword::IncludesAnyOf),
        Rule::kw_includes_all_of => Operator(Keyword::IncludesAllOf),
        Rule::mentions | Rule::kw_mentions => Operator(Keyword::Mentions),
        Rule::kw_mentions_all_of => Operator(Keyword::MentionsAllOf),
        Rule::op_or => Operator(Keyword::Or),
        Rule::op_and => Operator(Keyword::And),
        Rule::op_arithmetic => Arithmetic,
        Rule::op_not | Rule::kw_not => Word(Keyword::Not),
        // keywords
        Rule::kw_ruleset => Word(Keyword::Ruleset),
        Rule::kw_import => Word(Keyword::Import),
        Rule::kw_kind => Word(Keyword::Kind),
        Rule::kw_facts => Word(Keyword::Facts),
        Rule::kw_define => Word(Keyword::Define),
        Rule::kw_decision => Word(Keyword::Decision),
        Rule::kw_rule => Word(Keyword::Rule),
        Rule::kw_table => Word(Keyword::Table),
        Rule::kw_shift => Word(Keyword::Shift),
        Rule::kw_guarantee => Word(Keyword::Guarantee),
        Rule::kw_overlap => Word(Keyword::Overlap),
        Rule::kw_example => Word(Keyword::Example),
        Rule::kw_mandatory => Word(Keyword::Mandatory),
        Rule::kw_under => Word(Keyword::Under),
        Rule::kw_title => Word(Keyword::Title),
        Rule::kw_authority => Word(Keyword::Authority),
        Rule::kw_effective => Word(Keyword::Effective),
        Rule::kw_from => Word(Keyword::From),
        Rule::kw_until => Word(Keyword::Until),
        Rule::kw_adopted => Word(Keyword::Adopted),
        Rule::kw_source => Word(Keyword::Source),
        Rule::kw_issued => Word(Keyword::Issued),
        Rule::kw_ordered => Word(Keyword::Ordered),
        Rule::kw_also => Word(Keyword::Also),
        Rule::kw_column => Word(Keyword::Column),
        Rule::kw_recognised_from => Word(Keyword::RecognisedFrom),
        Rule::kw_one_of => Word(Keyword::OneOf),
        Rule::kw_set_of => Word(Keyword::SetOf),
        Rule::kw_yes_no => Word(Keyword::YesNo),
        Rule::kw_integer => Word(Keyword::Integer),
        Rule::kw_decimal => Word(Keyword::Decimal),
        Rule::kw_in => Word(Keyword::In),
        Rule::kw_date => Word(Keyword::Date),
        Rule::kw_duration => Word(Keyword::Duration),
        Rule::kw_text => Word(Keyword::Text),
        Rule::kw_as => Word(Keyword::As),
        Rule::kw_established_by => Word(Keyword::EstablishedBy),
        Rule::kw_judged_by => Word(Keyword::JudgedBy),
        Rule::kw_fixed => Word(Keyword::Fixed),
        Rule::kw_sensitive => Word(Keyword::Sensitive),
        Rule::kw_impossible => Word(Keyword::Impossible),
        Rule::kw_collect => Word(Keyword::Collect),
        Rule::kw_min => Word(Keyword::Min),
        Rule::kw_max => Word(Keyword::Max),
        Rule::kw_sum => Word(Keyword::Sum),
        Rule::kw_count => Word(Keyword::Count),
        Rule::kw_otherwise => Word(Keyword::Otherwise),
        Rule::kw_unclassified => Word(Keyword::Unclassified),
        Rule::kw_resolve_by => Word(Keyword::ResolveBy),
        Rule::kw_superior => Word(Keyword::Superior),
        Rule::kw_specialis => Word(Keyword::Specialis),
        Rule::kw_posterior => Word(Keyword::Posterior),
        Rule::kw_highest => Word(Keyword::Highest),
        Rule::kw_lowest => Word(Keyword::Lowest),
        Rule::kw_determined_by => Word(Keyword::DeterminedBy),
        Rule::kw_overrides => Word(Keyword::Overrides),
        Rule::kw_because => Word(Keyword::Because),
        Rule::kw_when => Word(Keyword::When),
        Rule::kw_unless => Word(Keyword::Unless),
        Rule::kw_then => Word(Keyword::Then),
        Rule::kw_between_and => Word(Keyword::BetweenAnd),
        Rule::kw_adds => Word(Keyword::Adds),
        Rule::kw_all_of => Word(Keyword::AllOf),
        Rule::kw_any_of => Word(Keyword::AnyOf),
        Rule::kw_decided => Word(Keyword::Decided),
        Rule::kw_yes => Word(Keyword::Yes),
        Rule::kw_no => Word(Keyword::No),
        Rule::kw_as_of_date => Word(Keyword::AsOfDate),
        Rule::kw_given_columns => Word(Keyword::GivenColumns),
        Rule::kw_blank_means_any => Word(Keyword::BlankMeansAny),
        Rule::kw_to => Word(Keyword::To),
        Rule::kw_never => Word(Keyword::Never),
        Rule::kw_always => Word(Keyword::Always),
        Rule::kw_whenever => Word(Keyword::Whenever),
        Rule::kw_on => Word(Keyword::On),
        Rule::kw_decided_by => Word(Keyword::DecidedBy),
        Rule::kw_given_facts => Word(Keyword::GivenFacts),
        Rule::kw_as_of => Word(Keyword::AsOf),
        Rule::kw_expect => Word(Keyword::Expect),
        Rule::kw_by => Word(Keyword::By),
        Rule::kw_not_by => Word(Keyword::NotBy),
        Rule::kw_contested => Word(Keyword::Contested),
        Rule::kw_contested_between => Word(Keyword::ContestedBetween),
        Rule::kw_undetermined => Word(Keyword::Undetermined),
        Rule::kw_undetermined_needs => Word(Keyword::UndeterminedNeeds),
        // signs
        Rule::open_paren => Sign("("),
        Rule::close_paren => Sign(")"),
        Rule::open_brace => Sign("{"),
        Rule::close_brace => Sign("}"),
        Rule::colon => Sign(":"),
        Rule::equals => Sign("="),
        Rule::dots => Sign(".."),
        Rule::bar => Sign("|"),
        // cells have messages of their own
        Rule::cell | Rule::anything | Rule::negated_tests | Rule::tests | Rule::test => Silent,
        Rule::cell_compare | Rule::cell_range | Rule::range_end | Rule::conclusion_cell => Silent,
        Rule::cell_between | Rule::literal_alone => Silent,
    }
}
