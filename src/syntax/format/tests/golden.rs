//! Each declaration as somebody wrote it, and its layout in both keyword languages.

use super::check;

#[test]
fn rulesets_and_imports() {
    check(
        r#"
ruleset 江津.三事 authority "区" source list “清单” issued 2023年8月1日
  title "t" adopted 2023-07-01, effective from 2023-08-01 until 2025-12-31 under "../市"
import "a.fenliu" import 「b.fenliu」
"#,
        r#"
ruleset 江津.三事 under "../市"
  title     "t"
  authority "区"
  effective from 2023-08-01 until 2025-12-31
  adopted   2023-07-01
  source    list “清单” issued 2023-08-01

import "a.fenliu"
import 「b.fenliu」
"#,
        r#"
规则集 江津.三事 隶属 "../市"
  标题 "t"
  机关 "区"
  施行 自 2023年8月1日 至 2025年12月31日
  通过 2023年7月1日
  依据 list “清单” 印发 2023年8月1日

引入 "a.fenliu"
引入 「b.fenliu」
"#,
    );
}

#[test]
fn kinds() {
    check(
        r#"
kind tier en "Tier" zh "类别" ordered {
  family zh "家事"; common zh "共事"、official zh "公事"
}
kind agency from "agencies.csv" column "Agency name"
kind empty { }
kind lang { zh "Chinese", en "English" fr } kind matter {
  service en "Service" zh "服务" { water also "tap water", "自来水", other, },
  a en "A rather long label for a short name" zh "短名称的相当长的说明文字" also "one word", "another word"

  # a group
  b
}
"#,
        r#"
kind tier en "Tier" zh "类别" ordered { family zh "家事", common zh "共事", official zh "公事" }
kind agency from "agencies.csv" column "Agency name"

kind empty {
}

kind lang { zh "Chinese", en "English", fr }

kind matter {
  service en "Service" zh "服务" {
    water also "tap water", "自来水"
    other
  }
  a       en "A rather long label for a short name" zh "短名称的相当长的说明文字"
    also "one word", "another word"

  # a group
  b
}
"#,
        r#"
种类 tier en "Tier" zh "类别" 有序 { family zh "家事", common zh "共事", official zh "公事" }
种类 agency 自 "agencies.csv" 列 "Agency name"

种类 empty {
}

种类 lang { zh "Chinese", en "English", fr }

种类 matter {
  service en "Service" zh "服务" {
    water 亦称 "tap water", "自来水"
    other
  }
  a       en "A rather long label for a short name" zh "短名称的相当长的说明文字"
    亦称 "one word", "another word"

  # a group
  b
}
"#,
    );
}

#[test]
fn facts() {
    check(
        r#"
facts { 事项：matter recognised from description, settlement ： one of street、town
  households: integer １．．10000 en "Households" zh "户数" as en "it affects {} households" zh "影响{}户"
  cost : decimal 0.. in CNY fixed, share : decimal 0..100 in ％

  since : date 2001-01-01～ sensitive, term : duration 1 day..30 days judged by office
  parties : set of party established by office
  impossible settlement is town and households > 5000
    because "no town has so many households that a single matter would concern them all"
}
"#,
        r#"
facts {
  事项       : matter recognised from description
  settlement : one of street, town
  households : integer 1..10000 en "Households" zh "户数"
    as en "it affects {} households" zh "影响{}户"
  cost       : decimal 0.. in CNY fixed
  share      : decimal 0..100 in %

  since      : date 2001-01-01.. sensitive
  term       : duration 1 day..30 days judged by office
  parties    : set of party established by office
  impossible settlement is town and households is more than 5000
    because "no town has so many households that a single matter would concern them all"
}
"#,
        r#"
事实 {
  事项       : matter 识别自 description
  settlement : 任一 street, town
  households : 整数 1..10000 en "Households" zh "户数"
    表述 en "it affects {} households" zh "影响{}户"
  cost       : 小数 0.. 单位 CNY 不可改
  share      : 小数 0..100 单位 %

  since      : 日期 2001年1月1日.. 敏感
  term       : 时长 1 天..30 天 裁量者 office
  parties    : 多选 party 认定者 office
  不可能 settlement 是 town 且 households 多于 5000
    因 "no town has so many households that a single matter would concern them all"
}
"#,
    );
}

