//! Where a finding holds, and how much of the space that is.

use super::Teller;
use crate::analysis::{Finding, Share};
use crate::words::{Lang, Words};

/// Most regions that are told.
const REGIONS: usize = 4;
/// Most combinations that are counted out; above, a part is told.
const COUNTED: u64 = 100_000;

impl Teller<'_> {
    /// Where it holds, how much that is, and whether an affair was found to show it; a line each.
    pub(super) fn details(&self, finding: &Finding) -> Vec<Words> {
        let mut details = self.start(finding);
        details.extend(self.regions(finding));
        details.extend(finding.share.as_ref().map(share));
        if finding.witness.as_ref().is_some_and(|it| !it.confirmed) {
            details.push(Words::new(
                "no affair was found to show it: its numbers were not found within the limit",
                "未能用具体事项证实：在限度内没有找到合适的数值",
            ));
        }
        details
    }

    fn regions(&self, finding: &Finding) -> Vec<Words> {
        let count = finding.regions.len();
        let told = if count > REGIONS { REGIONS - 1 } else { count };
        let mut lines: Vec<Words> = finding.regions[..told]
            .iter()
            .enumerate()
            .map(|(number, region)| {
                let (en, zh) = (
                    self.phrasing.region(region, Lang::En),
                    self.phrasing.region(region, Lang::Zh),
                );
                match (number, en.is_empty()) {
                    (_, true) => Words::new("whatever the facts are", "无论事实如何"),
                    (0, false) => Words::new(format!("where {en}"), format!("情形：{zh}")),
                    (_, false) => Words::new(format!("or where {en}"), format!("或者：{zh}")),
                }
            })
            .collect();
        match (count - told, finding.more) {
            (0, false) => {}
            (0, true) => lines.push(Words::new("and elsewhere", "以及其他情形")),
            (more, false) => lines.push(Words::new(
                format!("and in {more} more regions"),
                format!("另有 {more} 种情形"),
            )),
            (more, true) => lines.push(Words::new(
                format!("and in at least {more} more regions"),
                format!("另有至少 {more} 种情形"),
            )),
        }
        lines
    }
}

/// `3 of 120 combinations`, or a percentage.
fn share(share: &Share) -> Words {
    // in floating point, as the part is: both are shown to people only
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss
    )]
    let whole = share.combinations.and_then(|held| {
        let whole = (held as f64 / share.part).round();
        (whole.is_finite() && whole <= COUNTED as f64).then_some((held, whole as u64))
    });
    match whole {
        Some((held, whole)) => Words::new(
            format!("{held} of {whole} combinations that the rules tell apart"),
            format!("规则所区分的 {whole} 种组合中有 {held} 种"),
        ),
        None => {
            let percent = percent(share.part);
            Words::new(
                format!(
                    "{} of the combinations that the rules tell apart",
                    percent.en
                ),
                format!("占规则所区分的各种组合的 {}", percent.zh),
            )
        }
    }
}

/// `12 %`, `3.4 %`, `0.12 %`.
pub(in crate::report) fn percent(part: f64) -> Words {
    let percent = part * 100.0;
    let digits = match percent {
        percent if percent >= 10.0 || percent == 0.0 => 0,
        percent if percent >= 1.0 => 1,
        percent if percent >= 0.01 => 2,
        _ => return Words::new("less than 0.01 %", "不到 0.01%"),
    };
    Words::new(
        format!("{percent:.digits$} %"),
        format!("{percent:.digits$}%"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_counted_while_that_says_something() {
        let said = |part, combinations| share(&Share { part, combinations }).en;
        let rest = "combinations that the rules tell apart";
        assert_eq!(said(0.025, Some(3)), format!("3 of 120 {rest}"));
        assert_eq!(said(1.0, Some(2)), format!("2 of 2 {rest}"));
        assert_eq!(said(0.25, Some(1 << 40)), format!("25 % of the {rest}"));
        assert_eq!(said(0.0125, None), format!("1.2 % of the {rest}"));
        assert_eq!(said(1e-9, None), format!("less than 0.01 % of the {rest}"));
        assert_eq!(said(0.0, Some(0)), format!("0 % of the {rest}"));
    }
}
