//! Random conditions and arithmetic.

use super::{K, Writer};

impl Writer<'_> {
    pub(super) fn condition(&mut self) {
        self.expression(4);
    }

    fn expression(&mut self, depth: usize) {
        match self.choices.below(if depth == 0 { 1 } else { 6 }) {
            0 => self.comparison(depth),
            1 | 2 => self.chain(depth, K::And),
            3 => self.chain(depth, K::Or),
            4 => {
                self.key(K::Not);
                self.grouped(depth - 1);
            }
            _ => {
                let keyword = if self.choices.one_in(2) {
                    K::AllOf
                } else {
                    K::AnyOf
                };
                self.key(keyword);
                self.token("(");
                self.expression(depth - 1);
                self.comma();
                self.expression(depth - 1);
                self.token(")");
            }
        }
    }

    fn chain(&mut self, depth: usize, keyword: K) {
        self.grouped(depth - 1);
        for _ in 0..=self.choices.below(3) {
            self.key(keyword);
            self.grouped(depth - 1);
        }
    }

    fn grouped(&mut self, depth: usize) {
        if self.choices.one_in(2) {
            self.token("(");
            self.expression(depth);
            self.token(")");
        } else {
            self.comparison(depth);
        }
    }

    fn comparison(&mut self, depth: usize) {
        self.sum(depth);
        let comparisons = [K::IsAtLeast, K::IsAtMost, K::IsMoreThan, K::IsLessThan];
        match self.choices.below(9) {
            0 => {}
            1 => {
                let keyword = if self.choices.one_in(2) {
                    K::Is
                } else {
                    K::IsNot
                };
                self.key(keyword);
                self.literal();
            }
            2 => {
                let keyword = if self.choices.one_in(2) {
                    K::IsOneOf
                } else {
                    K::IsNotOneOf
                };
                self.key(keyword);
                self.in_parentheses(Self::literal);
            }
            3 => {
                let keyword = comparisons[self.choices.below(4)];
                self.key(keyword);
                self.sum(depth);
            }
            4 => {
                let symbol = self.choices.of(&[">=", "≤", "＞", "<", "=", "≠"]);
                self.token(symbol);
                self.sum(depth);
            }
            5 => {
                self.key(K::IsBetween);
                self.sum(0);
                self.key(K::BetweenAnd);
                self.sum(0);
            }
            6 => match self.choices.below(3) {
                0 => {
                    self.key(K::Includes);
                    self.literal();
                }
                1 => {
                    self.key(K::IncludesAnyOf);
                    self.in_parentheses(Self::literal);
                }
                _ => {
                    self.key(K::IncludesAllOf);
                    self.in_parentheses(Self::literal);
                }
            },
            7 => {
                self.key(K::MentionsAllOf);
                self.in_parentheses(Self::string);
            }
            _ => {
                let keyword = if self.choices.one_in(2) {
                    K::Is
                } else {
                    K::IsNot
                };
                self.key(keyword);
                self.key(K::Decided);
            }
        }
    }

    fn sum(&mut self, depth: usize) {
        match self.choices.below(8) {
            0..=4 => self.name(),
            5 => self.key(K::AsOfDate),
            6 if depth > 0 => {
                self.token("(");
                self.sum(depth - 1);
                self.token(")");
            }
            _ => {
                self.name();
                let operator = self.choices.of(&["+", "-", "*", "/", "×"]);
                self.token(operator);
                self.literal_number();
                let operator = self.choices.of(&["+", "－", "÷"]);
                self.token(operator);
                self.name();
            }
        }
    }

    fn literal_number(&mut self) {
        let number = self.choices.of(&["7", "2 years", "0.5", "（a - b）"]);
        self.token(number);
    }
}