#[test]
fn defines_and_decisions() {
    check(
        r#"
define large = households >= 30 define share en "Share" = cost/households - (a - 3 %)
define long en "A definition with a label" zh "带说明的定义" = households >= 30 and not (large or cost < 5 CNY)
decision tier:tier determined by council resolve by specialis、posterior
decision 期限 : collect min duration

decision topic en "Topic" zh "议题" : one of (a, b) otherwise unclassified because "not published"
"#,
        r#"
define large = households is at least 30
define share en "Share" = cost / households - (a - 3%)

define long en "A definition with a label" zh "带说明的定义"
  = households is at least 30 and not (large or cost is less than 5 CNY)

decision tier : tier resolve by specialis, posterior determined by council
decision 期限 : collect min duration

decision topic : one of (a, b) en "Topic" zh "议题" otherwise unclassified because "not published"
"#,
        r#"
定义 large = households 至少 30
定义 share en "Share" = cost / households - (a - 3%)

定义 long en "A definition with a label" zh "带说明的定义"
  = households 至少 30 且 非 (large 或 cost 少于 5 CNY)

决定 tier : tier 裁断依 特别, 新近 定者 council
决定 期限 : 汇总 最小 时长

决定 topic : 任一 (a, b) en "Topic" zh "议题" 否则 未归类 因 "not published"
"#,
    );
}

#[test]
fn rules() {
    check(
        r#"
mandatory rule X.1 "New parking: the street decides" because "it was so agreed", then tier is official，
  assist includes (office), within adds 30 days  unless 公共道路 effective from 2024-01-01 source list "item 3" source "free text"
  when matter is parking overrides C.6、C.7 because "roads lie with the district" adopted 2023-12-01
rule O.3 en "Works that a community pays from its common income are a common affair" zh "用公共收益办的工程属于共事"
  when matter is elevator then tier is official, meeting is street_joint_committee, participants includes (parties, all_offices)
"#,
        r#"
mandatory rule X.1 "New parking: the street decides"
  overrides C.6, C.7 because "roads lie with the district"
  when    matter is parking
  unless  公共道路
  then    tier is official, assist includes office, within adds 30 days
  source  list "item 3"
  source  "free text"
  because "it was so agreed"
  effective from 2024-01-01
  adopted 2023-12-01

rule O.3 en "Works that a community pays from its common income are a common affair"
         zh "用公共收益办的工程属于共事"
  when matter is elevator
  then tier is official,
       meeting is street_joint_committee,
       participants includes (parties, all_offices)
"#,
        r#"
强制 规则 X.1 "New parking: the street decides"
  优先于 C.6, C.7 因 "roads lie with the district"
  当   matter 是 parking
  除非 公共道路
  则   tier 是 official, assist 包含 office, within 计 30 天
  依据 list "item 3"
  依据 "free text"
  因   "it was so agreed"
  施行 自 2024年1月1日
  通过 2023年12月1日

规则 O.3 en "Works that a community pays from its common income are a common affair"
         zh "用公共收益办的工程属于共事"
  当 matter 是 elevator
  则 tier 是 official, meeting 是 street_joint_committee, participants 包含 (parties, all_offices)
"#,
    );
}

#[test]
fn conditions() {
    check(
        r#"
rule R.1 then x is yes when not not a and b is not one of (c、d) and (e and f) or g ≠ 3 or d1 + 2 years <= as_of
rule R.2 then x is no when all of (a is between 1 and 2, any of (b includes any of (c, d), b includes c), s mentions any of ("x", "y"))
rule R.3 then x is 3 months when t mentions all of ("one", "two") and not (tier is decided) and not tier is official or a*(b + c)*2 > 1
rule R.4 then x is a when households is at least 30 and (matter is one of (elevator_installation, parking, roof_leak) or needs_planning and major) and settlement is street
"#,
        r#"
rule R.1
  when not not a and b is not one of (c, d) and (e and f)
    or g is not 3
    or d1 + 2 years is at most as_of
  then x is yes

rule R.2
  when a is between 1 and 2 and (b includes any of (c, d) or b includes c) and s mentions "x", "y"
  then x is no

rule R.3
  when t mentions all of ("one", "two") and tier is not decided and not tier is official
    or a * (b + c) * 2 is more than 1
  then x is 3 months

rule R.4
  when households is at least 30
    and (matter is one of (elevator_installation, parking, roof_leak) or needs_planning and major)
    and settlement is street
  then x is a
"#,
        r#"
规则 R.1
  当 非 非 a 且 b 不是其一 (c, d) 且 (e 且 f) 或 g 不是 3 或 d1 + 2 年 至多 决定日
  则 x 是 是

规则 R.2
  当 a 介于 1 与 2 且 (b 包含任一 (c, d) 或 b 包含 c) 且 s 提到 "x", "y"
  则 x 是 否

规则 R.3
  当 t 都提到 ("one", "two") 且 tier 不是 已定 且 非 tier 是 official 或 a * (b + c) * 2 多于 1
  则 x 是 3 个月

规则 R.4
  当 households 至少 30
    且 (matter 是其一 (elevator_installation, parking, roof_leak) 或 needs_planning 且 major)
    且 settlement 是 street
  则 x 是 a
"#,
    );
}

