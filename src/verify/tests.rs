//! Certificates by hand, certificates of random rulesets against what deciding says, and what this
//! folder may use.

#![allow(clippy::pedantic, reason = "tests: clarity before economy")]

mod by_hand;
mod damaged;
mod deep;
mod explanations;
mod generator;
mod laws;
mod prover;
mod shipped;
mod special;
mod texts;

use super::format::{About, Certificate, Claim};
use crate::model::{CsvFiles, Model, Unit};
use crate::{Ruleset, Source};

/// A ruleset that compiles.
fn ruleset(text: &str) -> Ruleset {
    Ruleset::compile([Source::new("rules.fenliu", text)])
        .unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}

/// A certificate's text.
fn written(ruleset: &Ruleset, claims: Vec<Claim>) -> String {
    let certificate = Certificate {
        ruleset: About {
            name: ruleset.name().to_owned(),
            digest: ruleset.digest().to_owned(),
        },
        claims,
    };
    let mut text = Vec::new();
    certificate.write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// The text of a certificate of one claim, its proof written by hand.
fn by_hand(ruleset: &Ruleset, claim: &str, decision: &str, proof: &str) -> String {
    let (name, digest) = (ruleset.name(), ruleset.digest());
    format!(
        r#"{{"schema": "fenliu/certificate/1", "ruleset": {{"name": "{name}", "digest": "{digest}"}},
            "claims": [{{"claim": "{claim}", "decision": "{decision}", "proof": {proof}}}]}}"#
    )
}

/// A model of several rulesets, the highest first.
fn levels(texts: &[&str]) -> Model {
    let mut sources = crate::source::Sources::default();
    let mut units = Vec::new();
    for (level, text) in (0..).zip(texts) {
        let base = sources.add(Source::new(format!("{level}"), *text)).unwrap();
        let (tree, problems) = crate::syntax::parse::parse(text, base, false);
        assert_eq!(problems, []);
        units.push(Unit { tree, level });
    }
    let (model, problems) = crate::model::resolve(&units, &CsvFiles::new());
    assert_eq!(problems, []);
    let mut model = model.unwrap();
    model.digest = crate::model::canon::digest(&model);
    model
}

/// What checking these claims of a model says: nothing, or the fault.
fn says(model: &Model, claims: &[&str]) -> Option<String> {
    let (name, digest) = (&model.levels.last().unwrap().name, &model.digest);
    let claims = claims.join(",");
    let text = format!(
        r#"{{"schema": "fenliu/certificate/1", "ruleset": {{"name": "{name}", "digest": "{digest}"}}, "claims": [{claims}]}}"#
    );
    let checked = super::certificate::check(model, &text);
    checked.err().map(|fault| fault.to_string())
}

/// What checking it says: nothing, or the fault.
fn fault(ruleset: &Ruleset, claim: &str, decision: &str, proof: &str) -> Option<String> {
    let text = by_hand(ruleset, claim, decision, proof);
    ruleset.verify(&text).err().map(|fault| fault.to_string())
}

#[track_caller]
fn confirms(ruleset: &Ruleset, claim: &str, decision: &str, proof: &str) {
    assert_eq!(fault(ruleset, claim, decision, proof), None);
}

#[track_caller]
fn refutes(ruleset: &Ruleset, claim: &str, decision: &str, proof: &str, why: &str) {
    assert_eq!(fault(ruleset, claim, decision, proof).as_deref(), Some(why));
}

/// The checker shares nothing with what it checks but the parsed model.
#[test]
fn nothing_of_what_is_checked_is_used() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let own = ["verify", "verify/explanation"];
    let own = own.map(|own| std::fs::read_dir(folder.join(own)).unwrap());
    let files = own.into_iter().flatten().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.is_file() && !path.ends_with("tests.rs"));
    let mut seen = 0;
    for path in files.chain([folder.join("verify.rs")]) {
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for used in line.split("crate::").skip(1) {
                let stage = used.split(|c: char| !c.is_alphanumeric()).next().unwrap();
                assert!(
                    ["model", "words", "diagnostic", "verify"].contains(&stage),
                    "{}: {line}",
                    path.display()
                );
            }
            for never in [
                "super::super",
                "Priority",
                ".priority",
                "extern crate",
                "fenliu::",
            ] {
                assert!(!line.contains(never), "{}: {line}", path.display());
            }
        }
        seen += 1;
    }
    assert!(seen > 10, "{seen} files");
}
