//! Findings made by hand, one of each sort, as people and programs see them.

use super::summary::statements;
use super::*;
use crate::analysis::{
    Analysis, Answer, Ask, Finding, Findings, Kind, Named, Question, Share, Witness,
};
use crate::model::{DecisionId, DefineId, FactId, Ground, KindId, NodeId, RuleId};
use crate::source::Source;
use crate::table::Region;
use crate::words::Lang;
use jiff::civil::date;

const RULES: &str = r#"ruleset street
  effective from 2023-08-01
  source list "The list"

kind matter en "Matter" zh "事项" {
  public_service en "Basic public service" zh "基本公共服务" {
    water_supply en "Water supply" zh "供水"
    power_supply en "Power supply" zh "供电"
    other_service en "Other service" zh "其他服务"
  }
  parking en "Parking" zh "停车"
  roof_leak en "Roof leak"
}
kind tier ordered { family, common, official }
facts {
  matter     : matter en "Matter" zh "事项"
  households : integer 1..500 en "Households" zh "户数"
  cost       : decimal 0..100000 in CNY
  on_road    : yes/no
  impossible matter is roof_leak and on_road because "roofs are not roads"
}
define dear = cost / households is more than 1000 CNY
decision tier : tier resolve by posterior
decision lead : tier
rule C.5 "Parking" when matter is parking and households is less than 10 then tier is common, lead is common source list
rule O.3 when matter is parking and on_road then tier is official
rule F.1 overrides C.5, O.3 because "cheap ones stay at home" when matter is roof_leak and dear then tier is family
rule F.2 when matter is roof_leak and households is less than 5 and households is more than 9 then tier is family
table routing given matter
  | id | matter         | tier     |
  |----|----------------|----------|
  | a  | water_supply   | official |
  | b  | power_supply   | official |
  | c  | public_service | official |
shift up from tier common to official when households is at least 100
guarantee G.1 "Roads are official" never on_road and tier is family
guarantee G.2 whenever households is more than 1000 then tier is decided
overlap C.5, O.3, F.1 on tier because "under revision"
"#;

struct Sample {
    ruleset: Ruleset,
}

impl Sample {
    fn new() -> Self {
        let source = Source::new(
            "rules.fenliu",
            RULES.replace(
                "G.2 whenever households is more than 1000",
                "G.2 whenever on_road",
            ),
        );
        Self {
            ruleset: Ruleset::compile([source]).unwrap_or_else(|problems| panic!("{problems}")),
        }
    }

    fn rule(&self, id: &str) -> RuleId {
        let rules = &self.ruleset.0.model.rules;
        let at = rules.iter().position(|rule| rule.id == id);
        RuleId(at.unwrap_or_else(|| panic!("{id}")).try_into().unwrap())
    }

    fn rules(&self, ids: &[&str]) -> Vec<RuleId> {
        ids.iter().map(|id| self.rule(id)).collect()
    }

    fn decision(&self, name: &str) -> DecisionId {
        let decisions = &self.ruleset.0.model.decisions;
        let at = decisions.iter().position(|decision| decision.name == name);
        DecisionId(at.unwrap().try_into().unwrap())
    }

    fn fact(&self, name: &str) -> FactId {
        let at = self
            .ruleset
            .0
            .model
            .facts
            .iter()
            .position(|fact| fact.name == name);
        FactId(at.unwrap().try_into().unwrap())
    }

    /// The region that rules have in common.
    fn region(&self, ids: &[&str]) -> Region {
        ids.iter().fold(Region::whole(), |region, id| {
            let rows = &self.ruleset.0.table.rules[self.rule(id).index()];
            region.and(&rows[0]).unwrap()
        })
    }

    fn witness(&self, json: serde_json::Value) -> Witness {
        Witness {
            affair: self.ruleset.affair(&json).unwrap(),
            confirmed: true,
        }
    }

    fn finding(&self, kind: Kind, rules: &[&str]) -> Finding {
        Finding {
            kind,
            decision: Some(self.decision("tier")),
            rules: self.rules(rules),
            witness: None,
            regions: Vec::new(),
            more: false,
            share: None,
        }
    }

