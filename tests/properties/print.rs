//! A ruleset as source files: the lowest ruleset first, then its ancestors and what it imports.

use fenliu::Source;

use super::ast::{
    Collect, Conclusions, Dates, Decision, Define, Ground, Guarantee, Head, Ruleset, Shift, Table,
    Type,
};
use super::print_condition::{DEFINES, Printer};
use super::style::Style;
use super::vocabulary::{
    BUDGET, DESCRIPTION, FACTS, FIXED, Fact, KINDS, MATTER_FACT, PLACE, Range, UNIT,
};

/// The texts of a ruleset by the names of their files.
pub fn files(ruleset: &Ruleset, style: Style) -> Vec<(String, String)> {
    let printer = Printer { ruleset, style };
    let mut files: Vec<(String, String)> = (0..ruleset.levels.len())
        .map(|level| printer.level(level))
        .collect();
    files.reverse();
    if style.imports {
        files.push((
            "kinds.fenliu".to_owned(),
            style.dress(&printer.kinds().join("\n\n")),
        ));
    }
    files
}

/// As the compiler takes them.
pub fn sources(files: &[(String, String)]) -> Vec<Source> {
    files
        .iter()
        .map(|(name, text)| Source::new(name, text.clone()))
        .collect()
}

impl Printer<'_> {
    fn level(&self, level: usize) -> (String, String) {
        let mut declarations = vec![self.header(level)];
        if level == 0 {
            declarations.extend(self.shared());
        }
        let last = level + 1 == self.ruleset.levels.len();
        declarations.extend(
            self.ruleset
                .rules
                .iter()
                .filter(|rule| rule.head.level == level)
                .map(|rule| self.rule(rule)),
        );
        declarations.extend(
            self.ruleset
                .table
                .iter()
                .filter(|table| table.head.level == level)
                .map(|table| self.table(table)),
        );
        declarations.extend(
            self.ruleset
                .overlaps
                .iter()
                .filter(|_| last)
                .map(|overlap| self.overlap(overlap)),
        );
        let ends = (1..).zip(&self.ruleset.guarantees).filter(|_| last);
        declarations.extend(ends.map(|(number, it)| self.guarantee(number, it)));
        let ends = (1..).zip(&self.ruleset.shifts).filter(|_| last);
        declarations.extend(ends.map(|(number, it)| self.shift(number, it)));
        let mut declarations = self.style.shuffled(declarations);
        if self.style.comments {
            declarations.insert(0, "# 一个 rule \"注释".to_owned());
            declarations.push("## the last word # of it".to_owned());
        }
        let mut text: String = declarations
            .iter()
            .map(|declaration| self.style.dress(declaration) + "\n\n")
            .collect();
        if self.style.literate {
            text = format!("# Heading\n\nProse `rule`.\n\n```fenliu\n{text}```\n\nMore prose.\n");
        }
        if self.style.carriage_returns {
            text = text.replace('\n', "\r\n");
        }
        (
            self.file(level),
            if self.style.byte_order_mark {
                format!("\u{feff}{text}")
            } else {
                text
            },
        )
    }

    fn file(&self, level: usize) -> String {
        format!(
            "level{level}.{}",
            if self.style.literate {
                "fenliu.md"
            } else {
                "fenliu"
            }
        )
    }

    fn header(&self, level: usize) -> String {
        let mut clauses = self.dates(self.ruleset.levels[level]);
        clauses.push(format!(
            "{} en \"Level {level}\" zh \"第{level}级\"",
            self.keyword("title")
        ));
        clauses.extend(
            (level > 0).then(|| format!("{} \"{}\"", self.keyword("under"), self.file(level - 1))),
        );
        format!(
            "{} test.level{level}{}",
            self.keyword("ruleset"),
            self.clauses(clauses)
        )
    }

    fn clauses(&self, clauses: Vec<String>) -> String {
        self.style
            .shuffled(clauses)
            .into_iter()
            .map(|clause| format!("\n\u{1} {clause}"))
            .collect()
    }

    fn dates(&self, dates: Dates) -> Vec<String> {
        let from = dates
            .from
            .map(|day| format!(" {} {}", self.keyword("from"), self.date(day)));
        let until = dates
            .until
            .map(|day| format!(" {} {}", self.keyword("until"), self.date(day)));
        let effective = format!(
            "{}{}{}",
            self.keyword("effective"),
            from.clone().unwrap_or_default(),
            until.clone().unwrap_or_default()
        );
        let adopted = dates
            .adopted
            .map(|day| format!("{} {}", self.keyword("adopted"), self.date(day)));
        from.or(until)
            .map(|_| effective)
            .into_iter()
            .chain(adopted)
            .collect()
    }

    /// What the highest ruleset declares for all.
    fn shared(&self) -> Vec<String> {
        let mut declarations = if self.style.imports {
            vec![format!("{} \"kinds.fenliu\"", self.keyword("import"))]
        } else {
            self.kinds()
        };
        let mut lines: Vec<String> = self
            .ruleset
            .facts
            .iter()
            .map(|&fact| self.fact(fact))
            .collect();
        lines.extend(self.ruleset.impossible.iter().map(|condition| {
            format!(
                "{} {}",
                self.keyword("impossible"),
                self.condition(condition)
            )
        }));
        let lines: String = self
            .style
            .shuffled(lines)
            .into_iter()
            .map(|line| format!("  {line}\n"))
            .collect();
        declarations.push(format!("{} {{\n{lines}}}", self.keyword("facts")));
        declarations.extend(
            self.ruleset
                .defines
                .iter()
                .zip(DEFINES)
                .map(|(define, name)| {
                    let body = match define {
                        Define::Condition(condition) => self.condition(condition),
                        Define::Expr(expr) => self.expr(expr),
                    };
                    format!("{} {name} = {body}", self.keyword("define"))
                }),
        );
        declarations.extend(
            self.ruleset
                .decisions
                .iter()
                .map(|decision| self.decision(decision)),
        );
        declarations
    }

    pub fn kinds(&self) -> Vec<String> {
        let kinds = KINDS
            .iter()
            .enumerate()
            .filter(|&(number, _)| number != PLACE);
        let kinds = kinds.map(|(number, kind)| {
            let ordered = if kind.ordered {
                format!(" {}", self.keyword("ordered"))
            } else {
                String::new()
            };
            format!(
                "{} {}{ordered} {{{} }}",
                self.keyword("kind"),
                kind.name,
                self.nodes_below(number, None)
            )
        });
        self.style.shuffled(kinds.collect())
    }

    fn nodes_below(&self, kind: usize, parent: Option<usize>) -> String {
        let nodes = KINDS[kind]
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, node)| node.parent == parent);
        let text = nodes.map(|(number, node)| {
            let label = node
                .label
                .map_or(String::new(), |label| format!(" en \"{label}\""));
            let also = node
                .also
                .iter()
                .map(|word| format!("\"{word}\""))
                .collect::<Vec<_>>()
                .join(", ");
            let also = if also.is_empty() {
                also
            } else {
                format!(" {} {also}", self.keyword("also"))
            };
            let below = self.nodes_below(kind, Some(number));
            let below = if below.is_empty() {
                below
            } else {
                format!(" {{{below} }}")
            };
            format!(" {}{label}{also}{below}", node.name)
        });
        text.collect()
    }

    fn fact(&self, fact: usize) -> String {
        let Fact { name, ty, range } = &FACTS[fact];
        let range = match range {
            Range::None => String::new(),
            Range::Numbers(low, high) => {
                format!(" {}..{}", self.style.digits(low), self.style.digits(high))
            }
            Range::Dates(low, high) => format!(" {}..{}", self.date(*low), self.date(*high)),
            Range::Days(low, high) => format!(" {low} {0}..{high} {0}", self.keyword("days")),
        };
        let unit = if fact == BUDGET {
            format!(" {} {UNIT}", self.keyword("in"))
        } else {
            String::new()
        };
        let mut text = format!("{name} : {}{range}{unit}", self.ty(*ty));
        if fact == MATTER_FACT && self.ruleset.recognised {
            text += &format!(
                " {} {}",
                self.keyword("recognised from"),
                FACTS[DESCRIPTION].name
            );
        }
        if FIXED.contains(name) {
            text += &format!(" {}", self.keyword("fixed"));
        }
        text
    }

    fn ty(&self, ty: Type) -> String {
        let keyword = match ty {
            Type::Kind(PLACE) => {
                let names: Vec<&str> = KINDS[PLACE].nodes.iter().map(|node| node.name).collect();
                return format!("{} {}", self.keyword("one of"), names.join(", "));
            }
            Type::Kind(kind) => return KINDS[kind].name.to_owned(),
            Type::Set(kind) => return format!("{} {}", self.keyword("set of"), KINDS[kind].name),
            Type::YesNo => "yes/no",
            Type::Integer => "integer",
            Type::Decimal => "decimal",
            Type::Date => "date",
            Type::Days => "duration",
            Type::Text => "text",
        };
        self.keyword(keyword).to_owned()
    }

    fn decision(&self, decision: &Decision) -> String {
        let collect = match decision.collect {
            None => String::new(),
            Some(Collect::List) => format!("{} ", self.keyword("collect")),
            Some(Collect::Min) => format!("{} {} ", self.keyword("collect"), self.keyword("min")),
            Some(Collect::Max) => format!("{} {} ", self.keyword("collect"), self.keyword("max")),
            Some(Collect::Sum) => format!("{} {} ", self.keyword("collect"), self.keyword("sum")),
            Some(Collect::Count) => {
                format!("{} {} ", self.keyword("collect"), self.keyword("count"))
            }
        };
        let range = if decision.ty == Type::Integer {
            " 0..9"
        } else {
            ""
        };
        let mut clauses = Vec::new();
        if let Some(otherwise) = &decision.otherwise {
            let value = otherwise
                .as_ref()
                .map_or(self.keyword("unclassified").to_owned(), |value| {
                    self.value(decision.ty, value)
                });
            clauses.push(format!("{} {value}", self.keyword("otherwise")));
        }
        if !decision.resolve_by.is_empty() {
            let grounds = decision.resolve_by.iter().map(|ground| match ground {
                Ground::Superior => self.keyword("superior"),
                Ground::Specialis => self.keyword("specialis"),
                Ground::Posterior => self.keyword("posterior"),
                Ground::Highest => self.keyword("highest"),
                Ground::Lowest => self.keyword("lowest"),
            });
            clauses.push(format!(
                "{} {}",
                self.keyword("resolve by"),
                grounds.collect::<Vec<_>>().join(", ")
            ));
        }
        format!(
            "{} {} : {collect}{}{range}{}",
            self.keyword("decision"),
            decision.name,
            self.ty(decision.ty),
            self.clauses(clauses)
        )
    }

    fn head(&self, head: &Head) -> Vec<String> {
        let mut clauses = self.dates(head.dates);
        clauses.extend(head.overrides.iter().map(|id| {
            format!(
                "{} {id} {} \"so said\"",
                self.keyword("overrides"),
                self.keyword("because")
            )
        }));
        clauses
    }

    fn mandatory(&self, head: &Head) -> String {
        if head.mandatory {
            format!("{} ", self.keyword("mandatory"))
        } else {
            String::new()
        }
    }

    fn rule(&self, rule: &super::ast::Rule) -> String {
        let mut clauses: Vec<String> = rule
            .when
            .iter()
            .map(|when| format!("{} {}", self.keyword("when"), self.condition(when)))
            .collect();
        clauses.extend(
            rule.unless
                .iter()
                .map(|unless| format!("{} {}", self.keyword("unless"), self.condition(unless))),
        );
        clauses.push(format!(
            "{} {}",
            self.keyword("then"),
            self.conclusions(&rule.then)
        ));
        clauses.extend(self.head(&rule.head));
        format!(
            "{}{} {}{}",
            self.mandatory(&rule.head),
            self.keyword("rule"),
            rule.head.id,
            self.clauses(clauses)
        )
    }

    fn conclusions(&self, then: &Conclusions) -> String {
        let conclusions = then.iter().map(|(&decision, values)| {
            let decision = &self.ruleset.decisions[decision];
            let verb = match decision.collect {
                Some(Collect::List | Collect::Count) => "includes",
                Some(Collect::Sum) => "adds",
                None | Some(Collect::Min | Collect::Max) => "is",
            };
            let values: Vec<String> = values
                .iter()
                .map(|value| self.value(decision.ty, value))
                .collect();
            let text = if values.len() > 1 {
                format!("({})", values.join(", "))
            } else {
                values.concat()
            };
            format!("{} {} {text}", decision.name, self.keyword(verb))
        });
        self.style.shuffled(conclusions.collect()).join(", ")
    }

    fn table(&self, table: &Table) -> String {
        let mut header: Vec<String> = if table.named {
            vec!["id".to_owned()]
        } else {
            Vec::new()
        };
        header.extend(
            table
                .given
                .iter()
                .map(|&column| self.subject(column).to_owned()),
        );
        header.extend(
            table
                .concludes
                .iter()
                .map(|&decision| self.ruleset.decisions[decision].name.to_owned()),
        );
        let mut rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| {
                let mut cells: Vec<String> = if table.named {
                    vec![row.id.clone()]
                } else {
                    Vec::new()
                };
                cells.extend(
                    table
                        .given
                        .iter()
                        .zip(&row.cells)
                        .map(|(&column, cell)| self.cell(self.column_type(column), cell)),
                );
                cells.extend(table.concludes.iter().map(|decision| {
                    let ty = self.ruleset.decisions[*decision].ty;
                    let values = row.then.get(decision).map(|values| {
                        values
                            .iter()
                            .map(|value| self.value(ty, value))
                            .collect::<Vec<_>>()
                    });
                    values.map_or("-".to_owned(), |values| values.join(", "))
                }));
                format!("\n  | {} |", cells.join(" | "))
            })
            .collect();
        if table.named {
            rows = self.style.shuffled(rows);
        }
        let rule = format!("\n  |{}", "---|".repeat(header.len()));
        let given = table
            .given
            .iter()
            .map(|&column| self.subject(column))
            .collect::<Vec<_>>()
            .join(", ");
        let mut clauses = self.head(&table.head);
        clauses.push(format!("{} {given}", self.keyword("given")));
        let (mandatory, clauses) = (self.mandatory(&table.head), self.clauses(clauses));
        format!(
            "{mandatory}{} {}{clauses}\n  | {} |{rule}{}",
            self.keyword("table"),
            table.head.id,
            header.join(" | "),
            rows.concat()
        )
    }

    fn overlap(&self, overlap: &super::ast::Overlap) -> String {
        let mut clauses = vec![format!(
            "{} {}",
            self.keyword("on"),
            self.ruleset.decisions[overlap.decision].name
        )];
        clauses.extend(
            overlap
                .until
                .map(|day| format!("{} {}", self.keyword("until"), self.date(day))),
        );
        clauses.extend(overlap.decided_by.map(|body| {
            format!(
                "{} {}",
                self.keyword("decided by"),
                KINDS[super::vocabulary::BODY].nodes[body].name
            )
        }));
        clauses.push(format!("{} \"under revision\"", self.keyword("because")));
        format!(
            "{} {}{}",
            self.keyword("overlap"),
            self.style.shuffled(overlap.rules.clone()).join(", "),
            self.clauses(clauses)
        )
    }
    fn guarantee(&self, number: usize, guarantee: &Guarantee) -> String {
        let claim = match guarantee {
            Guarantee::Never(condition) => {
                format!("{} {}", self.keyword("never"), self.condition(condition))
            }
            Guarantee::Always(condition) => {
                format!("{} {}", self.keyword("always"), self.condition(condition))
            }
            Guarantee::Whenever(premise, then) => format!(
                "{} {} {} {}",
                self.keyword("whenever"),
                self.condition(premise),
                self.keyword("then"),
                self.condition(then)
            ),
        };
        format!(
            "{} G.{number}{}",
            self.keyword("guarantee"),
            self.clauses(vec![claim])
        )
    }

    fn shift(&self, number: usize, shift: &Shift) -> String {
        let decision = &self.ruleset.decisions[shift.decision];
        let value = |value| self.value(decision.ty, value);
        let clauses = vec![
            format!(
                "{} {} {} {} {}",
                self.keyword("from"),
                decision.name,
                value(&shift.from),
                self.keyword("to"),
                value(&shift.to)
            ),
            format!("{} {}", self.keyword("when"), self.condition(&shift.when)),
        ];
        format!(
            "{} S.{number}{}",
            self.keyword("shift"),
            self.clauses(clauses)
        )
    }
}
