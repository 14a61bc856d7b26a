//! What is written is what `docs/schemas` says: verdicts of every shipped affair; verdicts and
//! explanations of the language page's, and of cases made to show each form; and the samples of
//! `docs/formats.md`. (Explanations of every shipped affair: `tests/explanations/shipped.rs`.)

use std::fs;
use std::path::{Path, PathBuf};

use fenliu::report::json::Rejected;
use fenliu::{Lang, Ruleset, Source};
use serde_json::{Value as Json, json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn schema(name: &str) -> Json {
    let text = fs::read_to_string(root().join("docs/schemas").join(name)).expect("a schema");
    serde_json::from_str(&text).expect("JSON")
}

/// A schema may refer to those of explanations and of entries, which lie beside it.
fn validator(name: &str) -> jsonschema::Validator {
    let registry = jsonschema::Registry::new()
        .add(
            "file:///schemas/explanation.json",
            schema("explanation.json"),
        )
        .and_then(|registry| registry.add("file:///schemas/entry.json", schema("entry.json")))
        .and_then(jsonschema::RegistryBuilder::prepare)
        .expect("a registry");
    jsonschema::options()
        .with_base_uri(format!("file:///schemas/{name}"))
        .with_registry(&registry)
        .build(&schema(name))
        .expect("a JSON Schema")
}

fn holds(validator: &jsonschema::Validator, value: &Json) {
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| format!("{} at {}", error, error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

fn each(ruleset: &Ruleset, affairs: &str) {
    let (verdicts, explanations) = (validator("verdict.json"), validator("explanation.json"));
    for line in affairs.lines() {
        let affair = ruleset
            .affair_from_json(line)
            .unwrap_or_else(|rejection| panic!("{line}: {rejection}"));
        holds(&verdicts, &ruleset.decide(&affair).to_json());
        holds(&explanations, &ruleset.explain(&affair).to_json());
    }
}

#[test]
fn the_verdict_on_every_shipped_affair() {
    let verdicts = validator("verdict.json");
    let folders = fs::read_dir(root().join("rulesets")).expect("the folder of rulesets");
    let folders = folders.map(|entry| entry.expect("an entry").path());
    for folder in folders.filter(|path| path.is_dir()) {
        let ruleset = Ruleset::load(&folder).unwrap_or_else(|problems| panic!("{problems}"));
        let affairs = fs::read_to_string(folder.join("affairs.jsonl")).expect("affairs");
        for line in affairs.lines() {
            let affair = ruleset.affair_from_json(line).expect("an affair");
            holds(&verdicts, &ruleset.decide(&affair).to_json());
        }
    }
}

#[test]
fn every_form() {
    let text = fs::read_to_string(root().join("docs/language.md")).expect("docs/language.md");
    let ruleset = Ruleset::compile([Source::new("language.fenliu.md", text)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    each(
        &ruleset,
        r#"{}
{"id": "a", "matter": "parking", "on_public_road": true}
{"matter": "public_service", "households": 3}
{"matter": "roof_leak", "households": 10, "cost": "15000 CNY"}
{"matter": "roof_leak", "cost": 15000}
{"matter": "roof_leak", "households": 1, "cost": "20000.5"}
{"description": "install a lift, or tap water"}
{"matter": "elevator_installation", "parties": ["residents", "community_council"], "opened_on": "2024-02-29"}"#,
    );
}

#[test]
fn every_explanation_that_is_shown() {
    let (verdicts, explanations) = (validator("verdict.json"), validator("explanation.json"));
    for entry in fs::read_dir(root().join("tests/explanations")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "fenliu") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file");
        let ruleset = Ruleset::load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        for line in text
            .lines()
            .filter_map(|line| line.strip_prefix("# affair: "))
        {
            let json = line.split(" as of ").next().expect("an affair");
            let affair = ruleset
                .affair_from_json(json)
                .unwrap_or_else(|rejection| panic!("{json}: {rejection}"));
            let (verdict, explanation) = (
                ruleset.decide(&affair).to_json(),
                ruleset.explain(&affair).to_json(),
            );
            holds(&verdicts, &verdict);
            let redacted = ruleset.explain(&affair).redacted().to_json();
            holds(&explanations, &redacted);
            holds(&explanations, &explanation);
            for decision in explanation["decisions"].as_array().expect("decisions") {
                let name = decision["decision"].as_str().expect("a name");
                assert_eq!(
                    decision["outcome"],
                    verdict["decisions"][name],
                    "{name} in {}",
                    path.display()
                );
            }
        }
    }
}

/// Cases and what is said of them: those of the rulesets, and those that show one thing.
#[test]
fn every_case() {
    let (events, tracks) = (validator("event.json"), validator("track.json"));
    let mut cases = Vec::new();
    for folder in ["rulesets/jiangjin", "rulesets/langfang"] {
        for entry in fs::read_dir(root().join(folder).join("cases")).expect("a folder") {
            cases.push((root().join(folder), entry.expect("an entry").path()));
        }
    }
    for name in ["apart", "circle"] {
        let shown = root().join("tests/track/shown").join(name);
        cases.push((
            shown.with_extension("fenliu"),
            shown.with_extension("jsonl"),
        ));
    }
    for (rules, case) in cases {
        if case.extension().is_none_or(|ending| ending != "jsonl") {
            continue;
        }
        let ruleset = Ruleset::load(&rules).unwrap_or_else(|problems| panic!("{problems}"));
        let text = fs::read_to_string(&case).expect("a case");
        for line in text.lines() {
            holds(&events, &serde_json::from_str(line).expect("JSON"));
        }
        let case = fenliu::Case::from_jsonl(&text).unwrap_or_else(|problems| panic!("{problems}"));
        let track = ruleset
            .track(&case)
            .unwrap_or_else(|problems| panic!("{problems}"));
        holds(&tracks, &track.to_json());
    }
}

/// What a check finds, as JSON in each language.
fn findings(ruleset: &Ruleset) -> [Json; 2] {
    let analysis = ruleset.analyse(&fenliu::analysis::Options::default());
    let told = fenliu::report::findings::tell(ruleset, &analysis);
    [Lang::En, Lang::Zh].map(|lang| {
        let report = fenliu::report::findings::json::Findings::new(
            &[],
            vec![fenliu::report::findings::json::Part {
                ruleset,
                analyses: fenliu::report::findings::question::all(
                    ruleset,
                    &analysis,
                    "2000000 steps",
                ),
                told: &told,
            }],
            ruleset.warnings().sources(),
            lang,
        );
        serde_json::to_value(&report).expect("JSON")
    })
}

#[test]
fn what_is_found_of_every_ruleset() {
    let findings_schema = validator("findings.json");
    for name in ["jiangjin", "nanan", "nyc311"] {
        let ruleset = Ruleset::load(root().join("rulesets").join(name))
            .unwrap_or_else(|problems| panic!("{problems}"));
        for report in findings(&ruleset) {
            holds(&findings_schema, &report);
            let listed = |list: &str| report[list].as_array().expect("a list").clone();
            for analysis in listed("analyses") {
                assert!(analysis["kind"].is_string(), "{analysis}");
            }
            // an affair that shows something is one that the ruleset reads
            for found in listed("findings") {
                if found["witness"].is_object() {
                    let affair = found["witness"].to_string();
                    ruleset
                        .affair_from_json(&affair)
                        .unwrap_or_else(|rejection| panic!("{affair}: {rejection}"));
                }
            }
        }
    }
}

#[test]
fn a_record_that_is_no_affair() {
    let ruleset = Ruleset::load(root().join("rulesets/jiangjin"))
        .unwrap_or_else(|problems| panic!("{problems}"));
    let rejection = ruleset
        .affair_from_json(r#"{"matter": "elevator"}"#)
        .expect_err("no value");
    let rejected = Rejected::new(&rejection, Some("A1"), Some(3), Lang::Zh);
    let rejected = serde_json::to_value(&rejected).expect("JSON");
    holds(&validator("verdict.json"), &rejected);
    assert_eq!(rejected["error"]["field"], "matter");
}

/// Each ground in each of its forms, and what it comes to.
#[test]
fn every_form_of_an_objection_and_of_a_contest() {
    let load = |name: &str| {
        Ruleset::load(root().join("rulesets").join(name))
            .unwrap_or_else(|problems| panic!("{problems}"))
    };
    let (ruleset, other) = (load("jiangjin"), load("contested-cases"));
    // a fact is disputed once in an objection
    let few = vec![
        json!({"ground": "fact_wrong", "fact": "matter", "value": "roof_leak"}),
        json!({"ground": "fact_wrong", "fact": "settlement", "value": null}),
    ];
    let mut many = vec![
        json!({"ground": "fact_wrong", "fact": "matter", "value": "sewage_pipe_at_home"}),
        json!({"ground": "fact_missing", "fact": "needs_planning", "value": true}),
        json!({"ground": "fact_missing", "fact": "settlement", "value": "town"}),
        json!({"ground": "wrong_version", "date": "2020-01-01"}),
        json!({"ground": "wrong_version", "date": "2024-01-01"}),
        json!({"ground": "wrong_version"}),
        json!({"ground": "wrong_territory"}),
        json!({"ground": "functions_overlap", "between": ["family", "common"]}),
        json!({"ground": "functions_overlap", "between": ["official", "common"]}),
        json!({"ground": "not_entitled", "fact": "settlement", "by": "community"}),
        json!({"ground": "not_entitled", "fact": "needs_planning", "by": "community"}),
        json!({"ground": "not_entitled", "fact": "needs_planning", "by": "district_departments"}),
    ];
    for rule in ["O.3", "C.6", "C.8", "S.1"] {
        many.push(json!({"ground": "rule_misapplied", "rule": rule}));
        for over in ["O.3", "F.4", "S.2"] {
            many.push(json!({"ground": "priority_wrong", "rule": rule, "over": over}));
        }
    }
    let (objections, contests) = (validator("objection.json"), validator("contest.json"));
    for (affair, claim) in [
        (json!({"matter": "roof_leak"}), json!("common")),
        (
            json!({"matter": "new_parking_spaces", "needs_planning": true, "settlement": "street"}),
            json!(null),
        ),
        (
            json!({"matter": "elevator_installation", "settlement": "street"}),
            json!("common"),
        ),
    ] {
        let affair = ruleset.affair(&affair).expect("an affair");
        for grounds in [&few, &many] {
            let objection = json!({
                "schema": "fenliu/objection/1", "claim": {"decision": "tier", "value": claim},
                "disputed": [{"fact": "in_difficulty",
                    "office": {"source": "a call", "by": "community"},
                    "objector": {"value": true, "date": "2024-01-01"}}],
                "grounds": grounds});
            holds(&objections, &objection);
            let objection = fenliu::Objection::from_json(&objection.to_string());
            let objection = objection.expect("an objection").other(other.clone());
            let contest = ruleset
                .contest(&affair, &objection)
                .unwrap_or_else(|refusal| panic!("{affair:?}: {refusal}"));
            holds(&contests, &contest.to_json());
        }
    }
}

/// What the program writes as JSON besides verdicts and explanations.
#[cfg(feature = "cli")]
#[test]
fn runs_and_tables() {
    for (schema, arguments) in [
        ("test.json", "test tests/cli/tiny --format json"),
        ("test.json", "test tests/cli/tiny --coverage --format json"),
        (
            "test.json",
            "test tests/cli/tiny --filter nothing --coverage --lang zh --format json",
        ),
        (
            "test.json",
            "test tests/cli/failing --coverage --format json",
        ),
        (
            "test.json",
            "test rulesets/jiangjin --coverage --format json",
        ),
        (
            "test.json",
            "test rulesets/nanan --coverage --format json --lang zh",
        ),
        (
            "contest.json",
            "contest tests/cli/tiny --fact matter=parking --claim tier=official --dispute planning=yes --format json",
        ),
        (
            "diff.json",
            "diff tests/diff/parking/old.fenliu tests/diff/parking/new.fenliu --cases tests/diff/parking/cases.csv --format json",
        ),
        (
            "diff.json",
            "diff tests/diff/versions/old.fenliu tests/diff/versions/new.fenliu --lang zh --format json",
        ),
        (
            "diff.json",
            "diff rulesets/jiangjin rulesets/contested-cases --format json",
        ),
        ("table.json", "table tests/cli/tiny --format json"),
        ("table.json", "table rulesets/jiangjin --format json"),
        (
            "table.json",
            "table rulesets/nanan --format json --no-findings",
        ),
    ] {
        let output = assert_cmd::cargo::cargo_bin_cmd!("fenliu")
            .current_dir(root())
            .args(arguments.split(' '))
            .output()
            .expect("it starts");
        let written: Json = serde_json::from_slice(&output.stdout).expect(arguments);
        holds(&validator(schema), &written);
    }
}

/// What a ledger holds and gives out.
#[cfg(feature = "cli")]
#[test]
fn every_form_of_a_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (dir, key) = (path("ledger"), path("key"));
    let run = |arguments: &[&str]| {
        let output = assert_cmd::cargo::cargo_bin_cmd!("fenliu")
            .current_dir(root())
            .args(arguments)
            .output()
            .expect("it starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    run(&["ledger", "init", &dir, "--key", &key]);
    let affairs = [
        "classify",
        "tests/cli/tiny",
        "tests/cli/affairs.jsonl",
        "--ledger",
        &dir,
        "--ledger-key",
        &key,
    ];
    run(&[&affairs[..], &["--ledger-explanations"]].concat());
    run(&[
        "track",
        "rulesets/jiangjin",
        "rulesets/jiangjin/cases/roof.jsonl",
        "--ledger",
        &dir,
        "--ledger-key",
        &key,
    ]);
    let early = path("early");
    fs::copy(path("ledger/checkpoint"), &early).expect("a checkpoint");
    run(&[
        "ledger",
        "redact",
        &dir,
        "--entry",
        "1",
        "matter",
        "--because",
        "asked for",
        "--ledger-key",
        &key,
    ]);
    let lines = run(&["ledger", "show", &dir, "--format", "json"]);
    let all = |schema: &str, texts: &[&str]| {
        assert!(!texts.is_empty(), "{schema}");
        for text in texts {
            holds(
                &validator(schema),
                &serde_json::from_str(text).expect("JSON"),
            );
        }
    };
    all("entry.json", &lines.lines().collect::<Vec<_>>());
    let bundles = fs::read_dir(path("ledger/tile/entries/000.p")).expect("bundles");
    let bundle = fs::read(bundles.last().expect("one").expect("one").path()).expect("a bundle");
    let mut rest = bundle.as_slice();
    while let [high, low, after @ ..] = rest {
        let (leaf, after) = after.split_at(usize::from(*high) * 256 + usize::from(*low));
        all("leaf.json", &[std::str::from_utf8(leaf).expect("UTF-8")]);
        rest = after;
    }
    let kept = fs::read_dir(path("ledger/rules"))
        .expect("rules")
        .next()
        .expect("one")
        .expect("one");
    all(
        "texts.json",
        &[&fs::read_to_string(kept.path()).expect("a file")],
    );
    let prove = ["ledger", "prove", &dir, "--entry", "2"];
    all(
        "receipt.json",
        &[
            &run(&prove),
            &run(&[&prove[..], &["--without", "id", "--since", &early]].concat()),
        ],
    );
    let replay = ["ledger", "replay", &dir, "--format", "json"];
    let other = run(&[&replay[..], &["--rules", "rulesets/jiangjin"]].concat());
    all("replay.json", &[&run(&replay), &other]);
}

#[test]
fn every_form_of_a_certificate() {
    use fenliu::verify::format::{
        About, Certificate, Claim, Coordinate, Narrowed, Node, Piece, Proof, True, Unclassified,
        Value,
    };
    let text = |text: &str| text.to_owned();
    let (fact, has, decision) = (text("f"), text("h"), text("d"));
    let coordinates = [
        Coordinate::Fact { fact: fact.clone() },
        Coordinate::Has {
            fact: fact.clone(),
            has: has.clone(),
        },
        Coordinate::Mentions {
            fact: fact.clone(),
            mentions: text("\"电梯\""),
        },
        Coordinate::Text { fact, text: True },
        Coordinate::AsOf { as_of: True },
        Coordinate::Decision {
            decision: decision.clone(),
        },
        Coordinate::Holds {
            decision: decision.clone(),
            has,
        },
        Coordinate::Expression {
            expression: text("(a / b)"),
        },
    ];
    let range = |from: Option<&str>, to: Option<&str>, from_open, to_open| Piece::Range {
        from: from.map(text),
        to: to.map(text),
        from_open,
        to_open,
    };
    let pieces = vec![
        Piece::Is {
            is: Value::YesNo(true),
        },
        Piece::Is {
            is: Value::Text(text("5/2")),
        },
        Piece::Other { other: True },
        range(None, None, false, false),
        range(Some("1"), Some("2"), true, true),
        Piece::None(Unclassified::Unclassified),
    ];
    let mut proof = Proof::default();
    let mut node = Node::LEAF;
    for coordinate in coordinates.clone() {
        let parts = vec![(pieces.clone(), node), (Vec::new(), Node::LEAF)];
        node = proof.cut(coordinate, parts);
    }
    let proof = proof.from(node);
    let [rule, other] = ["R.1", "R.2"].map(text);
    let certificate = Certificate {
        ruleset: About {
            name: text("r"),
            digest: format!("sha256:{}", "0".repeat(64)),
        },
        claims: vec![
            Claim::Complete {
                decision: decision.clone(),
                proof: proof.clone(),
            },
            Claim::Agreed {
                decision,
                proof: Proof::default(),
            },
            Claim::Included {
                rule: rule.clone(),
                within: other.clone(),
                proof,
            },
            Claim::Wider {
                rule: other,
                than: rule,
                at: coordinates
                    .map(|cut| Narrowed {
                        cut,
                        within: pieces.clone(),
                    })
                    .to_vec(),
            },
        ],
    };
    let mut written = Vec::new();
    certificate.write(&mut written).expect("memory");
    let written: Json = serde_json::from_slice(&written).expect("JSON");
    holds(&validator("certificate.json"), &written);
}

/// The page's certificate is of the page's rules.
#[test]
fn the_certificate_of_the_page() {
    let page = fs::read_to_string(root().join("docs/formats.md")).expect("docs/formats.md");
    let section = page.split("## Certificate").nth(1).expect("a section");
    let block = |fence: &str| {
        let after = section.split(fence).nth(1).expect("a block");
        after.split("```").next().expect("its end").to_owned()
    };
    let ruleset = Ruleset::compile([Source::new("guide.fenliu", block("```fenliu\n"))])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let certificate = block("```json\n");
    let confirmed = ruleset
        .verify(&certificate)
        .unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(confirmed.claims.len(), 4);
}

#[test]
fn the_samples_of_the_page() {
    let page = fs::read_to_string(root().join("docs/formats.md")).expect("docs/formats.md");
    let mut seen = 0;
    for block in page.split("```json\n").skip(1) {
        let sample: Json =
            serde_json::from_str(block.split("```").next().expect("a block")).expect("JSON");
        let schema = sample["schema"].as_str().expect("a schema").to_owned();
        let name = schema.split('/').nth(1).expect("a name");
        holds(&validator(&format!("{name}.json")), &sample);
        seen += 1;
    }
    assert!(seen >= 5, "{seen} samples");
}
