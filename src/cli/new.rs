//! `fenliu new`.

use std::fs;
use std::io;
use std::path::PathBuf;

use clap::Args;

use super::failure::Failure;
use super::files::{name, unwritable};
use super::output::print;
use super::setting::Setting;
use super::{Language, Status, atomic};
use crate::words::{Lang, Words};

const EN: &str = include_str!("new/en.fenliu");
const ZH: &str = include_str!("new/zh.fenliu");
/// A few affairs to try it with; the mark lets spreadsheets see that they are UTF-8.
const AFFAIRS_EN: &str = "\u{feff}id,matter,planning_needed,households,description\n\
    1,new_parking,yes,,\n2,wild_parking,,12,\n3,,,,There is no tap water since Monday\n4,new_parking,,,\n";
const AFFAIRS_ZH: &str = "\u{feff}id,事项,涉及规划,户数,描述\n\
    1,新增停车位,是,,\n2,乱停车,,12,\n3,,,,周一起就没有自来水\n4,新增停车位,,,\n";

/// Make a small working ruleset to start from
///
/// Writes into a new or empty folder a commented ruleset with examples that pass, `rules.fenliu`, and
/// a few affairs to try it with, `affairs.csv`. With `--lang zh` both are in Chinese.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  fenliu new my-rules\n  fenliu new 我的规则 --lang zh")]
pub(crate) struct New {
    /// The folder; it must not exist yet, or be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The language of the ruleset, and of messages
    #[arg(long, value_name = "LANG", display_order = 100)]
    lang: Option<Language>,
}

impl New {
    pub(crate) fn run(&self, setting: Setting) -> Result<Status, Failure> {
        let folder = name(&self.folder);
        match fs::read_dir(&self.folder) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(Failure::new(
                        format!("`{folder}` is not empty; nothing was written"),
                        format!("`{folder}` 不是空文件夹；没有写入任何内容"),
                    )
                    .help(
                        "name a folder that does not exist yet",
                        "请给出一个尚不存在的文件夹",
                    ));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(&self.folder)
                    .map_err(|error| unwritable(&self.folder, &error))?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(Failure::new(
                    format!("`{folder}` is a file, not a folder"),
                    format!("`{folder}` 是文件，不是文件夹"),
                ));
            }
            Err(error) => return Err(unwritable(&self.folder, &error)),
        }
        let (rules, affairs) = match self.lang.map_or(setting.lang, Lang::from) {
            Lang::En => (EN, AFFAIRS_EN),
            Lang::Zh => (ZH, AFFAIRS_ZH),
        };
        for (file, text) in [("rules.fenliu", rules), ("affairs.csv", affairs)] {
            let path = self.folder.join(file);
            atomic::replace(&path, text).map_err(|error| unwritable(&path, &error))?;
        }
        let words = Words::new(
            format!(
                "{folder}/rules.fenliu and {folder}/affairs.csv are there. Next:\n  fenliu check {folder}\n  \
                 fenliu explain {folder} --fact matter=new_parking\n  \
                 fenliu classify {folder} {folder}/affairs.csv --format table\n"
            ),
            format!(
                "已写入 {folder}/rules.fenliu 和 {folder}/affairs.csv。接下来：\n  fenliu check {folder}\n  \
                 fenliu explain {folder} --fact 事项=新增停车位\n  \
                 fenliu classify {folder} {folder}/affairs.csv --format table\n"
            ),
        );
        print(words.get(setting.lang))?;
        Ok(Status::Clean)
    }
}
