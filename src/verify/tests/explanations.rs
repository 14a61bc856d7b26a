//! Explanations in which one thing is false: each is refused, with its place.

mod subject;
mod head;
mod facts;
mod terms;
mod outcomes;
mod rules;
mod grounds;
mod reasons;
mod changes;
mod margins;
mod bounds;
