//! Messages for text that does not follow the grammar.
