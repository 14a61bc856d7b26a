//! The stable codes of diagnostics. A code is never reused; its page is in `docs/diagnostics/`.

use std::fmt;

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $code:literal,)*) => {
        /// A stable code. The first two digits are the family: `01` text, `02` names, `03` types,
        /// `04` structure, `05` findings, `06` tests and shifts, `07` affairs, `08` files.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code, ascending.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// `FL0101`….
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// The page that explains it: Markdown, with a wrong and a right example.
            #[cfg(feature = "cli")]
            pub const fn page(self) -> &'static str {
                match self { $(Code::$variant => include_str!(concat!("../../docs/diagnostics/", $code, ".md")),)* }
            }
        }
    };
}

codes! {
    /// The text does not follow the grammar.
    Syntax = "FL0101",
    /// Parentheses, braces or taxonomies nest deeper than 64.
    TooDeep = "FL0102",
    /// Words stand together without a space.
    GluedWords = "FL0103",
    /// A NUL, a control or a bidirectional character.
    ForbiddenCharacter = "FL0104",
    /// A string is not closed.
    OpenString = "FL0105",
    /// A keyword stands where a name is declared.
    ReservedName = "FL0106",
    /// A clause stands twice in one declaration.
    DuplicateClause = "FL0107",
    /// A declaration lacks a clause it needs.
    MissingClause = "FL0108",
    /// A number is too long or too large.
    BadNumber = "FL0109",
    /// No such day in the calendar.
    BadDate = "FL0110",
    /// A Markdown file without a `fenliu` fence, or with one not closed.
    BadFence = "FL0111",
    /// A language other than `en` and `zh`.
    UnknownLanguage = "FL0112",

    /// A name that nothing declares.
    UnknownName = "FL0201",
    /// A name declared twice.
    DuplicateName = "FL0202",
    /// A rule that does not exist.
    UnknownRule = "FL0203",
    /// A source that the ruleset does not declare.
    UnknownSource = "FL0204",
    /// A name of the wrong sort: a fact where a decision must stand, or the like.
    WrongSort = "FL0205",

    /// A value or an expression of the wrong type.
    TypeMismatch = "FL0301",
    /// Units differ.
    UnitMismatch = "FL0302",
    /// A value that the fact or decision can never have.
    OutsideDomain = "FL0303",
    /// A conclusion is not a single value: an inner node of a taxonomy.
    NotALeaf = "FL0304",
    /// A divisor may be zero.
    ZeroDivisor = "FL0305",
    /// Arithmetic may leave 128 bits.
    Overflow = "FL0306",
    /// A comparison on something without an order.
    NotOrdered = "FL0307",
    /// A range whose ends are reversed.
    EmptyRange = "FL0308",
    /// A conclusion in the wrong form: `is`, `includes` or `adds`.
    ConclusionForm = "FL0309",

    /// Decisions read each other in a circle.
    CyclicDecisions = "FL0401",
    /// Rules override each other in a circle.
    CyclicOverrides = "FL0402",
    /// Files import each other, or rulesets stand under each other, in a circle.
    CyclicImports = "FL0403",
    /// A mandatory rule of an ancestor is overridden.
    OverridesMandatory = "FL0404",
    /// A date range that ends before it begins.
    ReversedDates = "FL0405",
    /// A condition of more than 10,000 regions.
    TooManyRegions = "FL0406",
    /// A table cell that cannot be read.
    BadCell = "FL0407",
    /// A table column that is none of the declared ones.
    BadColumn = "FL0408",
    /// A table row with too few or too many cells.
    RaggedRow = "FL0409",
    /// A ground that is not available.
    UnavailableGround = "FL0410",
    /// No `ruleset`, or more than one.
    RulesetHeader = "FL0411",
    /// Definitions name each other in a circle.
    CyclicDefines = "FL0412",
    /// An example that asserts nothing.
    EmptyExample = "FL0413",
    /// A rule that concludes the same decision twice.
    DoubleConclusion = "FL0414",
    /// One of several versions does not say when it is in force.
    UndatedVersion = "FL0421",
    /// Versions that are in force on the same days.
    OverlappingVersions = "FL0422",
    /// Days between two versions on which none is in force.
    VersionGap = "FL0423",
    /// A ruleset adopted after it takes effect.
    AdoptedLate = "FL0424",
    /// Versions that do not make the same decisions.
    VersionsDiffer = "FL0425",
    /// A ruleset above that is not in force as long as the one below.
    AncestorOutOfForce = "FL0426",

    /// Rules disagree on some affair, and no ground settles it.
    Conflict = "FL0501",
    /// A decision that no rule makes on some affair.
    Gap = "FL0502",
    /// A rule that wins on no affair: stronger ones take all of its affairs.
    Unreachable = "FL0503",
    /// A rule that no affair meets.
    Unsatisfiable = "FL0504",
    /// A rule that changes no verdict.
    Redundant = "FL0505",
    /// An `overrides` that settles nothing.
    IdleOverride = "FL0506",
    /// An `overrides` that leaves nothing of the rule it overrides.
    WideException = "FL0507",
    /// A rule that wins by a ground of `resolve by` alone.
    OnlyByGround = "FL0508",
    /// A name that nothing uses.
    UnusedName = "FL0509",
    /// An `overlap` that never happens.
    StaleOverlap = "FL0510",
    /// An `overlap` that lists more rules than disagree.
    BroadOverlap = "FL0511",
    /// Names that look alike.
    ConfusableNames = "FL0512",
    /// A name without a label in a language in which others have one.
    MissingLabel = "FL0513",
    /// A rule or `overlap` that is out of date.
    Expired = "FL0514",
    /// A guarantee that some affair breaks.
    GuaranteeBroken = "FL0515",
    /// A question that could not be answered within the limit.
    NotFinished = "FL0516",
    /// A condition that always holds, or never.
    IdleCondition = "FL0517",

    /// An example that does not come out as expected.
    FailedExample = "FL0601",
    /// Shifts that lead round in a circle on the same facts.
    ShiftCircle = "FL0602",
    /// Shifts that hand an affair back to a body that had it before.
    HandOff = "FL0603",
    /// Shifts that leave an affair with nobody.
    DeadEnd = "FL0604",

    /// A field that is no fact of the ruleset.
    UnknownField = "FL0701",
    /// A value of the wrong type.
    WrongType = "FL0702",
    /// A value outside the fact's domain.
    ValueOutsideDomain = "FL0703",
    /// A combination that the ruleset calls impossible.
    ImpossibleAffair = "FL0704",
    /// A record that is not an affair at all.
    BadRecord = "FL0705",
    /// A date outside the ruleset's effective period.
    OutsidePeriod = "FL0706",
    /// A field given twice.
    DuplicateField = "FL0707",
    /// A label that several values carry.
    AmbiguousLabel = "FL0708",

    /// A file that cannot be read.
    UnreadableFile = "FL0801",
    /// A file that is not text in a known encoding.
    BadEncoding = "FL0802",
    /// A CSV file without a column that is named.
    MissingColumn = "FL0803",
    /// A folder with no ruleset, or with several where one is wanted.
    NoRuleset = "FL0804",
    /// A CSV file that cannot be read as CSV.
    BadCsv = "FL0805",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Code {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
            .ok_or(())
    }
}
