//! How they speak. Pieces are put together freely, so each must fit every other of its neighbours.

mod reception;
mod shop;

pub(super) use reception::{CELIA, HELENA, LUA, PATRICIA, TEO};
pub(super) use shop::{JESSICA, KAUA, MARCOS, RAFAEL, SERGIO};

/// Pieces of one persona's sentences.
#[derive(Debug)]
pub(super) struct Voice {
    /// Greeting or first outburst …
    pub openings: &'static [&'static str],
    /// … what it is about …
    pub middles: &'static [&'static str],
    /// … and how it ends.
    pub endings: &'static [&'static str],
    /// Beginning of an answer to the business …
    pub answers: &'static [&'static str],
    /// … and what follows.
    pub afterthoughts: &'static [&'static str],
    /// Beginning of the last message …
    pub goodbyes: &'static [&'static str],
    /// … and its end.
    pub wishes: &'static [&'static str],
    /// Under a picture or a document.
    pub captions: &'static [&'static str],
}
