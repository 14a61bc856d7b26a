//! Rules that change and levels that disagree: which text governs, and which rule prevails, against
//! a reading of a few lines.

use std::collections::BTreeSet;
use std::path::Path;

use fenliu::{Code, Ruleset, Source, Status, Versions};
use jiff::civil::Date;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn folder(name: &str) -> Versions {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/versions");
    Versions::load(path.join(name)).unwrap_or_else(|problems| panic!("{problems}"))
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

/// What a decision comes to in the version in force on a day.
fn tier(versions: &Versions, on: &str, affair: &Json) -> Option<fenliu::Value> {
    let rules = versions.on(Some(day(on))).expect("a version");
    let affair = rules.affair(affair).expect("an affair");
    let affair = rules.as_of(affair, day(on)).expect("within its period");
    rules.decide(&affair).value("tier")
}

// ------------------------------------------------------------------------------------ versions

#[test]
fn each_day_has_its_version() {
    let versions = folder("parking");
    let from: Vec<_> = versions.all().iter().map(|it| it.in_force().0).collect();
    assert_eq!(from, [Some(day("2023-08-01")), Some(day("2025-01-01"))]);
    let is = |on: &str| versions.on(Some(day(on))).map(Ruleset::digest);
    assert_eq!(is("2024-12-31"), Ok(versions.all()[0].digest()));
    assert_eq!(is("2025-01-01"), Ok(versions.all()[1].digest()));
    assert_eq!(
        versions.on(None).map(Ruleset::digest),
        Ok(versions.latest().digest())
    );
    assert_eq!(
        is("2023-07-31").map_err(|it| it.code),
        Err(Code::OutsidePeriod)
    );
    assert_eq!(
        versions.find(versions.all()[0].digest()).map(Ruleset::name),
        Some("street.parking")
    );

    // the record's own date chooses, and the old case keeps its old answer
    let old = versions.all()[0].affair(&json!({"on_road": true, "as_of": "2024-03-03"}));
    assert_eq!(old.expect("an affair").as_of(), Some(day("2024-03-03")));
    let refused = versions.all()[1].affair(&json!({"on_road": true, "as_of": "2024-03-03"}));
    assert_eq!(
        refused.expect_err("of another version").code,
        Code::OutsidePeriod
    );
}

#[test]
fn one_ruleset_is_its_only_version() {
    let ruleset = Ruleset::load("rulesets/jiangjin").expect("compiles");
    let versions = Versions::from(ruleset.clone());
    assert_eq!(versions.all().len(), 1);
    assert_eq!(versions.on(None).map(Ruleset::digest), Ok(ruleset.digest()));
    let before = versions
        .on(Some(day("2020-01-01")))
        .expect_err("not in force");
    let (told, alone) = (
        before.to_string(),
        ruleset.affair(&json!({"as_of": "2020-01-01"})),
    );
    assert_eq!(told, alone.expect_err("not in force").to_string());
}

#[test]
fn what_are_no_versions_is_refused() {
    let rules = |name: &str, header: &str| {
        let text = format!("ruleset {name} {header} kind k {{ a }} decision d : k otherwise a");
        Ruleset::compile([Source::new(format!("{name}.fenliu"), text)]).expect("compiles")
    };
    let codes = |list: Vec<Ruleset>| -> Vec<Code> {
        let problems = Versions::of(list).expect_err("no versions");
        problems.iter().map(|problem| problem.code).collect()
    };
    assert_eq!(codes(vec![]), [Code::NoRuleset]);
    assert_eq!(
        codes(vec![rules("r", ""), rules("s", "")]),
        [Code::NoRuleset]
    );
    assert_eq!(
        codes(vec![
            rules("r", ""),
            rules("r", "effective from 2024-01-01")
        ]),
        [Code::UndatedVersion]
    );
    let late = rules("r", "effective from 2024-01-01");
    assert_eq!(
        codes(vec![late.clone(), rules("r", "effective from 2023-01-01")]),
        [Code::OverlappingVersions]
    );
    assert_eq!(codes(vec![late.clone(), late]), [Code::OverlappingVersions]);
}

#[test]
fn as_known_on_a_day() {
    let versions = folder("parking");
    let by_night = json!({"on_road": true});
    // the second version reaches back to January, and nobody knew of it before February
    let then = versions.known_on(day("2025-01-31")).expect("the first");
    assert_eq!(then.all().len(), 1);
    assert_eq!(then.latest().in_force(), (Some(day("2023-08-01")), None));
    assert_eq!(
        tier(&then, "2025-01-20", &by_night),
        Some("official".into())
    );
    assert!(
        then.latest().digest() != versions.all()[0].digest(),
        "its end is not known"
    );
    // in March the version was there, and its fee was not
    let march = versions.known_on(day("2025-03-01")).expect("both");
    assert_eq!(march.all()[0].digest(), versions.all()[0].digest());
    let rules: Vec<&str> = march
        .latest()
        .model()
        .rules
        .iter()
        .map(|it| it.id.as_str())
        .collect();
    assert_eq!(rules, ["P.1", "P.2", "P.4"]);
    // in July all is as it is now; before the first was adopted there is nothing
    let july = versions.known_on(day("2025-07-01")).expect("both");
    assert_eq!(july.latest().digest(), versions.latest().digest());
    let nothing = versions.known_on(day("2023-07-09")).expect_err("nothing");
    assert!(
        nothing.to_string().contains("adopted by 2023-07-09"),
        "{nothing}"
    );
    // an explanation by what was known is confirmed by what was known
    let affair = march
        .latest()
        .affair(&json!({"on_road": true, "at_night": true}));
    let explanation = march
        .latest()
        .explain(&affair.expect("an affair"))
        .to_json();
    assert_eq!(explanation["ruleset"]["as_known_on"], "2025-03-01");
    let confirmed = march.latest().verify_explanation(&explanation.to_string());
    assert!(confirmed.is_ok(), "{confirmed:?}");
}

#[test]
fn the_period_in_an_explanation_is_checked() {
    let versions = folder("parking");
    let rules = &versions.all()[0];
    let affair = rules.affair(&json!({"on_road": true})).expect("an affair");
    let mut explanation = rules.explain(&affair).to_json();
    assert_eq!(explanation["ruleset"]["until"], "2024-12-31");
    explanation["ruleset"]["until"] = json!("2029-12-31");
    let fault = rules
        .verify_explanation(&explanation.to_string())
        .expect_err("untrue");
    assert!(fault.words().en.contains("until"), "{}", fault.words().en);
}

/// A transition by condition is no special case: it is found, shown and moved like any other.
#[test]
fn a_transition_is_a_condition() {
    let versions = folder("parking");
    let rules = versions.latest();
    let given = |opened: &str, on: &str| {
        let affair = json!({"on_road": true, "at_night": true, "opened_on": opened, "as_of": on});
        rules.decide(&rules.affair(&affair).expect("an affair"))
    };
    assert_eq!(
        given("2024-12-31", "2025-03-01").value("tier"),
        Some("official".into())
    );
    assert_eq!(
        given("2025-01-01", "2025-03-01").value("tier"),
        Some("common".into())
    );
    assert_eq!(
        given("2024-12-31", "2026-12-30").value("tier"),
        Some("official".into())
    );
    assert_eq!(given("2024-12-31", "2026-12-31").rules("tier"), ["P.4"]);
    // not knowing when it was opened, it cannot be decided, and the date is asked for
    let affair = json!({"on_road": true, "at_night": true, "as_of": "2025-03-01"});
    let affair = rules.affair(&affair).expect("an affair");
    assert_eq!(
        rules.decide(&affair).status("tier"),
        Some(Status::Undetermined)
    );
    let asked = rules
        .interview(&affair, &["tier"], &[])
        .expect("an interview");
    let question = asked.question.expect("a question");
    assert_eq!(question.fact, "opened_on");
    // over all affairs: the transition and the two years would conflict on some day, if it were not
    // stated which prevails, and the affair that shows it has a date
    let text = std::fs::read_to_string("tests/versions/parking/2025.fenliu").expect("the text");
    let stated = text.find("overrides P.2").expect("it is stated");
    let rest = text[stated..].find("when").expect("its condition");
    let unstated = format!("{}{}", &text[..stated], &text[stated + rest..]);
    let found = Ruleset::compile([Source::new("rules.fenliu", unstated)]).expect("compiles");
    let analysis = found.analyse(&fenliu::analysis::Options::default());
    let told = fenliu::report::findings::tell(&found, &analysis);
    let conflict = told
        .iter()
        .find(|told| told.diagnostic.code == Code::Conflict);
    let example = conflict
        .expect("a conflict")
        .example
        .as_ref()
        .expect("an affair");
    assert!(example.en.contains("opened_on is"), "{}", example.en);
}

// ----------------------------------------------------------------------------------- authority

#[test]
fn a_level_is_cut_where_the_one_above_changes() {
    let versions = folder("street");
    let periods: Vec<_> = versions.all().iter().map(Ruleset::in_force).collect();
    let (first, second) = (Some(day("2024-01-01")), Some(day("2025-01-01")));
    assert_eq!(periods, [(first, Some(day("2024-12-31"))), (second, None)]);
    let urgent = json!({"large": false, "urgent": true, "on_road": false});
    assert_eq!(
        tier(&versions, "2024-12-31", &urgent),
        Some("common".into()),
        "the street's"
    );
    assert_eq!(
        tier(&versions, "2025-01-01", &urgent),
        Some("official".into()),
        "the city's"
    );
    // the posterior ground and rules' own dates do not move with the cut
    let dated = |at: usize| {
        versions.all()[at]
            .model()
            .rules
            .iter()
            .find(|it| it.id == "S.1")
            .map(|it| it.dated)
    };
    assert_eq!(dated(0), dated(1));
}

#[test]
fn three_levels_and_which_one_speaks() {
    let versions = folder("street");
    let rules = &versions.all()[0];
    let at = |large: bool, urgent: bool, on_road: bool| {
        let affair = json!({"large": large, "urgent": urgent, "on_road": on_road});
        let verdict = rules.decide(&rules.affair(&affair).expect("an affair"));
        let mut rules: Vec<String> = verdict
            .rules("tier")
            .iter()
            .map(|&it| it.to_owned())
            .collect();
        rules.sort();
        (verdict.value("tier"), rules.join(" "))
    };
    // the city's mandatory rule over both below; the street's stated one over the district's
    assert_eq!(
        at(true, true, true),
        (Some("official".into()), "C.1".to_owned())
    );
    assert_eq!(
        at(true, false, true),
        (Some("official".into()), "S.1".to_owned())
    );
    assert_eq!(
        at(false, true, true),
        (Some("common".into()), "D.1 S.2".to_owned())
    );
    let affair = rules.affair(&json!({"large": true, "urgent": true, "on_road": true}));
    let explanation = rules.explain(&affair.expect("an affair"));
    let json = explanation.to_json();
    let winner = &json["decisions"][0]["because"][0];
    assert_eq!(
        (&winner["ruleset"], &winner["mandatory"]),
        (&json!("city.affairs"), &json!(true))
    );
    assert_eq!(json["terms"]["rulesets"]["city.affairs"]["above"], 2);
    assert!(
        json["terms"]["rulesets"]["street.affairs"]
            .get("above")
            .is_none()
    );
    let grounds: BTreeSet<&str> = json["decisions"][0]["defeated"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|lost| lost["ground"].as_str().expect("a ground"))
        .collect();
    assert_eq!(grounds, BTreeSet::from(["mandatory"]));
    let text = explanation.to_text(fenliu::Lang::En);
    assert!(text.contains("2 levels above; mandatory"), "{text}");
    assert!(rules.verify_explanation(&json.to_string()).is_ok());
}

#[test]
fn a_street_may_not_touch_what_the_district_made_mandatory() {
    let read = |path: &str| std::fs::read_to_string(path).expect("a text");
    let more = "\nrule D.3 overrides K.4 when tier is common then feedback_to includes community\n";
    let rules = read("rulesets/dingshan/rules.fenliu") + more;
    let problems = Ruleset::compile([
        Source::new("dingshan/rules.fenliu", rules),
        Source::new(
            "jiangjin/rules.fenliu",
            read("rulesets/jiangjin/rules.fenliu"),
        ),
    ])
    .expect_err("it is mandatory");
    let codes: Vec<Code> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::OverridesMandatory]);
    let files: BTreeSet<&str> = problems[0]
        .notes
        .iter()
        .filter_map(|note| Some(problems.sources().locate(note.span)?.0))
        .collect();
    assert_eq!(
        files,
        BTreeSet::from(["dingshan/rules.fenliu", "jiangjin/rules.fenliu"])
    );
}

