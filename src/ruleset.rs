//! The front door: a compiled ruleset, and what can be asked of it.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostics;
use crate::load::Loaded;
use crate::model::{Datum, Model, Type};
use crate::source::Source;
use crate::table::DecisionTable;
use crate::verdict::affair::{ReadOptions, Reader, Rejection, Vocabulary};
use crate::verdict::{Affair, Outcome, Outcomes, decide, outcome};
use crate::versions::Versions;

/// A ruleset, compiled and ready to decide. Cheap to clone, `Send + Sync`, never changes: a service
/// keeps one and puts another in its place to reload.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use fenliu::{Ruleset, Source};
/// let ruleset = Ruleset::compile([Source::new("parking.fenliu", r#"
///     ruleset example.parking
///     kind tier { common, official }
///     facts { on_public_road : yes/no }
///     decision tier : tier otherwise common
///     rule P.1 when on_public_road then tier is official
/// "#)])?;
/// let affair = ruleset.affair(&serde_json::json!({"on_public_road": true}))?;
/// assert_eq!(ruleset.decide(&affair).value("tier"), Some("official".into()));
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Ruleset(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) model: Model,
    pub(crate) table: DecisionTable,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) loaded: Diagnostics,
    /// What to say besides: a file that is not in UTF-8.
    pub(crate) remarks: Vec<crate::words::Words>,
}

