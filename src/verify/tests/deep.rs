//! Large trees and deep ones: no stack is used up, and the time grows with the tree.

use super::{ruleset, written};
use crate::verify::format::{Claim, Coordinate, Node, Piece, Proof};

fn range(from: Option<usize>, to: Option<usize>) -> Vec<Piece> {
    let end = |end: Option<usize>| end.map(|end| end.to_string());
    vec![Piece::Range {
        from: end(from),
        to: end(to),
        from_open: false,
        to_open: false,
    }]
}

fn coordinate() -> Coordinate {
    Coordinate::Fact {
        fact: "n".to_owned(),
    }
}

/// A tree that takes one value off at each cut.
fn comb(depth: usize) -> Proof {
    let mut proof = Proof::default();
    let mut node = Node::LEAF;
    for at in (1..=depth).rev() {
        let parts = vec![
            (range(None, Some(at)), Node::LEAF),
            (range(Some(at + 1), None), node),
        ];
        node = proof.cut(coordinate(), parts);
    }
    proof.from(node)
}

const RULES: &str = "ruleset t kind k { a, b } facts { n : integer 1..200000 } decision d : k
    rule A when n is at most 20000 then d is a
    rule B when n is more than 20000 then d is b";

#[test]
fn a_tree_may_be_very_deep() {
    let ruleset = ruleset(RULES);
    let claims = |proof: Proof| {
        vec![
            Claim::Complete {
                decision: "d".to_owned(),
                proof: proof.clone(),
            },
            Claim::Agreed {
                decision: "d".to_owned(),
                proof,
            },
        ]
    };
    ruleset
        .verify(&written(&ruleset, claims(comb(20_000))))
        .unwrap();
    let fault = ruleset
        .verify(&written(&ruleset, claims(comb(15_000))))
        .unwrap_err();
    assert_eq!(fault.place.matches(".parts[1].proof").count(), 15_000);
    assert_eq!(
        fault.help.unwrap().en,
        "in the part with `n`: from `15001` to `200000`"
    );
}

#[test]
fn a_broken_file_may_be_very_deep() {
    let ruleset = ruleset(RULES);
    let begun = r#"{"cut": {"fact": "n"}, "parts": [{"in": [], "proof": "#.repeat(20_000);
    let ended = "}]}".repeat(20_000);
    for text in [
        begun.clone(),
        format!("{begun}{{}}{ended}"),
        format!("{begun}3{ended}"),
        "[".repeat(200_000),
    ] {
        let text = super::by_hand(&ruleset, "complete", "d", &text);
        assert!(ruleset.verify(&text).is_err());
    }
}
