//! The syntax tree: one type a declaration, spans everywhere, nothing resolved.
//!
//! Clauses that may stand once are `Option`s, in the order of the file only where order is kept
//! for reading. Full-width digits and punctuation, keyword language and layout are gone; comments
//! are kept aside with their places, for the formatter.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::source::Span;

/// One file.
#[derive(Debug, Clone, Default)]
pub struct SyntaxTree {
    /// The declarations that could be read.
    pub declarations: Vec<Declaration>,
    /// Every comment, in order; `##` lines too.
    pub comments: Vec<Comment>,
    /// The words of the declarations that could not be read, ascending: a name that is declared
    /// nowhere else may be declared there, and is not to be called unknown.
    pub broken: Vec<String>,
}

/// A comment: from `#` to the end of its line.
#[derive(Debug, Clone)]
pub struct Comment {
    /// With its `#`, without trailing blanks.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Something with its place.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The thing.
    pub node: T,
    /// Where.
    pub span: Span,
}

/// A name as written, NFC, backticks taken off: `matter`, `O.3`, `公事.3`, `NYC311-PRD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where, backticks included.
    pub span: Span,
}

/// A string literal, quotes taken off.
pub type Text = Spanned<String>;

/// `"…"`, or `en "…" zh "…"`.
#[derive(Debug, Clone)]
pub struct Localized {
    /// Language (`None`: without one) and text, in the order written.
    pub texts: Vec<(Option<Name>, Text)>,
    /// Where.
    pub span: Span,
}

/// The twelve declarations.
#[derive(Debug, Clone)]
pub enum Declaration {
    /// `ruleset`.
    Ruleset(Ruleset),
    /// `import`.
    Import(Import),
    /// `kind`.
    Kind(Kind),
    /// `facts`.
    Facts(Facts),
    /// `define`.
    Define(Define),
    /// `decision`.
    Decision(Decision),
    /// `rule`.
    Rule(Rule),
    /// `table`.
    Table(Table),
    /// `shift`.
    Shift(Shift),
    /// `guarantee`.
    Guarantee(Guarantee),
    /// `overlap`.
    Overlap(Overlap),
    /// `example`.
    Example(Example),
}

/// `effective from DATE until DATE`; both days included.
#[derive(Debug, Clone)]
pub struct Period {
    /// First day.
    pub from: Option<Spanned<Date>>,
    /// Last day.
    pub until: Option<Spanned<Date>>,
    /// Where.
    pub span: Span,
}

/// `ruleset NAME under "PATH"` and its clauses.
#[derive(Debug, Clone)]
pub struct Ruleset {
    /// Where the whole declaration stands.
    pub span: Span,
    /// Dotted name.
    pub name: Name,
    /// The ancestor, a path relative to this file.
    pub under: Option<Text>,
    /// `title`.
    pub title: Option<Localized>,
    /// `authority`.
    pub authority: Option<Localized>,
    /// `effective`.
    pub effective: Option<Period>,
    /// `adopted`.
    pub adopted: Option<Spanned<Date>>,
    /// `source NAME "TITLE" issued DATE`, any number.
    pub sources: Vec<SourceDeclaration>,
}

/// `source NAME "TITLE" issued DATE` of a ruleset.
#[derive(Debug, Clone)]
pub struct SourceDeclaration {
    /// Where.
    pub span: Span,
    /// The name rules cite it by.
    pub name: Name,
    /// Its title.
    pub title: Localized,
    /// `issued DATE`.
    pub issued: Option<Spanned<Date>>,
}

/// `import "PATH"`.
#[derive(Debug, Clone)]
pub struct Import {
    /// Where.
    pub span: Span,
    /// Path relative to this file.
    pub path: Text,
}

/// `kind NAME ordered { … }` or `kind NAME from "FILE" column COLUMN`.
#[derive(Debug, Clone)]
pub struct Kind {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its label, if any: `kind tier en "tier" zh "类别" { … }`.
    pub label: Option<Localized>,
    /// `ordered`.
    pub ordered: bool,
    /// Its values.
    pub values: KindValues,
}

/// Where a kind's values come from.
#[derive(Debug, Clone)]
pub enum KindValues {
    /// Written out.
    Listed(Vec<KindValue>),
    /// `from "FILE" column COLUMN`.
    FromCsv {
        /// Path relative to this file.
        path: Text,
        /// The column, a name or a string.
        column: Name,
    },
}

/// One value of a kind, with the values below it.
#[derive(Debug, Clone)]
pub struct KindValue {
    /// Where, its children included.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Localized>,
    /// `also "…", "…"`.
    pub also: Vec<Text>,
    /// Values that are a kind of this one; empty for a leaf.
    pub children: Vec<KindValue>,
}

