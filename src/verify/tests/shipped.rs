//! Shipped rulesets: what can be proved of them is confirmed.

use std::path::Path;

use super::prover::prove;
use super::written;
use crate::Ruleset;
use crate::model::DecisionId;
use crate::verify::format::Claim;
use crate::verify::judge::Goal;

#[test]
fn proofs_about_shipped_rulesets_are_confirmed() {
    let mut confirmed = 0;
    for name in ["jiangjin", "nanan"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let ruleset = Ruleset::load(root.join("rulesets").join(name)).unwrap();
        let model = &ruleset.0.model;
        for (number, declared) in (0..).zip(&model.decisions) {
            let (id, decision) = (DecisionId(number), || declared.name.clone());
            let mut claims = Vec::new();
            if let Some(proof) = prove(model, Goal::Complete(id)) {
                let decision = decision();
                claims.push(Claim::Complete { decision, proof });
            }
            if let Some(proof) = prove(model, Goal::Agreed(id)) {
                let decision = decision();
                claims.push(Claim::Agreed { decision, proof });
            }
            if !claims.is_empty() {
                let said = ruleset.verify(&written(&ruleset, claims));
                let said = said.unwrap_or_else(|fault| panic!("{name}: {fault}"));
                confirmed += said.claims.len();
            }
        }
    }
    assert!(confirmed >= 20, "{confirmed}");
}
