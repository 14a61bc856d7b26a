//! The `fenliu` program.
fn main() {}
