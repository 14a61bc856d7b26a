//! The freedoms of layout: keyword language, symbols, full-width forms, quotes, order, files.

use proptest::prelude::*;

/// How a ruleset is written, apart from what it says.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    pub chinese: bool,
    /// `>=` for `is at least`.
    pub symbols: bool,
    /// `，（）：` and digits from a Chinese input method.
    pub full_width: bool,
    /// `all of (…)` for `and`; parentheses everywhere, or only where needed.
    pub grouped: bool,
    pub bare: bool,
    /// 0 `"…"`, 1 `“…”`, 2 `「…」`.
    pub quotes: u8,
    /// The order of declarations and clauses; 0 as they are.
    pub shuffle: u64,
    /// Comments between declarations; a mark at the beginning; line ends.
    pub comments: bool,
    pub byte_order_mark: bool,
    pub carriage_returns: bool,
    /// Rules in a Markdown file.
    pub literate: bool,
    /// Kinds in a file of their own.
    pub imports: bool,
}

/// Every style of writing.
pub fn style() -> impl Strategy<Value = Style> {
    let words = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        0..3_u8,
    );
    let files = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (words, any::<u64>(), files).prop_map(
        |((chinese, symbols, full_width, grouped, bare, quotes), shuffle, files)| {
            let (comments, byte_order_mark, carriage_returns, literate, imports) = files;
            Style {
                chinese,
                symbols,
                full_width,
                grouped,
                bare,
                quotes,
                shuffle,
                comments,
                byte_order_mark,
                carriage_returns,
                literate,
                imports,
            }
        },
    )
}

impl Style {
    /// A keyword, given in English.
    pub fn keyword(&self, english: &'static str) -> &'static str {
        let Some((_, chinese)) = KEYWORDS.iter().find(|(keyword, _)| *keyword == english) else {
            unreachable!("no keyword `{english}`")
        };
        if self.chinese { chinese } else { english }
    }

    /// Items in the style's order.
    pub fn shuffled<T>(&self, mut items: Vec<T>) -> Vec<T> {
        if self.shuffle == 0 {
            return items;
        }
        let mut state = self.shuffle ^ (items.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        for end in (1..items.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            items.swap(
                end,
                usize::try_from((state >> 33) % (end as u64 + 1)).expect("an index"),
            );
        }
        items
    }

    /// What stands outside strings as a Chinese input method types it, strings in their quotes.
    pub fn dress(&self, text: &str) -> String {
        let mut inside = false;
        let (open, close) = [('"', '"'), ('“', '”'), ('「', '」')][usize::from(self.quotes)];
        let mut dressed = String::new();
        for c in text.chars() {
            inside ^= c == '"';
            dressed.push(match c {
                '"' if inside => open,
                '"' => close,
                '\u{1}' if self.full_width => '\u{3000}',
                '\u{1}' => ' ',
                ',' if self.full_width && !inside => '，',
                ':' if self.full_width && !inside => '：',
                '(' if self.full_width && !inside => '（',
                ')' if self.full_width && !inside => '）',
                '{' if self.full_width && !inside => '｛',
                '}' if self.full_width && !inside => '｝',
                '|' if self.full_width && !inside => '｜',
                other => other,
            });
        }
        if self.full_width {
            dressed.replace(">=", "≥").replace("<=", "≤")
        } else {
            dressed
        }
    }

    /// A number with the digits of the style.
    pub fn digits(&self, number: &str) -> String {
        let wide = |c: char| match c {
            '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            '-' => '－',
            other => other,
        };
        if self.full_width {
            number.chars().map(wide).collect()
        } else {
            number.to_owned()
        }
    }
}

/// The language page's list.
const KEYWORDS: &[(&str, &str)] = &[
    ("ruleset", "规则集"),
    ("under", "隶属"),
    ("title", "标题"),
    ("effective", "施行"),
    ("from", "自"),
    ("until", "至"),
    ("adopted", "通过"),
    ("source", "依据"),
    ("import", "引入"),
    ("kind", "种类"),
    ("ordered", "有序"),
    ("also", "亦称"),
    ("facts", "事实"),
    ("recognised from", "识别自"),
    ("one of", "任一"),
    ("set of", "多选"),
    ("yes/no", "是否"),
    ("integer", "整数"),
    ("decimal", "小数"),
    ("in", "单位"),
    ("date", "日期"),
    ("duration", "时长"),
    ("text", "文本"),
    ("as", "表述"),
    ("established by", "认定者"),
    ("fixed", "不可改"),
    ("impossible", "不可能"),
    ("define", "定义"),
    ("decision", "决定"),
    ("collect", "汇总"),
    ("min", "最小"),
    ("max", "最大"),
    ("sum", "合计"),
    ("count", "计数"),
    ("otherwise", "否则"),
    ("resolve by", "裁断依"),
    ("superior", "上级"),
    ("specialis", "特别"),
    ("posterior", "新近"),
    ("highest", "取高"),
    ("lowest", "取低"),
    ("determined by", "定者"),
    ("mandatory", "强制"),
    ("rule", "规则"),
    ("overrides", "优先于"),
    ("because", "因"),
    ("when", "当"),
    ("unless", "除非"),
    ("then", "则"),
    ("is", "是"),
    ("is not", "不是"),
    ("is one of", "是其一"),
    ("is at least", "至少"),
    ("is at most", "至多"),
    ("is more than", "多于"),
    ("is less than", "少于"),
    ("is between", "介于"),
    ("between and", "与"),
    ("includes", "包含"),
    ("includes any of", "包含任一"),
    ("includes all of", "包含全部"),
    ("adds", "计"),
    ("mentions", "提到"),
    ("mentions all of", "都提到"),
    ("and", "且"),
    ("or", "或"),
    ("not", "非"),
    ("all of", "全部"),
    ("any of", "任一项"),
    ("yes", "是"),
    ("no", "否"),
    ("table", "表"),
    ("given", "按"),
    ("shift", "转办"),
    ("to", "转为"),
    ("guarantee", "保证"),
    ("never", "绝不"),
    ("always", "总是"),
    ("whenever", "凡"),
    ("overlap", "已知重叠"),
    ("on", "关于"),
    ("decided by", "交由"),
    ("decided", "已定"),
    ("unclassified", "未归类"),
    ("as_of", "决定日"),
    ("days", "天"),
    ("months", "月"),
];
