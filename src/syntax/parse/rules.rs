//! Rules, shifts, guarantees and overlaps.

use super::clauses::Met;
use super::grammar::{Pair, Rule};
use super::reading::Reading;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::keywords::Keyword;
use crate::syntax::tree::{
    self, Claim, Clauses, Conclusion, ConclusionForm, Guarantee, Overlap, Shift,
};
use crate::words::Words;

impl Reading {
    /// `rule ID "TITLE"` and its clauses.
    pub(super) fn rule(&mut self, pair: Pair<'_>) -> Option<tree::Rule> {
        let span = self.span(&pair);
        let (mut mandatory, mut id, mut title) = (None, None, None);
        let (mut when, mut unless, mut then) = (None, None, Vec::new());
        let mut clauses = Clauses::default();
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_mandatory => mandatory = Some(self.span(&part)),
                Rule::id => id = Some(self.name(&part)),
                Rule::localized => title = Some(self.localized(part)),
                Rule::when if met.first(&part, self) => when = self.expressions(part).pop(),
                Rule::unless if met.first(&part, self) => unless = self.expressions(part).pop(),
                Rule::then if met.first(&part, self) => then = self.conclusions(part),
                _ => self.shared_clause(part, &mut met, &mut clauses),
            }
        }
        let id = id?;
        if when.is_none() {
            self.missing(
                Keyword::Rule,
                &id,
                &[Keyword::When],
                "when matter is parking",
            );
        }
        if then.is_empty() {
            self.missing(
                Keyword::Rule,
                &id,
                &[Keyword::Then],
                "then tier is official",
            );
        }
        Some(tree::Rule {
            span,
            mandatory,
            id,
            title,
            when,
            unless,
            then,
            clauses,
        })
    }

    fn conclusions(&mut self, pair: Pair<'_>) -> Vec<Conclusion> {
        let conclusions = pair
            .into_inner()
            .filter(|part| part.as_rule() == Rule::conclusion);
        conclusions
            .filter_map(|conclusion| self.conclusion(conclusion))
            .collect()
    }

    fn conclusion(&mut self, pair: Pair<'_>) -> Option<Conclusion> {
        let span = self.span(&pair);
        let (mut decision, mut form, mut values) = (None, ConclusionForm::Is, Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => decision = Some(self.name(&part)),
                Rule::op_equal => self.check_spelling(&part),
                Rule::kw_includes => form = ConclusionForm::Includes,
                Rule::kw_adds => form = ConclusionForm::Adds,
                Rule::literal => values.push(self.literal(part)),
                Rule::literal_list => values = self.literals(part),
                _ => {}
            }
        }
        Some(Conclusion {
            span,
            decision: decision?,
            form,
            values,
        })
    }

    /// `shift NAME "TITLE" from DECISION V to V when C`.
    pub(super) fn shift(&mut self, pair: Pair<'_>) -> Option<Shift> {
        let span = self.span(&pair);
        let (mut name, mut title, mut moves, mut when) = (None, None, None, None);
        let (mut because, mut citations) = (None, Vec::new());
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::id => name = Some(self.name(&part)),
                Rule::localized => title = Some(self.localized(part)),
                Rule::citation => citations.push(self.citation(part)),
                Rule::kw_shift => {}
                _ if !met.first(&part, self) => {}
                Rule::shift_from => {
                    let decision = self.name_of(part.clone());
                    let mut values = self.literals(part).into_iter();
                    moves = decision.zip(values.next()).zip(values.next());
                }
                Rule::when => when = self.expressions(part).pop(),
                Rule::because => because = self.localized_of(part),
                _ => {}
            }
        }
        let name = name?;
        if moves.is_none() {
            self.missing(
                Keyword::Shift,
                &name,
                &[Keyword::From],
                "from tier common to official",
            );
        }
        if when.is_none() {
            self.missing(Keyword::Shift, &name, &[Keyword::When], "when not agreed");
        }
        let ((decision, from), to) = moves?;
        Some(Shift {
            span,
            name,
            title,
            decision,
            from,
            to,
            when: when?,
            because,
            citations,
        })
    }

    /// `guarantee NAME "TITLE" never C`, ….
    pub(super) fn guarantee(&mut self, pair: Pair<'_>) -> Option<Guarantee> {
        let span = self.span(&pair);
        let (mut name, mut title, mut claim, mut because) = (None, None, None, None);
        let mut met = Met::default();
        for part in pair.into_inner() {
            let rule = part.as_rule();
            match rule {
                Rule::id => name = Some(self.name(&part)),
                Rule::localized => title = Some(self.localized(part)),
                Rule::because if met.first(&part, self) => because = self.localized_of(part),
                Rule::never | Rule::always | Rule::whenever => {
                    let place = self.span(&part);
                    let mut conditions = self.expressions(part).into_iter();
                    let found = match (rule, conditions.next(), conditions.next()) {
                        (Rule::never, Some(condition), _) => Claim::Never(condition),
                        (Rule::always, Some(condition), _) => Claim::Always(condition),
                        (Rule::whenever, Some(condition), Some(then)) => {
                            Claim::Whenever(condition, then)
                        }
                        _ => continue,
                    };
                    match claim {
                        None => claim = Some((found, place)),
                        Some((_, first)) => self.second_claim(first, place),
                    }
                }
                _ => {}
            }
        }
        let name = name?;
        if claim.is_none() {
            let forms = [Keyword::Never, Keyword::Always, Keyword::Whenever];
            self.missing(
                Keyword::Guarantee,
                &name,
                &forms,
                "never tier is official and lead is grid_meeting",
            );
        }
        Some(Guarantee {
            span,
            name,
            title,
            claim: claim?.0,
            because,
        })
    }

    /// `overlap A, B on DECISION …`.
    pub(super) fn overlap(&mut self, pair: Pair<'_>) -> Option<Overlap> {
        let span = self.span(&pair);
        let (mut rules, mut decision, mut until) = (Vec::new(), None, None);
        let (mut decided_by, mut because) = (None, None);
        let mut met = Met::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::id => rules.push(self.name(&part)),
                Rule::kw_overlap => {}
                _ if !met.first(&part, self) => {}
                Rule::on_decision => decision = self.name_of(part),
                Rule::until_date => until = self.date_of(part),
                Rule::decided_by => decided_by = self.name_of(part),
                Rule::because => because = self.localized_of(part),
                _ => {}
            }
        }
        if decision.is_none() {
            self.missing(Keyword::Overlap, rules.first()?, &[Keyword::On], "on tier");
        }
        Some(Overlap {
            span,
            rules,
            decision: decision?,
            until,
            decided_by,
            because,
        })
    }
}

impl Reading {
    fn second_claim(&mut self, first: Span, second: Span) {
        self.report(
            Diagnostic::error(
                Code::DuplicateClause,
                second,
                Words::new(
                    "a guarantee says one thing, and this one says two",
                    "一条保证只说一件事，这里说了两件",
                ),
            )
            .and(first, Words::new("first here", "第一件在这里"))
            .help(Words::new("write a guarantee for each", "分成两条保证来写")),
        );
    }
}
