//! What a comparison of two rulesets says, in English and Chinese: one function a sentence.

use jiff::civil::Date;

use super::{padded, tidy};
use crate::diff::Nothing;
use crate::diff::alone::Because;
use crate::diff::changes::{Cause, Changed, How};
use crate::diff::terms::{Change, Sort, Term};
use crate::model::canon::declared::What;
use crate::model::{Datum, DecisionId, Model, Type};
use crate::report::findings::percent;
use crate::report::literal::literal;
use crate::report::region::phrase::called;
use crate::verdict::outcome::{Result, Value};
use crate::words::Lang;

/// The words of a comparison in one language.
#[derive(Clone, Copy)]
pub(in crate::report) struct Say {
    pub(in crate::report) lang: Lang,
}

impl Say {
    pub(in crate::report) fn pick(self, en: String, zh: String) -> String {
        match self.lang {
            Lang::En => en,
            Lang::Zh => tidy(zh),
        }
    }

    pub(in crate::report) fn word(self, en: &str, zh: &str) -> String {
        self.pick(en.to_owned(), zh.to_owned())
    }

    /// `a, b`; `a、b`.
    pub(in crate::report) fn list(self, items: &[String]) -> String {
        items.join(match self.lang {
            Lang::En => ", ",
            Lang::Zh => "、",
        })
    }

    /// `a; b`; `a；b`.
    pub(in crate::report) fn clauses(self, items: &[String]) -> String {
        items.join(match self.lang {
            Lang::En => "; ",
            Lang::Zh => "；",
        })
    }

    /// The first few names, and how many more.
    fn few(self, names: &[String]) -> String {
        const FEW: usize = 4;
        let ticked: Vec<String> = names.iter().take(FEW).map(|it| format!("`{it}`")).collect();
        let list = self.list(&ticked);
        match names.len().checked_sub(FEW + 1) {
            None => {
                let all: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
                self.list(&all)
            }
            Some(more) => self.pick(
                format!("{list} and {} more", more + 1),
                format!("{list} 等 {} 项", names.len()),
            ),
        }
    }

    pub(in crate::report) fn percent(self, part: f64) -> String {
        percent(part).get(self.lang).to_owned()
    }

    /// What a decision comes to: labels, else names in backticks.
    pub(in crate::report) fn result(
        self,
        model: &Model,
        decision: DecisionId,
        result: &Result,
    ) -> String {
        let value = |value: &Value| self.value(model, decision, value);
        match result {
            Result::Decided(decided) => value(decided),
            Result::Unclassified => self.word("unclassified", "未归类"),
            Result::Contested(claims) => {
                let claims: Vec<String> = claims
                    .iter()
                    .map(|claim| {
                        claim
                            .as_ref()
                            .map_or_else(|| self.word("unclassified", "未归类"), value)
                    })
                    .collect();
                let claims = self.list(&claims);
                self.pick(
                    format!("contested ({claims})"),
                    format!("有争议（{claims}）"),
                )
            }
        }
    }

    fn value(self, model: &Model, decision: DecisionId, value: &Value) -> String {
        let ty = &model.decisions[decision.index()].ty;
        let one = |datum: &Datum| match (datum, ty) {
            (Datum::Leaf(leaf), Type::Kind(kind)) => {
                let node = model.kinds[kind.index()].leaf(*leaf);
                called(&node.name, &node.label, self.lang).into_owned()
            }
            _ => literal(model, ty, datum, self.lang).unwrap_or_default(),
        };
        match value {
            Value::One(datum) => one(datum),
            Value::List(list) if list.is_empty() => self.word("nothing", "无"),
            Value::List(list) => {
                let all: Vec<String> = list.iter().map(one).collect();
                self.list(&all)
            }
        }
    }

    /// What a decision is called.
    pub(in crate::report) fn decision(self, model: &Model, decision: DecisionId) -> String {
        let declared = &model.decisions[decision.index()];
        called(&declared.name, &declared.label, self.lang).into_owned()
    }

    pub(in crate::report) fn heading(self, old: &str, new: &str) -> String {
        if old == new {
            self.pick(
                format!("What two versions of `{new}` decide differently"),
                format!("`{new}` 两个版本的决定有何不同"),
            )
        } else {
            self.pick(
                format!("What `{old}` and `{new}` decide differently"),
                format!("`{old}` 与 `{new}` 的决定有何不同"),
            )
        }
    }

