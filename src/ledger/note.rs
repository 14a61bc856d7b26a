//! Signed notes, and the keys they are signed and checked with. In: a text. Out: the text with its
//! signature; and back, if the signature is right.
//!
//! The form of notes is that of C2SP signed-note, with Ed25519 (RFC 8032). Keys are written as the
//! checksum database of Go writes them: `NAME+ID+KEY`, and `PRIVATE+KEY+NAME+ID+KEY` for the secret one.

use std::fmt;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use super::hash::{Hash, from_base64, to_base64};
use super::problem::Problem;

/// The type of a signature, and of a key: Ed25519.
const ED25519: u8 = 1;
const SECRET: &str = "PRIVATE+KEY+";
/// What each line of a signature begins with.
const DASH: &str = "\u{2014} ";

/// Who can check the notes of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Verifier {
    name: String,
    id: [u8; 4],
    key: VerifyingKey,
}

/// Who can sign.
pub struct Signer {
    verifier: Verifier,
    key: SigningKey,
}

/// Why a note is not to be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsigned {
    /// It has not the form of a note.
    Form,
    /// Others may have signed it, but not this key.
    Foreign,
    /// It names the key, and the signature is not the key's.
    Forged,
}

impl Verifier {
    fn new(name: &str, key: VerifyingKey) -> Self {
        let id = Hash::of(&[name.as_bytes(), b"\n", &[ED25519], key.as_bytes()].concat());
        Self {
            name: name.to_owned(),
            id: [id.0[0], id.0[1], id.0[2], id.0[3]],
            key,
        }
    }

    /// Reads `NAME+ID+KEY`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim_end().splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
        let key: [u8; 33] = from_base64(key)?;
        let (kind, key) = key.split_first()?;
        let key = VerifyingKey::from_bytes(key.try_into().ok()?).ok()?;
        let verifier = Self::new(name, key);
        (is_name(name) && *kind == ED25519 && verifier.hex() == id && !verifier.key.is_weak())
            .then_some(verifier)
    }

    /// Whose notes these are: the name of the ledger.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn hex(&self) -> String {
        self.id.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The text of a note that this key has signed.
    pub fn open<'n>(&self, note: &'n str) -> Result<&'n str, Unsigned> {
        if note.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(Unsigned::Form);
        }
        let end = note.rfind("\n\n").ok_or(Unsigned::Form)? + 1;
        let (text, signatures) = (&note[..end], &note[end + 1..]);
        let lines = signatures
            .strip_suffix('\n')
            .ok_or(Unsigned::Form)?
            .split('\n');
        let mut signed = false;
        for line in lines {
            let (name, bytes) = line
                .strip_prefix(DASH)
                .and_then(|line| line.split_once(' '))
                .filter(|(name, _)| is_name(name))
                .ok_or(Unsigned::Form)?;
            let Some(bytes) = from_base64::<68>(bytes) else {
                // another algorithm's, or none that was ever made
                if name == self.name {
                    return Err(Unsigned::Form);
                }
                continue;
            };
            let (id, signature) = bytes.split_at(4);
            if name != self.name || id != self.id {
                continue;
            }
            let signature = Signature::from_slice(signature).map_err(|_| Unsigned::Form)?;
            self.key
                .verify_strict(text.as_bytes(), &signature)
                .map_err(|_| Unsigned::Forged)?;
            signed = true;
        }
        if signed {
            Ok(text)
        } else {
            Err(Unsigned::Foreign)
        }
    }
}

/// `NAME+ID+KEY`.
impl fmt::Display for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        write!(f, "{}+{}+{}", self.name, self.hex(), to_base64(&key))
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verifier({self})")
    }
}

impl Signer {
    /// A key made of 32 random bytes, for a ledger of this name.
    pub fn new(name: &str, seed: &[u8; 32]) -> Result<Self, Problem> {
        if !is_name(name) {
            return Err(bad_name(name));
        }
        let key = SigningKey::from_bytes(seed);
        Ok(Self {
            verifier: Verifier::new(name, key.verifying_key()),
            key,
        })
    }

    /// Reads `PRIVATE+KEY+NAME+ID+KEY`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim_end().strip_prefix(SECRET)?.splitn(3, '+');
        let (name, id, key) = (parts.next()?, parts.next()?, parts.next()?);
        let key: [u8; 33] = from_base64(key)?;
        let (kind, seed) = key.split_first()?;
        let signer = Self::new(name, seed.try_into().ok()?).ok()?;
        (*kind == ED25519 && signer.verifier.hex() == id).then_some(signer)
    }

    /// `PRIVATE+KEY+NAME+ID+KEY`: whoever has this can sign.
    pub fn secret(&self) -> String {
        let key = [&[ED25519], self.key.as_bytes().as_slice()].concat();
        let Verifier { name, .. } = &self.verifier;
        format!("{SECRET}{name}+{}+{}", self.verifier.hex(), to_base64(&key))
    }

    /// The key that others check with.
    pub fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// A text, which ends with a newline, with its signature.
    pub fn sign(&self, text: &str) -> String {
        debug_assert!(text.ends_with('\n'));
        let signature = self.key.sign(text.as_bytes());
        let bytes = [self.verifier.id.as_slice(), &signature.to_bytes()].concat();
        format!(
            "{text}\n{DASH}{} {}\n",
            self.verifier.name,
            to_base64(&bytes)
        )
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.verifier)
    }
}

/// Whether a key may be called so.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || c == '+')
}

fn bad_name(name: &str) -> Problem {
    Problem::new(
        format!("`{name}` cannot be the name of a ledger: it is empty, or has blanks or `+` in it"),
        format!("`{name}` 不能作为台账的名称：名称不能为空，也不能含有空白或 `+`"),
    )
    .help(
        "give it another one, for instance `--name example.org/street-office`",
        "请另取一个名称，例如 `--name example.org/street-office`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key and a note published with the note package of Go's checksum database.
    const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn a_published_note_is_read() {
        let key = Verifier::parse(KEY).unwrap();
        assert_eq!(key.to_string(), KEY);
        assert!(key.open(NOTE).unwrap().starts_with("If you think"));
        assert_eq!(
            key.open(&NOTE.replace("don't", "do")),
            Err(Unsigned::Forged)
        );
    }

    #[test]
    fn what_is_signed_is_believed_and_nothing_else() {
        let signer = Signer::new("example.org/log", &[7; 32]).unwrap();
        let again = Signer::parse(&signer.secret()).unwrap();
        let note = again.sign("one\n\ntwo\n");
        assert_eq!(signer.verifier().open(&note), Ok("one\n\ntwo\n"));
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            let changed = String::from_utf8(bytes);
            assert!(
                changed.is_err() || changed.is_ok_and(|note| again.verifier().open(&note).is_err())
            );
            assert!(
                note.get(..at)
                    .is_none_or(|note| again.verifier().open(note).is_err())
            );
        }
        let other = Signer::new("example.org/log", &[8; 32]).unwrap();
        assert_eq!(other.verifier().open(&note), Err(Unsigned::Foreign));
        let both = format!(
            "{note}{}",
            other.sign("one\n\ntwo\n").rsplit_once("\n\n").unwrap().1
        );
        assert!(other.verifier().open(&both).is_ok() && signer.verifier().open(&both).is_ok());
        assert!(Signer::new("a b", &[7; 32]).is_err() && Signer::new("", &[7; 32]).is_err());
        assert!(Verifier::parse(&signer.secret()).is_none());
    }
}
