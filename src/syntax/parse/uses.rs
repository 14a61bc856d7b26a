//! The names a tree declares and those it uses, for words written together.

use std::collections::HashSet;

use crate::syntax::tree::{
    Claim, Conclusion, Declaration, Expected, Expression, ExpressionNode, GivenValue, KindValue,
    KindValues, Literal, Name, Otherwise, Spanned, SyntaxTree, Type,
};

/// The names a tree declares, and the units and bodies it mentions.
pub(super) fn declared_names(tree: &SyntaxTree) -> HashSet<&str> {
    let mut names: Vec<&Name> = Vec::new();
    for declaration in &tree.declarations {
        match declaration {
            Declaration::Kind(kind) => {
                names.push(&kind.name);
                if let KindValues::Listed(values) = &kind.values {
                    for value in values {
                        value_names(value, &mut names);
                    }
                }
            }
            Declaration::Facts(block) => {
                for fact in &block.facts {
                    names.push(&fact.name);
                    type_names(&fact.ty.node, &mut names);
                }
            }
            Declaration::Decision(decision) => {
                names.push(&decision.name);
                type_names(&decision.ty.node, &mut names);
            }
            Declaration::Define(define) => names.push(&define.name),
            Declaration::Ruleset(ruleset) => {
                names.extend(ruleset.sources.iter().map(|source| &source.name));
            }
            Declaration::Rule(rule) => names.push(&rule.id),
            Declaration::Table(table) => names.push(&table.name),
            Declaration::Shift(shift) => names.push(&shift.name),
            Declaration::Guarantee(guarantee) => names.push(&guarantee.name),
            Declaration::Import(_) | Declaration::Overlap(_) | Declaration::Example(_) => {}
        }
    }
    names.into_iter().map(|name| name.text.as_str()).collect()
}

fn value_names<'t>(value: &'t KindValue, names: &mut Vec<&'t Name>) {
    names.push(&value.name);
    for child in &value.children {
        value_names(child, names);
    }
}

fn type_names<'t>(ty: &'t Type, names: &mut Vec<&'t Name>) {
    match ty {
        Type::OneOf(values) => values.iter().for_each(|value| value_names(value, names)),
        Type::Integer(_, Some(unit)) | Type::Decimal(_, Some(unit)) => names.push(unit),
        _ => {}
    }
}

/// The names a tree uses where glued words can be taken for one name.
pub(super) fn used_names(tree: &SyntaxTree) -> Vec<&Name> {
    let mut names: Vec<&Name> = Vec::new();
    for declaration in &tree.declarations {
        match declaration {
            Declaration::Facts(block) => {
                for impossible in &block.impossible {
                    operand_names(&impossible.condition, &mut names);
                }
            }
            Declaration::Define(define) => operand_names(&define.body, &mut names),
            Declaration::Decision(decision) => {
                if let Some(Otherwise::Value(value)) = &decision.otherwise {
                    literal_names(value, &mut names);
                }
            }
            Declaration::Rule(rule) => {
                for condition in rule.when.iter().chain(&rule.unless) {
                    operand_names(condition, &mut names);
                }
                for Conclusion {
                    decision, values, ..
                } in &rule.then
                {
                    names.push(decision);
                    for value in values {
                        literal_names(value, &mut names);
                    }
                }
            }
            Declaration::Shift(shift) => {
                operand_names(&shift.when, &mut names);
                for value in [&shift.from, &shift.to] {
                    literal_names(value, &mut names);
                }
            }
            Declaration::Guarantee(guarantee) => match &guarantee.claim {
                Claim::Never(condition) | Claim::Always(condition) => {
                    operand_names(condition, &mut names);
                }
                Claim::Whenever(condition, then) => {
                    operand_names(condition, &mut names);
                    operand_names(then, &mut names);
                }
            },
            Declaration::Example(example) => {
                for given in &example.given {
                    names.push(&given.fact);
                    if let GivenValue::One(value) = &given.value {
                        literal_names(value, &mut names);
                    }
                }
                for expectation in &example.expect {
                    names.push(&expectation.decision);
                    if let Expected::Value(value) = &expectation.outcome {
                        literal_names(value, &mut names);
                    }
                }
            }
            _ => {}
        }
    }
    names
}

/// The names that stand as operands anywhere in an expression.
fn operand_names<'t>(expression: &'t Expression, names: &mut Vec<&'t Name>) {
    match &expression.node {
        ExpressionNode::And(members) | ExpressionNode::Or(members) => {
            for member in members {
                operand_names(member, names);
            }
        }
        ExpressionNode::Not(inner) | ExpressionNode::IsDecided(inner) => {
            operand_names(inner, names);
        }
        ExpressionNode::Is {
            subject, values, ..
        } => {
            operand_names(subject, names);
            for value in values {
                operand_names(value, names);
            }
        }
        ExpressionNode::Compare { left, right, .. }
        | ExpressionNode::Arithmetic { left, right, .. } => {
            operand_names(left, names);
            operand_names(right, names);
        }
        ExpressionNode::Between { subject, low, high } => {
            for part in [subject, low, high] {
                operand_names(part, names);
            }
        }
        ExpressionNode::Includes {
            subject, values, ..
        } => {
            operand_names(subject, names);
            for value in values {
                literal_names(value, names);
            }
        }
        ExpressionNode::Mentions { subject, .. } => operand_names(subject, names),
        ExpressionNode::Literal(literal) => push_names(literal, names),
    }
}

/// The name or the unit of a literal.
fn literal_names<'t>(literal: &'t Spanned<Literal>, names: &mut Vec<&'t Name>) {
    push_names(&literal.node, names);
}

fn push_names<'t>(literal: &'t Literal, names: &mut Vec<&'t Name>) {
    match literal {
        Literal::Name(name) | Literal::Number(_, Some(name)) => names.push(name),
        _ => {}
    }
}