/// `facts { … }`.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Where.
    pub span: Span,
    /// The facts.
    pub facts: Vec<Fact>,
    /// The `impossible` combinations.
    pub impossible: Vec<Impossible>,
}

/// `NAME : TYPE` and its clauses.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Spanned<Type>,
    /// A label, directly after the type: `households : integer 1.. en "households" zh "户数"`.
    pub label: Option<Localized>,
    /// `recognised from FACT`.
    pub recognised_from: Option<Name>,
    /// `as "it affects {} households"`.
    pub phrase: Option<Localized>,
    /// `established by BODY`.
    pub established_by: Option<Name>,
    /// `judged by BODY`.
    pub judged_by: Option<Name>,
    /// `fixed`.
    pub fixed: Option<Span>,
    /// `sensitive`.
    pub sensitive: Option<Span>,
}

/// `impossible CONDITION because "…"`.
#[derive(Debug, Clone)]
pub struct Impossible {
    /// Where.
    pub span: Span,
    /// What cannot be.
    pub condition: Expression,
    /// Why.
    pub because: Option<Localized>,
}

/// A type.
#[derive(Debug, Clone)]
pub enum Type {
    /// A declared kind.
    Kind(Name),
    /// `one of a, b`: an anonymous kind.
    OneOf(Vec<KindValue>),
    /// `set of KIND`.
    SetOf(Name),
    /// `yes/no`.
    YesNo,
    /// `integer A..B in UNIT`.
    Integer(Range, Option<Name>),
    /// `decimal A..B in UNIT`.
    Decimal(Range, Option<Name>),
    /// `date A..B`.
    Date(Range),
    /// `duration A..B`.
    Duration(Range),
    /// `text`.
    Text,
}

/// `A..B`, either end open; no range written is open on both sides.
#[derive(Debug, Clone, Default)]
pub struct Range {
    /// Lower end, included.
    pub low: Option<Spanned<Literal>>,
    /// Upper end, included.
    pub high: Option<Spanned<Literal>>,
}

/// `define NAME = CONDITION or EXPRESSION`.
#[derive(Debug, Clone)]
pub struct Define {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// A label, before the `=`.
    pub label: Option<Localized>,
    /// What it means.
    pub body: Expression,
}

/// `decision NAME : collect FOLD TYPE otherwise … resolve by …`.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its label.
    pub label: Option<Localized>,
    /// `collect` and what is made of the values.
    pub collect: Option<Spanned<Collect>>,
    /// Type of one value.
    pub ty: Spanned<Type>,
    /// `otherwise`.
    pub otherwise: Option<Otherwise>,
    /// `resolve by`, in order.
    pub resolve_by: Vec<Spanned<Ground>>,
    /// `determined by BODY`.
    pub determined_by: Option<Name>,
}

/// What a `collect` decision makes of the values concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Collect {
    /// All of them.
    List,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Their sum, a rule at a time.
    Sum,
    /// How many distinct ones.
    Count,
}

/// `otherwise VALUE` or `otherwise unclassified because "…"`.
#[derive(Debug, Clone)]
pub enum Otherwise {
    /// A value.
    Value(Spanned<Literal>),
    /// A known gap.
    Unclassified {
        /// Where.
        span: Span,
        /// Why.
        because: Option<Localized>,
    },
}

/// A ground that a decision may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ground {
    /// The ancestor's rule.
    Superior,
    /// The rule for strictly fewer affairs.
    Specialis,
    /// The later rule.
    Posterior,
    /// The highest value.
    Highest,
    /// The lowest value.
    Lowest,
}

/// `rule ID "TITLE"` and its clauses.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Where.
    pub span: Span,
    /// `mandatory`.
    pub mandatory: Option<Span>,
    /// Its id.
    pub id: Name,
    /// Its title.
    pub title: Option<Localized>,
    /// `when`.
    pub when: Option<Expression>,
    /// `unless`.
    pub unless: Option<Expression>,
    /// `then`.
    pub then: Vec<Conclusion>,
    /// What rules and tables share.
    pub clauses: Clauses,
}

/// Clauses of rules and tables.
#[derive(Debug, Clone, Default)]
pub struct Clauses {
    /// `overrides A, B because "…"`, any number.
    pub overrides: Vec<Override>,
    /// `source …`, any number.
    pub citations: Vec<Citation>,
    /// `because`.
    pub because: Option<Localized>,
    /// `effective`.
    pub effective: Option<Period>,
    /// `adopted`.
    pub adopted: Option<Spanned<Date>>,
}

/// `overrides A, B because "…"`: rules, rows (`routing.a`) or whole tables.
#[derive(Debug, Clone)]
pub struct Override {
    /// Where.
    pub span: Span,
    /// What is overridden.
    pub rules: Vec<Name>,
    /// Why.
    pub because: Option<Localized>,
}

