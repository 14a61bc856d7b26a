//! Periods in which something is in force.

use super::reports::Reports;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Period;
use crate::syntax::tree;
use crate::words::Words;

/// A period as written; one that ends before it begins is reported.
pub(super) fn period(written: Option<&tree::Period>, reports: &mut Reports) -> Period {
    let Some(written) = written else {
        return Period::default();
    };
    if let (Some(from), Some(until)) = (&written.from, &written.until)
        && from.node > until.node
    {
        let (first, last) = (from.node, until.node);
        reports.push(
            Diagnostic::error(
                Code::ReversedDates,
                written.span,
                Words::new("this period ends before it begins", "期限的终止早于起始"),
            )
            .here(Words::new(
                format!("from {first} until {last}"),
                format!("自 {first} 至 {last}"),
            ))
            .help(Words::new(
                "exchange the dates, or mend the wrong one",
                "请对调两个日期，或改正写错的一个",
            )),
        );
    }
    Period {
        from: written.from.as_ref().map(|date| date.node),
        until: written.until.as_ref().map(|date| date.node),
    }
}
