//! The keywords, each with its English and its Chinese spelling: the one table behind messages,
//! the splitting of glued words and the formatter. That it agrees with the grammar is tested.

macro_rules! keywords {
    ($($(#[doc = $doc:literal])* $variant:ident = $en:literal $zh:literal,)*) => {
        /// A keyword; several words of English may be one of them (`is at least`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Keyword { $($(#[doc = $doc])* $variant,)* }

        impl Keyword {
            /// Every keyword, in the order of the language page.
            pub const ALL: &'static [Keyword] = &[$(Keyword::$variant,)*];

            /// How English writes it.
            pub const fn en(self) -> &'static str {
                match self { $(Keyword::$variant => $en,)* }
            }

            /// How Chinese writes it.
            pub const fn zh(self) -> &'static str {
                match self { $(Keyword::$variant => $zh,)* }
            }
        }
    };
}

keywords! {
    /// Opens the declaration of a ruleset.
    Ruleset = "ruleset" "规则集",
    /// Opens an import.
    Import = "import" "引入",
    /// Opens a kind.
    Kind = "kind" "种类",
    /// Opens the facts.
    Facts = "facts" "事实",
    /// Opens a definition.
    Define = "define" "定义",
    /// Opens a decision.
    Decision = "decision" "决定",
    /// Opens a rule.
    Rule = "rule" "规则",
    /// Opens a table.
    Table = "table" "表",
    /// Opens a shift.
    Shift = "shift" "转办",
    /// Opens a guarantee.
    Guarantee = "guarantee" "保证",
    /// Opens a known overlap.
    Overlap = "overlap" "已知重叠",
    /// Opens an example.
    Example = "example" "案例",
    /// Before `rule` or `table`.
    Mandatory = "mandatory" "强制",

    /// `ruleset x under "PATH"`.
    Under = "under" "隶属",
    /// Clause of a ruleset.
    Title = "title" "标题",
    /// Clause of a ruleset.
    Authority = "authority" "机关",
    /// `effective from DATE until DATE`.
    Effective = "effective" "施行",
    /// `effective from`, `kind x from "FILE"`, `table x from "FILE"`, `shift x from`.
    From = "from" "自",
    /// `until DATE`.
    Until = "until" "至",
    /// `adopted DATE`.
    Adopted = "adopted" "通过",
    /// Declares a source in a ruleset, cites one elsewhere.
    Source = "source" "依据",
    /// `issued DATE`.
    Issued = "issued" "印发",

    /// `kind x ordered`.
    Ordered = "ordered" "有序",
    /// `also "…", "…"`.
    Also = "also" "亦称",
    /// `column NAME`.
    Column = "column" "列",

    /// `recognised from FACT`.
    RecognisedFrom = "recognised from" "识别自",
    /// Type `one of a, b`.
    OneOf = "one of" "任一",
    /// Type `set of KIND`.
    SetOf = "set of" "多选",
    /// Type `yes/no`.
    YesNo = "yes/no" "是否",
    /// Type `integer`.
    Integer = "integer" "整数",
    /// Type `decimal`.
    Decimal = "decimal" "小数",
    /// `in UNIT`.
    In = "in" "单位",
    /// Type `date`.
    Date = "date" "日期",
    /// Type `duration`.
    Duration = "duration" "时长",
    /// Type `text`.
    Text = "text" "文本",
    /// `as "it affects {} households"`.
    As = "as" "表述",
    /// `established by BODY`.
    EstablishedBy = "established by" "认定者",
    /// `judged by BODY`.
    JudgedBy = "judged by" "裁量者",
    /// Clause of a fact.
    Fixed = "fixed" "不可改",
    /// Clause of a fact.
    Sensitive = "sensitive" "敏感",
    /// `impossible CONDITION`.
    Impossible = "impossible" "不可能",

    /// `decision x : collect …`.
    Collect = "collect" "汇总",
    /// `collect min`.
    Min = "min" "最小",
    /// `collect max`.
    Max = "max" "最大",
    /// `collect sum`.
    Sum = "sum" "合计",
    /// `collect count`.
    Count = "count" "计数",
    /// `otherwise VALUE`.
    Otherwise = "otherwise" "否则",
    /// `otherwise unclassified`, `expect x unclassified`.
    Unclassified = "unclassified" "未归类",
    /// `resolve by GROUND, …`.
    ResolveBy = "resolve by" "裁断依",
    /// A ground.
    Superior = "superior" "上级",
    /// A ground.
    Specialis = "specialis" "特别",
    /// A ground.
    Posterior = "posterior" "新近",
    /// A ground.
    Highest = "highest" "取高",
    /// A ground.
    Lowest = "lowest" "取低",
    /// `determined by BODY`.
    DeterminedBy = "determined by" "定者",

    /// `overrides RULE, …`.
    Overrides = "overrides" "优先于",
    /// `because "…"`.
    Because = "because" "因",
    /// `when CONDITION`.
    When = "when" "当",
    /// `unless CONDITION`.
    Unless = "unless" "除非",
    /// `then CONCLUSION, …`; `whenever C then D`.
    Then = "then" "则",

    /// `is V`.
    Is = "is" "是",
    /// `is not V`.
    IsNot = "is not" "不是",
    /// `is one of (V, …)`.
    IsOneOf = "is one of" "是其一",
    /// `is not one of (V, …)`.
    IsNotOneOf = "is not one of" "不是其一",
    /// `is at least E`.
    IsAtLeast = "is at least" "至少",
    /// `is at most E`.
    IsAtMost = "is at most" "至多",
    /// `is more than E`.
    IsMoreThan = "is more than" "多于",
    /// `is less than E`.
    IsLessThan = "is less than" "少于",
    /// `is between A and B`.
    IsBetween = "is between" "介于",
    /// The `and` of `is between A and B`.
    BetweenAnd = "and" "与",
    /// `includes V`.
    Includes = "includes" "包含",
    /// `includes any of (V, …)`.
    IncludesAnyOf = "includes any of" "包含任一",
    /// `includes all of (V, …)`.
    IncludesAllOf = "includes all of" "包含全部",
    /// `adds V`.
    Adds = "adds" "计",
    /// `mentions "…", "…"`.
    Mentions = "mentions" "提到",
    /// `mentions all of ("…", "…")`.
    MentionsAllOf = "mentions all of" "都提到",
    /// `a and b`.
    And = "and" "且",
    /// `a or b`.
    Or = "or" "或",
    /// `not a`.
    Not = "not" "非",
    /// `all of (a, b)`.
    AllOf = "all of" "全部",
    /// `any of (a, b)`.
    AnyOf = "any of" "任一项",
    /// `DECISION is decided`.
    Decided = "decided" "已定",

    /// The value `yes`.
    Yes = "yes" "是",
    /// The value `no`.
    No = "no" "否",
    /// `30 days`.
    Days = "days" "天",
    /// `3 months`.
    Months = "months" "月",
    /// `2 years`.
    Years = "years" "年",
    /// The date of the decision, as a value.
    AsOfDate = "as_of" "决定日",

    /// `table x given COLUMN, …`.
    GivenColumns = "given" "按",
    /// `blank means any`.
    BlankMeansAny = "blank means any" "空白为任意",
    /// `shift x from DECISION V to V`.
    To = "to" "转为",
    /// `guarantee x never C`.
    Never = "never" "绝不",
    /// `guarantee x always C`.
    Always = "always" "总是",
    /// `guarantee x whenever C then D`.
    Whenever = "whenever" "凡",
    /// `overlap A, B on DECISION`.
    On = "on" "关于",
    /// `decided by BODY`.
    DecidedBy = "decided by" "交由",

    /// `example "…" given FACT is V, …`.
    GivenFacts = "given" "设",
    /// `as of DATE`.
    AsOf = "as of" "截至",
    /// `expect …`.
    Expect = "expect" "应为",
    /// `by RULE`.
    By = "by" "据",
    /// `not by RULE`.
    NotBy = "not by" "不据",
    /// `DECISION contested`.
    Contested = "contested" "争议",
    /// `DECISION contested between (V, …)`.
    ContestedBetween = "contested between" "争于",
    /// `DECISION undetermined`.
    Undetermined = "undetermined" "未定",
    /// `DECISION undetermined needs (FACT, …)`.
    UndeterminedNeeds = "undetermined needs" "未定须知",
}

