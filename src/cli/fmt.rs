//! `fenliu fmt`.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use super::files::{is_gb18030, name, read, unwritable};
use super::output::{print, remark};
use super::rules::{Rules, show};
use super::setting::Setting;
use super::{Language, Status, atomic};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{Encoding, rule_files};
use crate::source::{Source, Sources};
use crate::syntax::format::{format as laid_out, format_literate};
use crate::syntax::parse::parse;
use crate::words::{Lang, Words};

/// Lay out rule files in the canonical way
///
/// Rewrites in place the rule files of a ruleset, and the files they import from its own folder. What
/// the rules say is not touched, nor are comments, names, or the prose of a Markdown file. If one of
/// the files has a syntax error, none is changed.
///
/// Exit status: 0 done, or nothing to do; 1 with `--check`: some file is not laid out; 2 it could not
/// be done.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  fenliu fmt rulesets/jiangjin\n  fenliu fmt rules.fenliu --lang zh\n  fenliu fmt rulesets/nanan --check"
)]
pub(crate) struct Fmt {
    #[command(flatten)]
    rules: Rules,
    /// Change nothing; name the files that would change
    #[arg(long)]
    check: bool,
    /// Write the keywords in this language; otherwise in the one most declarations use. Also the
    /// language of messages
    #[arg(long, value_name = "LANG", display_order = 100)]
    lang: Option<Language>,
}

/// A file as it is and as it would be.
struct Page {
    path: PathBuf,
    marked: bool,
    before: String,
    after: String,
    was_gb18030: bool,
}

impl Fmt {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let files = rule_files(&self.rules.path).map_err(|problems| show(&problems, setting))?;
        let pages = self.read(&own(&self.rules.path, files), setting)?;
        let mut said = String::new();
        let mut changed = 0;
        for page in pages
            .iter()
            .filter(|page| page.before != page.after || page.was_gb18030)
        {
            changed += 1;
            said.push_str(&format!("{}\n", name(&page.path)));
            if !self.check {
                let mark = if page.marked { "\u{feff}" } else { "" };
                atomic::replace(&page.path, &format!("{mark}{}", page.after))
                    .map_err(|error| unwritable(&page.path, &error))?;
            }
        }
        let words = match (self.check, changed) {
            (_, 0) => Words::new("nothing to change\n", "无需改动\n"),
            (true, 1) => Words::new("1 file is not laid out\n", "1 个文件未按规范排版\n"),
            (true, _) => Words::new(
                format!("{changed} files are not laid out\n"),
                format!("{changed} 个文件未按规范排版\n"),
            ),
            (false, 1) => Words::new("1 file laid out\n", "已排版 1 个文件\n"),
            (false, _) => Words::new(
                format!("{changed} files laid out\n"),
                format!("已排版 {changed} 个文件\n"),
            ),
        };
        print(&format!("{said}{}", words.get(setting.lang)))?;
        Ok(if self.check && changed > 0 {
            Status::Found
        } else {
            Status::Clean
        })
    }

    /// Every file laid out; or everything that keeps one from it.
    fn read(&self, files: &[PathBuf], setting: Setting) -> Result<Vec<Page>, Failure> {
        let lang = self.lang.map(Lang::from);
        let mut sources = Sources::default();
        let (mut pages, mut problems) = (Vec::new(), Vec::new());
        for path in files {
            let (text, encoding) = read(path)?;
            if encoding == Encoding::Gb18030 {
                remark(setting, &is_gb18030(path));
            }
            let literate = path
                .extension()
                .is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
            let Some(base) = sources.add(Source::new(path.to_string_lossy(), text.clone())) else {
                return Err(too_large(path));
            };
            let (tree, found) = parse(&text, base, literate);
            let errors = found
                .iter()
                .any(|problem| problem.severity == Severity::Error);
            problems.extend(
                found
                    .into_iter()
                    .filter(|problem| problem.severity == Severity::Error),
            );
            if errors {
                continue;
            }
            let after = if literate {
                format_literate(&text, &tree, base, lang)
            } else {
                laid_out(&text, &tree, base, lang)
            };
            // never write what could not be read again
            if parse(&after, 0, literate)
                .1
                .iter()
                .any(|problem| problem.severity == Severity::Error)
            {
                return Err(Failure::new(
                    format!(
                        "laying out `{}` would break it; nothing was changed",
                        name(path)
                    ),
                    format!("排版会破坏 `{}`；没有改动任何文件", name(path)),
                ));
            }
            let was_gb18030 = encoding == Encoding::Gb18030;
            pages.push(Page {
                path: path.clone(),
                marked: encoding == Encoding::Utf8Bom,
                before: text,
                after,
                was_gb18030,
            });
        }
        if problems.is_empty() {
            Ok(pages)
        } else {
            Err(show(&Diagnostics::new(sources, problems), setting))
        }
    }
}

fn too_large(path: &Path) -> Failure {
    Failure::new(
        format!("with `{}` the files exceed 4 GiB together", name(path)),
        format!("加上 `{}`，文件总量超过 4 GiB", name(path)),
    )
}

/// Those within the ruleset's own folder; what is imported from elsewhere belongs to others.
fn own(rules: &Path, files: Vec<PathBuf>) -> Vec<PathBuf> {
    let folder = if rules.is_dir() {
        rules
    } else {
        rules.parent().unwrap_or(Path::new(""))
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(folder) = fs::canonicalize(folder) else {
        return files;
    };
    files
        .into_iter()
        .filter(|file| fs::canonicalize(file).is_ok_and(|file| file.starts_with(&folder)))
        .collect()
}
