//! Rules that change and levels that disagree: which text governs, and which rule prevails, against
//! a reading of a few lines.

use std::collections::BTreeSet;
use std::path::Path;

use fenliu::{Code, Ruleset, Source, Status, Versions};
use jiff::civil::Date;
use serde_json::{Value as Json, json};

#[allow(unreachable_pub, missing_docs, reason = "shared among the laws")]
mod versions {
    mod chain;
    pub mod law;
}

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
