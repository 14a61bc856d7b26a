//! A tree of cuts from JSON text.
//!
//! It is read from left to right, with the cuts begun kept in a list; each is made when it ends. So
//! the depth is bounded by nothing but memory, and every byte is looked at once.

use serde::Deserialize;

use super::fault::Fault;
use super::format::{Coordinate, Node, Piece, Proof};
use crate::words::Words;

/// What is wrong in a tree: the parts on the way to it, and what.
pub(super) struct Wrong {
    path: String,
    message: Words,
}

impl Wrong {
    /// Of the proof of a claim.
    pub(super) fn at(self, claim: &str) -> Fault {
        Fault::new(format!("{claim}.proof{}", self.path), self.message)
    }
}

/// A thing begun and not yet ended.
enum Open {
    /// A leaf or a cut.
    Node {
        cut: Option<Coordinate>,
        parts: Option<Vec<(Vec<Piece>, Node)>>,
        /// Whether we stand within the list of its parts.
        within: bool,
        first: bool,
    },
    /// A part of a cut.
    Part {
        pieces: Option<Vec<Piece>>,
        proof: Option<Node>,
        first: bool,
    },
}

/// Reads a tree.
pub(super) fn tree(text: &str) -> Result<Proof, Wrong> {
    let mut reader = Reader { text, at: 0 };
    let mut proof = Proof::default();
    let mut open = vec![node()];
    let mut ended = reader.expect(b'{').map(|()| None);
    loop {
        match ended {
            Ok(Some(root)) => return Ok(proof.from(root)),
            Ok(None) => ended = reader.step(&mut open, &mut proof),
            Err(message) => {
                let path = path(&open);
                return Err(Wrong { path, message });
            }
        }
    }
}

fn node() -> Open {
    Open::Node {
        cut: None,
        parts: None,
        within: false,
        first: true,
    }
}

/// The way to the innermost thing begun.
fn path(open: &[Open]) -> String {
    let last = open.len().saturating_sub(1);
    let steps = open.iter().enumerate().map(|(number, thing)| match thing {
        Open::Part { .. } if number < last => ".proof".to_owned(),
        Open::Node {
            parts: Some(parts),
            within: true,
            ..
        } => format!(".parts[{}]", parts.len()),
        Open::Part { .. } | Open::Node { .. } => String::new(),
    });
    steps.collect()
}

/// JSON text, and how far it is read.
struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Reader<'t> {
    /// Reads one member, or one end. Gives the root when it ends.
    fn step(&mut self, open: &mut Vec<Open>, proof: &mut Proof) -> Result<Option<Node>, Words> {
        match open.last_mut() {
            Some(Open::Node {
                parts: Some(_),
                within: within @ true,
                first,
                ..
            }) => {
                if self.eat(b']') {
                    (*within, *first) = (false, false);
                } else {
                    self.comma(first)?;
                    self.expect(b'{')?;
                    open.push(Open::Part {
                        pieces: None,
                        proof: None,
                        first: true,
                    });
                }
            }
            Some(Open::Node {
                cut,
                parts,
                within,
                first,
            }) => {
                if self.eat(b'}') {
                    let node = match (cut.take(), parts.take()) {
                        (None, None) => Node::LEAF,
                        (Some(cut), Some(parts)) => proof.cut(cut, parts),
                        _ => return Err(incomplete("cut", "parts")),
                    };
                    open.pop();
                    match open.last_mut() {
                        Some(Open::Part { proof, .. }) => *proof = Some(node),
                        _ => return Ok(Some(node)),
                    }
                } else {
                    self.comma(first)?;
                    match self.member()?.as_str() {
                        "cut" if cut.is_none() => *cut = Some(self.value(&no_coordinate())?),
                        "parts" if parts.is_none() => {
                            self.expect(b'[')?;
                            (*parts, *within, *first) = (Some(Vec::new()), true, true);
                        }
                        name => return Err(unexpected(name)),
                    }
                }
            }
            Some(Open::Part {
                pieces,
                proof,
                first,
            }) => {
                if self.eat(b'}') {
                    let (Some(pieces), Some(node)) = (pieces.take(), *proof) else {
                        return Err(incomplete("in", "proof"));
                    };
                    open.pop();
                    if let Some(Open::Node {
                        parts: Some(parts), ..
                    }) = open.last_mut()
                    {
                        parts.push((pieces, node));
                    }
                } else {
                    self.comma(first)?;
                    match self.member()?.as_str() {
                        "in" if pieces.is_none() => *pieces = Some(self.value(&no_pieces())?),
                        "proof" if proof.is_none() => {
                            self.expect(b'{')?;
                            open.push(node());
                        }
                        name => return Err(unexpected(name)),
                    }
                }
            }
            None => unreachable!("a tree has begun"),
        }
        Ok(None)
    }

    fn rest(&mut self) -> &'t str {
        let rest = self.text[self.at..].trim_start_matches([' ', '\t', '\n', '\r']);
        self.at = self.text.len() - rest.len();
        rest
    }

    fn eat(&mut self, byte: u8) -> bool {
        let here = self.rest().as_bytes().first() == Some(&byte);
        self.at += usize::from(here);
        here
    }

    fn expect(&mut self, byte: u8) -> Result<(), Words> {
        if self.eat(byte) {
            return Ok(());
        }
        let wanted = char::from(byte);
        Err(Words::new(
            format!("`{wanted}` must stand here"),
            format!("此处应为 `{wanted}`"),
        ))
    }

    fn comma(&mut self, first: &mut bool) -> Result<(), Words> {
        if std::mem::take(first) {
            return Ok(());
        }
        self.expect(b',')
    }

    /// The name of a member and its colon.
    fn member(&mut self) -> Result<String, Words> {
        let wrong = Words::new("a name in quotes must stand here", "此处应为带引号的名称");
        let name = self.value(&wrong)?;
        self.expect(b':')?;
        Ok(name)
    }

    /// A value of fixed depth.
    fn value<T: Deserialize<'t>>(&mut self, wrong: &Words) -> Result<T, Words> {
        let mut values = serde_json::Deserializer::from_str(self.rest()).into_iter::<T>();
        let value = values.next().and_then(Result::ok);
        self.at += values.byte_offset();
        value.ok_or_else(|| wrong.clone())
    }
}

fn incomplete(one: &str, other: &str) -> Words {
    Words::new(
        format!("`{one}` and `{other}` go together"),
        format!("`{one}` 与 `{other}` 应同时写出"),
    )
}

fn unexpected(name: &str) -> Words {
    Words::new(
        format!("`{name}` has no place here, or stands twice"),
        format!("`{name}` 不应出现在此处，或重复出现"),
    )
}

fn no_coordinate() -> Words {
    Words::new("`cut` names no coordinate", "`cut` 没有指明坐标")
}

fn no_pieces() -> Words {
    Words::new("`in` is no list of values", "`in` 不是取值的列表")
}
