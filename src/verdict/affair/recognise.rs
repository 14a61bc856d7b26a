//! Facts taken from text: `matter : matter recognised from description`.

use super::{Affair, Knowledge, Reader, Vocabulary};
use crate::model::text::Folded;
use crate::model::{Datum, FactId, KindId, Model, Type};

/// For every fact that the affair does not give and that is recognised from a known text: the
/// leaves whose words the text mentions, ascending, perhaps none. By fact.
///
/// Words are labels, in any language, and what `also` lists. The words of an inner node stand for
/// every leaf below it, but only where the text mentions nothing below it more closely. Facts
/// recognised before are looked at again, so the answer does not depend on when it is asked.
pub(crate) fn candidates(
    model: &Model,
    vocabulary: &Vocabulary,
    affair: &Affair,
) -> Vec<(FactId, Vec<u32>)> {
    let mut found = Vec::new();
    for (index, fact) in (0..).zip(&model.facts) {
        let id = FactId(index);
        let (Some(source), Type::Kind(kind)) = (fact.recognised_from, &fact.ty) else {
            continue;
        };
        if affair.facts[id.index()] != Knowledge::Unknown && !affair.recognised.contains(&id) {
            continue;
        }
        if let Knowledge::Known(Datum::Text(text)) = &affair.facts[source.index()] {
            found.push((id, mentioned(model, vocabulary, *kind, text)));
        }
    }
    found
}

fn mentioned(model: &Model, vocabulary: &Vocabulary, kind: KindId, text: &str) -> Vec<u32> {
    let text = Folded::new(text);
    let kind_nodes = &model.kinds[kind.index()].nodes;
    let mut ranges: Vec<(u32, u32)> = vocabulary
        .words(kind)
        .iter()
        .filter(|(word, _)| text.mentions(word))
        .map(|(_, node)| (kind_nodes[node.index()].first, kind_nodes[node.index()].end))
        .collect();
    ranges.sort_unstable();
    ranges.dedup();
    let closer = |&(first, end): &(u32, u32)| {
        ranges
            .iter()
            .any(|&(inner, last)| first <= inner && last <= end && (inner, last) != (first, end))
    };
    let mut leaves: Vec<u32> = ranges
        .iter()
        .filter(|range| !closer(range))
        .flat_map(|&(first, end)| first..end)
        .collect();
    leaves.sort_unstable();
    leaves.dedup();
    leaves
}

impl Reader<'_> {
    /// Takes recognised facts from text: one leaf mentioned is known, several are one of those,
    /// none is unknown. Leaves that are impossible with the given facts are not dropped here.
    pub(super) fn recognise(&self, affair: &mut Affair) {
        let found = candidates(self.model, self.vocabulary, affair);
        affair.recognised.clear();
        for (fact, leaves) in found {
            if !leaves.is_empty() {
                affair.recognised.push(fact);
            }
            affair.facts[fact.index()] = Knowledge::of_leaves(leaves);
        }
    }
}
