use futures_util::future::BoxFuture;

use super::Letter;

/// Takes letters to the people they are for.
pub trait Post: Send + Sync {
    /// Whether letters reach people; otherwise they are only shown to the operator.
    fn reaches_people(&self) -> bool;

    /// Hands a letter over.
    fn send<'l>(&'l self, letter: &'l Letter) -> BoxFuture<'l, Result<(), PostError>>;
}

/// Why a letter was not taken: without addresses, for the log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PostError {
    /// The server's answer.
    #[error("the mail server answered {0}")]
    Refused(String),
    /// No connection, no encryption, or no answer.
    #[error("the mail server was not reached: {0}")]
    Away(&'static str),
    /// The letter cannot be written as one.
    #[error("not a letter: {0}")]
    Unfit(&'static str),
}

/// Writes letters into the log: for development, where no mail server is set.
#[derive(Debug, Clone, Copy, Default)]
pub struct Printed;

impl Post for Printed {
    fn reaches_people(&self) -> bool {
        false
    }

    fn send<'l>(&'l self, letter: &'l Letter) -> BoxFuture<'l, Result<(), PostError>> {
        let Letter { to, subject, text, .. } = letter;
        tracing::warn!(category = "system", to, subject, text, "no mail server is set: the mail is printed here");
        Box::pin(std::future::ready(Ok(())))
    }
}
