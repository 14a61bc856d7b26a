//! Random declarations.

use super::{K, Writer};

impl Writer<'_> {
    fn because(&mut self) {
        self.key(K::Because);
        self.label();
    }

    fn shared(&mut self) {
        match self.choices.below(6) {
            0 => {
                self.key(K::Overrides);
                self.list(Self::id);
                self.because();
            }
            1 => {
                self.key(K::Source);
                self.token("list");
                self.maybe(Self::label);
            }
            2 => {
                self.key(K::Source);
                self.label();
            }
            _ => {}
        }
    }

    fn effective(&mut self) {
        self.key(K::Effective);
        self.key(K::From);
        self.date();
        if self.choices.one_in(2) {
            self.key(K::Until);
            self.date();
        }
    }

    /// One of the twelve.
    pub(super) fn declaration(&mut self) {
        match self.choices.below(12) {
            0 => self.ruleset(),
            1 => {
                self.open(K::Import);
                self.string();
            }
            2 => self.kind(),
            3 => self.facts(),
            4 => {
                self.open(K::Define);
                self.name();
                self.maybe(Self::label);
                let equals = self.choices.of(&["=", "＝"]);
                self.token(equals);
                self.condition();
            }
            5 | 6 => self.decision(),
            7 => self.rule(),
            8 => self.table(),
            9 => self.shift_or_overlap(),
            10 => self.guarantee(),
            _ => self.example(),
        }
    }

    fn ruleset(&mut self) {
        self.open(K::Ruleset);
        self.id();
        for clause in 0..self.choices.below(6) {
            match clause {
                0 => {
                    self.key(K::Source);
                    self.name();
                    self.label();
                    self.key(K::Issued);
                    self.date();
                }
                1 => self.effective(),
                2 => {
                    self.key(K::Title);
                    self.label();
                }
                3 => {
                    self.key(K::Under);
                    self.string();
                }
                _ => {
                    self.key(K::Source);
                    self.name();
                    self.label();
                }
            }
        }
    }

    fn kind(&mut self) {
        self.open(K::Kind);
        self.name();
        self.maybe(Self::label);
        self.maybe(|it| it.key(K::Ordered));
        if self.choices.one_in(6) {
            self.key(K::From);
            self.string();
            self.key(K::Column);
            let column = self.choices.of(&["agency", "\"Agency name\"", "`a b`"]);
            self.token(column);
        } else {
            self.values(3);
        }
    }

    fn values(&mut self, depth: usize) {
        let open = self.choices.of(&["{", "｛"]);
        self.token(open);
        for _ in 0..self.choices.below(5) {
            self.name();
            self.maybe(Self::label);
            if self.choices.one_in(4) {
                self.key(K::Also);
                self.list(Self::string);
            }
            if depth > 0 && self.choices.one_in(5) {
                self.values(depth - 1);
            }
            self.comma();
        }
        let close = self.choices.of(&["}", "｝"]);
        self.token(close);
    }

    fn facts(&mut self) {
        self.open(K::Facts);
        self.token("{");
        for _ in 0..self.choices.below(5) {
            if self.choices.one_in(5) {
                self.key(K::Impossible);
                self.condition();
                self.maybe(Self::because);
                continue;
            }
            self.name();
            let colon = self.choices.of(&[":", "："]);
            self.token(colon);
            let labelled = self.of_type();
            if labelled && self.choices.one_in(3) {
                self.label();
            }
            for clause in 0..self.choices.below(6) {
                match (clause + self.comments) % 5 {
                    0 => self.key(K::Fixed),
                    1 => {
                        self.key(K::As);
                        self.label();
                    }
                    2 => {
                        self.key(K::EstablishedBy);
                        self.name();
                    }
                    3 => {
                        self.key(K::RecognisedFrom);
                        self.name();
                    }
                    _ => self.key(K::Sensitive),
                }
                if clause > 3 {
                    break;
                }
            }
            if self.choices.one_in(2) {
                self.comma();
            }
        }
        self.token("}");
    }

    /// A type; whether a label may follow.
    fn of_type(&mut self) -> bool {
        match self.choices.below(8) {
            0 => self.name(),
            1 => {
                self.key(K::OneOf);
                self.list(|it| {
                    it.token("v");
                    it.maybe(Self::label);
                });
                return false;
            }
            2 => {
                self.key(K::OneOf);
                self.in_parentheses(|it| {
                    it.token("值");
                    it.maybe(Self::label);
                });
            }
            3 => {
                self.key(K::SetOf);
                self.name();
            }
            4 => self.key(K::YesNo),
            5 => {
                self.key(K::Integer);
                let range = self.choices.of(&["1..10", "..5", "２～", "-5..-1 "]);
                self.token(range);
            }
            6 => {
                self.key(K::Decimal);
                self.key(K::In);
                let unit = self.choices.of(&["CNY", "%", "`sq m`"]);
                self.token(unit);
            }
            _ => {
                self.key(K::Date);
                let range = self
                    .choices
                    .of(&["", "2023年1月1日..", "2001-01-01..2002-02-02"]);
                self.token(range);
            }
        }
        true
    }

    fn decision(&mut self) {
        self.open(K::Decision);
        self.name();
        self.token(":");
        if self.choices.one_in(3) {
            self.key(K::Collect);
            if self.choices.one_in(2) {
                self.key(K::Count);
            }
        }
        if self.of_type() {
            self.maybe(Self::label);
        }
        for clause in 0..self.choices.below(4) {
            match clause {
                0 => {
                    self.key(K::DeterminedBy);
                    self.name();
                }
                1 => {
                    self.key(K::ResolveBy);
                    self.key(K::Specialis);
                    self.comma();
                    self.key(K::Highest);
                }
                _ => {
                    self.key(K::Otherwise);
                    if self.choices.one_in(2) {
                        self.key(K::Unclassified);
                        self.maybe(Self::because);
                    } else {
                        self.literal();
                    }
                }
            }
        }
    }

    fn rule(&mut self) {
        let mandatory = self.choices.one_in(4);
        if mandatory {
            self.open(K::Mandatory);
            self.key(K::Rule);
        } else {
            self.open(K::Rule);
        }
        self.id();
        self.maybe(Self::label);
        self.shared();
        let first = self.choices.one_in(2);
        if first {
            self.then();
        }
        self.key(K::When);
        self.condition();
        self.shared();
        if !first {
            self.then();
        }
        if self.choices.one_in(3) {
            self.key(K::Unless);
            self.condition();
        }
        self.maybe(Self::because);
        self.maybe(Self::effective);
        self.shared();
    }

    fn then(&mut self) {
        self.key(K::Then);
        self.list(|it| {
            it.name();
            match it.choices.below(4) {
                0 | 1 => {
                    it.key(K::Is);
                    it.literal();
                }
                2 => {
                    it.key(K::Includes);
                    it.in_parentheses(Self::literal);
                }
                _ => {
                    it.key(K::Adds);
                    it.token("2");
                }
            }
        });
    }

    fn table(&mut self) {
        self.open(K::Table);
        self.name();
        self.maybe(Self::label);
        self.key(K::GivenColumns);
        self.list(Self::name);
        self.shared();
        if self.choices.one_in(4) {
            self.key(K::From);
            self.string();
            self.maybe(|it| it.key(K::BlankMeansAny));
            return;
        }
        self.text.push('\n');
        let columns = self.choices.below(3) + 1;
        for row in 0..=self.choices.below(4) {
            for _ in 0..columns {
                let bar = self.choices.of(&["|", "｜"]);
                self.text.push_str(bar);
                let cells = [
                    " -",
                    " official ",
                    "加装电梯",
                    " \"a | b\" ",
                    "",
                    ">= 10 ",
                    " a, 乙 ",
                ];
                let cell = self.choices.of(&cells);
                self.text.push_str(cell);
            }
            self.text.push('|');
            self.text.push(' ');
            if self.choices.one_in(4) {
                self.comment();
            }
            self.text.push('\n');
            if row == 0 {
                self.text.push_str(&"|---".repeat(columns));
                self.text.push_str("|\n");
            }
            self.blank();
        }
    }

    fn shift_or_overlap(&mut self) {
        if self.choices.one_in(2) {
            self.open(K::Shift);
            self.id();
            self.maybe(Self::label);
            self.key(K::When);
            self.condition();
            self.key(K::From);
            self.name();
            self.literal();
            self.key(K::To);
            self.literal();
        } else {
            self.open(K::Overlap);
            self.list(Self::id);
            if self.choices.one_in(2) {
                self.key(K::Until);
                self.date();
            }
            self.key(K::On);
            self.name();
            if self.choices.one_in(2) {
                self.key(K::DecidedBy);
                self.name();
            }
        }
        self.maybe(Self::because);
    }

    fn guarantee(&mut self) {
        self.open(K::Guarantee);
        self.id();
        self.maybe(Self::label);
        match self.choices.below(3) {
            0 => {
                self.key(K::Never);
                self.condition();
            }
            1 => {
                self.key(K::Always);
                self.condition();
            }
            _ => {
                self.key(K::Whenever);
                self.condition();
                self.key(K::Then);
                self.condition();
            }
        }
        self.maybe(Self::because);
    }

    fn example(&mut self) {
        self.open(K::Example);
        self.label();
        if self.choices.one_in(2) {
            self.key(K::AsOf);
            self.date();
        }
        self.key(K::GivenFacts);
        self.list(|it| {
            if it.choices.one_in(4) {
                it.key(K::Not);
                it.name();
                return;
            }
            it.name();
            match it.choices.below(3) {
                0 => {}
                1 => {
                    it.key(K::Is);
                    it.literal();
                }
                _ => {
                    it.key(K::Is);
                    it.in_parentheses(Self::literal);
                }
            }
        });
        self.key(K::Expect);
        self.list(|it| {
            it.name();
            match it.choices.below(6) {
                0 => {
                    it.key(K::Is);
                    it.literal();
                    it.key(K::By);
                    it.id();
                    it.maybe(|it| {
                        it.key(K::NotBy);
                        it.in_parentheses(Self::id);
                    });
                }
                1 => it.key(K::Unclassified),
                4 => {
                    it.key(K::Is);
                    it.token("？");
                }
                2 => {
                    it.key(K::ContestedBetween);
                    it.in_parentheses(Self::literal);
                }
                3 => {
                    it.key(K::UndeterminedNeeds);
                    it.in_parentheses(Self::name);
                }
                _ => {
                    it.key(K::Includes);
                    it.in_parentheses(Self::literal);
                }
            }
        });
    }
}
