//! Sentences about a case over time: what happened, what it moved, why, and what stands.

use jiff::civil::Date;

use super::test::Reading;
use super::{Phrases, padded, quoted};
use crate::explanation::outcome::{Outcome, PossibleOutcome};
use crate::explanation::past::Dated;
use crate::history::told::{
    Basis, Cause, Determined, HeldFast, Learned, Move, Power, Shifted, Stands, Step, Track,
};

impl Phrases<'_> {
    /// The heading of a case.
    pub(in crate::report) fn track_heading(&self, track: &Track) -> String {
        let mut parts = Vec::new();
        if let Some(case) = &track.case {
            parts.push(self.pick(format!("case {case}"), format!("案件 {case}")));
        }
        if let Some(step) = track.steps.last() {
            let day = step.on;
            parts.push(self.pick(format!("up to {day}"), format!("截至 {day}")));
        }
        if let Some(day) = track.as_known_on {
            parts.push(self.pick(format!("as known on {day}"), format!("以 {day} 所知为准")));
        }
        self.heading(&self.ruleset(&track.ruleset.name), &self.clauses(&parts))
    }

    /// What a decision comes to, in few words.
    pub(in crate::report) fn comes_to(&self, outcome: &PossibleOutcome) -> String {
        match outcome {
            PossibleOutcome::Decided { value } => self.words(value),
            PossibleOutcome::Contested { values } => {
                let each: Vec<String> = values.iter().map(|it| self.maybe(it.as_ref())).collect();
                let each = self.against(&each);
                self.pick(format!("contested: {each}"), format!("有争议：{each}"))
            }
            PossibleOutcome::Unclassified => self.word("unclassified", "未归类"),
            PossibleOutcome::Undetermined => self.word("cannot be said yet", "尚不能确定"),
        }
    }

    /// What stands of a decision, by what and since when, and what the rules would say.
    pub(in crate::report) fn stands_now(&self, stands: &Stands) -> String {
        let name = self.decision(&stands.decision);
        let is = format!("{}{}", self.colon(&name), self.comes_to(&stands.stands));
        let since = stands.since;
        let mut said = match (stands.by, &stands.determined) {
            (Basis::Determination, Some(by)) => {
                let body = self.words(&by.by);
                let zh = padded(&body);
                let until = self.until(by.until);
                self.pick(
                    format!("{is}, determined by {body} on {}{until}", by.on),
                    format!("{is}，由{zh}于 {} 认定{until}", by.on),
                )
            }
            (Basis::Shift, _) => self.pick(
                format!("{is}, by a shift, since {since}"),
                format!("{is}，自 {since} 起经转办"),
            ),
            _ => {
                let by = self.by_rules(&stands.rules);
                self.pick(
                    format!("{is}{by}, since {since}"),
                    format!("{is}{by}，自 {since} 起"),
                )
            }
        };
        if stands.drift {
            let rules = self.rules_say(&stands.rules);
            said = self.pick(
                format!("{said}; the rules would say {rules}"),
                format!("{said}；按规则应为{}", padded(&rules)),
            );
        }
        if !stands.objections.is_empty() {
            let open = self.and(&stands.objections);
            said = self.pick(
                format!("{said}; open objection {open}"),
                format!("{said}；异议{}尚未了结", padded(&open)),
            );
        }
        self.ended(&said)
    }

    /// What the rules say, with those that say so.
    pub(in crate::report) fn rules_say(&self, outcome: &Outcome) -> String {
        let by = self.by_rules(outcome);
        let said = match outcome {
            Outcome::Decided { value, .. } => self.words(value),
            Outcome::Contested { claims, .. } => {
                let mut each: Vec<String> = claims
                    .iter()
                    .map(|it| self.maybe(it.value.as_ref()))
                    .collect();
                each.dedup();
                let each = self.against(&each);
                self.pick(
                    format!("it is contested, {each}"),
                    format!("有争议（{each}）"),
                )
            }
            Outcome::Undetermined { .. } => self.word("that it cannot be said yet", "尚不能确定"),
            Outcome::Unclassified => self.word("nothing", "未归类"),
        };
        format!("{said}{by}")
    }

    /// `, by rule C.8`.
    fn by_rules(&self, outcome: &Outcome) -> String {
        let Outcome::Decided { rules, .. } = outcome else {
            return String::new();
        };
        let ids = self.names(rules);
        match rules.len() {
            0 => String::new(),
            1 => self.pick(format!(", by rule {ids}"), format!("，依据规则 {ids}")),
            _ => self.pick(format!(", by rules {ids}"), format!("，依据规则 {ids}")),
        }
    }

    /// `, until 2024-12-31`.
    fn until(&self, until: Option<Date>) -> String {
        until.map_or_else(String::new, |until| {
            self.pick(format!(", until {until}"), format!("，至 {until} 止"))
        })
    }

    /// What happened in a step: a label, and a sentence.
    pub(in crate::report) fn happened(&self, step: &Step) -> (String, String) {
        use crate::history::told::Happened;
        let said = match &step.happened {
            Happened::Facts { facts } => {
                let each: Vec<String> = facts.iter().map(|fact| self.learned(fact)).collect();
                self.sentences(&each)
            }
            Happened::Determination(it) => self.determination(it, step),
            Happened::Opened {
                objection,
                decision,
                value,
            } => {
                let name = self.decision(decision);
                let zh = padded(&name);
                match value {
                    Some(value) => {
                        let value = self.words(value);
                        self.pick(
                            format!(
                                "objection {objection} opened against {name}: it should be {value}"
                            ),
                            format!("对{zh}提出异议 {objection}：应为{}", padded(&value)),
                        )
                    }
                    None => self.pick(
                        format!("objection {objection} opened against {name}"),
                        format!("对{zh}提出异议 {objection}"),
                    ),
                }
            }
            Happened::Settled { objection, settled } => self.pick(
                format!("objection {objection} settled: {settled}"),
                format!("异议 {objection} 了结：{settled}"),
            ),
            Happened::Lapse { decisions } => {
                let names: Vec<String> = decisions.iter().map(|it| self.decision(it)).collect();
                let names = self.and(&names);
                self.pick(
                    format!("the determination of {names} has run out"),
                    format!("对{}的认定已届满", padded(&names)),
                )
            }
            Happened::Look => self.word(
                "nothing new; what stands on this day",
                "无新事；当日情况如下",
            ),
        };
        let mut said = said;
        if let (Some(by), false) = (&step.by, self.is_determination(step)) {
            let by = self.words(by);
            said = self.pick(
                format!("{said} (from {by})"),
                format!("{said}（来自{}）", padded(&by)),
            );
        }
        if let Some(note) = &step.note {
            said = self.pick(format!("{said}; {note}"), format!("{said}；{note}"));
        }
        let mut label = step.on.to_string();
        if let Some(day) = step.recorded {
            label.push_str(
                &self.aside(&self.pick(format!("recorded {day}"), format!("{day} 录入"))),
            );
        }
        (label, self.ended(&said))
    }

    fn is_determination(&self, step: &Step) -> bool {
        matches!(
            step.happened,
            crate::history::told::Happened::Determination(_)
        )
    }

    fn learned(&self, learned: &Learned) -> String {
        let name = self.fact(&learned.fact);
        let value = |it: &Option<crate::explanation::Shown>| {
            it.as_ref()
                .map_or_else(|| self.word("unknown", "不明"), |it| self.words(it))
        };
        let (from, to) = (value(&learned.from), value(&learned.to));
        let is = format!("{}{to}", self.colon(&name));
        let said = match (&learned.from, &learned.to) {
            (None, _) => is,
            (Some(_), None) => self.pick(
                format!("{name} is taken back, and unknown again (was {from})"),
                format!("撤回{}，恢复为不明（原为{}）", padded(&name), padded(&from)),
            ),
            (Some(before), Some(after)) if before == after => {
                self.pick(format!("{is} (as before)"), format!("{is}（同前）"))
            }
            _ => self.pick(
                format!("{is} (was {from})"),
                format!("{is}（原为{}）", padded(&from).trim_end()),
            ),
        };
        match &learned.entitled {
            Some(body) => {
                let body = self.words(body);
                self.pick(
                    format!("{said} [to be established by {body}]"),
                    format!("{said}［应由{}认定］", padded(&body)),
                )
            }
            None => said,
        }
    }

    fn determination(&self, it: &Determined, step: &Step) -> String {
        let by = step
            .by
            .as_ref()
            .map(|by| self.words(by))
            .unwrap_or_default();
        let (name, value) = (self.decision(&it.decision), self.words(&it.value));
        let until = self.until(it.until);
        let under = self.under(&it.power, it.refused.is_some());
        let mut said = self.pick(
            format!("{by} determines that {name} is {value}{under}{until}"),
            format!(
                "{}认定{}为{}{under}{until}",
                padded(&by),
                padded(&name),
                padded(&value)
            ),
        );
        if let Some(because) = &it.because {
            said = self.pick(
                format!("{said}, because {because}"),
                format!("{said}，理由：{because}"),
            );
        }
        if let Some(refused) = &it.refused {
            let why = self.not_entitled(refused.entitled.as_ref(), &by, &name);
            said = self.pick(
                format!("{said}. It takes no effect: {why}"),
                format!("{said}。该认定不生效：{why}"),
            );
        }
        said
    }

    fn not_entitled(
        &self,
        entitled: Option<&crate::explanation::Shown>,
        by: &str,
        name: &str,
    ) -> String {
        match entitled {
            Some(other) => {
                let other = self.words(other);
                self.pick(
                    format!("{name} is determined by {other}, not by {by}"),
                    format!(
                        "{}由{}认定，{}无权认定",
                        padded(name),
                        padded(&other),
                        padded(by)
                    ),
                )
            }
            None => self.pick(
                format!("the ruleset lets nobody determine {name}"),
                format!("规则集没有规定{}由谁认定", padded(name)),
            ),
        }
    }

    /// The power that a determination was made under.
    fn under(&self, power: &Power, refused: bool) -> String {
        let clause = match power.clause {
            Some("decided by") => self.word(
                "the clause “decided by” of the known overlap",
                "已知重叠的“交由”条款",
            ),
            Some(_) => self.word("the clause “determined by”", "“定者”条款"),
            None => String::new(),
        };
        let said = match (&power.invoked, clause.is_empty()) {
            (Some(invoked), false) => self.pick(
                format!("{invoked} ({clause})"),
                format!("{invoked}（{clause}）"),
            ),
            (Some(invoked), true) => invoked.clone(),
            (None, false) => clause,
            (None, true) => return String::new(),
        };
        if refused {
            self.pick(format!(", invoking {said}"), format!("，援引{said}"))
        } else {
            self.pick(format!(", under {said}"), format!("，依据{said}"))
        }
    }

    /// By what a decision stands, in few words.
    pub(in crate::report) fn basis(&self, basis: Basis) -> String {
        match basis {
            Basis::Rules => self.word("the rules", "规则"),
            Basis::Determination => self.word("a determination", "认定"),
            Basis::Shift => self.word("a shift", "转办"),
        }
    }

    /// The label of what became of a decision.
    pub(in crate::report) fn past_label(&self) -> String {
        self.word("How it came about", "经过")
    }

    /// The label of what the rules say by themselves.
    pub(in crate::report) fn by_the_rules(&self) -> String {
        self.word("By the rules alone", "仅按规则")
    }

    /// A move with its day.
    pub(in crate::report) fn dated(&self, it: &Dated) -> String {
        let (from, to) = (self.comes_to(&it.moved.from), self.comes_to(&it.moved.to));
        let causes = self.aside(&self.causes(&it.moved.causes));
        let way = match it.moved.from {
            PossibleOutcome::Undetermined => to,
            _ => format!("{from} → {to}"),
        };
        self.ended(&format!("{}{way}{causes}", self.colon(&it.on.to_string())))
    }

    /// The label of the moves.
    pub(in crate::report) fn moves_label(&self) -> String {
        self.word("Moves", "变动")
    }

    /// The label of what the rules say otherwise while nothing moves.
    pub(in crate::report) fn held_fast_label(&self) -> String {
        self.word("The rules say otherwise", "规则的结论有变")
    }

    /// That nothing moved.
    pub(in crate::report) fn nothing_moved(&self) -> (String, String) {
        (
            self.moves_label(),
            self.word("none; what stands stays.", "无，维持原状。"),
        )
    }

    /// One move with its cause.
    pub(in crate::report) fn moved(&self, it: &Move) -> String {
        let name = self.decision(&it.decision);
        let (from, to) = (self.comes_to(&it.from), self.comes_to(&it.to));
        let causes = self.aside(&self.causes(&it.causes));
        // that it could not be said before goes without saying
        let way = match it.from {
            PossibleOutcome::Undetermined => to,
            _ => format!("{from} → {to}"),
        };
        self.ended(&format!("{}{way}{causes}", self.colon(&name)))
    }

    /// Moves that follow from the same decisions upstream, in one sentence.
    pub(in crate::report) fn followed(&self, causes: &[Cause], moves: &[&Move]) -> String {
        let each: Vec<String> = moves
            .iter()
            .map(|it| {
                let name = self.decision(&it.decision);
                format!("{}{}", self.colon(&name), self.comes_to(&it.to))
            })
            .collect();
        let head = self.causes(causes);
        let head = match self.lang {
            crate::words::Lang::En => head.replacen("follows", "Following", 1),
            crate::words::Lang::Zh => head,
        };
        self.ended(&format!("{}{}", self.colon(&head), self.sentences(&each)))
    }

    /// What the rules say otherwise than before, and what was determined stays.
    pub(in crate::report) fn held_fast(&self, it: &HeldFast) -> String {
        let name = self.decision(&it.decision);
        let (from, to) = (self.comes_to(&it.from), self.comes_to(&it.to));
        let causes = self.aside(&self.causes(&it.causes));
        self.ended(&self.pick(
            format!("{name}: now {to}, before {from}{causes}; what was determined stays"),
            format!(
                "{name}：由{}变为{}{causes}；已作的认定不变",
                padded(&from),
                padded(&to)
            ),
        ))
    }

    /// Why something moved.
    fn causes(&self, causes: &[Cause]) -> String {
        let each: Vec<String> = causes.iter().map(|cause| self.cause(cause)).collect();
        if each.is_empty() {
            return self.word("the rules", "规则");
        }
        self.sentences(&each)
    }

    fn cause(&self, cause: &Cause) -> String {
        match cause {
            Cause::Version { .. } => {
                self.word("another version of the ruleset", "规则集换为另一版本")
            }
            Cause::Date => self.word("the date", "日期推移"),
            Cause::Fact { facts } => {
                let names: Vec<String> = facts.iter().map(|fact| self.fact(fact)).collect();
                let names = self.list(&self.some(&names));
                let one = facts.len() == 1;
                self.pick(
                    format!("{}: {names}", if one { "fact" } else { "facts" }),
                    format!("事实：{names}"),
                )
            }
            Cause::Decision { decisions } => {
                let names: Vec<String> = decisions.iter().map(|it| self.decision(it)).collect();
                let names = self.and(&self.some(&names));
                self.pick(
                    format!("follows {names}"),
                    format!("随{}而变", padded(&names)),
                )
            }
            Cause::Determination {
                by,
                power,
                until,
                because,
            } => {
                let by = self.words(by);
                let (under, until) = (self.under(power, false), self.until(*until));
                let because = because.as_ref().map_or_else(String::new, |because| {
                    self.pick(format!(", because {because}"), format!("，理由：{because}"))
                });
                self.pick(
                    format!("determined by {by}{under}{until}{because}"),
                    format!("由{}认定{under}{until}{because}", padded(&by)),
                )
            }
            Cause::Lapse { by, until } => {
                let by = self.words(by);
                self.pick(
                    format!("the determination by {by} ran out on {until}, the rules count again"),
                    format!("{}的认定于 {until} 届满，恢复适用规则", padded(&by)),
                )
            }
            Cause::Shift(shift) => self.shifted(shift),
            Cause::Apart { shifts } => {
                let each: Vec<String> = shifts.iter().map(|it| self.shifted(it)).collect();
                let each = self.sentences(&each);
                self.pick(
                    format!("shifts that lead apart: {each}"),
                    format!("几项转办去向不同：{each}"),
                )
            }
            Cause::Circle { shifts } => {
                let each: Vec<String> = shifts.iter().map(|it| it.shift.clone()).collect();
                let each = self.and(&each);
                self.pick(
                    format!("shifts {each} lead round in a circle on these facts"),
                    format!("在这些事实下，转办{}循环不止", padded(&each)),
                )
            }
        }
    }

    fn shifted(&self, shift: &Shifted) -> String {
        let name = &shift.shift;
        let head = match shift.title.get(self.lang) {
            Some(title) => {
                let title = quoted(title);
                self.pick(
                    format!("shift {name} {title}"),
                    format!("转办 {name}{title}"),
                )
            }
            None => self.pick(format!("shift {name}"), format!("转办 {name}")),
        };
        if shift.when.is_empty() {
            return head;
        }
        let met = self.reasons(&shift.when, Reading::Met);
        self.pick(format!("{head}: {met}"), format!("{head}：{met}"))
    }

    /// The label of what stands.
    pub(in crate::report) fn standing_label(&self, day: Date) -> String {
        self.pick(format!("What stands on {day}"), format!("{day} 的情况"))
    }

    /// A decision by no rule: its name and value.
    pub(in crate::report) fn by_no_rule(&self, stands: &Stands) -> String {
        let name = self.decision(&stands.decision);
        format!("{}{}", self.colon(&name), self.comes_to(&stands.stands))
    }

    /// Decisions of which nothing can be said, in one sentence.
    pub(in crate::report) fn quiet(
        &self,
        by_none: &[String],
        open: &[String],
        none: &[String],
    ) -> Vec<String> {
        let mut said = Vec::new();
        if !by_none.is_empty() {
            let each = self.sentences(by_none);
            said.push(self.pick(
                format!("By no rule: {each}."),
                format!("没有规则涉及：{each}。"),
            ));
        }
        if !open.is_empty() {
            let names = self.list(open);
            said.push(self.pick(
                format!("Cannot be said yet: {names}."),
                format!("尚不能确定：{names}。"),
            ));
        }
        if !none.is_empty() {
            let names = self.list(none);
            said.push(self.pick(
                format!("Unclassified: {names}."),
                format!("未归类：{names}。"),
            ));
        }
        said
    }

    /// What a version of the ruleset does not know of what is known.
    pub(in crate::report) fn not_in_version(&self, facts: &[String]) -> (String, String) {
        let names = self.list(facts);
        (
            self.word("Passed over", "略过"),
            self.pick(
                format!("{names}, which this version of the ruleset does not have, or not so."),
                format!("{names}，规则集的这一版本没有此项，或没有此值。"),
            ),
        )
    }
}
