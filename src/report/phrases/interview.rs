//! Questions: what is asked, of whom, why, what is accepted; and how far an answer narrows.

use super::{Phrases, padded, quoted};
use crate::explanation::Shown;
use crate::explanation::outcome::{Outcome, Possible};
use crate::interview::{Form, Question, Standing};

impl Phrases<'_> {
    /// A question: `Households (it affects … households)?`, `Is it so that planning is involved?`.
    pub(in crate::report) fn question(&self, question: &Question) -> String {
        let term = self.terms.facts.get(&question.fact);
        let phrase = term.and_then(|term| term.phrase.get(self.lang));
        if question.form == Form::YesNo
            && let Some(phrase) = phrase.filter(|phrase| !phrase.contains("{}"))
        {
            return self.pick(
                format!("Is it so that {phrase}?"),
                format!("{phrase}，是否属实？"),
            );
        }
        let label = match term {
            Some(term) => self.label(Some(&term.label), &question.fact),
            None => self.word("The date of the decision", "决定日"),
        };
        let letters = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let says_more =
            |phrase: &&str| ![String::new(), letters(&label)].contains(&letters(phrase));
        match phrase.filter(says_more) {
            Some(phrase) => {
                let blank = self.word("…", "……");
                let sentence = self.aside(&phrase.replace("{}", &blank));
                self.pick(
                    format!("{label}{sentence}?"),
                    format!("{label}{sentence}？"),
                )
            }
            None => self.pick(format!("{label}?"), format!("{label}？")),
        }
    }

    /// Who says it, if a body has to.
    pub(in crate::report) fn who_says(&self, fact: &str) -> Option<String> {
        let term = self.terms.facts.get(fact)?;
        let body = |body: &Shown| body.words.get(self.lang).to_owned();
        let established = term.established_by.as_ref().map(body);
        let judged = term.judged_by.as_ref().map(body);
        match (established, judged) {
            (Some(body), _) => {
                Some(self.pick(format!("for {body} to establish"), format!("由{body}认定")))
            }
            (None, Some(body)) => {
                Some(self.pick(format!("for {body} to judge"), format!("由{body}裁量")))
            }
            (None, None) => None,
        }
    }

    /// What an answer may be, above the choices or instead of them.
    pub(in crate::report) fn accepted(&self, question: &Question) -> String {
        match question.form {
            Form::Choice if question.in_words.is_some() => self.word(
                "describe it in a sentence, or choose:",
                "请用一句话描述，或从下列选项中选择：",
            ),
            Form::Choice => self.word("choose:", "请选择："),
            Form::Choices => self.word(
                "name all that there are, separated by commas, or “none”:",
                "请列出全部符合的，以逗号分隔；一项也没有请答“无”：",
            ),
            Form::YesNo => self.word("1 yes / 2 no", "1 是 / 2 否"),
            _ => question.domain.get(self.lang).to_owned(),
        }
    }

    /// Why a question is asked, and what else may be answered.
    pub(in crate::report) fn help(&self, question: &Question, stands: &[&Standing]) -> Vec<String> {
        let turning: Vec<String> = stands
            .iter()
            .map(|standing| self.standing(&standing.decision, &standing.outcome, None))
            .collect();
        let turning = self.sentences(&self.some(&turning));
        let mut help = vec![self.pick(
            format!("it is asked because the outcome may turn on it: {turning}"),
            format!("之所以询问，是因为结果可能取决于此：{turning}"),
        )];
        help.push(match question.form {
            Form::Choice => self.word(
                "answer with the number, the name, a synonym or the beginning of one; a group may be named where no more is known",
                "可回答序号、名称、别称或其开头；只知道大类时，答大类即可",
            ),
            Form::Choices => self.word(
                "answer with numbers, names or their beginnings; what the list does not show makes no difference",
                "可回答序号、名称或其开头；未列出的项不影响结果",
            ),
            Form::YesNo => self.word("answer yes or no", "请回答是或否"),
            _ => {
                let domain = question.domain.get(self.lang);
                self.pick(format!("answer with {domain}"), format!("请回答{}", padded(domain)))
            }
        });
        if !question.looked_for.is_empty() {
            let texts: Vec<String> = question
                .looked_for
                .iter()
                .map(|text| quoted(text))
                .collect();
            let texts = self.list(&self.some(&texts));
            help.push(self.pick(
                format!("the rules look for {texts}"),
                format!("规则查找的文字有{texts}"),
            ));
        }
        help.push(self.word(
            "an empty line, or “don't know”: it is not asked again; “back” takes the last answer back; “quit” ends with what is known",
            "空行或“不知道”：不再询问此项；“返回”：撤回上一个回答；“退出”：就已知的情况得出结果",
        ));
        help
    }

    /// Where a decision stands, and how many outcomes it had before: `Tier: common or official (was 3)`.
    pub(in crate::report) fn standing(
        &self,
        decision: &str,
        outcome: &Outcome,
        was: Option<usize>,
    ) -> String {
        let name = self.decision(decision);
        match outcome {
            Outcome::Decided { value, .. } => self.decided(&name, value),
            Outcome::Contested { claims, .. } => {
                let claims: Vec<String> = claims
                    .iter()
                    .map(|claim| self.maybe(claim.value.as_ref()))
                    .collect();
                let claims = self.against(&claims);
                self.pick(
                    format!("{name}: contested, {claims}"),
                    format!("{}有争议（{claims}）", padded(&name)),
                )
            }
            Outcome::Unclassified => {
                let unclassified = self.maybe(None);
                format!("{}{unclassified}", self.colon(&name))
            }
            Outcome::Undetermined { possible, .. } => {
                let may = self.may(possible);
                let was = was.map_or(String::new(), |was| {
                    self.aside(&self.pick(format!("was {was}"), format!("原有 {was} 种可能")))
                });
                match possible {
                    Possible::Outcomes(_) => format!("{}{may}{was}", self.colon(&name)),
                    _ => self.pick(
                        format!("{name}: {may}{was}"),
                        format!("{}{may}{was}", padded(&name)),
                    ),
                }
            }
        }
    }

    /// The first of what stands below a value.
    pub(in crate::report) fn below(&self, first: &[String], more: bool) -> String {
        let first = self.list(first);
        self.aside(&match more {
            true => self.pick(format!("{first}, …"), format!("{first}等")),
            false => first,
        })
    }

    /// The decisions that came to nothing, if any did: `Measures and Assisted by: none`.
    pub(in crate::report) fn none(&self, decisions: &[&str]) -> Option<String> {
        let names: Vec<String> = decisions.iter().map(|name| self.decision(name)).collect();
        let none = self.word("none", "无");
        (!names.is_empty()).then(|| format!("{}{none}", self.colon(&self.and(&names))))
    }

    /// How many outcomes a decision still has, as they are told.
    pub(in crate::report) fn count(outcome: &Outcome) -> Option<usize> {
        match outcome {
            Outcome::Undetermined { possible, .. } => match possible {
                Possible::Outcomes(outcomes) => Some(outcomes.len()),
                Possible::List { maybe, .. } => Some(maybe.len()),
                Possible::Range { .. } => None,
            },
            _ => None,
        }
    }

    /// The labels of what has been decided by an answer, and of what it leaves open.
    pub(in crate::report) fn narrowed_labels(&self) -> [String; 2] {
        [self.word("Decided", "已定"), self.word("Open", "未定")]
    }

    /// That an answer alone narrows nothing.
    pub(in crate::report) fn narrows_nothing(&self) -> String {
        self.word(
            "This alone narrows nothing.",
            "仅凭这一点，结果的范围尚未缩小。",
        )
    }

    /// How an interview begins: how many decisions are open.
    pub(in crate::report) fn beginning(&self, title: &str, open: usize, of: usize) -> String {
        let (en, zh) = match (open, of) {
            (1, 1) => (
                "one decision is open".to_owned(),
                "有 1 项决定未定".to_owned(),
            ),
            (1, _) => (
                format!("1 of {of} decisions is open"),
                format!("{of} 项决定中有 1 项未定"),
            ),
            _ if open == of => (
                format!("{of} decisions are open"),
                format!("有 {of} 项决定未定"),
            ),
            _ => (
                format!("{open} of {of} decisions are open"),
                format!("{of} 项决定中有 {open} 项未定"),
            ),
        };
        self.pick(
            format!("{title}: {en}; `?` helps."),
            format!("{title}：{zh}；输入 `?` 查看帮助。"),
        )
    }

    /// What was taken from somebody's words, to be confirmed.
    pub(in crate::report) fn is_it_right(&self, recognised: &[String]) -> String {
        let all = self.clauses(recognised);
        self.pick(
            format!("From these words: {all}. Is that right?"),
            format!("从这段话中识别出：{all}。对吗？"),
        )
    }

    /// That nothing more could change the outcome.
    pub(in crate::report) fn nothing_more(&self) -> String {
        self.word(
            "Nothing else can change the outcome.",
            "其余情况都不影响结果。",
        )
    }

    /// That the outcome turns on what nobody here knows.
    pub(in crate::report) fn still_missing(&self, facts: &[String]) -> String {
        if facts.is_empty() {
            return self.word(
                "What is still open could not be found out: the search was cut off before it ended.",
                "尚未确定的部分无法查明：搜索未完成即已停止。",
            );
        }
        let facts = self.sentences(facts);
        self.pick(
            format!("What is still open turns on what is not known here: {facts}."),
            format!("尚未确定的部分取决于此处不掌握的情况：{facts}。"),
        )
    }
}
