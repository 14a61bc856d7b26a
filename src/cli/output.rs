//! Standard output and standard error.

use std::io::{self, BufWriter, StdoutLock, Write};

use super::failure::Failure;
use super::setting::Setting;
use crate::words::{Lang, Words};

/// Standard output: locked, buffered. Whoever uses it flushes it.
pub(crate) fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Prints a text whole.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(())
}

/// Says something on standard error. That nobody listens there is no reason to stop.
pub(crate) fn say(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Says why something cannot be done.
pub(crate) fn complain(setting: Setting, message: &Words, help: Option<&Words>) {
    let (error, next) = match setting.lang {
        Lang::En => ("error: ", "  help: "),
        Lang::Zh => ("错误：", "  建议："),
    };
    let mut text = format!("{error}{}\n", message.get(setting.lang));
    if let Some(help) = help {
        text.push_str(&format!("{next}{}\n", help.get(setting.lang)));
    }
    say(&text);
}

/// Says something worth knowing.
pub(crate) fn remark(setting: Setting, words: &Words) {
    let note = match setting.lang {
        Lang::En => "note: ",
        Lang::Zh => "提示：",
    };
    say(&format!("{note}{}\n", words.get(setting.lang)));
}
