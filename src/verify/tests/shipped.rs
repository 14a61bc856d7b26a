//! Shipped rulesets: what deciding leaves no doubt about is proved, and the proofs are confirmed.

use std::path::Path;
use std::time::Instant;

use super::prover::prove;
use super::written;
use crate::Ruleset;
use crate::model::DecisionId;
use crate::verify::format::Claim;
use crate::verify::judge::Goal;

#[test]
fn proofs_about_shipped_rulesets_are_confirmed() {
    for name in ["jiangjin", "nanan"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("rulesets")
            .join(name);
        let ruleset = Ruleset::load(path).unwrap();
        let model = &ruleset.0.model;
        for (number, declared) in (0..).zip(&model.decisions) {
            let decision = || declared.name.clone();
            let id = DecisionId(number);
            let start = Instant::now();
            let complete = prove(model, Goal::Complete(id));
            let agreed = prove(model, Goal::Agreed(id));
            println!(
                "{name} {} complete {} agreed {} {:?}",
                decision(),
                complete.is_some(),
                agreed.is_some(),
                start.elapsed()
            );
            let mut claims = Vec::new();
            claims.extend(complete.map(|proof| Claim::Complete {
                decision: decision(),
                proof,
            }));
            claims.extend(agreed.map(|proof| Claim::Agreed {
                decision: decision(),
                proof,
            }));
            let (count, text) = (claims.len(), written(&ruleset, claims));
            if count > 0 {
                let start = Instant::now();
                let confirmed = ruleset
                    .verify(&text)
                    .unwrap_or_else(|fault| panic!("{fault}"));
                println!("   {} bytes, {:?}", text.len(), start.elapsed());
                assert_eq!(confirmed.claims.len(), count);
            }
        }
    }
}
