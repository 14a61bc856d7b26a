//! `fenliu schema`.

use clap::Args;

use super::Status;
use super::failure::Failure;
use super::output::print;
use super::rules::Rules;
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
}

impl Schema {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let ruleset = self.rules.load(setting)?;
        let schema = crate::verdict::schema::schema(&ruleset.0.model);
        print(&format!("{schema:#}\n"))?;
        Ok(Status::Clean)
    }
}