    pub(in crate::report) fn identical(self) -> String {
        self.word(
            "no difference: the two are one ruleset, with the same digest",
            "没有不同：两者是同一规则集，摘要相同",
        )
    }

    pub(in crate::report) fn same(self) -> String {
        self.word(
            "means the same: both admit the same affairs and decide every one of them alike (proved)",
            "含义相同：两者适用于相同的事项，且对每一件的决定都相同（已证明）",
        )
    }

    pub(in crate::report) fn texts_differ(self) -> String {
        self.word("Texts differ", "文字有不同")
    }

    pub(in crate::report) fn unknown(self) -> String {
        self.word(
            "no affair was found that is decided differently, but not all were looked at",
            "没有找到决定不同的事项，但并未查完全部事项",
        )
    }

    pub(in crate::report) fn no_affair(self) -> String {
        self.word(
            "every affair that both admit is decided alike (proved)",
            "两者都适用的事项，决定全部相同（已证明）",
        )
    }

    /// How many decisions change.
    pub(in crate::report) fn summary(self, moved: usize, all: usize) -> String {
        let comes = if moved == 1 { "comes" } else { "come" };
        self.pick(
            format!("{moved} of {all} decisions {comes} to something else on some affair"),
            format!("{all} 项决定中有 {moved} 项在某些事项上结果不同"),
        )
    }

    pub(in crate::report) fn days(self, old: Date, new: Date) -> String {
        if old == new {
            self.pick(format!("compared on {new}"), format!("按 {new} 当日比较"))
        } else {
            self.pick(
                format!("there is no day on which both are in force: the old is taken on {old}, the new on {new}"),
                format!("没有两者同时施行的日子：旧版按 {old}，新版按 {new} 比较"),
            )
        }
    }

