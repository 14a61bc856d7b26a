//! Hashes, and how they are written. In: bytes. Out: SHA-256 of them, in base64.
//!
//! The tree hashes as RFC 6962, section 2.1: a leaf after a byte 0, an inner node after a byte 1, so that
//! neither can be taken for the other.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// A SHA-256; written in base64 (RFC 4648, section 4), as checkpoints write it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Of a leaf that holds these bytes.
    pub fn leaf(bytes: &[u8]) -> Self {
        Self(
            Sha256::new()
                .chain_update([0])
                .chain_update(bytes)
                .finalize()
                .into(),
        )
    }

    /// Of an inner node.
    pub fn node(left: Self, right: Self) -> Self {
        let hash = Sha256::new().chain_update([1]).chain_update(left.0);
        Self(hash.chain_update(right.0).finalize().into())
    }

    /// `sha256:…`, as digests of rulesets are written.
    pub fn to_hex(self) -> String {
        let hex = self.0.iter().map(|byte| format!("{byte:02x}"));
        format!("sha256:{}", hex.collect::<String>())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_base64(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        base64_of(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        bytes_of(deserializer).map(Self)
    }
}

/// Bytes in base64.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Bytes from base64, in the one way that [`to_base64`] writes them; nothing if it is not that.
pub(crate) fn from_base64<const N: usize>(text: &str) -> Option<[u8; N]> {
    // decoders estimate the room they need generously
    let mut room = [0; 128];
    let length = STANDARD.decode_slice(text, &mut room).ok()?;
    room.get(..length)?.try_into().ok()
}

/// Writes bytes in base64 without a text in between.
pub(crate) fn base64_of<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    let mut room = [0; 64];
    match STANDARD.encode_slice(bytes, &mut room) {
        Ok(length) => {
            serializer.serialize_str(std::str::from_utf8(&room[..length]).unwrap_or_default())
        }
        Err(_) => serializer.serialize_str(&to_base64(bytes)),
    }
}

/// Reads bytes in base64.
pub(crate) fn bytes_of<'de, const N: usize, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<[u8; N], D::Error> {
    struct Visitor<const N: usize>;
    impl<const N: usize> serde::de::Visitor<'_> for Visitor<N> {
        type Value = [u8; N];
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{N} bytes in base64")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
            from_base64(text).ok_or_else(|| E::custom(format!("this is not {N} bytes in base64")))
        }
    }
    deserializer
        .deserialize_str(Visitor)
        .map_err(D::Error::custom)
}
