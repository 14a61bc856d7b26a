//! The laws tried on findings made from the enumeration itself: they must hold of those, and must
//! not hold once something is left out or made up. So they can be trusted before any analysis can.

use std::collections::BTreeSet;

use fenliu::analysis::{Answer, Ask, Finding, Findings, Kind, Question, Witness};
use fenliu::model::{DecisionId, DefineId, Ground, Model, OverrideTarget, RuleId};
use fenliu::table::{DecisionTable, Region};

use crate::properties::ast::{self, Known};
use crate::properties::check::{compile, shown};
use crate::properties::json::record;
use crate::properties::print::files;
use crate::properties::style::Style;
use crate::properties::vocabulary::FACTS;

use super::situations::{Case, Situations, World, set};
use super::small::{each_small, ruleset};
use super::subject::Subject;
use super::truth::regions::Place;
use super::truth::unsatisfiable::is_unsatisfiable;
use super::truth::{LAWS, answers, conflict, gap, guarantees, regions};

struct Control<'c> {
    s: &'c Situations<'c>,
    ruleset: &'c fenliu::Ruleset,
    table: &'c DecisionTable,
}

impl Control<'_> {
    fn findings(&self) -> Findings {
        let lines = LAWS.iter().flat_map(|law| (law.expected)(self.s));
        let lines: BTreeSet<String> = lines
            .filter_map(|expected| expected.any_of.first().cloned())
            .collect();
        Findings {
            findings: lines.iter().map(|line| self.finding(line)).collect(),
            questions: self.questions(),
            ..Findings::default()
        }
    }

    fn model(&self) -> &Model {
        self.ruleset.model()
    }

    fn rules(&self, ids: &str) -> Vec<RuleId> {
        let ids: Vec<&str> = ids.split(", ").filter(|id| !id.is_empty()).collect();
        let rules = (0..).map(RuleId).zip(&self.model().rules);
        let named = rules.filter(|(_, rule)| ids.contains(&rule.id.as_str()));
        named.map(|(id, _)| id).collect()
    }

    fn decision(&self, name: &str) -> DecisionId {
        let mut decisions = (0..).map(DecisionId).zip(&self.model().decisions);
        decisions
            .find(|(_, it)| it.name == name)
            .expect("a decision")
            .0
    }

    /// A finding from its line.
    fn finding(&self, line: &str) -> Finding {
        let words: Vec<&str> = line.split([' ', ':']).collect();
        let after = line.split_once(": ").map_or("", |(_, after)| after);
        let number = |word: &str| word.parse::<u32>().expect("a number") - 1;
        let mut finding = Finding {
            kind: Kind::Gap,
            decision: None,
            rules: Vec::new(),
            witness: None,
            regions: Vec::new(),
            more: false,
            share: None,
        };
        match words[..] {
            ["gap", decision] => {
                finding.decision = Some(self.decision(decision));
                let number = self.number(decision);
                finding.regions = self.regions(|world| gap::is_own(self.s, world, number));
                finding.witness = self.witness(|case| gap::is_shown(self.s, case, number));
            }
            ["conflict", decision, ..] => {
                finding.kind = Kind::Conflict;
                finding.decision = Some(self.decision(decision));
                finding.rules = self.rules(after);
                let ids: Vec<&str> = after.split(", ").collect();
                let rules = (0..self.s.rules.list.len()).filter(|&it| ids.contains(&self.s.id(it)));
                let (rules, number) = (set(rules), self.number(decision));
                finding.regions = self.regions(|world| world.left[number] & rules == rules);
                let shows = |case: &Case| conflict::is_shown(self.s, case, rules, number);
                finding.witness = self.witness(shows);
            }
            ["unreachable", rule, "on", decision, ..] => {
                finding.kind = Kind::Unreachable {
                    masked_by: self.rules(after),
                };
                finding.decision = Some(self.decision(decision));
                finding.rules = self.rules(rule);
            }
            ["unsatisfiable", rule, ..] => {
                let by_unless = words.len() > 2;
                finding.kind = Kind::Unsatisfiable { by_unless };
                finding.rules = self.rules(rule);
            }
            ["define", name, holds] => {
                let mut defines = self.model().defines.iter();
                let at = defines
                    .position(|it| it.name == name)
                    .expect("a definition");
                finding.kind = Kind::IdleDefine {
                    define: DefineId(u32::try_from(at).expect("few")),
                    always: holds == "always",
                };
            }
            ["impossible", clause] => finding.kind = Kind::IdleImpossible(number(clause)),
            ["shift", name] => finding.kind = Kind::IdleShift(number(&name[2..])),
            ["idle", name] => finding.kind = Kind::IdleGuarantee(number(&name[2..])),
            ["redundant", rule] => {
                finding.kind = Kind::Redundant { beside: Vec::new() };
                finding.rules = self.rules(rule);
            }
            ["override" | "wide", rule, "over", target, ..] => {
                finding.rules = self.rules(rule);
                let model = self.model();
                let by = &model.rules[finding.rules[0].index()];
                let clause = by.overrides.iter().position(|it| match it.target {
                    OverrideTarget::Rule(id) => model.rules[id.index()].id == target,
                    OverrideTarget::Table(id) => model.tables[id.index()].name == target,
                });
                let clause = u32::try_from(clause.expect("the clause")).expect("few");
                finding.kind = match words[0] {
                    "wide" => Kind::WideException {
                        clause,
                        swallowed: self.rules(target)[0],
                    },
                    _ => Kind::IdleOverride {
                        clause,
                        meet: !after.contains("never"),
                    },
                };
            }
            ["by", "ground", rule, "on", decision] => {
                let id = self.decision(decision);
                finding.rules = self.rules(rule);
                finding.decision = Some(id);
                let (grounds, over) = self.won(rule, decision, id);
                finding.kind = Kind::OnlyByGround { grounds, over };
            }
            ["stale", "overlap", overlap] => finding.kind = Kind::StaleOverlap(number(overlap)),
            ["broad", "overlap", overlap, ..] => {
                finding.kind = Kind::BroadOverlap(number(overlap));
                finding.rules = self.rules(after);
            }
            ["broken", name] => {
                finding.kind = Kind::Guarantee(number(&name[2..]));
                let guarantee = &self.s.ruleset.guarantees[number(&name[2..]) as usize];
                let shows = |case: &Case| guarantees::is_shown(self.s, case, guarantee);
                finding.witness = self.witness(shows);
            }
            _ => unreachable!("{line}"),
        }
        finding
    }

    fn number(&self, decision: &str) -> usize {
        let mut decisions = self.s.ruleset.decisions.iter();
        decisions
            .position(|it| it.name == decision)
            .expect("a decision")
    }

    /// Every ground of the decision, and every rule that stood against this one.
    fn won(&self, rule: &str, name: &str, id: DecisionId) -> (Vec<Ground>, Vec<RuleId>) {
        let s = self.s;
        let decision = self.number(name);
        let mut rules = 0..s.rules.list.len();
        let one = rules.find(|&it| s.id(it) == rule).expect("a rule");
        let against = |&other: &usize| {
            s.concludes(other, decision)
                && s.differ(one, other, decision)
                && s.worlds().any(|(_, world)| {
                    world.left[decision] >> one & world.stood[decision] >> other & 1 == 1
                })
        };
        let over = (0..s.rules.list.len()).filter(against);
        let over = s.ids(set(over)).join(", ");
        let grounds = self.model().decisions[id.index()].resolve_by.clone();
        (grounds, self.rules(&over))
    }

    /// The first affair that shows something.
    fn witness(&self, shows: impl Fn(&Case) -> bool) -> Option<Witness> {
        let case = self.s.cases.iter().find(|case| shows(case))?;
        let mut affair = ast::Affair {
            facts: vec![Known::Unknown; FACTS.len()],
            given_node: None,
            as_of: case.point.as_of,
        };
        for (fact, value) in case.point.facts.iter().enumerate() {
            if let Some(value) = value {
                affair.facts[fact] = Known::Value(value.clone());
            }
        }
        let read = self
            .ruleset
            .affair_from_json(&record(self.s.ruleset, &affair));
        let mut read = read.expect("a possible affair");
        if let Some(day) = case.point.as_of {
            read = self.ruleset.as_of(read, day).expect("a day of the ruleset");
        }
        Some(Witness {
            affair: read,
            confirmed: true,
        })
    }

    /// Every situation that shows something, as a region of its own.
    fn regions(&self, shows: impl Fn(&World) -> bool) -> Vec<Region> {
        let names: Vec<&'static str> = self.s.ruleset.decisions.iter().map(|it| it.name).collect();
        let shown = self.s.worlds().filter(|(_, world)| shows(world));
        let region = |(case, world)| {
            let place = Place {
                model: self.model(),
                table: self.table,
                case,
                world,
                names: &names,
            };
            let cells = (0..).zip(place.cells()).zip(&self.table.columns);
            let sides = cells.map(|((number, cell), column)| {
                Region::of(number, cell, column.size).expect("a class")
            });
            sides.fold(Region::whole(), |region, side| {
                region.and(&side).expect("other columns")
            })
        };
        shown.map(region).collect()
    }

    fn questions(&self) -> Vec<Ask> {
        let asks = answers::expected(self.s)
            .into_iter()
            .map(|(question, answer)| {
                let (what, name) = question.split_once(' ').expect("two words");
                let question = match what {
                    "gap" => Question::Gap(self.decision(name)),
                    "conflict" => Question::Conflict(self.decision(name)),
                    _ => Question::Guarantee(name[2..].parse::<u32>().expect("a number") - 1),
                };
                let from = match question {
                    Question::Gap(_) => gap::gap(self.s, self.number(name)),
                    _ => None,
                };
                let answer = match (answer, from) {
                    ("proved", _) => Answer::Proved,
                    ("found", _) => Answer::Found,
                    (_, Some(gap::Gap::Accepted(from))) => {
                        let names = from.into_iter().map(|read| self.s.name(read));
                        Answer::Accepted(names.map(|name| self.decision(name)).collect())
                    }
                    _ => Answer::Accepted(Vec::new()),
                };
                Ask { question, answer }
            });
        asks.collect()
    }
}

