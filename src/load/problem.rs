//! What is wrong with files, a function a problem.

use std::path::{Path, PathBuf};

use super::files::Unreadable;
use super::gather::shown;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::check::versions::Header;
use crate::model::nearest::nearest;
use crate::source::Span;
use crate::words::Words;

/// An error at the text that asked for a file, or at no place if the caller did.
fn error(code: Code, asked: Option<Span>, message: Words) -> Diagnostic {
    match asked {
        Some(span) => Diagnostic::error(code, span, message),
        None => Diagnostic {
            code,
            severity: Severity::Error,
            message,
            notes: Vec::new(),
            help: None,
        },
    }
}

/// Names in backticks: for English, for Chinese.
fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> (String, String) {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    (names.join(", "), names.join("、"))
}

/// `compile` without a text.
pub(super) fn nothing_given() -> Diagnostic {
    error(
        Code::NoRuleset,
        None,
        Words::new(
            "no text was given, so there is no ruleset",
            "没有给出任何文本，因此没有规则集",
        ),
    )
}

/// A file that cannot be read; `beside` are the names in its folder.
pub(super) fn unreadable(
    path: &Path,
    reason: &Unreadable,
    asked: Option<Span>,
    beside: &[String],
) -> Diagnostic {
    let name = shown(path);
    let because = |en: String, zh: String| error(Code::UnreadableFile, asked, Words::new(en, zh));
    match reason {
        Unreadable::Absent => {
            let missing = because(
                format!("there is no file `{name}`"),
                format!("没有文件 `{name}`"),
            );
            match like(path, beside) {
                Some(near) => missing.help(Words::new(
                    format!("the nearest file there is `{near}`"),
                    format!("该处最接近的文件是 `{near}`"),
                )),
                None if asked.is_some() => missing.help(Words::new(
                    "the path is relative to this file's folder",
                    "路径相对于本文件所在的文件夹",
                )),
                None => missing,
            }
        }
        Unreadable::Folder => because(
            format!("`{name}` is a folder, not a file"),
            format!("`{name}` 是文件夹，不是文件"),
        ),
        Unreadable::TooLarge => because(
            format!("`{name}` is larger than 256 MiB, the most that is read"),
            format!("`{name}` 超过了可读取的上限 256 MiB"),
        ),
        Unreadable::Refused(why) if why.kind() == std::io::ErrorKind::PermissionDenied => because(
            format!("`{name}` may not be read: permission denied"),
            format!("没有读取 `{name}` 的权限"),
        ),
        Unreadable::Refused(why) => because(
            format!("`{name}` cannot be read: {why}"),
            format!("无法读取 `{name}`（{why}）"),
        ),
        Unreadable::Encoding(undecodable) => {
            let words = undecodable.words();
            let message = Words::new(
                format!("`{name}` {}", words.en),
                format!("`{name}` {}", words.zh),
            );
            error(Code::BadEncoding, asked, message).help(undecodable.help())
        }
    }
}

/// The file most like the one that is not there: the same name with an ending, or nearly the name.
fn like<'n>(path: &Path, beside: &'n [String]) -> Option<&'n str> {
    let wanted = path.file_name()?.to_string_lossy();
    let continued = |name: &&String| {
        name.strip_prefix(wanted.as_ref())
            .is_some_and(|rest| rest.starts_with('.'))
    };
    let with_ending = beside.iter().find(continued).map(String::as_str);
    with_ending.or_else(|| nearest(&wanted, beside.iter().map(String::as_str)))
}

/// More text than places can be counted in.
pub(super) fn too_much(name: &str, asked: Option<Span>) -> Diagnostic {
    error(
        Code::UnreadableFile,
        asked,
        Words::new(
            format!("with `{name}` the files of the ruleset exceed 4 GiB together"),
            format!("加上 `{name}`，规则集的文件总量超过 4 GiB"),
        ),
    )
}

/// A folder without a ruleset.
pub(super) fn no_ruleset(
    folder: &Path,
    rule_files: &[PathBuf],
    below: &[PathBuf],
    asked: Option<Span>,
) -> Diagnostic {
    let name = shown(folder);
    if !rule_files.is_empty() {
        let names: Vec<String> = rule_files.iter().map(|path| shown(path)).collect();
        let (en, zh) = list(names.iter().map(String::as_str));
        return error(
            Code::NoRuleset,
            asked,
            Words::new(
                format!("no file in `{name}` has a `ruleset`: {en}"),
                format!("`{name}` 中没有含“规则集”声明的文件：{zh}"),
            ),
        )
        .help(Words::new(
            "begin one of them with `ruleset NAME`",
            "请在其中一个文件开头写 `规则集 名称`",
        ));
    }
    let none = error(
        Code::NoRuleset,
        asked,
        Words::new(
            format!("there is no `.fenliu` or `.fenliu.md` file in `{name}`"),
            format!("`{name}` 中没有 `.fenliu` 或 `.fenliu.md` 文件"),
        ),
    );
    if below.is_empty() {
        return none;
    }
    let names: Vec<String> = below.iter().take(8).map(|path| shown(path)).collect();
    let (en, zh) = list(names.iter().map(String::as_str));
    none.help(Words::new(
        format!("there are some in {en}"),
        format!("以下文件夹中有：{zh}"),
    ))
}