#[test]
fn what_a_level_leaves_idle_above_is_no_finding() {
    let above = "ruleset district kind k { a, b } facts { x : yes/no, town : yes/no }
        decision d : k otherwise a
        rule A.1 when x and town then d is b
        rule A.2 when x and not town then d is b
        example \"a town\" given x, town expect d is b by A.1";
    let below = "ruleset street under \"district.fenliu\"
        facts { impossible town because \"a street\" }
        rule S.1 overrides A.2 because \"here\" when x then d is a";
    let codes = |below: &str| -> Vec<Code> {
        let texts = [
            Source::new("rules.fenliu", below),
            Source::new("district.fenliu", above),
        ];
        let ruleset = Ruleset::compile(texts).unwrap_or_else(|problems| panic!("{problems}"));
        assert!(
            ruleset.model().examples.is_empty(),
            "the example is the district's"
        );
        let analysis = ruleset.analyse(&fenliu::analysis::Options::default());
        let told = fenliu::report::findings::tell(&ruleset, &analysis);
        told.iter().map(|told| told.diagnostic.code).collect()
    };
    let wide = [Code::WideException];
    assert_eq!(
        codes(below),
        wide,
        "not A.1, which no affair here meets, nor A.2, which never wins"
    );
    let own = format!("{below} rule S.2 when x and town then d is a");
    assert_eq!(
        codes(&own),
        [Code::Unsatisfiable, Code::WideException],
        "its own is"
    );
}

// ---------------------------------------------------------------------- laws, by a small reading

/// Days of the laws are counted from here.
fn nth(day: i32) -> Date {
    Date::constant(2020, 1, 1)
        .checked_add(jiff::Span::new().days(day))
        .expect("a date")
}

#[derive(Debug, Clone)]
struct Version {
    from: Option<i32>,
    until: Option<i32>,
    adopted: Option<i32>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    /// Met if each of `x` and `y` is as it asks, where it asks.
    asks: [Option<bool>; 2],
    concludes: usize,
    from: Option<i32>,
    adopted: Option<i32>,
}

const VALUES: [&str; 3] = ["a", "b", "c"];

impl Rule {
    fn is_met(&self, facts: [bool; 2]) -> bool {
        self.asks
            .iter()
            .zip(facts)
            .all(|(asks, fact)| asks.is_none_or(|asks| asks == fact))
    }

    fn when(&self) -> String {
        let names = ["x", "y"];
        let parts = names.iter().zip(self.asks);
        let parts: Vec<String> = parts
            .filter_map(|(name, asks)| {
                Some(if asks? {
                    (*name).to_owned()
                } else {
                    format!("not {name}")
                })
            })
            .collect();
        if parts.is_empty() {
            "x or not x".to_owned()
        } else {
            parts.join(" and ")
        }
    }
}

fn dates(from: Option<i32>, until: Option<i32>, adopted: Option<i32>) -> String {
    let mut text = String::new();
    if from.is_some() || until.is_some() {
        text += " effective";
    }
    for (word, day) in [(" from", from), (" until", until)] {
        text += &day.map_or(String::new(), |day| format!("{word} {}", nth(day)));
    }
    text + &adopted.map_or(String::new(), |day| format!(" adopted {}", nth(day)))
}

impl Version {
    fn text(&self) -> String {
        let mut text = format!("ruleset r{}\n", dates(self.from, self.until, self.adopted));
        text += "kind k { a, b, c }\nfacts { x : yes/no, y : yes/no }\ndecision d : collect k\n";
        for (number, rule) in self.rules.iter().enumerate() {
            let (when, value) = (rule.when(), VALUES[rule.concludes]);
            let dated = dates(rule.from, None, rule.adopted);
            text += &format!("rule R.{number} when {when} then d includes {value}{dated}\n");
        }
        text
    }

    fn compiled(&self, number: usize) -> Ruleset {
        let source = Source::new(format!("{number}.fenliu"), self.text());
        Ruleset::compile([source]).unwrap_or_else(|problems| panic!("{problems}\n{}", self.text()))
    }

    fn known_from(&self) -> Option<i32> {
        self.adopted.or(self.from)
    }

    /// What is concluded on a day, by the rules known on another.
    fn concluded(&self, facts: [bool; 2], on: i32, known: i32) -> BTreeSet<&'static str> {
        let counts = |rule: &&Rule| {
            rule.is_met(facts)
                && rule.from.is_none_or(|from| from <= on)
                && rule.adopted.is_none_or(|adopted| adopted <= known)
        };
        self.rules
            .iter()
            .filter(counts)
            .map(|rule| VALUES[rule.concludes])
            .collect()
    }
}

