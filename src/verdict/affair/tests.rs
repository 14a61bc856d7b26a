//! Records of every form, against one small ruleset.

use jiff::civil::Date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::diagnostic::Code;
use crate::load::compile;
use crate::model::Datum;
use crate::source::Source;
use crate::words::Lang;

pub(crate) const RULES: &str = r#"
ruleset test.affairs
kind tier ordered { family zh "家事", common zh "共事", official zh "公事" }
kind matter en "matter" zh "事项" {
  public_service en "Basic public service" zh "基本公共服务" {
    water_supply zh "供水" also "tap water", "自来水"
    power_supply en "Power" zh "供电" also "electricity"
    other_public_service
  }
  elevator_installation en "Elevator installation" zh "加装电梯" also "install a lift", "lift"
  lift_repair en "Repair" zh "维修" also "repair of a lift"
  roof_repair zh "维修"
}
kind party { owner zh "业主", plumber en "Plumber" zh "水管工" }
facts {
  matter         : matter recognised from description
  settlement     : one of street zh "街道", town
  households     : integer 1..10000 en "households" zh "户数"
  cost           : decimal 0.. in CNY
  needs_planning : yes/no
  parties        : set of party
  opened_on      : date 2000-01-01..
  overdue        : duration 0 days..365 days
  description    : text
}
decision tier : tier otherwise common
rule O.1 when matter is elevator_installation then tier is official
rule O.2 when needs_planning and households is at least 3 and cost is at least 5 and parties includes owner
  and opened_on is at least 2020-01-01 and overdue is at least 3 days and settlement is street then tier is official
example "a part" given matter is public_service, not needs_planning, parties is (plumber, owner) as of 2024-05-01 expect tier is common
"#;

fn model() -> Model {
    compile(vec![Source::new("test.fenliu", RULES)])
        .unwrap_or_else(|problems| panic!("{problems}"))
        .remove(0)
        .model
}

/// The affair that a closure reads, with every known fact printed.
fn with_reader<T>(options: &ReadOptions, read: impl FnOnce(Reader) -> T) -> T {
    let model = model();
    let vocabulary = Vocabulary::new(&model);
    read(Reader {
        model: &model,
        vocabulary: &vocabulary,
        options,
    })
}

fn shown(reader: Reader, affair: &Affair) -> String {
    let mut facts = Vec::new();
    for (fact, knowledge) in reader.model.facts.iter().zip(&affair.facts) {
        let print = |datum: &Datum| crate::model::show::show(reader.model, &fact.ty, datum, None);
        match knowledge {
            Knowledge::Unknown => {}
            Knowledge::Known(datum) => facts.push(format!("{}={}", fact.name, print(datum))),
            Knowledge::OneOf(leaves) => {
                let names: Vec<String> = leaves
                    .iter()
                    .map(|&leaf| print(&Datum::Leaf(leaf)))
                    .collect();
                facts.push(format!("{}={}", fact.name, names.join("|")));
            }
        }
    }
    facts.join(", ")
}

fn json(text: &str) -> Result<String, Rejection> {
    with_reader(&ReadOptions::default(), |reader| {
        reader.json(text).map(|affair| shown(reader, &affair))
    })
}

fn refused(text: &str) -> (Code, String) {
    let rejection = json(text).expect_err(text);
    assert!(!rejection.message.zh.is_empty() && rejection.to_string() == rejection.message.en);
    (rejection.code, rejection.message.en)
}