fn passes(subject: &Subject) -> Result<(), String> {
    LAWS.iter().try_for_each(|law| subject.holds(law))?;
    regions::check(subject)?;
    answers::check(subject).map_err(|why| subject.fails("answers", &why))
}

#[test]
fn findings_made_by_enumeration_pass_and_changed_ones_do_not() {
    each_small(15, 60, |raw| {
        let ast = ruleset(raw);
        let compiled = compile(&ast, Style::default())?;
        let table = fenliu::table::compile(compiled.model()).map_err(|why| format!("{why:?}"))?;
        let situations = Situations::of(&ast);
        if situations.cases.is_empty() {
            return Ok(());
        }
        let control = Control {
            s: &situations,
            ruleset: &compiled,
            table: &table,
        };
        let findings = control.findings();
        let text = shown(&files(&ast, Style::default()));
        let mut subject = Subject {
            ruleset: compiled.clone(),
            findings: findings.clone(),
            table: table.clone(),
            situations: Situations::of(&ast),
            as_of: None,
            text,
        };
        passes(&subject)?;
        let must = LAWS.iter().flat_map(|law| (law.expected)(&situations));
        let must: Vec<_> = must.filter(|expected| !expected.optional).collect();
        for (at, gone) in findings.findings.iter().enumerate() {
            subject.findings = findings.clone();
            subject.findings.findings.remove(at);
            let line = super::told::line(compiled.model(), gone).unwrap_or_default();
            // told twice, or one of several that would do
            let told = subject.lines(|_| true);
            let left_out = must.iter().any(|one| {
                one.any_of.contains(&line) && !told.iter().any(|line| one.any_of.contains(line))
            });
            if left_out && passes(&subject).is_ok() {
                return Err(subject.fails("control", &format!("nobody misses `{line}`")));
            }
        }
        if let Some(met) =
            (0..situations.rules.list.len()).find(|&it| !is_unsatisfiable(&situations, it))
        {
            subject.findings = findings.clone();
            let line = format!("unsatisfiable {}", situations.id(met));
            subject.findings.findings.push(control.finding(&line));
            if passes(&subject).is_ok() {
                return Err(subject.fails("control", &format!("nobody minds `{line}`")));
            }
        }
        subject.findings = findings.clone();
        let asked = subject.findings.questions.pop().is_some();
        if asked && passes(&subject).is_ok() {
            return Err(subject.fails("control", "nobody misses an answer"));
        }
        Ok(())
    });
}