impl Ruleset {
    /// Reads and compiles a ruleset: a `.fenliu` or `.fenliu.md` file, or a folder that holds one. Of
    /// several versions it is the latest; [`Versions`] has them all.
    /// Errors: everything that keeps it from compiling, at once.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        Versions::load(path).map(|versions| versions.latest().clone())
    }

    /// Compiles texts from memory. The first is the ruleset; the others are what it imports, its
    /// ancestors and the CSV files it names, found by the names they are given here.
    pub fn compile(sources: impl IntoIterator<Item = Source>) -> Result<Self, Diagnostics> {
        Versions::compile(sources).map(|versions| versions.latest().clone())
    }

    pub(crate) fn build(loaded: Loaded) -> Result<Self, Diagnostics> {
        let Loaded {
            model,
            sources,
            warnings,
            remarks,
        } = loaded;
        match crate::table::compile(&model) {
            Ok(mut table) => {
                table.special = crate::verdict::inclusion::compare(&model, &table);
                table.bitmaps = crate::verdict::defeat::bitmaps(&model, &table);
                Ok(Self(Arc::new(Inner {
                    vocabulary: Vocabulary::new(&model),
                    model,
                    table,
                    loaded: Diagnostics::new(sources, warnings),
                    remarks,
                })))
            }
            Err(problems) => Err(Diagnostics::new(
                sources,
                warnings.into_iter().chain(problems).collect(),
            )),
        }
    }

    /// The same with less in its model: fewer rules, and so no more regions.
    pub(crate) fn narrowed(&self, model: Model) -> Self {
        let mut table = crate::table::compile(&model).expect("a part of what compiles compiles");
        table.special = crate::verdict::inclusion::compare(&model, &table);
        Self(Arc::new(Inner {
            vocabulary: Vocabulary::new(&model),
            model,
            table,
            loaded: self.0.loaded.clone(),
            remarks: self.0.remarks.clone(),
        }))
    }

    /// Its dotted name.
    pub fn name(&self) -> &str {
        self.0.model.levels.last().map_or("", |level| &level.name)
    }

    /// The days on which it is in force, both included; `None` is open.
    pub fn in_force(&self) -> (Option<Date>, Option<Date>) {
        let period = crate::verdict::space::period(&self.0.model);
        (period.from, period.until)
    }

    /// `sha256:…` of the canonical form: the same for rulesets that mean and say the same, however
    /// they are laid out and in whichever keyword language.
    pub fn digest(&self) -> &str {
        &self.0.model.digest
    }

    /// What the compiler would have somebody look at. Never an error.
    pub fn warnings(&self) -> &Diagnostics {
        &self.0.loaded
    }

    /// Reads an affair: an object whose fields are facts, `null` or absent where unknown, and
    /// `id`. Errors: a field that is no fact, a value outside its domain, a wrong type, a
    /// combination that the ruleset calls impossible.
    pub fn affair(&self, affair: &impl serde::Serialize) -> Result<Affair, Rejection> {
        let value = serde_json::to_value(affair).map_err(|error| Rejection::unreadable(&error))?;
        let affair = self.reader(&ReadOptions::default()).value(&value)?;
        self.admit(affair)
    }

    /// The same from JSON text; decimals are read by their digits.
    pub fn affair_from_json(&self, text: &str) -> Result<Affair, Rejection> {
        let affair = self.reader(&ReadOptions::default()).json(text)?;
        self.admit(affair)
    }

    /// Reads records of this ruleset.
    pub(crate) fn reader<'a>(&'a self, options: &'a ReadOptions) -> Reader<'a> {
        Reader {
            model: &self.0.model,
            vocabulary: &self.0.vocabulary,
            options,
        }
    }

    /// Recognises what is recognised from text, and refuses an impossible affair.
    pub(crate) fn admit(&self, affair: Affair) -> Result<Affair, Rejection> {
        let Inner {
            model,
            table,
            vocabulary,
            ..
        } = &*self.0;
        crate::verdict::example::admitted(model, table, vocabulary, affair)
    }

    /// Tries the ruleset's examples.
    pub(crate) fn trials(&self) -> Vec<crate::verdict::example::Trial<'_>> {
        let Inner {
            model,
            table,
            vocabulary,
            ..
        } = &*self.0;
        crate::verdict::example::trials(model, table, vocabulary)
    }

    /// Looks for conflicts, gaps, dead rules and broken guarantees over all affairs.
    #[doc(hidden)]
    pub fn analyse(&self, options: &crate::analysis::Options) -> crate::analysis::Analysis {
        crate::analysis::analyse(&self.0.model, &self.0.table, options)
    }

    /// What a newer ruleset decides differently: the words, regions of affairs with one decided by
    /// both, and the declarations that make the difference.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use fenliu::diff::{Answer, Options};
    /// # use fenliu::{Ruleset, Source};
    /// # let text = |least| format!("ruleset r kind k {{ a, b }} facts {{ x : integer 1..9 }} decision d : k otherwise a rule R when x is at least {least} then d is b");
    /// # let ruleset = |least| Ruleset::compile([Source::new("r.fenliu", &text(least))]);
    /// let (old, new) = (ruleset(5)?, ruleset(7)?);
    /// let diff = old.diff(&new, &Options::default());
    /// assert_eq!(diff.answer(), Answer::Different);
    /// assert_eq!(old.diff(&old, &Options::default()).answer(), Answer::Identical);
    /// # Ok(()) }
    /// ```
    pub fn diff(&self, newer: &Self, options: &crate::diff::Options) -> crate::diff::Diff {
        crate::diff::Diff::of(self, newer, options)
    }

    /// What it means, for those who read findings by their ids.
    #[doc(hidden)]
    pub fn model(&self) -> &Model {
        &self.0.model
    }

    /// Checks a certificate, independently of everything that could have made it.
    pub fn verify(
        &self,
        certificate: &str,
    ) -> Result<crate::verify::certificate::Confirmed, crate::verify::Fault> {
        crate::verify::certificate::check(&self.0.model, certificate)
    }

    /// Checks an explanation of this ruleset, `fenliu/explanation/1`, independently of everything that
    /// could have made it.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let text = "ruleset r kind k { a, b } facts { x : yes/no } decision d : k otherwise a rule R when x then d is b";
    /// # let ruleset = fenliu::Ruleset::compile([fenliu::Source::new("r.fenliu", text)])?;
    /// let affair = ruleset.affair(&serde_json::json!({"x": true}))?;
    /// let explanation = ruleset.explain(&affair).to_json();
    /// assert!(ruleset.verify_explanation(&explanation.to_string()).is_ok());
    /// # Ok(()) }
    /// ```
    pub fn verify_explanation(
        &self,
        explanation: &str,
    ) -> Result<crate::verify::explanation::Confirmed, crate::verify::Fault> {
        crate::verify::explanation::Checker::new(&self.0.model).check(explanation)
    }

    /// Decides an affair by the ruleset's own date. Never fails: what cannot be said is said so.
    pub fn decide(&self, affair: &Affair) -> Verdict {
        Verdict {
            outcomes: decide::decide(&self.0.model, &self.0.table, affair),
            id: affair.id.clone(),
            ruleset: self.clone(),
        }
    }

    /// The affair as of a day. Errors: the day lies outside the ruleset's effective period.
    pub fn as_of(&self, mut affair: Affair, day: Date) -> Result<Affair, Rejection> {
        affair.as_of = Some(day);
        self.admit(affair)
    }
}

