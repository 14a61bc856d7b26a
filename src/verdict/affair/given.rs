//! The affair of an example.

use super::{Affair, Knowledge, Reader};
use crate::model::{Example, Given, Type};

impl Reader<'_> {
    /// The affair that an example gives, with its date. It was checked with the ruleset.
    pub(crate) fn given(&self, example: &Example) -> Affair {
        let mut affair = Affair {
            as_of: example.as_of,
            ..Affair::unknown(self.model)
        };
        for (fact, given) in &example.given {
            affair.facts[fact.index()] = match given {
                Given::Datum(datum) => Knowledge::Known(datum.clone()),
                Given::Node(node) => match self.fact(*fact).ty {
                    Type::Kind(kind) => {
                        let node = &self.model.kinds[kind.index()].nodes[node.index()];
                        Knowledge::of_leaves((node.first..node.end).collect())
                    }
                    _ => Knowledge::Unknown,
                },
            };
        }
        affair
    }
}