    fn analysis(&self, findings: Vec<Finding>, questions: Vec<Ask>) -> Analysis {
        Analysis {
            table: self.ruleset.0.table.clone(),
            findings: Findings {
                findings,
                questions,
                ..Findings::default()
            },
        }
    }

    fn disagreements(&self) -> Vec<Finding> {
        let conflict = Finding {
            witness: Some(self.witness(
                serde_json::json!({"matter": "parking", "households": 1, "on_road": true}),
            )),
            regions: vec![self.region(&["C.5", "O.3"])],
            share: Some(Share {
                part: 0.025,
                combinations: Some(3),
            }),
            ..self.finding(Kind::Conflict, &["C.5", "O.3"])
        };
        let gap = Finding {
            witness: Some(self.witness(
                serde_json::json!({"matter": "parking", "households": 10, "on_road": false}),
            )),
            regions: vec![
                self.region(&["C.5"]),
                self.region(&["routing.a"]),
                self.region(&["O.3"]),
                self.region(&["routing.c"]),
                self.region(&["F.1"]),
            ],
            more: true,
            share: Some(Share {
                part: 0.34,
                combinations: Some(1 << 50),
            }),
            ..self.finding(Kind::Gap, &[])
        };
        let unconfirmed = Finding {
            witness: Some(Witness {
                confirmed: false,
                ..self.witness(serde_json::json!({"matter": "roof_leak"}))
            }),
            regions: vec![Region::whole()],
            ..self.finding(
                Kind::Conflict,
                &[
                    "F.1",
                    "F.2",
                    "routing.a",
                    "routing.b",
                    "routing.c",
                    "C.5",
                    "O.3",
                    "F.1",
                    "F.2",
                ],
            )
        };
        vec![conflict, gap, unconfirmed]
    }

    fn about_rules(&self) -> Vec<Finding> {
        vec![
            self.finding(
                Kind::Unreachable {
                    masked_by: self.rules(&["F.1", "O.3"]),
                },
                &["C.5"],
            ),
            self.finding(
                Kind::Unreachable {
                    masked_by: self.rules(&["O.3"]),
                },
                &["F.2"],
            ),
            self.finding(Kind::Unsatisfiable { by_unless: false }, &["F.2"]),
            self.finding(Kind::Unsatisfiable { by_unless: true }, &["F.2"]),
            self.finding(
                Kind::Redundant {
                    beside: self.rules(&["routing.c"]),
                },
                &["routing.a"],
            ),
            self.finding(
                Kind::Redundant {
                    beside: self.rules(&["O.3"]),
                },
                &["F.2"],
            ),
            self.finding(
                Kind::Redundant {
                    beside: self.rules(&["routing.c"]),
                },
                &["routing.b"],
            ),
            self.finding(
                Kind::OnlyByGround {
                    grounds: vec![Ground::Posterior],
                    over: self.rules(&["C.5"]),
                },
                &["O.3"],
            ),
            self.finding(
                Kind::IdleOverride {
                    clause: 0,
                    meet: false,
                },
                &["F.1"],
            ),
            self.finding(
                Kind::IdleOverride {
                    clause: 1,
                    meet: true,
                },
                &["F.1"],
            ),
            self.finding(
                Kind::WideException {
                    clause: 1,
                    swallowed: self.rule("O.3"),
                },
                &["F.1"],
            ),
            self.finding(
                Kind::Expired {
                    overlap: None,
                    until: date(2023, 12, 31),
                },
                &["C.5"],
            ),
            self.finding(
                Kind::Expired {
                    overlap: Some(0),
                    until: date(2023, 12, 31),
                },
                &[],
            ),
            self.finding(Kind::StaleOverlap(0), &[]),
            self.finding(Kind::BroadOverlap(0), &["F.1"]),
        ]
    }

