//! The names and labels by which records speak of facts and values.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::text::Folded;
use crate::model::{FactId, Kind, KindId, Model, NodeId};

/// Look-up tables of a ruleset's names, labels and recognising words. Built once a ruleset: reading
/// a record does not depend on how many values a kind has.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    facts: HashMap<String, FactId>,
    kinds: Vec<Values>,
}

/// The values of one kind.
#[derive(Debug, Clone, Default)]
struct Values {
    names: HashMap<String, NodeId>,
    labels: HashMap<String, Vec<NodeId>>,
    folded: HashMap<Folded, Vec<NodeId>>,
    /// Labels and `also` words, folded, with the node that each speaks of; only of kinds that some
    /// fact is recognised as.
    words: Vec<(Folded, NodeId)>,
}

/// Why a text is no value of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Miss {
    /// Neither a name nor a label.
    Unknown,
    /// A label that these values carry, two or more.
    Ambiguous(Vec<NodeId>),
}

impl Vocabulary {
    /// The tables of a model.
    pub(crate) fn new(model: &Model) -> Self {
        let recognised = |kind: KindId| {
            model.facts.iter().any(|fact| {
                fact.recognised_from.is_some() && fact.ty == crate::model::Type::Kind(kind)
            })
        };
        Self {
            facts: (0..)
                .zip(&model.facts)
                .map(|(index, fact)| (fact.name.clone(), FactId(index)))
                .collect(),
            kinds: (0..)
                .zip(&model.kinds)
                .map(|(index, kind)| Values::new(kind, recognised(KindId(index))))
                .collect(),
        }
    }

    /// The fact of a name.
    pub(super) fn fact(&self, name: &str) -> Option<FactId> {
        self.facts.get(nfc(name).as_ref()).copied()
    }

    /// The value of a name, else of a label in any language, else of a label whatever its case.
    pub(super) fn node(&self, kind: KindId, text: &str) -> Result<NodeId, Miss> {
        let Some(values) = self.kinds.get(kind.index()) else {
            return Err(Miss::Unknown);
        };
        let text = nfc(text);
        if let Some(node) = values.names.get(text.as_ref()) {
            return Ok(*node);
        }
        let carriers = values
            .labels
            .get(text.as_ref())
            .or_else(|| values.folded.get(&Folded::new(&text)));
        match carriers.map(Vec::as_slice) {
            None | Some([]) => Err(Miss::Unknown),
            Some([node]) => Ok(*node),
            Some(several) => Err(Miss::Ambiguous(several.to_vec())),
        }
    }

    /// The words that speak of a kind's values; empty for a kind that is never recognised.
    pub(super) fn words(&self, kind: KindId) -> &[(Folded, NodeId)] {
        self.kinds
            .get(kind.index())
            .map_or(&[], |values| &values.words)
    }
}

impl Values {
    fn new(kind: &Kind, recognised: bool) -> Self {
        let mut values = Self::default();
        for (index, node) in (0..).zip(&kind.nodes) {
            let id = NodeId(index);
            values.names.insert(node.name.clone(), id);
            for label in node.label.iter() {
                let label = label.trim();
                carry(
                    values.labels.entry(nfc(label).into_owned()).or_default(),
                    id,
                );
                carry(values.folded.entry(Folded::new(label)).or_default(), id);
            }
            if recognised {
                let words = node
                    .label
                    .iter()
                    .chain(node.also.iter().map(String::as_str));
                values
                    .words
                    .extend(words.map(|word| (Folded::new(word.trim()), id)));
            }
        }
        values
    }
}

/// A value carries a label once, even if it has it in both languages.
fn carry(carriers: &mut Vec<NodeId>, node: NodeId) {
    if carriers.last() != Some(&node) {
        carriers.push(node);
    }
}

/// A text in NFC.
pub(super) fn nfc(text: &str) -> std::borrow::Cow<'_, str> {
    if unicode_normalization::is_nfc_quick(text.chars()) == unicode_normalization::IsNormalized::Yes
    {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}
