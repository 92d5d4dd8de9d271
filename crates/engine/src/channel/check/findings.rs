//! What a check can find. Nothing here is worded: whoever shows it knows the reader's language.

use recado_domain::Timestamp;
use recado_graph::client::{GraphError, NotSent, Unknown};

/// What was found about a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings {
    /// Whether Meta takes the token.
    pub token: TokenFinding,
    /// Whether the number is the account's and works.
    pub number: NumberFinding,
    /// Whether Meta tells us what happens.
    pub webhook: WebhookFinding,
}

/// Why Meta gave no answer that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Its host's name has no address.
    NoName,
    /// No common secure channel.
    NoSecurity,
    /// No connection.
    NoConnection,
    /// The token or an id cannot be written into a request.
    Unsendable,
    /// Nothing came in time.
    NoAnswer,
    /// The connection ended before the answer did.
    BrokenOff,
    /// What came is not of Meta's making.
    NotMetas,
}

impl From<NotSent> for Silence {
    fn from(reason: NotSent) -> Self {
        match reason {
            NotSent::Dns => Self::NoName,
            NotSent::Tls => Self::NoSecurity,
            NotSent::Unsendable => Self::Unsendable,
            NotSent::Refused | NotSent::ConnectTimeout | NotSent::Unreachable => Self::NoConnection,
        }
    }
}

impl From<Unknown> for Silence {
    fn from(reason: Unknown) -> Self {
        match reason {
            Unknown::TimedOut => Self::NoAnswer,
            Unknown::Interrupted => Self::BrokenOff,
            Unknown::NotGraph | Unknown::Incomplete | Unknown::TooLong => Self::NotMetas,
        }
    }
}

/// Meta says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Meta's code.
    pub code: i64,
    /// Meta's own words.
    pub words: Option<String>,
}

impl From<GraphError> for Refusal {
    fn from(error: GraphError) -> Self {
        Self { code: error.code, words: error.details.or(error.user_message).or(error.message) }
    }
}

/// About the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenFinding {
    /// Meta takes it.
    Works {
        /// When it ends; `None` = never, or Meta does not say.
        expires_at: Option<Timestamp>,
    },
    /// None is known.
    Missing,
    /// What is stored opens no more.
    Unreadable,
    /// Meta takes it, but it may not send.
    MayNotSend,
    /// Meta says no.
    Refused(Refusal),
    /// Meta gave no answer.
    Silent(Silence),
}

/// About the number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberFinding {
    /// It is the account's and Meta says that it works.
    Works(NumberState),
    /// It is the account's, but its state keeps it from working.
    Troubled(NumberState),
    /// Meta shows no such number to this token.
    Unknown,
    /// Meta shows the number to this token, but not the account.
    UnknownAccount,
    /// The account has other numbers, not this one.
    OfAnotherAccount,
    /// Meta says no.
    Refused(Refusal),
    /// Meta gave no answer.
    Silent(Silence),
    /// It cannot be looked at before the token works.
    NotChecked,
}

/// What Meta says of a number, in its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberState {
    /// Such as `CONNECTED`.
    pub status: Option<String>,
    /// `GREEN`, `YELLOW`, `RED`, `UNKNOWN`.
    pub quality: Option<String>,
    /// The name that customers see.
    pub verified_name: Option<String>,
}

/// About webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebhookFinding {
    /// Our app gets the account's webhooks.
    Subscribed,
    /// No app does.
    NotSubscribed,
    /// Other apps do.
    OtherApps,
    /// Meta does not show the account to this token.
    UnknownAccount,
    /// Meta says no.
    Refused(Refusal),
    /// Meta gave no answer.
    Silent(Silence),
    /// It cannot be looked at before the token works.
    NotChecked,
}

impl Findings {
    /// What there is to say when nothing could be asked.
    pub(super) fn without(token: TokenFinding) -> Self {
        Self { token, number: NumberFinding::NotChecked, webhook: WebhookFinding::NotChecked }
    }
}