#[test]
fn tables() {
    check(
        r#"
table routing "Which meeting" given tier, 类别 because "r" overrides C.1
|id|tier|类别|lead|
|--|
| 甲|official | - | `a|b`|

｜ b ｜"x | y"｜＞＝ 10, not 加装电梯｜-｜
table catalogue blank means any given complaint_type from "catalogue.csv"
"#,
        r#"
table routing "Which meeting" given tier, 类别
  because "r"
  overrides C.1
  | id | tier     | 类别                  | lead  |
  |----|----------|-----------------------|-------|
  | 甲 | official | -                     | `a|b` |

  | b  | "x | y"  | ＞＝ 10, not 加装电梯 | -     |

table catalogue from "catalogue.csv" given complaint_type blank means any
"#,
        r#"
表 routing "Which meeting" 按 tier, 类别
  因 "r"
  优先于 C.1
  | id | tier     | 类别                  | lead  |
  |----|----------|-----------------------|-------|
  | 甲 | official | -                     | `a|b` |

  | b  | "x | y"  | ＞＝ 10, not 加装电梯 | -     |

表 catalogue 自 "catalogue.csv" 按 complaint_type 空白为任意
"#,
    );
}

#[test]
fn shifts_guarantees_and_overlaps() {
    check(
        r#"
shift up "Undecided" when meetings >= 2 and not agreed from tier common to official because "so"
guarantee G.1 never tier is official and lead is grid
guarantee G.2 because "r" whenever matter is public_service and settlement is street then lead is decided and tier is official or major
overlap C.5, F.2 because "list under revision" until 2026-12-31 on tier decided by council
overlap C.5, F.3 on lead because "r"
"#,
        r#"
shift up "Undecided"
  from    tier common to official
  when    meetings is at least 2 and not agreed
  because "so"

guarantee G.1
  never tier is official and lead is grid

guarantee G.2
  whenever matter is public_service and settlement is street
  then     lead is decided and tier is official or major
  because "r"

overlap C.5, F.2 on tier until 2026-12-31
  decided by council because "list under revision"

overlap C.5, F.3 on lead
  because "r"
"#,
        r#"
转办 up "Undecided"
  自 tier common 转为 official
  当 meetings 至少 2 且 非 agreed
  因 "so"

保证 G.1
  绝不 tier 是 official 且 lead 是 grid

保证 G.2
  凡 matter 是 public_service 且 settlement 是 street 则 lead 是 已定 且 tier 是 official 或 major
  因 "r"

已知重叠 C.5, F.2 关于 tier 至 2026年12月31日
  交由 council 因 "list under revision"

已知重叠 C.5, F.3 关于 lead
  因 "r"
"#,
    );
}

#[test]
fn examples() {
    check(
        r#"
example "Blocked drain" expect tier is family by (F.1, F.2) not by C.1, lead contested between (a, b), x is decided,
  assist includes (c), fee undetermined needs (settlement), topic unclassified, lead is ？
  given matter is drain, planning is no, major is yes, parties is (), members is (owner) as of 2024-05-01
"#,
        r#"
example "Blocked drain"
  given  matter is drain, not planning, major, parties is (), members is (owner)
  as of  2024-05-01
  expect tier is family by F.1 by F.2 not by C.1,
         lead contested between (a, b),
         x is decided,
         assist includes c,
         fee undetermined needs (settlement),
         topic unclassified,
         lead is ?
"#,
        r#"
案例 "Blocked drain"
  设   matter 是 drain, 非 planning, major, parties 是 (), members 是 (owner)
  截至 2024年5月1日
  应为 tier 是 family 据 F.1 据 F.2 不据 C.1,
       lead 争于 (a, b),
       x 是 已定,
       assist 包含 c,
       fee 未定须知 (settlement),
       topic 未归类,
       lead 是 ?
"#,
    );
}
