//! A certificate from JSON text.
//!
//! What has a fixed depth is read by serde; trees, which may be deeper than any stack, by `tree`.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::fault::Fault;
use super::format::{About, Certificate, Claim, Narrowed, SCHEMA};
use super::tree::tree;
use crate::words::Words;

/// A certificate as it stands in the file, its trees not yet read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'t> {
    schema: String,
    ruleset: About,
    #[serde(borrow)]
    claims: Vec<WrittenClaim<'t>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClaim<'t> {
    claim: String,
    decision: Option<String>,
    rule: Option<String>,
    #[serde(rename = "in")]
    within: Option<String>,
    than: Option<String>,
    at: Option<Vec<Narrowed>>,
    #[serde(borrow)]
    proof: Option<&'t RawValue>,
}

/// Reads a certificate.
pub(super) fn certificate(text: &str) -> Result<Certificate, Fault> {
    let written: Written = serde_json::from_str(text).map_err(|error| {
        Fault::new(
            "",
            Words::new(
                format!("this is no certificate: {error}"),
                format!("这不是证书（{error}）"),
            ),
        )
    })?;
    if written.schema != SCHEMA {
        let found = written.schema;
        return Err(Fault::new(
            "schema",
            Words::new(
                format!("the format must be `{SCHEMA}`, not `{found}`"),
                format!("格式应为 `{SCHEMA}`，而不是 `{found}`"),
            ),
        ));
    }
    let claims = written.claims.into_iter().enumerate();
    Ok(Certificate {
        ruleset: written.ruleset,
        claims: claims
            .map(|(number, claim)| self::claim(claim, &format!("claims[{number}]")))
            .collect::<Result<_, _>>()?,
    })
}

fn claim(written: WrittenClaim, place: &str) -> Result<Claim, Fault> {
    let WrittenClaim {
        claim,
        decision,
        rule,
        within,
        than,
        at,
        proof,
    } = written;
    let read = |proof: &RawValue| tree(proof.get()).map_err(|wrong| wrong.at(place));
    match (claim.as_str(), decision, rule, within, than, at, proof) {
        ("complete", Some(decision), None, None, None, None, Some(proof)) => Ok(Claim::Complete {
            decision,
            proof: read(proof)?,
        }),
        ("agreed", Some(decision), None, None, None, None, Some(proof)) => Ok(Claim::Agreed {
            decision,
            proof: read(proof)?,
        }),
        ("included", None, Some(rule), Some(within), None, None, Some(proof)) => {
            Ok(Claim::Included {
                rule,
                within,
                proof: read(proof)?,
            })
        }
        ("wider", None, Some(rule), None, Some(than), Some(at), None) => {
            Ok(Claim::Wider { rule, than, at })
        }
        _ => Err(Fault::new(
            place,
            Words::new(
                "a claim is `complete` or `agreed` with `decision` and `proof`, `included` with `rule`, `in` and `proof`, or `wider` with `rule`, `than` and `at`",
                "主张应为：`complete` 或 `agreed`，带 `decision` 与 `proof`；`included`，带 `rule`、`in` 与 `proof`；或 `wider`，带 `rule`、`than` 与 `at`",
            ),
        )),
    }
}
