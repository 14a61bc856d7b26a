use super::coverage::{Coverage, Part, measure};
use super::propose::{Proposals, propose};
use super::report::Report;
use super::text::filled;
use super::tried;
use crate::syntax::{format::format, parse::parse};
use crate::verdict::decide;
use crate::words::Lang;
use crate::{Ruleset, Source};

fn compiled(text: &str) -> Ruleset {
    Ruleset::compile([Source::new("test.fenliu", text)])
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn shipped(path: &str) -> Ruleset {
    Ruleset::load(format!("{}/{path}", env!("CARGO_MANIFEST_DIR")))
        .unwrap_or_else(|problems| panic!("{problems}"))
}

fn covered(ruleset: &Ruleset) -> Coverage {
    let trials = ruleset.trials();
    measure(ruleset, &tried(ruleset, &trials))
}

/// What is open, as `RULE lost decisions: regions`, with `met` if the rule is met.
fn open(ruleset: &Ruleset) -> Vec<String> {
    let model = &ruleset.0.model;
    covered(ruleset)
        .open
        .iter()
        .map(|open| {
            let lost: Vec<&str> = open
                .lost
                .iter()
                .map(|decision| model.decisions[decision.index()].name.as_str())
                .collect();
            let met = if open.met { " met" } else { "" };
            let id = &model.rules[open.rule.index()].id;
            format!("{id}{met} [{}] {:?}", lost.join(" "), open.regions)
        })
        .collect()
}

const RULES: &str = "ruleset test
    kind tier { common, official }
    kind matter { roof { flat, steep }, parking }
    facts { matter : matter, planning : yes/no, many : yes/no }
    decision tier : tier
    decision lead : matter
    rule A when matter is parking then tier is common, lead is flat
    rule B overrides A when matter is parking and planning then tier is official
    rule C when matter is roof and (planning or many) then tier is common
    rule D when tier is official then lead is steep
    rule E when tier is common and many then lead is parking
";

#[test]
fn a_rule_is_covered_where_it_wins_and_a_region_where_an_affair_lies() {
    let with = |examples: &str| open(&compiled(&format!("{RULES}{examples}")));
    assert_eq!(
        with(""),
        [
            "A [tier lead] [0]",
            "B [tier] [0]",
            "C [tier] [0, 1]",
            "D [lead] [0]",
            "E [lead] [0]"
        ]
    );
    // A is met and loses its tier; what it says of `lead` stands, contested by D
    assert_eq!(
        with(
            "example \"e\" given matter is parking, planning expect tier is official, lead contested"
        ),
        ["A met [tier] []", "C [tier] [0, 1]", "E [lead] [0]"]
    );
    // one of two regions; an inner node is wholly in it; with `many` unknown E is not met for sure
    assert_eq!(
        with("example \"e\" given matter is roof, planning expect tier is common"),
        [
            "A [tier lead] [0]",
            "B [tier] [0]",
            "C met [] [0]",
            "D [lead] [0]",
            "E [lead] [0]"
        ]
    );
    // met, but whether it wins turns on what is unknown
    assert_eq!(
        with("example \"e\" given matter is parking expect tier undetermined"),
        [
            "A met [tier lead] []",
            "B [tier] [0]",
            "C [tier] [0, 1]",
            "D [lead] [0]",
            "E [lead] [0]"
        ]
    );
}

#[test]
fn what_contested_decisions_lead_to_is_covered() {
    let text = "ruleset test
        kind tier { common, official }
        facts { x : yes/no, y : yes/no }
        decision tier : tier
        decision lead : tier
        rule A when x then tier is common
        rule B when y then tier is official
        table t given tier
          | id | tier | lead |
          |---|---|---|
          | c | common | common |
          | o | official | official |
        example \"both\" given x, y expect tier contested, lead contested";
    assert_eq!(open(&compiled(text)), [""; 0]);
}

#[test]
fn numbers_computed_with_are_covered() {
    let text = |facts: &str| {
        format!(
            "ruleset test
        facts {{ cost : decimal 0..1000000, households : integer 1..100 }}
        define each = cost / households
        decision fee : yes/no
        rule A when each is more than 100 then fee is yes
        rule B when each is at most 100 then fee is no
        example \"e\" given {facts} expect fee is decided"
        )
    };
    assert_eq!(
        open(&compiled(&text("cost is 1000, households is 3"))),
        ["B [fee] [0]"]
    );
    assert_eq!(
        open(&compiled(&text("cost is 100, households is 3"))),
        ["A [fee] [0]"]
    );
}

#[test]
fn hundredths_are_counted_exactly() {
    let part = |covered, all| Part { covered, all };
    assert!(part(2, 3).reaches(66));
    assert!(!part(2, 3).reaches(67));
    assert!(part(0, 0).reaches(100), "of nothing, all is covered");
}

/// What is proposed covers what it is proposed for, and can be read.
#[test]
fn proposals_cover_what_is_open() {
    for (path, not_found) in [
        ("tests/cli/tiny", 0),
        ("rulesets/jiangjin", 0),
        ("rulesets/nanan", 0),
        ("tests/cli/failing", 0),
    ] {
        let ruleset = shipped(path);
        let (model, table) = (&ruleset.0.model, &ruleset.0.table);
        let before = covered(&ruleset);
        let proposals = propose(&ruleset, &before);
        assert_eq!(
            (proposals.not_found, proposals.not_sought),
            (not_found, 0),
            "{path}"
        );
        let trials = ruleset.trials();
        let mut all = tried(&ruleset, &trials);
        let proposed: Vec<_> = proposals
            .found
            .iter()
            .map(|proposal| {
                let affair = ruleset.admit(proposal.affair.clone()).unwrap();
                let outcomes = decide::decide(model, table, &affair);
                (affair, outcomes)
            })
            .collect();
        all.extend(
            proposed
                .iter()
                .map(|(affair, outcomes)| (affair.clone(), outcomes)),
        );
        let after = measure(&ruleset, &all);
        assert_eq!(after.regions.covered, after.regions.all, "{path}");
        assert_eq!(after.rules.covered, after.rules.all, "{path}");

        for lang in [Lang::En, Lang::Zh] {
            written(&ruleset, &proposals, lang);
        }
    }
}

fn written(ruleset: &Ruleset, proposals: &Proposals, lang: Lang) {
    let report = Report {
        ruleset,
        trials: &[],
        coverage: None,
    };
    for proposal in &proposals.found {
        let text = filled(&report, proposal, lang);
        let (tree, problems) = parse(&text, 0, false);
        assert_eq!(problems, [], "{text}");
        assert_eq!(
            format(&text, &tree, 0, Some(lang)),
            text,
            "laid out as `fmt` does"
        );
    }
}

#[test]
fn a_proposal_is_refused_until_it_is_filled_in() {
    let ruleset = compiled(RULES);
    let proposals = propose(&ruleset, &covered(&ruleset));
    let report = Report {
        ruleset: &ruleset,
        trials: &[],
        coverage: None,
    };
    let examples: Vec<String> = proposals
        .found
        .iter()
        .map(|proposal| filled(&report, proposal, Lang::En))
        .collect();
    let text = format!("{RULES}{}", examples.join("\n"));
    let problems = Ruleset::compile([Source::new("test.fenliu", text.clone())]).unwrap_err();
    assert!(!problems.is_empty());
    assert!(
        problems
            .iter()
            .all(|problem| problem.code.as_str() == "FL0413"),
        "{problems}"
    );
    let filled = compiled(
        &text
            .replace("tier is ?", "tier is decided")
            .replace("lead is ?", "lead is decided"),
    );
    let covered = covered(&filled);
    assert_eq!(covered.regions.covered, covered.regions.all);
}
