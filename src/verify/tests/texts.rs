//! What texts say of each other.

use super::ruleset;
use crate::model::FactId;
use crate::verify::part::{Holds, Part};
use crate::verify::reading::Reading;
use crate::verify::seats::Seat;
use crate::verify::spans::Spans;

#[test]
fn a_longer_pattern_brings_the_shorter() {
    let rules = ruleset(
        r#"ruleset t kind k { a } decision d : k facts { text : text }
        rule A when text mentions "street lamp" then d is a
        rule B when text mentions "lamp" then d is a"#,
    );
    let reading = Reading::new(&rules.0.model);
    let mut part = Part::whole(&reading);
    let of = |rule: usize| &reading.rules[rule].condition;
    assert!(part.never_without(of(0), of(1)) && !part.never_without(of(1), of(0)));
    let find = |pattern: &str| {
        reading
            .find(&Seat::Mentions(FactId(0), pattern.to_owned()))
            .unwrap()
    };
    let (long, short) = (find("street lamp"), find("lamp"));
    let mark = part.mark();
    assert!(part.narrow(long, &Spans::one(1)));
    assert_eq!(*part.cell(short), Spans::one(1));
    assert!(!part.narrow(short, &Spans::one(0)));
    part.back(mark);
    assert!(part.narrow(short, &Spans::one(0)));
    assert_eq!(*part.cell(long), Spans::one(0));
    part.back(mark);
    assert_eq!(*part.cell(long), Spans::whole(0, 1));
}

#[test]
fn an_exact_text_brings_what_it_mentions() {
    let rules = ruleset(
        r#"ruleset t kind k { a } decision d : k facts { text : text }
        rule A when text is one of ("a lamp", "two lamps", "nothing") then d is a
        rule B when text mentions "lamp" or text mentions "two" then d is a"#,
    );
    let reading = Reading::new(&rules.0.model);
    let mut part = Part::whole(&reading);
    let exact = reading.find(&Seat::Text(FactId(0))).unwrap();
    let find = |pattern: &str| {
        reading
            .find(&Seat::Mentions(FactId(0), pattern.to_owned()))
            .unwrap()
    };
    let (lamp, two) = (find("lamp"), find("two"));
    let (no, yes) = (Spans::one(0), Spans::one(1));
    assert!(part.narrow(exact, &Spans::one(0)));
    assert_eq!((part.cell(lamp), part.cell(two)), (&yes, &no));
    part.back(0);
    assert!(part.narrow(exact, &Spans::whole(0, 2)) && part.narrow(lamp, &no));
    assert_eq!(*part.cell(exact), Spans::whole(1, 2));
    assert!(part.narrow(two, &yes));
    assert_eq!(*part.cell(exact), Spans::one(1));
    part.back(0);
    // any other text may mention what it likes
    assert!(part.narrow(exact, &Spans::whole(-1, 0)) && part.narrow(lamp, &no));
    assert_eq!(
        (part.cell(exact), part.cell(two)),
        (&Spans::one(-1), &Spans::whole(0, 1))
    );
    assert_eq!(part.holds(&reading.rules[0].condition), Holds::Nowhere);
    assert_eq!(part.holds(&reading.rules[1].condition), Holds::Perhaps);
}
