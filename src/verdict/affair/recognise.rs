//! Facts taken from text: `matter : matter recognised from description`.

use super::{Affair, Knowledge, Vocabulary};
use crate::model::text::Folded;
use crate::model::{Datum, FactId, KindId, Model, Type};

impl Affair {
    /// For every unknown fact that is recognised from a known text: the leaves whose words the text
    /// mentions, ascending, one or more. By fact. Deciding drops those that are impossible with the
    /// given facts; one left is then known, several are one of those.
    ///
    /// Words are labels, in any language, and what `also` lists. The words of an inner node stand
    /// for every leaf below it, but only where the text mentions nothing below it more closely.
    pub(crate) fn candidates(
        &self,
        model: &Model,
        vocabulary: &Vocabulary,
    ) -> Vec<(FactId, Vec<u32>)> {
        let mut found = Vec::new();
        for (index, fact) in (0..).zip(&model.facts) {
            let (Some(source), Type::Kind(kind)) = (fact.recognised_from, &fact.ty) else {
                continue;
            };
            let id = FactId(index);
            let (Knowledge::Unknown, Knowledge::Known(Datum::Text(text))) =
                (&self.facts[id.index()], &self.facts[source.index()])
            else {
                continue;
            };
            let leaves = mentioned(model, vocabulary, *kind, text);
            if !leaves.is_empty() {
                found.push((id, leaves));
            }
        }
        found
    }

    /// Makes what was recognised unknown again, so that only what was given is left.
    pub(crate) fn forget_recognised(&mut self) {
        for fact in std::mem::take(&mut self.recognised) {
            self.facts[fact.index()] = Knowledge::Unknown;
        }
    }
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
