//! `fenliu schema`.

use clap::Args;
use jiff::civil::Date;

use super::Status;
use super::failure::Failure;
use super::output::print;
use super::rules::{Rules, date};
use super::setting::Setting;

/// Print the JSON Schema of an affair
///
/// For whoever builds the form or the service that sends affairs: every fact with its type, its range
/// and its labels.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  fenliu schema rulesets/jiangjin > affair.schema.json")]
pub(crate) struct Schema {
    #[command(flatten)]
    rules: Rules,
    /// The day whose version of the ruleset is meant, as 2024-05-07; otherwise the latest
    #[arg(long, value_name = "DATE", value_parser = date)]
    as_of: Option<Date>,
}

impl Schema {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.on(self.as_of, setting)?;
        let schema = crate::verdict::schema::schema(&ruleset.0.model);
        print(&format!("{schema:#}\n"))?;
        Ok(Status::Clean)
    }
}