impl Keyword {
    /// The keywords that open a declaration, `mandatory` among them.
    pub const DECLARATIONS: &'static [Keyword] = &[
        Keyword::Ruleset,
        Keyword::Import,
        Keyword::Kind,
        Keyword::Facts,
        Keyword::Define,
        Keyword::Decision,
        Keyword::Rule,
        Keyword::Table,
        Keyword::Shift,
        Keyword::Guarantee,
        Keyword::Overlap,
        Keyword::Example,
        Keyword::Mandatory,
    ];

    /// How a language writes it.
    pub const fn get(self, lang: crate::words::Lang) -> &'static str {
        match lang {
            crate::words::Lang::En => self.en(),
            crate::words::Lang::Zh => self.zh(),
        }
    }
    /// Whether it may never be a name: openers of declarations and of clauses, and operators. Every
    /// other keyword may be a name where it cannot be taken for the keyword.
    pub const fn is_reserved(self) -> bool {
        use Keyword as K;
        !matches!(
            self,
            K::Under
                | K::Title
                | K::Authority
                | K::Issued
                | K::Ordered
                | K::Column
                | K::OneOf
                | K::SetOf
                | K::YesNo
                | K::Integer
                | K::Decimal
                | K::In
                | K::Date
                | K::Duration
                | K::Text
                | K::Fixed
                | K::Sensitive
                | K::Collect
                | K::Min
                | K::Max
                | K::Sum
                | K::Count
                | K::Unclassified
                | K::Superior
                | K::Specialis
                | K::Posterior
                | K::Highest
                | K::Lowest
                | K::AllOf
                | K::AnyOf
                | K::Decided
                | K::Days
                | K::Months
                | K::Years
                | K::BlankMeansAny
                | K::To
                | K::On
                | K::By
                | K::Contested
                | K::ContestedBetween
                | K::Undetermined
                | K::UndeterminedNeeds
        )
    }

    /// The first keyword spelled so in either language.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|keyword| keyword.en() == word || keyword.zh() == word)
    }
}
