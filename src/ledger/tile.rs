//! Tiles as files. In: the right edge of a tree, and leaves. Out: names and contents as C2SP tlog-tiles
//! has them.

use super::hash::Hash;
use super::tree::{Edge, WIDTH};

/// The file of a tile of hashes; of `width` hashes, 256 if it is whole.
pub(crate) fn hashes(level: usize, index: u64, width: u64) -> String {
    format!("tile/{level}/{}", place(index, width))
}

/// The file of a bundle of leaves.
pub(crate) fn bundle(index: u64, width: u64) -> String {
    format!("tile/entries/{}", place(index, width))
}

/// `1234067` is `x001/x234/067`; a tile that is not whole ends in `.p/WIDTH`.
fn place(index: u64, width: u64) -> String {
    let mut place = format!("{:03}", index % 1000);
    let mut rest = index / 1000;
    while rest > 0 {
        place = format!("x{:03}/{place}", rest % 1000);
        rest /= 1000;
    }
    if width < WIDTH {
        place.push_str(&format!(".p/{width}"));
    }
    place
}

/// The content of a tile.
pub(crate) fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0).collect()
}

/// The hashes of a tile; nothing if the bytes are no whole hashes.
pub(crate) fn parse(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<32>();
    rest.is_empty()
        .then(|| hashes.iter().copied().map(Hash).collect())
}

/// Adds a leaf to a bundle: its length in two bytes, the higher first, then the leaf. Nothing is done to
/// one that is too long.
pub(crate) fn add(bundle: &mut Vec<u8>, leaf: &[u8]) -> Option<()> {
    let length = u16::try_from(leaf.len()).ok()?;
    bundle.extend_from_slice(&length.to_be_bytes());
    bundle.extend_from_slice(leaf);
    Some(())
}

/// The leaves of a bundle; nothing if they do not fill it exactly.
pub(crate) fn leaves(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut leaves = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk()?;
        let (leaf, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        leaves.push(leaf);
        bundle = rest;
    }
    Some(leaves)
}

/// The files of a tree that are not yet whole, for its size: `(level, index, width)`.
pub(crate) fn partial(size: u64) -> impl Iterator<Item = (usize, u64, u64)> {
    let mut above = size;
    let widths = Edge::widths(size).into_iter().enumerate();
    widths
        .map(move |(level, width)| {
            above /= WIDTH;
            (level, above, width)
        })
        .filter(|(_, _, width)| *width > 0)
}

/// The names of all files of a tree of this size.
pub(crate) fn all(size: u64) -> Vec<String> {
    let mut names = Vec::new();
    let mut below = size;
    for level in 0.. {
        let (whole, width) = (below / WIDTH, below % WIDTH);
        if below == 0 {
            break;
        }
        for index in 0..whole {
            names.push(hashes(level, index, WIDTH));
            if level == 0 {
                names.push(bundle(index, WIDTH));
            }
        }
        if width > 0 {
            names.push(hashes(level, whole, width));
            if level == 0 {
                names.push(bundle(whole, width));
            }
        }
        below = whole;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_named_as_the_specification_names_them() {
        assert_eq!(hashes(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(bundle(1_234_067, 8), "tile/entries/x001/x234/067.p/8");
        assert_eq!(hashes(2, 0, 1), "tile/2/000.p/1");
        // the specification's own example: a tree of 70,000
        let all = all(70_000);
        let of = |start: &str| all.iter().filter(|name| name.starts_with(start)).count();
        assert_eq!(
            (
                of("tile/0/"),
                of("tile/1/"),
                of("tile/2/"),
                of("tile/entries/")
            ),
            (274, 2, 1, 274)
        );
        for name in [
            "tile/0/273.p/112",
            "tile/1/000",
            "tile/1/001.p/17",
            "tile/2/000.p/1",
        ] {
            assert!(all.iter().any(|other| other == name), "{name}");
        }
    }

    #[test]
    fn bundles_are_read_as_they_are_written() {
        let mut bundle = Vec::new();
        let (longest, too_long) = (vec![7; 65_535], vec![7; 65_536]);
        for leaf in [&b"one"[..], b"", &longest] {
            add(&mut bundle, leaf).unwrap();
        }
        assert!(add(&mut bundle, &too_long).is_none());
        assert_eq!(leaves(&bundle).unwrap(), [&b"one"[..], b"", &longest]);
        assert!(
            (1..bundle.len())
                .filter(|end| leaves(&bundle[..*end]).is_some())
                .count()
                <= 2
        );
    }
}
