//! `--certificate`: what was proved, written for a second program to check.

use std::path::Path;

use super::Checked;
use crate::analysis::certificate::{Certified, Reason, certify};
use crate::analysis::prove::{Failed, Goal};
use crate::analysis::{Answer, Options, Question};
use crate::cli::atomic::Atomic;
use crate::cli::failure::Failure;
use crate::words::Words;

/// Writes the certificate of what was proved. Returns what to say of it, a line each.
pub(super) fn write(path: &Path, checked: &Checked, options: Options) -> Result<Words, Failure> {
    let inner = &*checked.ruleset.0;
    let questions = &checked.analysis.findings.questions;
    let certified = certify(&inner.model, &inner.table, options, |decision, goal| {
        let asked = match goal {
            Goal::Complete => Question::Gap(decision),
            Goal::Agreed => Question::Conflict(decision),
        };
        questions
            .iter()
            .any(|ask| ask.question == asked && ask.answer == Answer::Proved)
    });
    if certified.claims == 0 {
        let mut words = Words::new(
            "nothing was proved that could be certified, so no certificate was written\n",
            "没有可写入证书的证明结果，因此未写出证书\n",
        );
        let without = without(&inner.model, &certified);
        words.en.push_str(&without.en);
        words.zh.push_str(&without.zh);
        return Ok(words);
    }
    let failed = |error: &std::io::Error| {
        Failure::new(
            format!("`{}` cannot be written: {error}", path.display()),
            format!("无法写入 `{}`（{error}）", path.display()),
        )
    };
    let mut file = Atomic::create(path).map_err(|error| failed(&error))?;
    certified
        .certificate
        .write(&mut file)
        .and_then(|()| file.finish())
        .map_err(|error| failed(&error))?;
    Ok(said(path, &inner.model, &certified))
}

fn said(path: &Path, model: &crate::model::Model, certified: &Certified) -> Words {
    let (path, claims) = (path.display(), certified.claims);
    let mut words = match claims {
        1 => Words::new(
            format!("1 claim written to `{path}`, for `fenliu verify` to check\n"),
            format!("已将 1 项断言写入 `{path}`，可用 `fenliu verify` 核验\n"),
        ),
        claims => Words::new(
            format!("{claims} claims written to `{path}`, for `fenliu verify` to check\n"),
            format!("已将 {claims} 项断言写入 `{path}`，可用 `fenliu verify` 核验\n"),
        ),
    };
    let without = without(model, certified);
    words.en.push_str(&without.en);
    words.zh.push_str(&without.zh);
    words
}

/// What holds and is not certified, a line each.
fn without(model: &crate::model::Model, certified: &Certified) -> Words {
    let mut words = Words::default();
    for (decision, goal, reason) in &certified.without {
        let name = &model.decisions[decision.index()].name;
        let claim = match goal {
            Goal::Complete => Words::new(
                format!("that `{name}` has no gaps"),
                format!("`{name}` 没有遗漏"),
            ),
            Goal::Agreed => Words::new(
                format!("that `{name}` has no conflicts"),
                format!("`{name}` 没有冲突"),
            ),
        };
        let why = match reason {
            // the findings say so already
            Reason::NotProved => continue,
            Reason::Failed(Failed::Spent) => Words::new(
                "the proof takes more steps than are allowed",
                "证明所需步数超出限制",
            ),
            Reason::Failed(Failed::Stuck) => Words::new(
                "the proof turns on numbers that cuts do not tell apart",
                "证明取决于切分无法区分的数值",
            ),
            Reason::Refused(fault) => fault.words(),
        };
        words.en.push_str(&format!(
            "not in the certificate: {}; {}\n",
            claim.en, why.en
        ));
        words
            .zh
            .push_str(&format!("未写入证书：{}；{}\n", claim.zh, why.zh));
    }
    words
}