/// `source list "item 3"`, `source list`, or `source "free text"`.
#[derive(Debug, Clone)]
pub struct Citation {
    /// Where.
    pub span: Span,
    /// A source of the ruleset.
    pub source: Option<Name>,
    /// The clause in it.
    pub locator: Option<Localized>,
}

/// One conclusion of `then`.
#[derive(Debug, Clone)]
pub struct Conclusion {
    /// Where.
    pub span: Span,
    /// The decision.
    pub decision: Name,
    /// `is`, `includes` or `adds`.
    pub form: ConclusionForm,
    /// The value; several only with `includes (a, b)`.
    pub values: Vec<Spanned<Literal>>,
}

/// How a conclusion is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConclusionForm {
    /// `is`.
    Is,
    /// `includes`.
    Includes,
    /// `adds`.
    Adds,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A value of a kind.
    Name(Name),
    /// `yes` or `no`.
    YesNo(bool),
    /// A number, with a unit if one is written.
    Number(Decimal, Option<Name>),
    /// A date.
    Date(Date),
    /// `30 days`, `2 years`.
    Duration(i64, DurationUnit),
    /// A string.
    Text(String),
}

/// The unit of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DurationUnit {
    /// Days.
    Days,
    /// Months; only added to dates.
    Months,
    /// Years; only added to dates.
    Years,
}

/// A condition or an arithmetic expression; which of the two, the model decides.
#[derive(Debug, Clone)]
pub struct Expression {
    /// Where.
    pub span: Span,
    /// What.
    pub node: ExpressionNode,
}

/// The forms of an expression.
#[derive(Debug, Clone)]
pub enum ExpressionNode {
    /// `a and b and c`, or `all of (a, b, c)`; two or more.
    And(Vec<Expression>),
    /// `a or b or c`, or `any of (a, b, c)`.
    Or(Vec<Expression>),
    /// `not a`.
    Not(Box<Expression>),
    /// `a is v`, `a is not v`, `a is one of (v, w)`.
    Is {
        /// The subject.
        subject: Box<Expression>,
        /// `is not`.
        negated: bool,
        /// The values: any of them. More than one only with `is one of`.
        values: Vec<Expression>,
        /// Whether `is one of (…)` was written.
        one_of: bool,
    },
    /// `a is at least b`, `a >= b`, ….
    Compare {
        /// Left side.
        left: Box<Expression>,
        /// Operator.
        op: Comparison,
        /// Right side.
        right: Box<Expression>,
    },
    /// `a is between b and c`.
    Between {
        /// The subject.
        subject: Box<Expression>,
        /// Lower end, included.
        low: Box<Expression>,
        /// Upper end, included.
        high: Box<Expression>,
    },
    /// `s includes v`, `s includes any of (v, w)`, `s includes all of (v, w)`.
    Includes {
        /// The set or collected list.
        subject: Box<Expression>,
        /// Any or all.
        quantifier: Quantifier,
        /// The values.
        values: Vec<Spanned<Literal>>,
    },
    /// `t mentions "a", "b"`, `t mentions all of ("a", "b")`.
    Mentions {
        /// The text.
        subject: Box<Expression>,
        /// Any or all.
        quantifier: Quantifier,
        /// The words.
        patterns: Vec<Text>,
    },
    /// `d is decided`, in guarantees.
    IsDecided(Box<Expression>),
    /// `a + b`, ….
    Arithmetic {
        /// Left side.
        left: Box<Expression>,
        /// Operator.
        op: Arithmetic,
        /// Right side.
        right: Box<Expression>,
    },
    /// A literal; a bare name is `Literal::Name`. `as_of` is a name.
    Literal(Literal),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Comparison {
    /// `is at least`.
    AtLeast,
    /// `is at most`.
    AtMost,
    /// `is more than`.
    MoreThan,
    /// `is less than`.
    LessThan,
    /// `=`: equality between expressions; `is` with an expression on the right comes here too.
    Equal,
}

/// An arithmetic operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
}

/// How many of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// At least one.
    Any,
    /// Every one.
    All,
}

/// `table NAME "TITLE" given A, B` with rows, or `from "FILE"`.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where.
    pub span: Span,
    /// `mandatory`.
    pub mandatory: Option<Span>,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Localized>,
    /// `given`: the columns that are conditions.
    pub given: Vec<Name>,
    /// `blank means any`.
    pub blank_means_any: Option<Span>,
    /// What rules and tables share.
    pub clauses: Clauses,
    /// The rows.
    pub body: TableBody,
}

/// Where a table's rows come from.
#[derive(Debug, Clone)]
pub enum TableBody {
    /// `| a | b |` lines; the separator line is dropped.
    Rows {
        /// Column names.
        header: Vec<Cell>,
        /// Rows of cells.
        rows: Vec<Vec<Cell>>,
    },
    /// `from "FILE"`.
    FromCsv(Text),
}

