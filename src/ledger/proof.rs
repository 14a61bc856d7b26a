//! Proofs about a tree. In: the hashes of its tiles. Out: the path from a leaf to the root, or from an
//! older root to a newer one; and whether such a path holds.
//!
//! Made as RFC 6962, sections 2.1.1 and 2.1.2, define them; checked by the algorithms of RFC 9162,
//! sections 2.1.3.2 and 2.1.4.2, which share nothing with the making.

use super::hash::Hash;
use super::tree::whole;

/// Gives the hash at a place of a level of tiles: the root over `256^level` leaves.
pub trait Hashes {
    /// Why there may be none.
    type Error;
    /// The hash at `index` of `level`.
    fn hash(&mut self, level: u8, index: u64) -> Result<Hash, Self::Error>;
}

/// The hashes beside the way from a leaf up to the root, the lowest first.
pub fn inclusion<H: Hashes>(hashes: &mut H, index: u64, size: u64) -> Result<Vec<Hash>, H::Error> {
    let (mut start, mut end) = (0, size);
    let mut path = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        let beside = if index < middle {
            (middle, end)
        } else {
            (start, middle)
        };
        path.push(subtree(hashes, beside.0, beside.1)?);
        (start, end) = if index < middle {
            (start, middle)
        } else {
            (middle, end)
        };
    }
    path.reverse();
    Ok(path)
}

/// What leads from the root of the first `old` leaves to that of all.
pub fn consistency<H: Hashes>(hashes: &mut H, old: u64, size: u64) -> Result<Vec<Hash>, H::Error> {
    let mut path = Vec::new();
    let (mut start, mut end, mut known) = (0, size, true);
    if old == 0 {
        return Ok(path);
    }
    while old < end {
        let middle = start + split(end - start);
        if old <= middle {
            path.push(subtree(hashes, middle, end)?);
            end = middle;
        } else {
            path.push(subtree(hashes, start, middle)?);
            (start, known) = (middle, false);
        }
    }
    if !known {
        path.push(subtree(hashes, start, end)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether a leaf is at a place of the tree with this root.
pub fn includes(root: Hash, size: u64, index: u64, leaf: Hash, path: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, leaf);
    for beside in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            hash = Hash::node(*beside, hash);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            hash = Hash::node(hash, *beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && hash == root
}

/// Whether the tree of an older root was only added to.
pub fn extends(old: (u64, Hash), new: (u64, Hash), path: &[Hash]) -> bool {
    let ((first, first_root), (second, second_root)) = (old, new);
    if first == 0 || first == second {
        return path.is_empty() && (first == 0 || first_root == second_root);
    }
    if first > second {
        return false;
    }
    let known = first.is_power_of_two().then_some(first_root);
    let mut path = known.into_iter().chain(path.iter().copied());
    let Some(seed) = path.next() else {
        return false;
    };
    let (mut at, mut last) = (first - 1, second - 1);
    while at & 1 == 1 {
        at >>= 1;
        last >>= 1;
    }
    let (mut older, mut newer) = (seed, seed);
    for beside in path {
        if last == 0 {
            return false;
        }
        if at & 1 == 1 || at == last {
            older = Hash::node(beside, older);
            newer = Hash::node(beside, newer);
            while at & 1 == 0 && at != 0 {
                at >>= 1;
                last >>= 1;
            }
        } else {
            newer = Hash::node(newer, beside);
        }
        at >>= 1;
        last >>= 1;
    }
    last == 0 && older == first_root && newer == second_root
}

/// The root over the leaves `start..end`, a range that the tree is cut into.
fn subtree<H: Hashes>(hashes: &mut H, start: u64, end: u64) -> Result<Hash, H::Error> {
    let leaves = end - start;
    if leaves.is_power_of_two() {
        let height = leaves.trailing_zeros();
        let level = u8::try_from(height / 8).unwrap_or(u8::MAX);
        let first = start >> (8 * u32::from(level));
        let below = (first..first + (1 << (height % 8))).map(|index| hashes.hash(level, index));
        return below
            .collect::<Result<Vec<Hash>, _>>()
            .map(|below| whole(&below));
    }
    let middle = start + split(leaves);
    let left = subtree(hashes, start, middle)?;
    Ok(Hash::node(left, subtree(hashes, middle, end)?))
}

/// The largest power of two below `leaves`, which is at least 2.
fn split(leaves: u64) -> u64 {
    1 << (leaves - 1).ilog2()
}
