//! Checkpoints: what a ledger was at one moment, in one signed note. In: name, size and root. Out: the
//! text of C2SP tlog-checkpoint; and back.

use super::hash::{Hash, from_base64};
use super::note::{Signer, Unsigned, Verifier};

/// What the tree of a ledger was when somebody signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the ledger.
    pub origin: String,
    /// Entries.
    pub size: u64,
    /// The root of the tree over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The signed note.
    pub fn sign(&self, signer: &Signer) -> String {
        signer.sign(&format!("{}\n{}\n{}\n", self.origin, self.size, self.root))
    }

    /// Reads a note that this key has signed for its own ledger.
    pub fn open(note: &str, verifier: &Verifier) -> Result<Self, Unsigned> {
        let text = verifier.open(note)?;
        let checkpoint = Self::parse(text).ok_or(Unsigned::Form)?;
        if checkpoint.origin == verifier.name() {
            Ok(checkpoint)
        } else {
            Err(Unsigned::Foreign)
        }
    }

    /// Lines after the third are extensions, which are passed over.
    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let number: u64 = size.parse().ok()?;
        let whole =
            number.to_string() == size && !origin.is_empty() && lines.all(|line| !line.is_empty());
        let root = Hash(from_base64(root)?);
        whole.then(|| Self {
            origin: origin.to_owned(),
            size: number,
            root,
        })
    }
}
