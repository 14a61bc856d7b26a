//! `fenliu explain-code`.

use clap::Args;

use super::Status;
use super::failure::Failure;
use super::output::print;
use super::setting::Setting;
use crate::diagnostic::Code;
use crate::model::nearest::nearest;

/// Say at length what a message means
///
/// Every message has a code in brackets, as in `error[FL0201]`. This prints the page of a code: what
/// is wrong, a wrong and a right example. Without a code it lists them all.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu explain-code FL0201\n  fenliu explain-code")]
pub(crate) struct ExplainCode {
    /// The code, as FL0201 or 201
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

impl ExplainCode {
    pub(crate) fn run(&self, _setting: Setting) -> Result<Status, Failure> {
        match &self.code {
            Some(code) => print(&format!("{}\n", find(code)?.page().trim_end()))?,
            None => print(&list())?,
        }
        Ok(Status::Clean)
    }
}

/// A code as people write it.
pub(crate) fn find(written: &str) -> Result<Code, Failure> {
    let bare = written
        .trim()
        .trim_start_matches("error")
        .trim_matches(['[', ']'])
        .to_uppercase();
    let full = match bare.strip_prefix("FL").unwrap_or(&bare) {
        digits
            if !digits.is_empty()
                && digits.len() <= 4
                && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            format!("FL{digits:0>4}")
        }
        _ => bare,
    };
    full.parse().map_err(|()| {
        let unknown = Failure::new(
            format!("there is no code `{written}`"),
            format!("没有代码 `{written}`"),
        );
        let codes = Code::ALL.iter().map(|code| code.as_str());
        match nearest(&full, codes) {
            Some(near) => unknown.help(
                format!("the nearest is `{near}`"),
                format!("最接近的是 `{near}`"),
            ),
            None => unknown.help(
                "`fenliu explain-code` lists them all",
                "`fenliu explain-code` 列出全部代码",
            ),
        }
    })
}

/// Every code with the title of its page.
fn list() -> String {
    let line = |code: &Code| {
        let first = code.page().lines().next().unwrap_or_default();
        let title = first.trim_start_matches(['#', ' ']);
        let title = title
            .strip_prefix(code.as_str())
            .unwrap_or(title)
            .trim_start_matches([' ', ':', '：', '—', '–', '·']);
        format!("{code}  {title}").trim_end().to_owned() + "\n"
    };
    Code::ALL.iter().map(line).collect()
}