#[test]
fn json_is_read_by_its_text() {
    for (text, expected) in [
        ("{}", ""),
        ("{\"households\": null}", ""),
        ("\u{feff}{\"households\": 30}", "households=30"),
        ("{\"households\": \"30\"}", "households=30"),
        ("{\"households\": 3e1}", "households=30"),
        ("{\"households\": 30.0}", "households=30"),
        ("{\"households\": \"３０\"}", "households=30"),
        ("{\"cost\": 0.1}", "cost=0.1 CNY"),
        (
            "{\"cost\": 999999999999999.999999}",
            "cost=999999999999999.999999 CNY",
        ),
        ("{\"cost\": \"12.50 CNY\"}", "cost=12.5 CNY"),
        (
            "{\"matter\": \"elevator_installation\"}",
            "matter=elevator_installation",
        ),
        ("{\"matter\": \"加装电梯\"}", "matter=elevator_installation"),
        (
            "{\"matter\": \"ELEVATOR installation\"}",
            "matter=elevator_installation",
        ),
        (
            "{\"matter\": \"public_service\"}",
            "matter=water_supply|power_supply|other_public_service",
        ),
        ("{\"settlement\": \"街道\"}", "settlement=street"),
        ("{\"needs_planning\": true}", "needs_planning=yes"),
        ("{\"needs_planning\": \"否\"}", "needs_planning=no"),
        (
            "{\"parties\": [\"plumber\", \"业主\", \"owner\"]}",
            "parties=(owner, plumber)",
        ),
        ("{\"parties\": []}", "parties=()"),
        ("{\"opened_on\": \"2023-08-01\"}", "opened_on=2023-08-01"),
        ("{\"opened_on\": \"2023年8月1日\"}", "opened_on=2023-08-01"),
        ("{\"overdue\": 30}", "overdue=30 days"),
        ("{\"overdue\": \"30 天\"}", "overdue=30 days"),
        ("{\"description\": \"\"}", "description="),
        (
            "{\"description\": \"cafe\u{301}\"}",
            "description=caf\u{e9}",
        ),
    ] {
        assert_eq!(json(text).as_deref(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_affair_is_refused_with_field_value_and_domain() {
    for (text, code, message) in [
        (
            "[]",
            Code::BadRecord,
            "an affair is a JSON object, `{\"fact\": value}`",
        ),
        (
            "{\"households\": 1",
            Code::BadRecord,
            "not JSON at line 1, column 16: EOF while parsing an object",
        ),
        (
            "{\"households\": 1} x",
            Code::BadRecord,
            "not JSON at line 1, column 19: trailing characters",
        ),
        (
            "{\"household\": 1}",
            Code::UnknownField,
            "the ruleset has no fact `household`",
        ),
        (
            "{\"households\": 1, \"households\": 2}",
            Code::DuplicateField,
            "`households` is given twice",
        ),
        (
            "{\"households\": 0}",
            Code::ValueOutsideDomain,
            "`0` is no value of `households`, which takes a whole number from 1 to 10000",
        ),
        (
            "{\"households\": 1e30}",
            Code::ValueOutsideDomain,
            "`1e30` is no value of `households`, which takes a whole number from 1 to 10000",
        ),
        (
            "{\"households\": 1.5}",
            Code::WrongType,
            "`households` takes whole numbers, and `1.5` is none",
        ),
        (
            "{\"households\": \"many\"}",
            Code::WrongType,
            "`households` takes a whole number from 1 to 10000, not `many`",
        ),
        (
            "{\"households\": true}",
            Code::WrongType,
            "`households` takes a whole number from 1 to 10000, not `true`",
        ),
        (
            "{\"households\": \"3 CNY\"}",
            Code::WrongType,
            "`households` is a number without a unit, and `CNY` is written after it",
        ),
        (
            "{\"cost\": \"3 USD\"}",
            Code::WrongType,
            "`cost` is in `CNY`, not in `USD`",
        ),
        (
            "{\"cost\": 0.0000001}",
            Code::WrongType,
            "`0.0000001` has more than six digits after the point, for `cost`",
        ),
        (
            "{\"matter\": \"\"}",
            Code::WrongType,
            "`matter` takes one of `water_supply`, `power_supply`, `other_public_service`, `elevator_installation`, `lift_repair`, `roof_repair`, not an empty string",
        ),
        (
            "{\"settlement\": \"steet\"}",
            Code::ValueOutsideDomain,
            "`steet` is no value of `settlement`, which takes one of `street`, `town`",
        ),
        (
            "{\"matter\": \"维修\"}",
            Code::AmbiguousLabel,
            "`维修` is the label of several values of `matter`",
        ),
        (
            "{\"matter\": {\"a\": [[[]]]}}",
            Code::WrongType,
            "`matter` takes one of `water_supply`, `power_supply`, `other_public_service`, `elevator_installation`, `lift_repair`, `roof_repair`, not an object",
        ),
        (
            "{\"parties\": \"owner\"}",
            Code::WrongType,
            "`parties` takes any of `owner`, `plumber`, not `owner`",
        ),
        (
            "{\"parties\": [[\"owner\"]]}",
            Code::WrongType,
            "`parties` takes any of `owner`, `plumber`, not a list",
        ),
        (
            "{\"needs_planning\": 1}",
            Code::WrongType,
            "`needs_planning` takes `yes` or `no`, not `1`",
        ),
        (
            "{\"opened_on\": \"2023/08/01\"}",
            Code::WrongType,
            "`opened_on` takes a date from 2000-01-01 up, not `2023/08/01`",
        ),
        (
            "{\"opened_on\": \"1999-12-31\"}",
            Code::ValueOutsideDomain,
            "`1999-12-31` is no value of `opened_on`, which takes a date from 2000-01-01 up",
        ),
        (
            "{\"overdue\": \"2 months\"}",
            Code::WrongType,
            "`overdue` takes a number of days from 0 to 365, not `2 months`",
        ),
        (
            "{\"description\": 5}",
            Code::WrongType,
            "`description` takes a text, not `5`",
        ),
        (
            "{\"id\": true}",
            Code::WrongType,
            "`id` names the record and takes a string, not `true`",
        ),
    ] {
        assert_eq!(refused(text), (code, message.to_owned()), "{text}");
    }
}

#[test]
fn unknown_fields_are_helped_or_ignored() {
    let help = |text: &str| {
        json(text)
            .expect_err(text)
            .help
            .map(|help| help.en)
            .unwrap_or_default()
    };
    assert_eq!(
        help("{\"household\": 1}"),
        "the nearest fact is `households`; or add `--ignore household` to pass over this field"
    );
    assert_eq!(
        help("{\"户数\": 1}"),
        "the nearest fact is `households`; or add `--ignore 户数` to pass over this field"
    );
    assert!(help("{\"tier\": 1}").starts_with("`tier` is a decision"));
    assert!(help("{\"as_of\": 1}").contains("`2023-08-01`"));
    assert_eq!(
        help("{\"settlement\": \"steet\"}"),
        "the nearest value is `street`"
    );
    assert_eq!(
        help("{\"matter\": \"维修\"}"),
        "write one of `lift_repair`, `roof_repair` instead"
    );
    for options in [
        ReadOptions {
            ignored: vec!["note".into()],
            ..ReadOptions::default()
        },
        ReadOptions {
            ignore_unknown: true,
            ..ReadOptions::default()
        },
    ] {
        let read = with_reader(&options, |reader| {
            reader
                .json("{\"note\": {\"a\": 1}, \"households\": 2}")
                .map(|affair| shown(reader, &affair))
        });
        assert_eq!(read.as_deref(), Ok("households=2"));
    }
}

#[test]
fn the_id_is_carried_through() {
    let id = |text: &str, field: &str| {
        let options = ReadOptions {
            id: field.to_owned(),
            ..ReadOptions::default()
        };
        with_reader(&options, |reader| {
            reader
                .json(text)
                .map(|affair| (affair.id.clone(), shown(reader, &affair)))
        })
    };
    assert_eq!(
        id("{\"id\": \"2024-0117\"}", "id"),
        Ok((Some("2024-0117".into()), String::new()))
    );
    assert_eq!(
        id("{\"id\": 7.50}", "id"),
        Ok((Some("7.50".into()), String::new()))
    );
    assert_eq!(id("{\"id\": null}", "id"), Ok((None, String::new())));
    assert_eq!(
        id("{\"households\": 7}", "households"),
        Ok((Some("7".into()), "households=7".into()))
    );
    assert_eq!(
        id("{\"id\": \"x\"}", "number").map_err(|rejection| rejection.code),
        Err(Code::UnknownField)
    );
}

#[test]
fn values_in_memory_say_when_they_lost_digits() {
    let read = |value: serde_json::Value| {
        with_reader(&ReadOptions::default(), |reader| {
            reader.value(&value).map(|affair| shown(reader, &affair))
        })
    };
    let value = serde_json::json!({"cost": 12.5, "households": 30, "parties": ["owner"], "needs_planning": false});
    assert_eq!(
        read(value).as_deref(),
        Ok("cost=12.5 CNY, households=30, needs_planning=no, parties=(owner)")
    );
    let rejection =
        read(serde_json::json!({"cost": 123_456_789_012.123_4})).expect_err("sixteen digits");
    assert_eq!(rejection.code, Code::WrongType);
    assert!(
        rejection
            .help
            .is_some_and(|help| help.en.contains("string"))
    );
    assert_eq!(
        read(serde_json::json!(1)).map_err(|rejection| rejection.code),
        Err(Code::BadRecord)
    );
}

#[test]
fn cells_are_read_by_their_header() {
    let read = |header: &[&str], cells: &[&str]| {
        with_reader(&ReadOptions::default(), |reader| {
            let plan = reader.plan(header.iter().copied())?;
            reader
                .cells(&plan, cells.iter().copied())
                .map(|affair| format!("{:?} {}", affair.id, shown(reader, &affair)))
        })
    };
    assert_eq!(
        read(
            &[
                "\u{feff}id",
                " parties ",
                "needs_planning",
                "cost",
                "matter"
            ],
            &["7", "owner; 水管工;", "是", "12.50 CNY", ""]
        )
        .as_deref(),
        Ok("Some(\"7\") cost=12.5 CNY, needs_planning=yes, parties=(owner, plumber)")
    );
    assert_eq!(
        read(&["parties", "needs_planning"], &[";", "FALSE"]).as_deref(),
        Ok("None needs_planning=no, parties=()")
    );
    let code =
        |header: &[&str], cells: &[&str]| read(header, cells).map_err(|rejection| rejection.code);
    assert_eq!(code(&["cost", "cost"], &[]), Err(Code::DuplicateField));
    assert_eq!(code(&["price"], &[]), Err(Code::UnknownField));
    assert_eq!(code(&["cost", "id"], &["1"]), Err(Code::BadRecord));
    assert_eq!(code(&["cost"], &["1", "2", "3"]), Err(Code::BadRecord));
}

#[test]
fn single_facts_are_set_over_an_affair() {
    with_reader(&ReadOptions::default(), |reader| {
        let affair = reader
            .json("{\"households\": 5, \"cost\": 1}")
            .expect("reads");
        let facts = ["households=", "cost = 2 CNY", "parties=owner"]
            .map(|text| reader.assignment(text).expect(text));
        assert_eq!(
            shown(reader, &affair.with(facts)),
            "cost=2 CNY, parties=(owner)"
        );
        assert_eq!(
            reader
                .assignment("households")
                .map_err(|rejection| rejection.code),
            Err(Code::BadRecord)
        );
        assert_eq!(
            reader
                .assignment("household=1")
                .map_err(|rejection| rejection.code),
            Err(Code::UnknownField)
        );
    });
}

#[test]
fn an_example_gives_an_affair() {
    with_reader(&ReadOptions::default(), |reader| {
        let affair = reader.given(&reader.model.examples[0]);
        assert_eq!(affair.as_of, Some(Date::constant(2024, 5, 1)));
        assert_eq!(
            shown(reader, &affair),
            "matter=water_supply|power_supply|other_public_service, needs_planning=no, parties=(owner, plumber)"
        );
    });
}

#[test]
fn text_speaks_of_leaves() {
    let candidates = |text: &str| {
        with_reader(&ReadOptions::default(), |reader| {
            let record = serde_json::json!({"description": text});
            let affair = reader.value(&record).expect("reads");
            let found = affair.candidates(reader.model, reader.vocabulary);
            let matter = found.first().map(|(fact, leaves)| {
                (
                    reader.model.facts[fact.index()].name.clone(),
                    leaves.clone(),
                )
            });
            matter.map(|(name, leaves)| {
                assert_eq!(name, "matter");
                let kind = reader
                    .model
                    .kinds
                    .iter()
                    .find(|kind| kind.name == "matter")
                    .expect("declared");
                leaves
                    .iter()
                    .map(|&leaf| kind.leaf(leaf).name.clone())
                    .collect::<Vec<_>>()
                    .join("|")
            })
        })
    };
    assert_eq!(
        candidates("we want to INSTALL A LIFT").as_deref(),
        Some("elevator_installation")
    );
    assert_eq!(
        candidates("想装lift").as_deref(),
        Some("elevator_installation")
    );
    assert_eq!(candidates("lifts"), None);
    assert_eq!(
        candidates("自来水停了，也没有electricity").as_deref(),
        Some("water_supply|power_supply")
    );
    assert_eq!(
        candidates("维修").as_deref(),
        Some("lift_repair|roof_repair")
    );
    assert_eq!(
        candidates("基本公共服务").as_deref(),
        Some("water_supply|power_supply|other_public_service")
    );
    assert_eq!(
        candidates("基本公共服务：供水").as_deref(),
        Some("water_supply"),
        "what is said more closely counts"
    );
    assert_eq!(
        candidates("repair of a lift").as_deref(),
        Some("elevator_installation|lift_repair")
    );
    assert_eq!(candidates(""), None);
    with_reader(&ReadOptions::default(), |reader| {
        let given = reader
            .json("{\"matter\": \"public_service\", \"description\": \"lift\"}")
            .expect("reads");
        assert_eq!(
            given.candidates(reader.model, reader.vocabulary),
            [],
            "a value given in part is given"
        );
    });
}

#[test]
fn values_are_shown_in_names_and_in_words() {
    use crate::model::show::show;
    with_reader(&ReadOptions::default(), |reader| {
        let model = reader.model;
        let print = |fact: &str, datum: Datum| {
            let ty = &model
                .facts
                .iter()
                .find(|declared| declared.name == fact)
                .expect("declared")
                .ty;
            [None, Some(Lang::En), Some(Lang::Zh)].map(|lang| show(model, ty, &datum, lang))
        };
        assert_eq!(
            print("matter", Datum::Leaf(1)),
            ["power_supply", "Power", "供电"]
        );
        assert_eq!(
            print("settlement", Datum::Leaf(1)),
            ["town", "town", "town"]
        );
        assert_eq!(
            print("parties", Datum::Set(vec![0, 1])),
            ["(owner, plumber)", "业主, Plumber", "业主、水管工"]
        );
        assert_eq!(print("parties", Datum::Set(vec![])), ["()", "none", "无"]);
        assert_eq!(
            print("cost", Datum::Number(Decimal::new(1250, 2))),
            ["12.5 CNY", "12.5 CNY", "12.5 CNY"]
        );
        assert_eq!(
            print("overdue", Datum::Duration(1)),
            ["1 days", "1 day", "1 天"]
        );
        assert_eq!(
            print("needs_planning", Datum::YesNo(true)),
            ["yes", "yes", "是"]
        );
    });
}

proptest! {
    #[test]
    fn garbage_is_refused_and_never_panics(text in any::<String>(), near in r#"[{\["a-z:,0-9e.\-\]} \\u]{0,40}"#) {
        with_reader(&ReadOptions { ignore_unknown: true, ..ReadOptions::default() }, |reader| {
            let _ = reader.json(&text);
            let _ = reader.json(&near);
            let _ = reader.json(&format!("{{\"households\": {near}, \"parties\": [{near}]}}"));
            let _ = reader.assignment(&text);
            for fact in ["matter", "households", "cost", "parties", "opened_on", "overdue", "description"] {
                let _ = reader.json(&serde_json::json!({fact: text}).to_string());
                let _ = reader.plan([fact]).and_then(|plan| reader.cells(&plan, [text.as_str()]));
            }
        });
    }

    /// What is printed in names is read back as the same value.
    #[test]
    fn what_is_shown_is_read_again(households in 1_i64..=10_000, cost in 0_i64..1_000_000_000_000, scale in 0_u32..=6, overdue in 0_i64..=365) {
        let record = format!("{{\"households\": {households}, \"cost\": \"{}\", \"overdue\": {overdue}}}", Decimal::new(cost, scale));
        with_reader(&ReadOptions::default(), |reader| {
            let affair = reader.json(&record).expect("reads");
            let again = shown(reader, &affair).split(", ").map(|text| reader.assignment(text).expect("reads")).collect::<Vec<_>>();
            prop_assert_eq!(Affair::unknown(reader.model).with(again), affair);
            Ok(())
        })?;
    }
}
