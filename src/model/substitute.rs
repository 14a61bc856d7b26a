//! Conditions with decisions put in the place of others. In: a condition and which decision stands for
//! which. Out: the condition that looks at those; definitions that look at any are put in place.

use std::collections::BTreeMap;

use super::{Condition, DecisionId, DefineBody, Expr, Model, Subject, Test, TestForm};

/// Which decision stands for which.
pub(crate) type Stead = BTreeMap<DecisionId, DecisionId>;

/// A condition with decisions put in the place of others.
pub(crate) fn condition(model: &Model, stead: &Stead, of: &Condition) -> Condition {
    let each = |parts: &[Condition]| {
        let parts = parts.iter().map(|part| condition(model, stead, part));
        parts.collect()
    };
    match of {
        Condition::All(parts) => Condition::All(each(parts)),
        Condition::Any(parts) => Condition::Any(each(parts)),
        Condition::Not(inner) => Condition::Not(Box::new(condition(model, stead, inner))),
        Condition::Test(test) => tested(model, stead, test),
    }
}

fn tested(model: &Model, stead: &Stead, test: &Test) -> Condition {
    if let TestForm::Defined(define) = &test.form
        && let DefineBody::Condition(body) = &model.defines[define.index()].body
    {
        let looks_at = body.decisions(model);
        if looks_at.iter().any(|of| stead.contains_key(of)) {
            return condition(model, stead, body);
        }
    }
    let mut test = test.clone();
    match &mut test.form {
        TestForm::Is { subject, .. }
        | TestForm::Ranked { subject, .. }
        | TestForm::YesNo { subject, .. }
        | TestForm::Includes { subject, .. } => {
            if let Subject::Decision(of) = subject {
                *of = placed(stead, *of);
            }
        }
        TestForm::Compare { left, right, .. } => {
            *left = expr(model, stead, left);
            *right = expr(model, stead, right);
        }
        TestForm::Between { subject, low, high } => {
            for each in [subject, low, high] {
                *each = expr(model, stead, each);
            }
        }
        TestForm::Decided(of) => *of = placed(stead, *of),
        TestForm::TextIs { .. } | TestForm::Mentions { .. } | TestForm::Defined(_) => {}
    }
    Condition::Test(test)
}

fn placed(stead: &Stead, of: DecisionId) -> DecisionId {
    stead.get(&of).copied().unwrap_or(of)
}

fn expr(model: &Model, stead: &Stead, of: &Expr) -> Expr {
    match of {
        Expr::Decision(of) => Expr::Decision(placed(stead, *of)),
        Expr::Defined(define) => match &model.defines[define.index()].body {
            DefineBody::Expr(body, _) => expr(model, stead, body),
            DefineBody::Condition(_) => of.clone(),
        },
        made => made.with_parts(|part| expr(model, stead, part)),
    }
}