    fn others(&self) -> Vec<Finding> {
        let nowhere = |kind| Finding {
            decision: None,
            ..self.finding(kind, &[])
        };
        let node = |node| Named::Node(KindId(0), NodeId(node));
        vec![
            Finding {
                decision: None,
                witness: Some(self.witness(
                    serde_json::json!({"matter": "parking", "households": 10, "on_road": true}),
                )),
                ..self.finding(Kind::Guarantee(0), &["O.3"])
            },
            nowhere(Kind::IdleDefine {
                define: DefineId(0),
                always: true,
            }),
            nowhere(Kind::IdleDefine {
                define: DefineId(0),
                always: false,
            }),
            nowhere(Kind::IdleImpossible(0)),
            nowhere(Kind::IdleShift(0)),
            nowhere(Kind::IdleGuarantee(1)),
            nowhere(Kind::Unused(vec![Named::Fact(self.fact("cost"))])),
            nowhere(Kind::Unused((0..6).map(node).collect())),
            nowhere(Kind::Confusable(vec![
                Named::Rule(self.rule("F.1")),
                Named::Rule(self.rule("F.2")),
            ])),
            nowhere(Kind::MissingLabel {
                lang: Lang::Zh,
                names: vec![node(5)],
            }),
            nowhere(Kind::MissingLabel {
                lang: Lang::En,
                names: vec![node(4), node(5)],
            }),
        ]
    }

