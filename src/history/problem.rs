//! Why a case cannot be followed: what is wrong, on which line, and the next step.

use crate::contest::Refusal;
use crate::verdict::affair::Rejection;
use crate::words::{Lang, Words};

/// Something wrong with a case: one sentence, and perhaps the next step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line of the file, from 1; none where it is about no line.
    pub line: Option<u64>,
    /// One sentence, lower case, no full stop.
    pub message: Words,
    /// The next step.
    pub help: Option<Words>,
}

impl Problem {
    pub(crate) fn new(line: u64, en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            line: Some(line),
            message: Words::new(en, zh),
            help: None,
        }
    }

    #[must_use]
    pub(crate) fn help(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.help = Some(Words::new(en, zh));
        self
    }

    /// The same of something without a line of its own.
    #[must_use]
    pub(crate) fn nowhere(mut self) -> Self {
        self.line = None;
        self
    }

    /// What an affair of a line was rejected for.
    pub(crate) fn rejected(line: u64, rejection: Rejection) -> Self {
        // what the command line could pass over in a file of affairs, no case has
        let help = rejection.help.filter(|help| !help.en.contains("--ignore"));
        Self {
            line: Some(line),
            message: rejection.message,
            help: help.map(|help| *help),
        }
    }

    /// What a name of a line was refused for.
    pub(crate) fn refused(line: u64, refusal: Refusal) -> Self {
        Self {
            line: Some(line),
            message: refusal.message,
            help: refusal.help.map(|help| *help),
        }
    }

    /// The sentence with its line.
    pub fn sentence(&self, lang: Lang) -> String {
        let said = self.message.get(lang);
        match (self.line, lang) {
            (Some(line), Lang::En) => format!("line {line}: {said}"),
            (Some(line), Lang::Zh) => format!("第 {line} 行：{said}"),
            (None, _) => said.to_owned(),
        }
    }
}

/// Everything that is wrong with a case, in the order of its lines. `Display` prints it in English.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            if number > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&problem.sentence(Lang::En))?;
            if let Some(help) = &problem.help {
                write!(f, "; {}", help.en)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
