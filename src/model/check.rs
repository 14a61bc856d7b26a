//! What must hold of resolved things, whatever they are called: units agree, arithmetic stays
//! within its bounds, nothing goes round in a circle.

mod bounds;
mod circle;
mod places;
mod units;
pub(crate) mod versions;

pub(crate) use bounds::{Bounds, Fault};
pub(crate) use circle::{circles, order};
pub(crate) use places::Places;
pub(crate) use units::{Unit, agree, divided, multiplied, of, show};
