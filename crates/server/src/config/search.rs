//! Search: what is indexed.

use super::reader::Section;

/// `[search]`
#[derive(Debug)]
pub struct SearchConfig {
    /// Whether the words of messages are indexed and searched: the dearest index there is.
    pub messages: bool,
}

impl SearchConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { messages: from.or("messages", true) }
    }
}
