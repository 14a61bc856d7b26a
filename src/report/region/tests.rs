//! A region told as a condition is that region again; what people and programs read of one.

use super::condition::condition;
use super::machine::machine;
use super::phrase::Phrasing;
use crate::ruleset::Ruleset;
use crate::source::Source;
use crate::table::{ClassSet, Region};
use crate::words::Lang;
use proptest::prelude::*;

/// Every sort of column.
const RULES: &str = r#"
ruleset r
kind body { council en "Council" zh "评议会", `the office`, street, town }
kind matter en "Matter" zh "事项" {
  service en "Public service" zh "公共服务" { water en "Water" zh "供水", power en "Power" zh "供电", gas en "Gas" zh "供气" }
  parking en "Parking" zh "停车"
  lift en "Lift" zh "电梯"
  roof en "Roof" zh "屋面"
}
kind tier ordered { family, common, official }
facts {
  matter     : matter en "Matter" zh "事项"
  urgent     : yes/no
  parties    : set of body en "Parties" zh "当事人"
  households : integer 1..500 en "Households" zh "户数"
  cost       : decimal 0..1000000 in CNY en "Cost" zh "费用"
  limit      : decimal 0..1000000 in CNY
  opened_on  : date en "Opened on" zh "立案日"
  wait       : duration
  words      : text en "Text" zh "文本"
}
define dear = cost / households is more than 1000 CNY
decision tier   : tier en "Tier" zh "类别"
decision fee    : yes/no
decision assist : collect body
decision within : collect min duration
decision lead   : tier
rule A.1 when matter is service and urgent and parties includes any of (council, street) then tier is official, fee is yes, within is 30 days
rule A.2 when households is at least 30 and cost is less than 9.5 then tier is common, assist includes (council, `the office`)
rule A.3 when dear or cost / households is between 100 and 200 CNY then tier is family
rule A.4 when cost is more than limit or households is between 5 and 9 then tier is family
rule A.5 when opened_on + 2 years is at most as_of and opened_on is at least 2021-01-01 then tier is family
rule A.6 when words mentions "lift", "电梯" or words is "“as it is”" or words is "so" then tier is family
rule A.7 when wait is more than 10 days and as_of is at least 2024-01-01 and parties includes street then tier is family
rule A.8 when cost * 3 / households is at most 1 then tier is family
rule B.1 when tier is at least common or fee or assist includes council or within is less than 40 days then lead is official
rule B.2 when tier is family and not fee and within is between 10 days and 20 days and not assist includes `the office` then lead is family
"#;

fn compiled(more: &str) -> Ruleset {
    let text = format!("{RULES}{more}");
    Ruleset::compile([Source::new("r.fenliu", text)])
        .unwrap_or_else(|problems| panic!("{problems}\n{more}"))
}

/// The column that a name begins.
fn column(ruleset: &Ruleset, name: &str) -> u32 {
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let headed = |column: &u32| {
        let heading = super::Heading::of(model, table, *column);
        let words = heading.words(model, table, super::expression::Voice::Names);
        words == name
    };
    (0..u32::try_from(table.columns.len()).unwrap())
        .find(headed)
        .unwrap_or_else(|| panic!("no column {name}"))
}

/// A region of cells `name: classes`.
fn region(ruleset: &Ruleset, cells: &[(&str, &[u32])]) -> Region {
    cells
        .iter()
        .fold(Region::whole(), |region, (name, classes)| {
            let at = column(ruleset, name);
            let size = ruleset.0.table.columns[at as usize].size;
            let cell = Region::of(at, ClassSet::from_classes(classes.iter().copied()), size);
            region.and(&cell.unwrap()).unwrap()
        })
}

fn is_the_rule_of(region: &Region, condition: &str) {
    let ruleset = compiled(&format!("rule Z.1 when {condition} then lead is common\n"));
    let rule = ruleset
        .0
        .model
        .rules
        .iter()
        .position(|rule| rule.id == "Z.1");
    let regions = &ruleset.0.table.rules[rule.unwrap()];
    assert_eq!(
        regions.as_slice(),
        std::slice::from_ref(region),
        "{condition}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn a_condition_is_its_region(
        chosen in proptest::collection::vec((any::<u32>(), any::<u64>()), 1..5),
        chinese: bool,
    ) {
        let ruleset = compiled("");
        let (model, table) = (&ruleset.0.model, &ruleset.0.table);
        let mut region = Region::whole();
        for (column, bits) in chosen {
            let column = column % u32::try_from(table.columns.len()).unwrap();
            let size = table.columns[column as usize].size;
            let classes = ClassSet::from_classes((0..size).filter(|class| bits >> class & 1 == 1));
            if let Some(cell) = Region::of(column, classes, size) {
                region = region.and(&cell).unwrap_or(region);
            }
        }
        let lang = if chinese { Lang::Zh } else { Lang::En };
        match condition(model, table, &region, lang) {
            Some(condition) => is_the_rule_of(&region, &condition),
            None => prop_assert_eq!(region, Region::whole()),
        }
    }
}

#[test]
fn regions_are_told_to_people_and_programs() {
    let ruleset = compiled("");
    let (model, table) = (&ruleset.0.model, &ruleset.0.table);
    let sources = ruleset.warnings().sources();
    let phrasing = Phrasing::new(model, table, sources);
    let mut told = Vec::new();
    let cases: &[&[(&str, &[u32])]] = &[
        &[("matter", &[0, 1, 2]), ("households", &[0, 1, 2])],
        &[("matter", &[0, 1]), ("urgent", &[1])],
        &[("matter", &[0, 1, 3]), ("urgent", &[0])],
        &[("matter", &[1, 2, 3, 4, 5])],
        &[("households", &[1, 3]), ("cost", &[0])],
        &[("cost", &[1])],
        &[("opened_on", &[0]), ("as_of", &[1]), ("wait", &[0])],
        &[("tier", &[2, 3])],
        &[("tier", &[0, 1, 2])],
        &[("fee", &[0, 2]), ("within", &[2, 3])],
        &[("cost / households", &[4, 5, 6])],
        &[("cost / households", &[1, 2, 3])],
        &[("cost / households", &[0, 1, 2, 3, 4, 5])],
        &[("cost / households", &[2, 3, 4])],
        &[("cost - limit", &[0, 1])],
        &[("cost - limit", &[1])],
        &[("cost * 3 / households", &[2])],
        &[("opened_on + 24 months - as_of", &[2])],
        &[("words", &[0, 2])],
        &[("parties", &[1])],
        &[("assist", &[0])],
    ];
    for cells in cases {
        let region = region(&ruleset, cells);
        let written = condition(model, table, &region, Lang::En).unwrap();
        is_the_rule_of(&region, &written);
        told.push(format!(
            "{}\n{}\n  {written}\n  {}",
            phrasing.region(&region, Lang::En),
            phrasing.region(&region, Lang::Zh),
            serde_json::to_string(&machine(model, table, &region)).unwrap(),
        ));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("tests");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("regions", told.join("\n")));
}
