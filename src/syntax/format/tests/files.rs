//! Comments, the edges of a file, and Markdown.

use super::{check, formatted, read};
use crate::syntax::format::{format, format_literate};
use crate::syntax::parse::parse;

#[test]
fn comments_stay_where_they_stood() {
    check(
        r#"
# the file

## the rule
rule A.1 "t" # its title

  # the condition
  when matter is parking # item 5
    and on_road
    # two
    # lines
    and (planning # inner
      or street)
  then # what follows
    tier is official # c1
    ,assist includes (a,
      # about b
      b) # c2
  # at the end of the rule

import "a" # long
           # remark
# next
import "b"


# apart
import "c"
facts { # open
  # first
  a : yes/no # of a
  b : one of x, # of x
    y

  # last
} # close
table t given a
  | a | b | # head
  # row
  | - | x |
# bottom
"#,
        r#"
# the file

## the rule
rule A.1 "t"  # its title

  # the condition
  when matter is parking  # item 5
    and on_road
    # two
    # lines
    and (planning  # inner
           or street)
  # what follows
  then tier is official,  # c1
       assist includes (a,
         # about b
         b)  # c2
  # at the end of the rule

import "a"  # long
            # remark
# next
import "b"

# apart
import "c"

facts {  # open
  # first
  a : yes/no  # of a
  b : one of x,  # of x
    y

  # last
}  # close

table t given a
  | a | b |  # head
  |---|---|
  # row
  | - | x |

# bottom
"#,
        r#"
# the file

## the rule
规则 A.1 "t"  # its title

  # the condition
  当 matter 是 parking  # item 5
    且 on_road
    # two
    # lines
    且 (planning  # inner
          或 street)
  # what follows
  则 tier 是 official,  # c1
     assist 包含 (a,
       # about b
       b)  # c2
  # at the end of the rule

引入 "a"  # long
          # remark
# next
引入 "b"

# apart
引入 "c"

事实 {  # open
  # first
  a : 是否  # of a
  b : 任一 x,  # of x
    y

  # last
}  # close

表 t 按 a
  | a | b |  # head
  |---|---|
  # row
  | - | x |

# bottom
"#,
    );
}

#[test]
fn the_edges_of_a_file() {
    assert_eq!(formatted("", None, false), "");
    assert_eq!(formatted("\u{feff}\r\n \r\n", None, false), "");
    assert_eq!(
        formatted(
            "\u{feff}# a\r\n\r\n\r\nimport \"x\"\r\n\r\n# b",
            None,
            false
        ),
        "# a\n\nimport \"x\"\n\n# b\n"
    );
    assert_eq!(
        formatted("引入 \"x\"\n引入 \"y\" import \"z\"", None, false),
        "引入 \"x\"\n引入 \"y\"\n引入 \"z\"\n"
    );
}

#[test]
fn in_markdown_only_the_fences_change() {
    let page = "# Rules \r\n\r\n* a\r\n\r\n  ```fenliu\r\nrule A.1 # t\r\n\r\n\r\nwhen a\r\n  then x is yes\r\n  ```\r\n\
        text  \n~~~ fenliu\nkind a {b\nc # x\n}\n~~~\n```rust\nrule A when  a\n```\n```fenliu\nrule B.1 when  a\n```\n\
        and\n```fenliu\nthen  x is no\n```\n```fenliu\n\n```";
    let expected = "# Rules \r\n\r\n* a\r\n\r\n  ```fenliu\r\n  rule A.1  # t\r\n    when a\r\n    then x is yes\r\n  ```\r\n\
        text  \n~~~ fenliu\nkind a {\n  b\n  c  # x\n}\n~~~\n```rust\nrule A when  a\n```\n```fenliu\nrule B.1 when  a\n```\n\
        and\n```fenliu\nthen  x is no\n```\n```fenliu\n```";
    let tree = read(page, 3, true);
    assert_eq!(format_literate(page, &tree, 3, None), expected);
    assert_eq!(
        format_literate(expected, &read(expected, 0, true), 0, None),
        expected
    );
    // without fences there is nothing to lay out
    let (tree, _) = parse("# A page\n", 0, true);
    assert_eq!(format_literate("# A page\n", &tree, 0, None), "# A page\n");
}

#[test]
fn the_keywords_of_most_declarations_win() {
    let mixed = "引入 \"a\"\n\n规则 A.1\n  when a\n  then x is yes\n\nimport \"b\"\n";
    let tree = read(mixed, 0, false);
    assert!(format(mixed, &tree, 0, None).contains("当 a"));
}