    pub(in crate::report) fn both_in_force(
        self,
        from: Option<Date>,
        until: Option<Date>,
    ) -> String {
        let en = match (from, until) {
            (Some(from), Some(until)) => format!("from {from} until {until}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(until)) => format!("until {until}"),
            (None, None) => "every day".to_owned(),
        };
        let zh = match (from, until) {
            (Some(from), Some(until)) => format!("{from} 至 {until}"),
            (Some(from), None) => format!("{from} 起"),
            (None, Some(until)) => format!("至 {until} 止"),
            (None, None) => "每日".to_owned(),
        };
        self.pick(
            format!("both are in force {en}; on other days only one is, or none"),
            format!("两者同时施行的日子：{zh}；其他日子至多只有一个施行"),
        )
    }

    pub(in crate::report) fn nothing(self, nothing: &Nothing) -> String {
        match nothing {
            Nothing::Fact(fact) => self.pick(
                format!("no affair is admitted by both: they have no value of `{fact}` in common"),
                format!("没有两者都适用的事项：`{fact}` 没有共同的取值"),
            ),
            Nothing::TooMany(ruleset) => self.pick(
                format!("the affairs cannot be compared: a condition of `{ruleset}` falls into too many cases over the facts of both"),
                format!("无法比较：`{ruleset}` 的某个条件在两者的事实上拆出的情形过多"),
            ),
        }
    }

    pub(in crate::report) fn words_differ(self) -> String {
        self.word("Words that differ", "用语的不同")
    }

    pub(in crate::report) fn term(self, term: &Term) -> String {
        let name = &term.name;
        let what = match (term.sort, &term.kind) {
            (Sort::Fact, _) => self.pick(format!("fact `{name}`"), format!("事实 `{name}`")),
            (Sort::Kind, _) => self.pick(format!("kind `{name}`"), format!("种类 `{name}`")),
            (Sort::Decision, _) => {
                self.pick(format!("decision `{name}`"), format!("决定 `{name}`"))
            }
            (Sort::Value, Some(kind)) => self.pick(
                format!("value `{name}` of `{kind}`"),
                format!("`{kind}` 的取值 `{name}`"),
            ),
            (Sort::Value, None) => self.pick(format!("value `{name}`"), format!("取值 `{name}`")),
        };
        let below = |node: &Option<String>| match node {
            Some(node) => self.pick(format!("below `{node}`"), format!("`{node}` 之下")),
            None => self.word("at the top", "最上层"),
        };
        let became = match &term.change {
            Change::Added => self.word(" is new", "为新增"),
            Change::Removed => self.word(" is gone", "已取消"),
            Change::Incomparable { old, new } => self.pick(
                format!(
                    " is of another sort and is not compared: was {}, is {}",
                    old.en, new.en
                ),
                format!(
                    "的类型不同，不作比较：原为{}，现为{}",
                    padded(&old.zh),
                    padded(&new.zh)
                ),
            ),
            Change::Bounds { old, new } => self.pick(
                format!(": was {}, is {}", old.en, new.en),
                format!("：原为{}，现为{}", padded(&old.zh), padded(&new.zh)),
            ),
            Change::Moved { old, new } => self.pick(
                format!(" was {}, is {}", below(old), below(new)),
                format!("原在{}，现在{}", padded(&below(old)), padded(&below(new))),
            ),
            Change::Divided { now: true } => self.word(
                " has values below it now, and is none itself",
                "现分为若干下级取值，本身不再是取值",
            ),
            Change::Divided { now: false } => self.word(
                " has no values below it any more, and is one itself",
                "不再有下级取值，本身成为取值",
            ),
            Change::Order => self.word(
                " has its values in another order, or an order where it had none",
                "的取值顺序不同，或有无顺序不同",
            ),
        };
        self.pick(
            format!("{what}{became}"),
            format!("{}{became}", padded(&what)),
        )
    }

    /// `Tier: 12 % of the combinations …`.
    pub(in crate::report) fn decision_moved(self, decision: &str, part: f64) -> String {
        let percent = self.percent(part);
        self.pick(
            format!("{decision}: {percent} of the combinations that the rules tell apart come to something else"),
            format!("{decision}：规则所区分的各种组合中有 {percent} 结果不同"),
        )
    }

    pub(in crate::report) fn uncovered(self, decision: &str, part: f64) -> String {
        let percent = self.percent(part);
        self.pick(
            format!("{decision}: at most {percent} of the combinations were not looked at; give more time with `--budget`"),
            format!("{decision}：至多有 {percent} 的组合没有查到；可用 `--budget` 给更多时间"),
        )
    }

    /// `common → official, 12 %`.
    pub(in crate::report) fn moved(self, from: &str, to: &str, part: f64) -> String {
        let percent = self.percent(part);
        self.pick(
            format!("{from} → {to}, {percent}"),
            format!("{from} → {to}，{percent}"),
        )
    }

    /// What regions are told: the first few.
    pub(in crate::report) fn regions(self, regions: &[String], more: usize) -> Vec<String> {
        let mut lines: Vec<String> = regions
            .iter()
            .enumerate()
            .map(|(number, region)| match (number, region.is_empty()) {
                (_, true) => self.word("whatever the facts are", "无论事实如何"),
                (0, false) => self.pick(format!("where {region}"), format!("情形：{region}")),
                (_, false) => self.pick(format!("or where {region}"), format!("或者：{region}")),
            })
            .collect();
        if more > 0 {
            lines.push(self.pick(
                format!("and in {more} more regions"),
                format!("另有 {more} 种情形"),
            ));
        }
        lines
    }

    /// `because of rule C.5 (condition)`.
    pub(in crate::report) fn causes(self, causes: &[Cause], through: &[String]) -> String {
        if causes.is_empty() {
            return self.word(
                "because of what the rulesets are about, not of one rule",
                "原因在于规则集的整体设定，而非某一条规则",
            );
        }
        let causes: Vec<String> = causes.iter().map(|cause| self.cause(cause)).collect();
        let causes = self.clauses(&causes);
        if through.is_empty() {
            return self.pick(format!("by {causes}"), format!("原因：{causes}"));
        }
        let through = self.list(through);
        self.pick(
            format!("through {through}, by {causes}"),
            format!("经由{}，原因：{causes}", padded(&through)),
        )
    }

    fn cause(self, cause: &Cause) -> String {
        let parts = |parts: &[&'static str]| {
            let parts: Vec<String> = parts.iter().map(|part| self.part(part)).collect();
            self.list(&parts)
        };
        match cause {
            Cause::Added(rule) => self.pick(format!("`{rule}` (new)"), format!("`{rule}`（新增）")),
            Cause::Removed(rule) => {
                self.pick(format!("`{rule}` (gone)"), format!("`{rule}`（已取消）"))
            }
            Cause::Changed(rule, changed) => {
                let parts = parts(changed);
                self.pick(
                    format!("`{rule}` ({parts} changed)"),
                    format!("`{rule}`（{parts}有改动）"),
                )
            }
            Cause::Define(define, rules) => {
                let rules = self.few(rules);
                self.pick(
                    format!(
                        "the definition `{define}`, which {rules} use{}",
                        if rules.contains(',') { "" } else { "s" }
                    ),
                    format!("定义 `{define}`（用于 {rules}）"),
                )
            }
            Cause::Kind(kind, rules) => {
                let rules = self.few(rules);
                self.pick(
                    format!(
                        "the values of `{kind}`, which {rules} test{}",
                        if rules.contains(',') { "" } else { "s" }
                    ),
                    format!("种类 `{kind}` 的取值（{rules} 用到）"),
                )
            }
            Cause::InForce(rule) => self.pick(
                format!("`{rule}` (in force on one of the two days only)"),
                format!("`{rule}`（两日中只有一日施行）"),
            ),
            Cause::Decision(decision, changed) => {
                let parts = parts(changed);
                self.pick(
                    format!("the decision `{decision}` ({parts} changed)"),
                    format!("决定 `{decision}`（{parts}有改动）"),
                )
            }
            Cause::Place(rule) => self.pick(
                format!("`{rule}` (prevails over others, or not, as it did not before)"),
                format!("`{rule}`（与其他规则的优先关系有变）"),
            ),
        }
    }

    /// A part of a declaration, by its word in the canonical form.
    fn part(self, part: &str) -> String {
        let (en, zh) = match part {
            "when" => ("condition", "条件"),
            "unless" => ("exception", "除外条件"),
            "then" => ("conclusion", "结论"),
            "overrides" => ("overrides", "优先于"),
            "mandatory" => ("force (mandatory)", "强制"),
            "effective" => ("dates of effect", "施行日期"),
            "adopted" | "dated" => ("date of adoption", "通过日期"),
            "level" => ("level", "层级"),
            "table" => ("table", "所属表"),
            "otherwise" => ("value otherwise", "否则值"),
            "resolve-by" => ("grounds of priority", "裁断依据"),
            "collect" => ("way of collecting", "汇总方式"),
            "title" | "label" => ("title or label", "标题或标签"),
            "because" => ("reason", "理由"),
            "cites" | "issued" => ("source", "依据"),
            "as" => ("wording", "表述"),
            "authority" => ("authority", "机关"),
            "also" | "recognised-from" => ("words of recognition", "识别用词"),
            "established-by" | "judged-by" | "determined-by" | "decided-by" => ("body", "负责机构"),
            "fixed" => ("fixed", "不可改"),
            "sensitive" => ("sensitive", "敏感"),
            "value" | "ordered" => ("values", "取值"),
            "name" => ("name", "名称"),
            "unnamed" => ("id", "编号"),
            "kind" | "one-of" | "set" | "yes/no" | "integer" | "decimal" | "date" | "duration"
            | "text" => ("type", "类型"),
            "from" | "to" => ("values", "起止值"),
            _ => ("content", "内容"),
        };
        self.word(en, zh)
    }

    fn what(self, what: What) -> String {
        let (en, zh) = match what {
            What::Ruleset => ("ruleset", "规则集"),
            What::Kind => ("kind", "种类"),
            What::Fact => ("fact", "事实"),
            What::Impossible => ("an `impossible` clause", "一条不可能条款"),
            What::Define => ("definition", "定义"),
            What::Decision => ("decision", "决定"),
            What::Table => ("table", "表"),
            What::Rule => ("rule", "规则"),
            What::Source => ("source", "依据"),
            What::Shift => ("shift", "转办"),
            What::Guarantee => ("guarantee", "保证"),
            What::Overlap => ("a known overlap", "一处已知重叠"),
        };
        self.word(en, zh)
    }

    /// A declaration that differs.
    pub(in crate::report) fn changed(self, changed: &Changed) -> String {
        let what = match &changed.name {
            Some(name) => format!("{} `{name}`", self.what(changed.what)),
            None => self.what(changed.what),
        };
        match &changed.how {
            How::Added => self.pick(format!("{what}: new"), format!("{what}：新增")),
            How::Removed => self.pick(format!("{what}: gone"), format!("{what}：已取消")),
            How::Renamed(from) => self.pick(
                format!("{what}: was `{from}`"),
                format!("{what}：原为 `{from}`"),
            ),
            How::Parts(parts) => {
                let mut words: Vec<String> = Vec::new();
                for (part, _) in parts {
                    let part = self.part(part);
                    if !words.contains(&part) {
                        words.push(part);
                    }
                }
                let parts = self.list(&words);
                self.pick(format!("{what}: {parts}"), format!("{what}：{parts}"))
            }
        }
    }

    pub(in crate::report) fn besides(self) -> String {
        self.word(
            "Also changed, which no verdict shows",
            "另有改动，不影响任何一次决定",
        )
    }

    pub(in crate::report) fn idle(self) -> String {
        self.word(
            "Declarations changed to no effect on any decision compared",
            "有改动、但不改变所比较决定的声明",
        )
    }

    /// Why only one ruleset admits affairs.
    pub(in crate::report) fn alone(self, by_new: bool, because: &Because, region: &str) -> String {
        match (because, by_new) {
            (Because::Values { .. }, true) => self.pick(
                format!("Only the new ruleset admits affairs where {region}"),
                format!("只有新版适用的事项：{region}"),
            ),
            (Because::Values { .. }, false) => self.pick(
                format!("Only the old ruleset admits affairs where {region}"),
                format!("只有旧版适用的事项：{region}"),
            ),
            (Because::Impossible { .. }, true) => self.pick(
                format!("The new ruleset no longer calls impossible: {region}"),
                format!("新版不再视为不可能的事项：{region}"),
            ),
            (Because::Impossible { .. }, false) => self.pick(
                format!("The new ruleset calls impossible what the old admits: {region}"),
                format!("旧版适用、新版视为不可能的事项：{region}"),
            ),
        }
    }

    pub(in crate::report) fn alone_outcome(
        self,
        decision: &str,
        by_new: bool,
        result: &str,
        part: f64,
    ) -> String {
        let percent = self.percent(part);
        match by_new {
            true => self.pick(
                format!("{decision}: not admitted → {result}, {percent} of them"),
                format!("{decision}：不适用 → {result}，占其中 {percent}"),
            ),
            false => self.pick(
                format!("{decision}: {result} → not admitted, {percent} of them"),
                format!("{decision}：{result} → 不适用，占其中 {percent}"),
            ),
        }
    }

    pub(in crate::report) fn not_all(self, decision: &str) -> String {
        self.pick(
            format!("{decision}: not all of them were looked at"),
            format!("{decision}：没有查完"),
        )
    }

    pub(in crate::report) fn no_witness(self) -> String {
        self.word(
            "no affair was found to show it: its numbers were not found within the limit",
            "未能用具体事项证实：在限度内没有找到合适的数值",
        )
    }

    pub(in crate::report) fn example_label(self) -> String {
        self.word("an example that shows it:", "可证实的案例：")
    }

    pub(in crate::report) fn example_title(self, decision: &str, from: &str, to: &str) -> String {
        self.pick(
            format!("{decision} goes from {from} to {to}"),
            format!("{decision} 由{}变为{}", padded(from), padded(to)),
        )
    }

    pub(in crate::report) fn before(self, decision: &str, from: &str, day: Option<Date>) -> String {
        let day = day.map_or_else(String::new, |day| {
            self.pick(format!(" on {day}"), format!("（{day}）"))
        });
        self.pick(
            format!("before{day}: {decision} came to {from}"),
            format!("此前{day}：{decision} 为{}", padded(from)),
        )
    }

    pub(in crate::report) fn only_before(self, facts: &[String]) -> String {
        let facts = self.list(facts);
        self.pick(
            format!("known to the old ruleset only: {facts}"),
            format!("仅旧版有的事实：{facts}"),
        )
    }

    pub(in crate::report) fn by_share(self) -> String {
        self.word(
            "old → new, by share of the combinations",
            "旧值 → 新值（按组合所占比例）",
        )
    }
}
