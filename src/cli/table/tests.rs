//! Findings made by hand, in every form.

use super::findings::Note;
use super::sheet::Sheet;
use super::{html, machine, text};
use crate::analysis::{Analysis, Answer, Ask, Finding, Findings, Kind, Question, Witness};
use crate::cli::setting::Setting;
use crate::model::{DecisionId, Model, RuleId};
use crate::table::ClassSet;
use crate::words::Lang;
use crate::{Ruleset, Source};

const RULES: &str = r#"ruleset test.marks title en "Marks & <signs>" zh "标记"
kind tier en "Tier" zh "类别" { common en "common" zh "共事", official en "official" zh "公事" }
facts {
  planning   : yes/no en "Planning" zh "涉及规划"
  households : integer 1..100 en "Households" zh "户数"
}
decision tier : tier en "Tier" zh "类别"
decision fee  : yes/no
rule A.1 "<b>Planning</b>" when planning then tier is official because "a & b"
rule A.2 when households is at least 10 then tier is common
rule A.3 when planning and households is at least 30 then tier is official
rule A.4 when planning and not planning then tier is common
"#;

fn rule(model: &Model, id: &str) -> RuleId {
    (0..)
        .map(RuleId)
        .zip(&model.rules)
        .find(|(_, rule)| rule.id == id)
        .map(|(rule, _)| rule)
        .unwrap()
}

fn sheets(lang: Option<Lang>) -> (Ruleset, Vec<Sheet>) {
    let ruleset = Ruleset::compile([Source::new("test.fenliu", RULES)])
        .unwrap_or_else(|problems| panic!("{problems}"));
    let model = &ruleset.0.model;
    let id = |name: &str| {
        let at = model
            .decisions
            .iter()
            .position(|decision| decision.name == name);
        DecisionId(u32::try_from(at.unwrap()).unwrap())
    };
    let tier = id("tier");
    let of = |rules: &[&str]| rules.iter().map(|id| rule(model, id)).collect::<Vec<_>>();
    let region = |rule_id: &str| ruleset.0.table.rules[rule(model, rule_id).index()][0].clone();
    let affair = ruleset
        .affair(&serde_json::json!({"planning": true, "households": 10}))
        .unwrap();
    let finding = |kind: Kind, rules: &[&str]| Finding {
        kind,
        decision: Some(tier),
        rules: of(rules),
        witness: None,
        regions: Vec::new(),
        more: false,
        share: None,
    };
    let neither = (region("A.1").cells().iter().chain(region("A.2").cells())).fold(
        crate::table::Region::whole(),
        |all, (column, classes)| {
            let size = ruleset.0.table.columns[*column as usize].size;
            let others = (0..size).filter(|class| !classes.contains(*class));
            let cell = crate::table::Region::of(*column, ClassSet::from_classes(others), size);
            all.and(&cell.unwrap()).unwrap()
        },
    );
    let analysis = Analysis {
        table: ruleset.0.table.clone(),
        findings: Findings {
            findings: vec![
                Finding {
                    witness: Some(Witness {
                        affair,
                        confirmed: true,
                    }),
                    regions: vec![region("A.1").and(&region("A.2")).unwrap()],
                    ..finding(Kind::Conflict, &["A.1", "A.2"])
                },
                Finding {
                    regions: vec![neither],
                    more: true,
                    ..finding(Kind::Gap, &[])
                },
                finding(
                    Kind::Redundant {
                        beside: of(&["A.1"]),
                    },
                    &["A.3"],
                ),
                Finding {
                    decision: None,
                    ..finding(Kind::Unsatisfiable { by_unless: false }, &["A.4"])
                },
                // speaks of another decision, or of no row at all
                Finding {
                    decision: Some(id("fee")),
                    ..finding(Kind::Gap, &[])
                },
                finding(
                    Kind::IdleOverride {
                        clause: 0,
                        meet: false,
                    },
                    &["A.1"],
                ),
            ],
            questions: vec![
                Ask {
                    question: Question::Conflict(id("fee")),
                    answer: Answer::Proved,
                },
                Ask {
                    question: Question::Gap(tier),
                    answer: Answer::Unknown { uncovered: 0.5 },
                },
            ],
            ..Findings::default()
        },
    };
    let all = [tier, id("fee")].map(|id| Sheet::new(&ruleset, id, Some(&analysis), lang));
    (ruleset, all.into())
}

fn setting(lang: Lang) -> Setting {
    Setting::new(Some(lang), |_| None)
}

#[test]
fn rows_are_marked_with_a_sign_a_word_and_a_number() {
    let (ruleset, sheets) = sheets(Some(Lang::En));
    let marks: Vec<&[usize]> = sheets[0]
        .rows
        .iter()
        .map(|row| row.marks.as_slice())
        .collect();
    assert_eq!(marks, [&[0][..], &[0], &[2], &[3]]);
    let text = text::plain(&ruleset, &sheets, setting(Lang::En));
    assert_eq!(
        text.split_once("\nTier (tier)\n").unwrap().1,
        r"  rule  found          Planning  Households   → Tier    title
  ────  ─────────────  ────────  ───────────  ────────  ───────────────
  A.1   ! conflict 1   yes                    official  <b>Planning</b>
  A.2   ! conflict 1             at least 10  common
  A.3   ! redundant 3  yes       at least 30  official
  A.4   ! never met 4  never                  common
  ! conflict 1: A.1 says official, A.2 says common, and nothing settles it
      where Planning: yes; Households: at least 10
      for example: Planning: yes; Households: 10
  ! gap 2: no rule concludes it
      where Planning: no; Households: at most 9
      and elsewhere
  ! redundant 3: A.3 changes nothing beside A.1
  ! never met 4: no affair meets A.4
  whether there are other gaps was not found out within the limit

fee
  no rule concludes it
  ! gap 1: no rule concludes it
  rules conflict on no affair: proved
"
    );
}

