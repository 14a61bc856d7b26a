//! stub
use super::{Status, failure::Failure, setting::Setting};
/// stub
#[derive(Debug, clap::Args)]
pub(crate) struct Fmt {}
impl Fmt { pub(crate) fn run(&self, _: &Setting) -> Result<Status, Failure> { Ok(Status::Clean) } }
