//! The tree that grows. In: the hashes of leaves, one after another. Out: tiles as they fill up, and the
//! root at any size.
//!
//! A tile holds 256 hashes of one level: at level 0 those of leaves, at level 1 those of whole tiles of
//! level 0, and so on (C2SP tlog-tiles). What is kept in memory is the right edge: at each level the
//! tile that is not yet whole.

use super::hash::Hash;

/// Hashes in a whole tile.
pub const WIDTH: u64 = 256;

/// The right edge of a tree.
///
/// Invariant: level `l` holds `(size / 256^l) % 256` hashes, those of the last whole subtrees of `256^l`
/// leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    levels: Vec<Vec<Hash>>,
}

/// A tile that is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Full {
    /// Its level.
    pub level: u8,
    /// Its place within the level, from 0.
    pub index: u64,
    /// Its 256 hashes.
    pub hashes: Vec<Hash>,
}

impl Edge {
    /// A tree of which the edge is known; nothing if so many hashes cannot be the edge of that size.
    pub fn new(size: u64, mut levels: Vec<Vec<Hash>>) -> Option<Self> {
        while levels.last().is_some_and(Vec::is_empty) {
            levels.pop();
        }
        let widths = Self::widths(size);
        (widths.len() == levels.len()
            && levels.iter().zip(widths).all(|(l, w)| l.len() as u64 == w))
        .then_some(Self { size, levels })
    }

    /// How many hashes the edge of a tree has at each level; the last is not 0.
    pub fn widths(mut size: u64) -> Vec<u64> {
        let mut widths = Vec::new();
        while size > 0 {
            widths.push(size % WIDTH);
            size /= WIDTH;
        }
        widths
    }

    /// Leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of each level, from that of the leaves.
    pub fn levels(&self) -> &[Vec<Hash>] {
        &self.levels
    }

    /// One leaf more. Tiles that became whole are given to `full`, lower levels first.
    pub fn push(&mut self, leaf: Hash, full: &mut impl FnMut(Full)) {
        self.size += 1;
        let (mut hash, mut below) = (leaf, self.size);
        for level in 0_u8.. {
            if self.levels.len() == usize::from(level) {
                self.levels.push(Vec::new());
            }
            let tile = &mut self.levels[usize::from(level)];
            tile.push(hash);
            if tile.len() as u64 != WIDTH {
                break;
            }
            let hashes = std::mem::take(tile);
            hash = whole(&hashes);
            below /= WIDTH;
            full(Full {
                level,
                index: below - 1,
                hashes,
            });
        }
    }

    /// The Merkle tree hash (RFC 6962, section 2.1).
    pub fn root(&self) -> Hash {
        let mut root: Option<Hash> = None;
        // from the right: the smallest whole subtrees first
        for tile in &self.levels {
            let mut rest = tile.as_slice();
            while !rest.is_empty() {
                let (before, last) = rest.split_at(rest.len() - (1 << rest.len().trailing_zeros()));
                let subtree = whole(last);
                root = Some(root.map_or(subtree, |right| Hash::node(subtree, right)));
                rest = before;
            }
        }
        root.unwrap_or_else(|| Hash::of(b""))
    }
}

/// The root above the hashes of a whole subtree, a power of two of them.
pub fn whole(hashes: &[Hash]) -> Hash {
    debug_assert!(hashes.len().is_power_of_two());
    let mut level = hashes.to_vec();
    while level.len() > 1 {
        level = level
            .chunks_exact(2)
            .map(|pair| Hash::node(pair[0], pair[1]))
            .collect();
    }
    level[0]
}