impl fmt::Debug for Ruleset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ruleset({} {})", self.name(), self.digest())
    }
}

/// What follows for one affair: an outcome for every decision.
#[derive(Debug, Clone)]
pub struct Verdict {
    pub(crate) ruleset: Ruleset,
    pub(crate) id: Option<String>,
    pub(crate) outcomes: Outcomes,
}

impl Verdict {
    /// The value of a decision, if it is decided; `None` also for a name that is no decision.
    pub fn value(&self, decision: &str) -> Option<Value> {
        let (number, declared) = self.find(decision)?;
        let value = self.outcomes.decisions.get(number)?.value()?;
        Some(Value::of(&self.ruleset.0.model, &declared.ty, value))
    }

    /// How a decision came out.
    pub fn status(&self, decision: &str) -> Option<Status> {
        let (number, _) = self.find(decision)?;
        Some(match self.outcomes.decisions.get(number)? {
            Outcome::Decided { .. } => Status::Decided,
            Outcome::Contested { .. } => Status::Contested,
            Outcome::Undetermined { .. } => Status::Undetermined,
            Outcome::Unclassified => Status::Unclassified,
        })
    }

    /// The ids of the rules that win whatever is unknown, in natural order.
    pub fn rules(&self, decision: &str) -> Vec<&str> {
        let outcome = self
            .find(decision)
            .and_then(|(number, _)| self.outcomes.decisions.get(number));
        let winners = outcome.map(Outcome::winners).unwrap_or_default();
        winners
            .into_iter()
            .map(|rule| self.ruleset.0.model.rules[rule.index()].id.as_str())
            .collect()
    }

    /// The date decided by.
    pub fn as_of(&self) -> Option<Date> {
        self.outcomes.as_of
    }

    fn find(&self, decision: &str) -> Option<(usize, &crate::model::Decision)> {
        self.ruleset
            .0
            .model
            .decisions
            .iter()
            .enumerate()
            .find(|(_, declared)| declared.name == decision)
    }
}

/// How a decision came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// One value.
    Decided,
    /// Several claims that no ground settles.
    Contested,
    /// It turns on facts that are unknown.
    Undetermined,
    /// No rule speaks of it.
    Unclassified,
}

/// A value of a decision, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// A value of a kind, by its name.
    Name(String),
    /// Yes or no.
    YesNo(bool),
    /// An exact number, in the decision's unit.
    Number(rust_decimal::Decimal),
    /// A day.
    Date(Date),
    /// A number of days.
    Days(i64),
    /// A collected list, in the kind's order.
    List(Vec<Value>),
}

impl Value {
    pub(crate) fn of(model: &Model, ty: &Type, value: &outcome::Value) -> Self {
        let one = |datum: &Datum| match (datum, ty) {
            (Datum::Leaf(leaf), Type::Kind(kind)) => {
                Self::Name(model.kinds[kind.index()].leaf(*leaf).name.clone())
            }
            (Datum::YesNo(yes), _) => Self::YesNo(*yes),
            (Datum::Number(number), _) => Self::Number(*number),
            (Datum::Date(date), _) => Self::Date(*date),
            (Datum::Duration(days), _) => Self::Days(*days),
            (Datum::Text(text), _) => Self::Name(text.clone()),
            (Datum::Leaf(_) | Datum::Set(_), _) => {
                unreachable!("a decision's values have its type")
            }
        };
        match value {
            outcome::Value::One(datum) => one(datum),
            outcome::Value::List(list) => Self::List(list.iter().map(one).collect()),
        }
    }
}

impl From<&str> for Value {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::YesNo(yes)
    }
}
