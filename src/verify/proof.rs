//! A tree of cuts.
//!
//! It is kept flat: a cut names its parts by number, what is written many times is kept once, so
//! millions of cuts are cheap, and neither making, writing nor dropping them recurses.

use std::collections::HashMap;

use super::format::{Coordinate, Piece};

/// A tree of cuts.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    pub(super) cuts: Vec<Cut>,
    pub(super) coordinates: Vec<Coordinate>,
    pub(super) pieces: Vec<Vec<Piece>>,
    pub(super) root: Node,
    known: HashMap<Coordinate, u32>,
    listed: HashMap<Vec<Piece>, u32>,
}

/// A place in a tree: a leaf, or a cut by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Node(u32);

#[derive(Debug, Clone)]
pub(super) struct Cut {
    /// Into `Proof::coordinates`.
    pub(super) coordinate: u32,
    /// For each part, into `Proof::pieces`, and what proves it.
    pub(super) parts: Box<[(u32, Node)]>,
}

impl Node {
    /// A leaf: nothing to say, the rules settle it.
    pub const LEAF: Self = Self(0);

    /// Where the cut is; nowhere for a leaf.
    pub(super) fn cut(self) -> Option<usize> {
        self.0.checked_sub(1).map(|number| number as usize)
    }
}

impl Proof {
    /// A cut into parts, each with its own proof made before. Together the parts hold every value
    /// that the coordinate can have there.
    pub fn cut(&mut self, coordinate: Coordinate, parts: Vec<(Vec<Piece>, Node)>) -> Node {
        let parts: Box<[(u32, Node)]> = parts
            .into_iter()
            .map(|(pieces, node)| (once(&mut self.listed, &mut self.pieces, pieces), node))
            .collect();
        let made = self.cuts.len();
        assert!(
            parts.iter().all(|(_, node)| node.0 as usize <= made),
            "a part's proof is made before the cut"
        );
        let coordinate = once(&mut self.known, &mut self.coordinates, coordinate);
        self.cuts.push(Cut { coordinate, parts });
        Node(count(made + 1))
    }

    /// The proof that begins here.
    #[must_use]
    pub fn from(mut self, root: Node) -> Self {
        assert!(root.0 as usize <= self.cuts.len(), "its cuts are its own");
        self.root = root;
        self
    }
}

/// The number of a thing in a list that has each once.
fn once<T: Clone + Eq + std::hash::Hash>(
    known: &mut HashMap<T, u32>,
    list: &mut Vec<T>,
    thing: T,
) -> u32 {
    if let Some(&number) = known.get(&thing) {
        return number;
    }
    let number = count(list.len());
    list.push(thing.clone());
    known.insert(thing, number);
    number
}

fn count(number: usize) -> u32 {
    u32::try_from(number).expect("cuts are counted in 32 bits")
}