/// The text of a cell, blanks at its ends taken off; read by the model, which knows its column.
pub type Cell = Spanned<String>;

/// `shift NAME "TITLE" from DECISION V to V when C`.
#[derive(Debug, Clone)]
pub struct Shift {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Localized>,
    /// The decision shifted.
    pub decision: Name,
    /// From this value.
    pub from: Spanned<Literal>,
    /// To this value.
    pub to: Spanned<Literal>,
    /// When.
    pub when: Expression,
    /// `because`.
    pub because: Option<Localized>,
    /// `source`.
    pub citations: Vec<Citation>,
}

/// `guarantee NAME "TITLE" never C`, ….
#[derive(Debug, Clone)]
pub struct Guarantee {
    /// Where.
    pub span: Span,
    /// Its name.
    pub name: Name,
    /// Its title.
    pub title: Option<Localized>,
    /// What is guaranteed.
    pub claim: Claim,
    /// `because`.
    pub because: Option<Localized>,
}

/// The forms of a guarantee.
#[derive(Debug, Clone)]
pub enum Claim {
    /// `never C`.
    Never(Expression),
    /// `always C`.
    Always(Expression),
    /// `whenever C then D`.
    Whenever(Expression, Expression),
}

/// `overlap A, B on DECISION until DATE decided by BODY because "…"`.
#[derive(Debug, Clone)]
pub struct Overlap {
    /// Where.
    pub span: Span,
    /// Every claiming rule.
    pub rules: Vec<Name>,
    /// The decision.
    pub decision: Name,
    /// `until`.
    pub until: Option<Spanned<Date>>,
    /// `decided by`.
    pub decided_by: Option<Name>,
    /// `because`.
    pub because: Option<Localized>,
}

/// `example "TITLE" given … as of DATE expect …`.
#[derive(Debug, Clone)]
pub struct Example {
    /// Where.
    pub span: Span,
    /// Its title.
    pub title: Localized,
    /// The facts.
    pub given: Vec<Given>,
    /// `as of`.
    pub as_of: Option<Spanned<Date>>,
    /// What is expected; may be empty, which the model reports.
    pub expect: Vec<Expectation>,
}

/// One fact of an example: `x is v`, `s is (a, b)`, `x`, `not x`.
#[derive(Debug, Clone)]
pub struct Given {
    /// Where.
    pub span: Span,
    /// The fact.
    pub fact: Name,
    /// Its value.
    pub value: GivenValue,
}

/// The value of a fact in an example.
#[derive(Debug, Clone)]
pub enum GivenValue {
    /// `is V`; `x` is yes, `not x` is no.
    One(Spanned<Literal>),
    /// `is (a, b)`; `is ()` is the empty set.
    Set(Vec<Spanned<Literal>>),
}

/// One expectation of an example.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// Where.
    pub span: Span,
    /// The decision.
    pub decision: Name,
    /// What it should be.
    pub outcome: Expected,
    /// `by R` (one or more rules) and `not by R`, in the order written.
    pub by: Vec<(bool, Name)>,
}

/// What an example expects of a decision.
#[derive(Debug, Clone)]
pub enum Expected {
    /// `is ?`: nobody has filled it in yet.
    Blank,
    /// `is V`.
    Value(Spanned<Literal>),
    /// `is (a, b)`: exactly this collected list.
    List(Vec<Spanned<Literal>>),
    /// `includes V` or `includes (a, b)`: these are among the collected.
    Includes(Vec<Spanned<Literal>>),
    /// `is decided`, whatever the value.
    Decided,
    /// `contested`, and between which values if said.
    Contested(Vec<Spanned<Literal>>),
    /// `undetermined`, and what is needed if said.
    Undetermined(Vec<Name>),
    /// `unclassified`.
    Unclassified,
}

/// The cell of a condition column, a DMN unary test.
#[derive(Debug, Clone)]
pub enum CellTest {
    /// `-`: any value.
    Any,
    /// `a, b`: any of these.
    AnyOf(Vec<UnaryTest>),
    /// `not a, b`: none of these.
    NoneOf(Vec<UnaryTest>),
}

/// One test of a cell.
#[derive(Debug, Clone)]
pub enum UnaryTest {
    /// `a`, `30 days`, `"lift"` (in a text column: mentions it).
    Value(Spanned<Literal>),
    /// `= a`: exactly this, text too.
    Equal(Spanned<Literal>),
    /// `>= 10`, `at least 10`; never [`Comparison::Equal`].
    Compare(Comparison, Spanned<Literal>),
    /// `10..20`, both ends included, either open.
    Range(Range),
}