    fn questions(&self) -> Vec<Ask> {
        let (tier, lead) = (self.decision("tier"), self.decision("lead"));
        let ask = |question, answer| Ask { question, answer };
        vec![
            ask(Question::Gap(tier), Answer::Found),
            ask(Question::Conflict(tier), Answer::Found),
            ask(Question::Gap(lead), Answer::Accepted(vec![tier])),
            ask(Question::Conflict(lead), Answer::Proved),
            ask(Question::Unreachable(tier), Answer::Found),
            ask(
                Question::Unreachable(lead),
                Answer::Unknown { uncovered: 0.25 },
            ),
            ask(
                Question::Redundant(tier),
                Answer::Unknown { uncovered: 0.001 },
            ),
            ask(Question::Unsatisfiable, Answer::Proved),
            ask(Question::Guarantee(0), Answer::Found),
            ask(Question::Guarantee(1), Answer::Proved),
            ask(Question::Overrides, Answer::Unknown { uncovered: 1.0 }),
            ask(Question::Overlaps, Answer::Accepted(Vec::new())),
        ]
    }
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("tests");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Every line that people see, in both languages.
#[cfg(feature = "cli")]
fn drawn(sample: &Sample, told: &[Told]) -> String {
    let style = |lang| crate::report::diagnostics::Style {
        lang,
        colour: false,
        unicode: true,
    };
    let told: Vec<&Told> = told.iter().collect();
    let sources = sample.ruleset.warnings().sources();
    [Lang::En, Lang::Zh]
        .map(|lang| crate::report::diagnostics::draw_told(sources, &told, style(lang)))
        .join("\n")
}

#[cfg(feature = "cli")]
#[test]
fn people_see_findings() {
    let sample = Sample::new();
    for (name, findings) in [
        ("disagreements", sample.disagreements()),
        ("rules", sample.about_rules()),
        ("others", sample.others()),
    ] {
        let told = tell(&sample.ruleset, &sample.analysis(findings, Vec::new()));
        snapshot(name, &drawn(&sample, &told));
    }
    let told = tell(
        &sample.ruleset,
        &sample.analysis(Vec::new(), sample.questions()),
    );
    snapshot("questions", &drawn(&sample, &told));
}

#[test]
fn examples_pass_as_they_are() {
    let sample = Sample::new();
    let mut findings = sample.disagreements();
    findings.extend(sample.others());
    let told = tell(&sample.ruleset, &sample.analysis(findings, Vec::new()));
    let examples: Vec<&Words> = told
        .iter()
        .filter_map(|told| told.example.as_ref())
        .collect();
    assert_eq!(examples.len(), 3);
    for lang in [Lang::En, Lang::Zh] {
        let pasted: Vec<&str> = examples.iter().map(|words| words.get(lang)).collect();
        let text = format!("{RULES}\n{}", pasted.join("\n"));
        let ruleset = Ruleset::compile([Source::new("rules.fenliu", text)]).unwrap();
        let trials = ruleset.trials();
        assert_eq!(trials.len(), 3);
        assert!(
            trials.iter().all(crate::verdict::example::Trial::passes),
            "{pasted:#?}"
        );
    }
}

#[test]
fn lines_to_paste_compile() {
    let sample = Sample::new();
    let told = tell(
        &sample.ruleset,
        &sample.analysis(sample.disagreements(), Vec::new()),
    );
    let code = |told: &Told, lang, starts: &str| {
        let help = told.diagnostic.help.as_ref().unwrap().get(lang).to_owned();
        let found = help.split('`').find(|part| part.starts_with(starts));
        found
            .unwrap_or_else(|| panic!("{starts}: {help}"))
            .to_owned()
    };
    for lang in [Lang::En, Lang::Zh] {
        let (overlap, overrides, rule, is) = match lang {
            Lang::En => ("overlap", "overrides", "rule", "is …"),
            Lang::Zh => ("已知重叠", "优先于", "规则", "是 …"),
        };
        let accepted = code(&told[0], lang, overlap);
        let stated = code(&told[0], lang, overrides);
        let missing = code(&told[1], lang, rule)
            .replace("rule …", "rule N.1")
            .replace("规则 …", "规则 N.1")
            .replace(is, &is.replace('…', "common"));
        let text = format!(
            "{}\n{accepted}\n{missing}\n",
            RULES.replace(
                "source list\nrule O.3",
                &format!("source list {stated}\nrule O.3")
            )
        );
        let ruleset = Ruleset::compile([Source::new("rules.fenliu", text)]);
        let ruleset = ruleset.unwrap_or_else(|problems| panic!("{problems}"));
        let n1 = ruleset
            .0
            .model
            .rules
            .iter()
            .position(|rule| rule.id == "N.1")
            .unwrap();
        assert_eq!(ruleset.0.table.rules[n1], [sample.region(&["C.5"])]);
    }
}

#[test]
fn programs_see_findings() {
    let sample = Sample::new();
    let mut findings = sample.disagreements();
    findings.extend(sample.about_rules());
    findings.extend(sample.others());
    let analysis = sample.analysis(findings, sample.questions());
    let told = tell(&sample.ruleset, &analysis);
    let sources = sample.ruleset.warnings().sources();
    let report = json::Findings::new(
        &[],
        vec![json::Part {
            ruleset: &sample.ruleset,
            analyses: question::all(&sample.ruleset, &analysis, "10s"),
            told: &told,
        }],
        sources,
        Lang::En,
    );
    let report = serde_json::to_value(&report).unwrap();
    let schema = include_str!("../../../docs/schemas/findings.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{error} at {}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let mut lines = Vec::new();
    for list in ["analyses", "findings"] {
        for item in report[list].as_array().unwrap() {
            let mut item = item.clone();
            if let Some(item) = item.as_object_mut() {
                item.remove("labels");
                item.remove("help");
            }
            lines.push(item.to_string());
        }
    }
    snapshot("json", &lines.join("\n"));
}

#[test]
fn the_last_line_claims_what_was_proved() {
    let sample = Sample::new();
    let model = &sample.ruleset.0.model;
    let said = |findings: Vec<Finding>, questions: Vec<Ask>| {
        let analysis = sample.analysis(findings, questions);
        let statements = statements(model, &analysis);
        let join = |lang: Lang| {
            statements
                .iter()
                .map(|it| it.get(lang))
                .collect::<Vec<_>>()
                .join("; ")
        };
        format!("{}\n{}", join(Lang::En), join(Lang::Zh))
    };
    assert_eq!(said(Vec::new(), Vec::new()), "\n");
    let all = |answer: &Answer| {
        let (tier, lead) = (sample.decision("tier"), sample.decision("lead"));
        [
            Question::Gap(tier),
            Question::Conflict(tier),
            Question::Gap(lead),
            Question::Conflict(lead),
            Question::Unreachable(tier),
            Question::Unreachable(lead),
            Question::Redundant(tier),
            Question::Redundant(lead),
            Question::Unsatisfiable,
            Question::Guarantee(0),
            Question::Guarantee(1),
        ]
        .map(|question| Ask {
            question,
            answer: answer.clone(),
        })
        .to_vec()
    };
    let mut findings = sample.disagreements();
    findings.extend(sample.about_rules());
    let told = [
        said(Vec::new(), all(&Answer::Proved)),
        said(Vec::new(), all(&Answer::Unknown { uncovered: 0.5 })),
        said(findings.clone(), all(&Answer::Unknown { uncovered: 0.5 })),
        said(findings, sample.questions()),
        said(Vec::new(), all(&Answer::Accepted(Vec::new()))),
    ];
    for (at, told) in told.iter().enumerate() {
        let claims = told.contains("no gaps") && told.contains("(proved)");
        assert_eq!(claims, at == 0, "{told}");
    }
    snapshot("summary", &told.join("\n\n"));
}

#[test]
fn messages_are_sentences() {
    let sample = Sample::new();
    let mut findings = sample.disagreements();
    findings.extend(sample.about_rules());
    findings.extend(sample.others());
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for told in tell(
        &sample.ruleset,
        &sample.analysis(findings, sample.questions()),
    ) {
        let problem = &told.diagnostic;
        let help = problem.help.as_ref().expect("a next step");
        for words in told.details.iter().chain([&problem.message, help]) {
            for (lang, text) in [(Lang::En, &words.en), (Lang::Zh, &words.zh)] {
                assert!(
                    !text.is_empty() && !text.starts_with(char::is_uppercase),
                    "{text}"
                );
                assert!(
                    !text.ends_with(['.', '。', ' ']) && !text.contains("  "),
                    "{text}"
                );
                assert_eq!(
                    text.contains(han),
                    lang == Lang::Zh || text.contains("Han"),
                    "{text}"
                );
            }
        }
        assert!(problem.span().is_some(), "{}", problem.message.en);
    }
}

/// The properties that SARIF 2.1.0 requires, and those that its readers count on.
#[cfg(feature = "cli")]
#[test]
fn editors_see_findings() {
    let sample = Sample::new();
    let mut findings = sample.disagreements();
    findings.extend(sample.about_rules());
    findings.extend(sample.others());
    let told = tell(
        &sample.ruleset,
        &sample.analysis(findings, sample.questions()),
    );
    let sources = sample.ruleset.warnings().sources();
    let log = sarif::Log::new(sources, &told, Lang::Zh, None);
    let log = serde_json::to_value(&log).unwrap();
    assert_eq!(log["version"], "2.1.0");
    assert!(
        log["$schema"]
            .as_str()
            .unwrap()
            .ends_with("sarif-schema-2.1.0.json")
    );
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    assert_eq!(run["language"], "zh");
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "fenliu");
    assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].as_str().unwrap().starts_with("FL05"));
        assert!(rule["help"]["text"].as_str().unwrap().contains("Next:"));
        let title = rule["shortDescription"]["text"].as_str().unwrap();
        assert!(!title.contains(" · ") && !title.contains("FL05"), "{title}");
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), told.len());
    let mut fingerprints = std::collections::BTreeSet::new();
    let mut levels = std::collections::BTreeSet::new();
    for result in results {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[at]["id"], result["ruleId"]);
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        levels.insert(result["level"].as_str().unwrap());
        let places = result["locations"].as_array().unwrap();
        assert_eq!(places.len(), 1);
        let related = result["relatedLocations"].as_array();
        for place in places.iter().chain(related.into_iter().flatten()) {
            let place = &place["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uri"], "rules.fenliu");
            let number = |name: &str| place["region"][name].as_u64().unwrap();
            let start = (number("startLine"), number("startColumn"));
            assert!((1, 1) <= start && start <= (number("endLine"), number("endColumn")));
        }
        let fingerprint = &result["partialFingerprints"]["fenliu/v1"];
        assert!(
            fingerprints.insert(fingerprint.as_str().unwrap()),
            "{result:#}"
        );
    }
    assert_eq!(
        levels.into_iter().collect::<Vec<_>>(),
        ["error", "note", "warning"]
    );
    assert_eq!(
        results[0]["properties"]["example"],
        serde_json::Value::from(told[0].example.as_ref().unwrap().zh.clone())
    );
}
