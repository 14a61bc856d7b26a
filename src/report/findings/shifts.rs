//! Shifts that lead round in a circle, hand an affair back, or leave it with nobody.

use super::{Teller, at};
use crate::analysis::{Course, Finding, Kind, Start};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::show::show;
use crate::model::{Datum, DecisionId};
use crate::source::Span;
use crate::words::Words;

impl Teller<'_> {
    pub(super) fn shift_circle(&self, finding: &Finding, course: &Course) -> Diagnostic {
        let (name, way) = self.way(finding, course);
        let message = Words::new(
            format!("shifts pass `{name}` round in a circle on the same facts: {way}"),
            format!("转办让 `{name}` 在同样的事实下循环不止（踢皮球）：{way}"),
        );
        self.at_shifts(Code::ShiftCircle, course, message)
            .help(Words::new(
                "narrow the condition of one of them, so that on no facts all of them apply",
                "收窄其中一项转办的条件，使它们不会在同样的事实下一起适用",
            ))
    }

    pub(super) fn hand_off(&self, finding: &Finding, course: &Course) -> Diagnostic {
        let (name, way) = self.way(finding, course);
        let (body, who) = self.bodies(course);
        let message = Words::new(
            format!(
                "shifts of `{name}` hand an affair back to who had it before: `{body}` goes {who}, while `{name}` goes {way}"
            ),
            format!(
                "`{name}` 的转办把事项又交回原来的主体：`{body}` 依次为 {who}，`{name}` 依次为 {way}"
            ),
        );
        self.at_shifts(Code::HandOff, course, message)
            .help(Words::new(
                "let the affair stay where it comes to, or name another body for its last value",
                "让事项停在转到之处，或为最后的取值另定主体",
            ))
    }

    pub(super) fn dead_end(&self, finding: &Finding, course: &Course) -> Diagnostic {
        let (name, way) = self.way(finding, course);
        let (body, who) = self.bodies(course);
        let message = Words::new(
            format!(
                "shifts of `{name}` leave an affair with nobody: `{body}` goes {who}, while `{name}` goes {way}"
            ),
            format!("`{name}` 的转办使事项无人承接：`{body}` 依次为 {who}，`{name}` 依次为 {way}"),
        );
        self.at_shifts(Code::DeadEnd, course, message).help(Words::new(
            format!("add a rule that says `{body}` for the value it is shifted to, or narrow the shift"),
            format!("为转入的取值补一条得出 `{body}` 的规则，或收窄转办的条件"),
        ))
    }

    /// How an affair comes to stand where the shifts begin, in words of its own.
    pub(super) fn start(&self, finding: &Finding) -> Vec<Words> {
        let (Kind::ShiftCircle(course) | Kind::HandOff(course) | Kind::DeadEnd(course)) =
            &finding.kind
        else {
            return Vec::new();
        };
        let Some(decision) = finding.decision else {
            return Vec::new();
        };
        let Some(first) = course.values.first() else {
            return Vec::new();
        };
        let (name, value) = (self.name(decision), self.value_shown(decision, first));
        let mut said = vec![match course.start {
            Start::Rules => Words::new(
                format!("it begins with `{name}` at `{value}`, where the rules have the affair"),
                format!("起点是 `{name}` 为 `{value}`，按规则即是如此"),
            ),
            Start::Determined => Words::new(
                format!("it begins with `{name}` at `{value}`, which can be determined so"),
                format!("起点是 `{name}` 为 `{value}`，有权的主体可如此认定"),
            ),
            Start::Earlier => Words::new(
                format!(
                    "it begins with `{name}` at `{value}`, where shifts can have led while other facts were known"
                ),
                format!("起点是 `{name}` 为 `{value}`，此前所知事实不同，转办可使其到此"),
            ),
        }];
        said.extend(course.upstream.iter().map(|(of, at)| {
            let (name, value) = (self.name(*of), self.value_shown(*of, at));
            Words::new(
                format!("and with `{name}` standing at `{value}`"),
                format!("且 `{name}` 为 `{value}`"),
            )
        }));
        said
    }

    fn value_shown(&self, decision: DecisionId, value: &Datum) -> String {
        show(
            self.model,
            &self.model.decisions[decision.index()].ty,
            value,
            None,
        )
    }

    /// The decision, and its values one after another.
    fn way(&self, finding: &Finding, course: &Course) -> (&str, String) {
        let decision = finding.decision.unwrap_or(DecisionId(0));
        let values = course.values.iter();
        let values: Vec<String> = values
            .map(|it| format!("`{}`", self.value_shown(decision, it)))
            .collect();
        (self.name(decision), values.join(" → "))
    }

    /// The decision that names a body, and the bodies one after another.
    fn bodies(&self, course: &Course) -> (&str, String) {
        let Some(decision) = course.body else {
            return ("", String::new());
        };
        let bodies = course.bodies.iter();
        let bodies: Vec<String> = bodies
            .map(|it| match it {
                Some(it) => format!("`{}`", self.value_shown(decision, it)),
                None => "∅".to_owned(),
            })
            .collect();
        (self.name(decision), bodies.join(" → "))
    }

    fn at_shifts(&self, code: Code, course: &Course, message: Words) -> Diagnostic {
        let mut shifts: Vec<u32> = course.shifts.clone();
        let mut seen = std::collections::BTreeSet::new();
        shifts.retain(|at| seen.insert(*at));
        let mut places = shifts
            .iter()
            .filter_map(|at| self.model.shifts.get(*at as usize))
            .map(|shift| {
                let (from, to) = (
                    self.value_shown(shift.decision, &shift.from),
                    self.value_shown(shift.decision, &shift.to),
                );
                let words = Words::new(
                    format!("`{from}` to `{to}`"),
                    format!("`{from}` 转为 `{to}`"),
                );
                (shift.span, words)
            });
        let (span, words) = places.next().unwrap_or((Span::default(), Words::default()));
        let first = at(code, span, message).here(words);
        places.fold(first, |diagnostic, (span, words)| {
            diagnostic.and(span, words)
        })
    }
}
