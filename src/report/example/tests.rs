//! Any affair comes back from its example, in either language, and from its JSON.

use super::*;
use crate::report::affair::affair as as_json;
use crate::ruleset::Ruleset;
use crate::source::Source;
use crate::verdict::affair::ReadOptions;
use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

/// Names that need care, every type, every outcome.
const RULES: &str = r"
ruleset r
  effective from 2020-01-01
kind body { council, `the office`, `rule`, decided, 联席会 }
kind matter { service { water, `power.supply` }, parking, `未定` }
facts {
  matter : matter
  `not yet` : yes/no
  urgent : yes/no
  parties : set of body
  households : integer -5..500
  cost : decimal -9.. in CNY
  rate : decimal 0..100 in %
  wait : decimal 0..100 in `days`
  opened_on : date
  within : duration
  `a.b` : text
  决定于 : one of 甲, `yes`
}
decision tier : matter otherwise parking
decision `x y` : collect body
decision term : collect min duration
decision 收费 : yes/no
decision score : collect sum decimal 0..10 in CNY
rule A.1 when urgent then tier is `power.supply`, term is 30 days, `x y` includes (council, `rule`), 收费 is yes, score adds 1.5 CNY
rule `Q 1` when `not yet` then tier is water
";

fn compiled(example: &str) -> Ruleset {
    let text = format!("{RULES}\n{example}");
    Ruleset::compile([Source::new("r.fenliu", text)])
        .unwrap_or_else(|problems| panic!("{problems}\n{example}"))
}

/// A fact that a number stands for, or is unknown.
fn knowledge(model: &Model, ty: &Type, number: i64) -> Knowledge {
    let small = |most: i64| u32::try_from(number.rem_euclid(most)).expect("small");
    Knowledge::Known(match ty {
        _ if number % 7 == 0 => return Knowledge::Unknown,
        Type::Kind(kind) => {
            let nodes = &model.kinds[kind.index()].nodes;
            let node = &nodes[small(i64::try_from(nodes.len()).expect("few")) as usize];
            if node.end - node.first > 1 {
                return Knowledge::OneOf((node.first..node.end).collect());
            }
            Datum::Leaf(node.first)
        }
        Type::Set(_) => Datum::Set((0..5).filter(|bit| number >> bit & 1 == 1).collect()),
        Type::YesNo => Datum::YesNo(number % 2 == 0),
        Type::Integer { .. } => Datum::Number(Decimal::from(number.rem_euclid(505) - 5)),
        Type::Decimal { .. } => {
            Datum::Number(Decimal::new(number.rem_euclid(99_000_000), 6).normalize())
        }
        Type::Date { .. } => {
            Datum::Date(date(i16::try_from(small(9999)).expect("a year") + 1, 2, 28))
        }
        Type::Duration { .. } => Datum::Duration(number.rem_euclid(2000) - 1000),
        Type::Text => Datum::Text(
            [
                "",
                "an \"a\"",
                "“引号” and \"b\"",
                "改期 # no comment",
                "rule\ta 当 则",
            ][small(5) as usize]
                .to_owned(),
        ),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_affair_comes_back(numbers in proptest::collection::vec(0_i64..1 << 40, 13), chinese: bool) {
        let ruleset = compiled("");
        let model = &ruleset.0.model;
        let mut affair = Affair::unknown(model);
        for ((fact, known), number) in model.facts.iter().zip(&mut affair.facts).zip(&numbers) {
            *known = knowledge(model, &fact.ty, *number);
        }
        affair.as_of = (numbers[12] % 2 == 0).then(|| date(2024, 2, 29));
        let outcomes = ruleset.decide(&affair).outcomes;
        let expect: Vec<Expectation> =
            (0..5).map(|number| expected(&outcomes, DecisionId(number))).collect();
        let lang = if chinese { Lang::Zh } else { Lang::En };
        let written = example(model, &affair, "say \"it\"", &expect, lang);

        let again = compiled(&written);
        let trials = again.trials();
        prop_assert!(trials[0].passes(), "{}", written);
        let read = again.reader(&ReadOptions::default()).given(trials[0].example);
        prop_assert_eq!(&read, &affair, "{}", written);

        let json = serde_json::to_string(&as_json(model, &affair)).expect("JSON");
        let read = ruleset.reader(&ReadOptions::default()).json(&json).expect("an affair");
        affair.as_of = None;
        prop_assert_eq!(&read, &affair, "{}", json);
    }
}

#[test]
fn it_is_laid_out_as_the_formatter_would() {
    let ruleset = compiled("");
    let model = &ruleset.0.model;
    let mut affair = ruleset
        .affair(
            &serde_json::json!({"matter": "power.supply", "urgent": true, "not yet": false,
            "parties": ["council", "rule"], "cost": "12.50 CNY", "a.b": "say \"no\""}),
        )
        .unwrap();
    affair.as_of = Some(date(2024, 5, 1));
    let outcomes = ruleset.decide(&affair).outcomes;
    let find = |name: &str| {
        let at = model
            .decisions
            .iter()
            .position(|decision| decision.name == name);
        DecisionId(u32::try_from(at.unwrap()).unwrap())
    };
    let expect = [
        expected(&outcomes, find("tier")),
        expected(&outcomes, find("x y")),
    ];
    assert_eq!(
        example(model, &affair, "one", &expect, Lang::En),
        r#"example "one"
  given  matter is `power.supply`,
         not `not yet`,
         urgent,
         parties is (council, `rule`),
         cost is 12.5 CNY,
         `a.b` is “say "no"”
  as of  2024-05-01
  expect tier is `power.supply`, `x y` is (council, `rule`)
"#
    );
    let empty = example(
        model,
        &Affair::unknown(model),
        "“「\"\n",
        &expect[..1],
        Lang::Zh,
    );
    assert_eq!(empty, "案例 \"'''\"\n  应为 tier 是 `power.supply`\n");
}