/// A folder with more than one: each file with the name of its ruleset.
pub(super) fn several_rulesets(
    folder: &Path,
    declaring: &[(PathBuf, String)],
    asked: Option<Span>,
) -> Diagnostic {
    let name = shown(folder);
    let each = declaring.iter().map(|(path, name)| {
        let path = shown(path);
        (
            format!("`{name}` in `{path}`"),
            format!("`{path}` 中的 `{name}`"),
        )
    });
    let (en, zh): (Vec<String>, Vec<String>) = each.unzip();
    let (en, zh) = (en.join(", "), zh.join("、"));
    error(
        Code::NoRuleset,
        asked,
        Words::new(
            format!("there are several rulesets in `{name}`: {en}"),
            format!("`{name}` 中有多个规则集：{zh}"),
        ),
    )
    .help(Words::new(
        "name the file that is wanted; versions of one ruleset have one name",
        "请写明所要的文件；同一规则集的各个版本名称相同",
    ))
}

/// Rulesets that are no versions of one: there are none, or their names differ.
pub(crate) fn not_versions(headers: &[Header]) -> Option<Diagnostic> {
    let Some(first) = headers.first() else {
        return Some(error(
            Code::NoRuleset,
            None,
            Words::new(
                "no ruleset was given, so there is no version",
                "没有给出任何规则集，因此没有版本",
            ),
        ));
    };
    let other = headers.iter().find(|other| other.name != first.name)?;
    let (one, two) = (&first.name, &other.name);
    let problem = error(
        Code::NoRuleset,
        Some(other.place),
        Words::new(
            format!("`{one}` and `{two}` are no versions of one ruleset: their names differ"),
            format!("`{one}` 与 `{two}` 名称不同，不是同一规则集的版本"),
        ),
    );
    Some(problem.and(first.place, Words::new("the other", "另一个")))
}

/// A rule file given as a ruleset that has no `ruleset`.
pub(super) fn no_header(name: &str, at: Span, empty: bool) -> Diagnostic {
    let message = if empty {
        Words::new(
            format!("`{name}` holds no declaration, so no ruleset"),
            format!("`{name}` 中没有任何声明，因此没有规则集"),
        )
    } else {
        Words::new(
            format!("`{name}` has no `ruleset`"),
            format!("`{name}` 没有“规则集”声明"),
        )
    };
    Diagnostic::error(Code::RulesetHeader, at, message).help(Words::new(
        "begin it with `ruleset NAME`",
        "请在开头写 `规则集 名称`",
    ))
}

/// A second `ruleset` in one file.
pub(super) fn second_ruleset(second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::RulesetHeader,
        second,
        Words::new(
            "a file has one `ruleset`, and this is the second",
            "一个文件只能有一个“规则集”，这是第二个",
        ),
    )
    .and(first, Words::new("the first", "第一个"))
}

/// An imported file that is a ruleset of its own.
pub(super) fn imported_ruleset(name: &str, import: Span, header: Option<Span>) -> Diagnostic {
    let problem = Diagnostic::error(
        Code::RulesetHeader,
        import,
        Words::new(
            format!("`{name}` is imported, and has a `ruleset` of its own"),
            format!("引入的 `{name}` 自己有“规则集”声明"),
        ),
    )
    .help(Words::new(
        "what stands above this ruleset is named by `under`; imports hold declarations only",
        "上级规则集请用“隶属”指明；被引入的文件只含其他声明",
    ));
    match header {
        Some(header) => problem.and(header, Words::new("here", "在此")),
        None => problem,
    }
}

/// Files that lead back to themselves: `names` from the first to itself again.
pub(super) fn circle(names: Vec<String>, at: Span, under: bool) -> Diagnostic {
    let way: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let way = way.join(" → ");
    let message = if under {
        Words::new(
            format!("rulesets stand under each other in a circle: {way}"),
            format!("规则集循环隶属：{way}"),
        )
    } else {
        Words::new(
            format!("files import each other in a circle: {way}"),
            format!("文件循环引入：{way}"),
        )
    };
    let help = if under {
        Words::new("remove one of these `under`", "请删去其中一处 `隶属`")
    } else {
        Words::new(
            "remove one of these imports; what two files share goes into a third",
            "请删去其中一处 `引入`；两个文件共用的内容放进第三个文件",
        )
    };
    Diagnostic::error(Code::CyclicImports, at, message).help(help)
}

/// A file whose encoding was found out.
pub(super) fn read_as_gb18030(name: &str) -> Words {
    Words::new(
        format!("`{name}` is not UTF-8 and was read as GB18030"),
        format!("`{name}` 不是 UTF-8 编码，已按 GB18030 读取"),
    )
}