/// What a ruleset concludes on a day.
fn decided(ruleset: &Ruleset, facts: [bool; 2], on: i32) -> BTreeSet<String> {
    let affair = json!({"x": facts[0], "y": facts[1], "as_of": nth(on).to_string()});
    let affair = ruleset.affair(&affair).expect("an affair");
    let verdict = ruleset.decide(&affair).to_json();
    let list = verdict["decisions"]["d"]["value"]
        .as_array()
        .expect("a list")
        .clone();
    list.iter()
        .map(|value| value.as_str().expect("a name").to_owned())
        .collect()
}

fn rule() -> impl Strategy<Value = Rule> {
    let day = || prop::option::weighted(0.3, 0..400);
    (any::<[Option<bool>; 2]>(), 0..3_usize, day(), day()).prop_map(
        |(asks, concludes, from, adopted)| Rule {
            asks,
            concludes,
            from,
            adopted,
        },
    )
}

/// Versions in the order of their periods, some with holes between them, open at either end or not.
fn versions() -> impl Strategy<Value = Vec<Version>> {
    let version = (
        20..90_i32,
        0..4_i32,
        prop::option::of(-60..60_i32),
        prop::collection::vec(rule(), 0..4),
    );
    (
        prop::collection::vec(version, 1..5),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(raw, open, ends)| {
            let (mut start, last) = (20, raw.len() - 1);
            let each =
                raw.into_iter()
                    .enumerate()
                    .map(|(number, (length, hole, adopted, rules))| {
                        let from = start;
                        start += length + hole;
                        Version {
                            from: (number > 0 || !open).then_some(from),
                            until: (number < last || ends).then_some(from + length - 1),
                            adopted: adopted.map(|by| from + by),
                            rules,
                        }
                    });
            each.collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// By way of the versions an affair is decided as by the one version whose period holds its day.
    #[test]
    fn the_version_of_a_day_decides_as_if_it_were_alone(list in versions(), turn in 0..5_usize, on in 0..450, facts: [bool; 2]) {
        let mut compiled: Vec<Ruleset> = list.iter().enumerate().map(|(at, it)| it.compiled(at)).collect();
        let turn = turn % compiled.len();
        compiled.rotate_left(turn);
        let versions = Versions::of(compiled).expect("versions");
        let holds = |it: &&Version| it.from.is_none_or(|from| from <= on) && it.until.is_none_or(|until| on <= until);
        match (versions.on(Some(nth(on))), list.iter().find(holds)) {
            (Ok(version), Some(alone)) => {
                let by_itself = alone.compiled(9);
                prop_assert_eq!(version.digest(), by_itself.digest());
                let told = decided(version, facts, on);
                prop_assert_eq!(told.iter().map(String::as_str).collect::<BTreeSet<_>>(), alone.concluded(facts, on, i32::MAX));
            }
            (Err(rejection), None) => prop_assert_eq!(rejection.code, Code::OutsidePeriod),
            (found, alone) => prop_assert!(false, "{found:?} against {alone:?}"),
        }
    }

    /// What was known on a day: the versions adopted by then, each until the next that was known and
    /// follows it, without the rules adopted later.
    #[test]
    fn what_was_known_decides_what_was_known(list in versions(), on in 0..450, known in 0..450, facts: [bool; 2]) {
        let compiled = list.iter().enumerate().map(|(at, it)| it.compiled(at)).collect();
        let versions = Versions::of(compiled).expect("versions");
        let is_known = |it: &Version| it.known_from().is_none_or(|from| from <= known);
        let mut then: Vec<Version> = Vec::new();
        for (at, version) in list.iter().enumerate() {
            let mut version = version.clone();
            let next = list.get(at + 1);
            let makes_way = next.is_some_and(|next| !is_known(next) && next.from.map(|from| from - 1) == version.until);
            if makes_way {
                let following = list[at + 1..].iter().find(|it| is_known(it));
                version.until = following.and_then(|it| it.from).map(|from| from - 1);
            }
            if is_known(&version) {
                then.push(version);
            }
        }
        let holds = |it: &&Version| it.from.is_none_or(|from| from <= on) && it.until.is_none_or(|until| on <= until);
        let expected = then.iter().find(holds).map(|it| it.concluded(facts, on, known));
        let found = versions.known_on(nth(known)).and_then(|it| it.on(Some(nth(on))).cloned());
        match (found, expected) {
            (Ok(version), Some(expected)) => {
                let told = decided(&version, facts, on);
                prop_assert_eq!(told.iter().map(String::as_str).collect::<BTreeSet<_>>(), expected);
            }
            (Err(_), None) => {}
            (found, expected) => prop_assert!(false, "{found:?} against {expected:?}"),
        }
    }

    /// A chain of rulesets decides as its rules do when each carries its level.
    #[test]
    fn a_chain_decides_as_its_rules_with_their_levels(rules in prop::collection::vec(levelled(), 1..7), superior: bool, facts: [bool; 2]) {
        let depth = rules.iter().map(|it| it.level).max().unwrap_or(0);
        let sources = (0..=depth).rev().map(|level| Source::new(format!("{level}.fenliu"), chained(&rules, level, superior)));
        let ruleset = Ruleset::compile(sources).unwrap_or_else(|problems| panic!("{problems}"));
        let affair = ruleset.affair(&json!({"x": facts[0], "y": facts[1]})).expect("an affair");
        let verdict = ruleset.decide(&affair);
        let standing = standing(&rules, superior, facts);
        let values: BTreeSet<usize> = standing.iter().map(|&at| rules[at].rule.concludes).collect();
        let told = verdict.to_json()["decisions"]["d"].clone();
        match values.len() {
            0 => prop_assert_eq!(&told["status"], "unclassified"),
            1 => {
                let names: BTreeSet<String> = standing.iter().map(|at| format!("R.{at}")).collect();
                let won: BTreeSet<String> = verdict.rules("d").iter().map(|&it| it.to_owned()).collect();
                prop_assert_eq!(won, names);
                prop_assert_eq!(told["value"].as_str(), values.first().map(|&value| VALUES[value]));
            }
            _ => {
                let claims = told["claims"].as_array().expect("claims");
                let claimed: BTreeSet<&str> = claims.iter().filter_map(|it| it["value"].as_str()).collect();
                prop_assert_eq!(claimed, values.iter().map(|&value| VALUES[value]).collect());
            }
        }
        // and its explanation is confirmed by a reading that shares nothing with either
        let explanation = ruleset.explain(&affair).to_json().to_string();
        let confirmed = ruleset.verify_explanation(&explanation);
        prop_assert!(confirmed.is_ok(), "{:?}", confirmed);
    }
}

/// A rule of a chain; it overrides earlier ones where it may.
#[derive(Debug, Clone)]
struct Levelled {
    level: usize,
    mandatory: bool,
    rule: Rule,
    overrides: Option<usize>,
}

fn levelled() -> impl Strategy<Value = Levelled> {
    let parts = (
        0..3_usize,
        prop::bool::weighted(0.3),
        rule(),
        prop::option::of(0..6_usize),
    );
    parts.prop_map(|(level, mandatory, rule, overrides)| Levelled {
        level,
        mandatory,
        rule: Rule {
            from: None,
            adopted: None,
            ..rule
        },
        overrides,
    })
}

/// What a rule overrides: an earlier one of its level or above, but none that is mandatory above.
fn loser(rules: &[Levelled], at: usize) -> Option<usize> {
    let mine = &rules[at];
    let other = mine.overrides.filter(|&other| other < at)?;
    let theirs = &rules[other];
    let may = theirs.level == mine.level || theirs.level < mine.level && !theirs.mandatory;
    may.then_some(other)
}

/// The text of one level, 0 the highest.
fn chained(rules: &[Levelled], level: usize, superior: bool) -> String {
    let mut text = match level {
        0 => {
            let by = if superior { " resolve by superior" } else { "" };
            format!(
                "ruleset l0 kind k {{ a, b, c }} facts {{ x : yes/no, y : yes/no }} decision d : k{by}\n"
            )
        }
        _ => format!("ruleset l{level} under \"{}.fenliu\"\n", level - 1),
    };
    for (at, it) in rules.iter().enumerate().filter(|(_, it)| it.level == level) {
        let mandatory = if it.mandatory { "mandatory " } else { "" };
        let (when, value) = (it.rule.when(), VALUES[it.rule.concludes]);
        let overrides =
            loser(rules, at).map_or(String::new(), |other| format!(" overrides R.{other}"));
        text += &format!("{mandatory}rule R.{at}{overrides} when {when} then d is {value}\n");
    }
    text
}

/// The rules left standing: first `mandatory`, then what is stated, closed over all rules, then the
/// higher level over what it contradicts.
fn standing(rules: &[Levelled], superior: bool, facts: [bool; 2]) -> Vec<usize> {
    let met: Vec<usize> = (0..rules.len())
        .filter(|&at| rules[at].rule.is_met(facts))
        .collect();
    // each overrides one at most, so that what it beats is a line
    let beats = |winner: usize, over: usize| {
        let line = std::iter::successors(loser(rules, winner), |&next| loser(rules, next));
        line.into_iter().any(|beaten| beaten == over)
    };
    let without = |standing: &[usize], beaten: &dyn Fn(usize, usize) -> bool| -> Vec<usize> {
        let lost = |&at: &usize| standing.iter().any(|&by| by != at && beaten(by, at));
        standing.iter().copied().filter(|at| !lost(at)).collect()
    };
    let left = without(&met, &|by, at| {
        rules[by].mandatory && rules[by].level < rules[at].level
    });
    let left = without(&left, &|by, at| beats(by, at));
    if !superior {
        return left;
    }
    let differ = |by: usize, at: usize| rules[by].rule.concludes != rules[at].rule.concludes;
    without(&left, &|by, at| {
        rules[by].level < rules[at].level && differ(by, at)
    })
}
