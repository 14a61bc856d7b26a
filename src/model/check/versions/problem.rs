//! What is wrong with periods, a function a problem; each shows every place it is about.

use jiff::civil::Date;

use super::{Header, told};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Period;
use crate::words::Words;

pub(super) fn not_above(own: &Header, above: &Header, days: &Period) -> Diagnostic {
    let (name, higher, days) = (&own.name, &above.name, told(days));
    Diagnostic::warning(
        Code::AncestorOutOfForce,
        own.place,
        Words::new(
            format!("{} `{name}` is in force, and `{higher}`, above it, is not", days.en),
            format!("{}，`{name}` 在施行，而上级规则集 `{higher}` 不在施行", days.zh),
        ),
    )
    .here(in_force(own))
    .and(above.place, in_force(above))
    .help(Words::new(
        "on those days no rule of the ruleset above holds; let the periods agree, or put its next version beside it",
        "在此期间，上级规则集的规则一律不适用；请使两者的施行期一致，或在其旁放上后续版本",
    ))
}

pub(super) fn undated<'h>(header: &Header, others: impl Iterator<Item = &'h Header>) -> Diagnostic {
    let name = &header.name;
    let problem = Diagnostic::error(
        Code::UndatedVersion,
        header.place,
        Words::new(
            format!("`{name}` has several versions, and this one does not say when it is in force"),
            format!("`{name}` 有多个版本，而这一版没有写明施行期"),
        ),
    );
    let problem = others.fold(problem, |problem, other| {
        problem.and(other.place, in_force(other))
    });
    problem.help(Words::new(
        "write `effective from DATE`, and `until DATE` where a later version follows",
        "请写明 `施行 自 日期`；其后另有版本的，再写 `至 日期`",
    ))
}

pub(super) fn overlapping(before: &Header, header: &Header) -> Diagnostic {
    let name = &header.name;
    let message = if before.effective == header.effective {
        Words::new(
            format!("two versions of `{name}` are in force in the same period"),
            format!("`{name}` 有两个版本的施行期完全相同"),
        )
    } else {
        Words::new(
            format!("two versions of `{name}` are in force on the same days"),
            format!("`{name}` 有两个版本的施行期重叠"),
        )
    };
    let end = header.effective.from.and_then(|from| from.yesterday().ok());
    let ends = end.filter(|end| before.effective.from.is_none_or(|from| from <= *end));
    let help = match ends {
        Some(end) => {
            let from = before.effective.from;
            let (en, zh) = from.map_or((String::new(), String::new()), |from| {
                (format!("from {from} "), format!("自 {from} "))
            });
            Words::new(
                format!("if the later replaces the earlier, end that: `effective {en}until {end}`"),
                format!("如由后者取代前者，请给前者写明终止日：`施行 {zh}至 {end}`"),
            )
        }
        None => Words::new(
            "give each version its own days, or keep one of them",
            "请使各版本的施行期互不重叠，或只保留其中之一",
        ),
    };
    Diagnostic::error(Code::OverlappingVersions, header.place, message)
        .here(in_force(header))
        .and(before.place, in_force(before))
        .help(help)
}

pub(super) fn hole(
    before: &Header,
    header: &Header,
    until: Date,
    from: Date,
) -> Option<Diagnostic> {
    let (first, last) = (until.tomorrow().ok()?, from.yesterday().ok()?);
    (first <= last).then(|| {
        let name = &header.name;
        let message = if first == last {
            Words::new(
                format!("no version of `{name}` is in force on {first}"),
                format!("{first} 当天没有施行中的 `{name}` 版本"),
            )
        } else {
            Words::new(
                format!("no version of `{name}` is in force from {first} until {last}"),
                format!("自 {first} 至 {last} 没有施行中的 `{name}` 版本"),
            )
        };
        Diagnostic::warning(Code::VersionGap, header.place, message)
            .here(in_force(header))
            .and(before.place, in_force(before))
            .help(Words::new(
                "an affair of those days is rejected; move one of the dates if they are mistaken",
                "这些日子的事项会被拒收；如日期有误，请改正其一",
            ))
    })
}

pub(super) fn adopted_late(header: &Header) -> Option<Diagnostic> {
    let (adopted, from) = (header.adopted?, header.effective.from?);
    (from < adopted).then(|| Diagnostic {
        severity: Severity::Note,
        ..Diagnostic::warning(
            Code::AdoptedLate,
            header.place,
            Words::new(
                format!("`{}` is in force from {from}, and was adopted on {adopted} only", header.name),
                format!("`{}` 自 {from} 起施行，却到 {adopted} 才通过", header.name),
            ),
        )
        .help(Words::new(
            format!("affairs decided before {adopted} were decided without it: `--as-known-on DATE` decides them as they were"),
            format!("{adopted} 之前的决定并未依据它；用 `--as-known-on 日期` 可按当时所知重新决定"),
        ))
    })
}

fn in_force(header: &Header) -> Words {
    let period = told(&header.effective);
    if header.effective == Period::default() {
        return Words::new("without dates", "未写施行期");
    }
    Words::new(
        format!("in force {}", period.en),
        format!("施行期：{}", period.zh),
    )
}