#[test]
fn in_chinese_and_in_markdown() {
    let (ruleset, sheets) = sheets(Some(Lang::Zh));
    let page = text::markdown(&ruleset, &sheets, Lang::Zh);
    assert_eq!(
        page.split_once("## 类别 (tier)\n")
            .unwrap()
            .1
            .split_once("## fee")
            .unwrap()
            .0,
        "
| 规则 | 发现 | 涉及规划 | 户数 | → 类别 | 标题 |
| --- | --- | --- | --- | --- | --- |
| A.1 | ! 冲突 1 | 是 |  | 公事 | \\<b\\>Planning\\</b\\> |
| A.2 | ! 冲突 1 |  | 至少 10 | 共事 |  |
| A.3 | ! 多余 3 | 是 | 至少 30 | 公事 |  |
| A.4 | ! 从不满足 4 | 绝不 |  | 共事 |  |

- **! 冲突 1**：A.1 得出公事，A.2 得出共事，无从裁断
  - 凡 涉及规划：是；户数：至少 10
  - 例如：涉及规划：是；户数：10
- **! 遗漏 2**：没有规则得出此决定
  - 凡 涉及规划：否；户数：至多 9
  - 此外还有
- **! 多余 3**：有了 A.1，A.3 不改变任何结果
- **! 从不满足 4**：没有事项满足 A.4

限度之内未能查明是否还有其他遗漏

"
    );
}

#[test]
fn a_gap_is_a_row_without_a_rule() {
    let (_, sheets) = sheets(None);
    assert_eq!(
        machine::csv(&sheets).unwrap_or_default(),
        "decision,rule,planning,households,value,overrides,title,because,source,findings
tier,A.1,yes,,official,,<b>Planning</b>,a & b,,conflict with A.2
tier,A.2,,at least 10,common,,,,,conflict with A.1
tier,A.3,yes,at least 30,official,,,,,redundant
tier,A.4,never,,common,,,,,unsatisfiable
tier,,no,at most 9,,,,,,gap
"
    );
}

#[test]
fn programs_read_what_rows_are_about() {
    let (ruleset, sheets) = sheets(None);
    let json: serde_json::Value = serde_json::from_str(&machine::json(&ruleset, &sheets)).unwrap();
    let tier = &json["decisions"][0];
    assert_eq!(tier["rows"][0]["findings"], serde_json::json!([0]));
    assert_eq!(tier["rows"][2]["findings"], serde_json::json!([2]));
    assert_eq!(
        tier["findings"][0],
        serde_json::json!({"kind": "conflict", "rules": ["A.1", "A.2"],
            "message": "A.1 says official, A.2 says common, and nothing settles it",
            "regions": [{"planning": "yes", "households": "at least 10"}], "more": false,
            "example": {"planning": "yes", "households": "10"}, "confirmed": true})
    );
    assert_eq!(tier["findings"][1]["more"], true);
    assert_eq!(
        json["decisions"][1]["answers"][0],
        "rules conflict on no affair: proved"
    );
}

#[test]
fn the_page_links_rows_and_notes_and_loads_nothing() {
    let (ruleset, sheets) = sheets(Some(Lang::En));
    let page = html::page(&ruleset, &sheets, Lang::En);
    for part in [
        "<a href=\"#d0-f0\">! conflict 1</a>",
        "<li id=\"d0-f0\"><strong>! conflict 1</strong>: A.1 says official",
        "(<a href=\"#d0-r0\">A.1</a>, <a href=\"#d0-r1\">A.2</a>)",
        "<tr class=\"marked\" id=\"d0-r1\">",
        "&lt;b&gt;Planning&lt;/b&gt;",
        "Marks &amp; &lt;signs&gt;",
        "<td class=\"any\" data-label=\"Households\"></td>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(!page.contains("<b>") && !page.contains("://") && !page.contains("url("));
    for id in page
        .split("href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
    {
        assert!(page.contains(&format!("id=\"{id}\"")), "{id}");
    }
}

#[test]
fn without_findings_nothing_is_said_of_them() {
    let ruleset = Ruleset::compile([Source::new("test.fenliu", RULES)]).unwrap();
    let sheet = Sheet::new(&ruleset, DecisionId(1), None, None);
    assert!(
        sheet
            .notes()
            .iter()
            .map(|note: &Note| note.more)
            .next()
            .is_none()
    );
    let csv = machine::csv(std::slice::from_ref(&sheet)).unwrap_or_default();
    assert!(
        csv.starts_with("decision,rule,planning,households,value,overrides,title,because,source\n")
    );
    assert!(!machine::json(&ruleset, &[sheet]).contains("findings"));
}
