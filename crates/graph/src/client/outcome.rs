//! What became of a call.

use serde_json::Value;

use super::transport::{Lost, Raw};
use crate::lenient::{flag, integer, some, text};
use crate::webhook::error_details;

/// The four things a call can have been. `A` is what Meta answered when it took it.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<A> {
    /// No byte of the request left: it may be sent again freely.
    NotSent(NotSent),
    /// A 2xx answer that says what was asked.
    Accepted(A),
    /// Meta says no, in its own words, whatever the HTTP status: it was not done.
    Rejected(GraphError),
    /// It may or may not have been done. Never to be repeated blindly.
    Unknown(Unknown),
}

/// Why nothing left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// The host's name has no address.
    Dns,
    /// Nobody listens.
    Refused,
    /// No common secure channel.
    Tls,
    /// No connection within the connect timeout.
    ConnectTimeout,
    /// No connection for another reason: no route, reset while connecting.
    Unreachable,
    /// The request cannot be written: an id that is no id, a token no header can hold.
    Unsendable,
}

/// Why nobody can know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// The deadline passed before the whole answer was read.
    TimedOut,
    /// The connection was reset or closed before the whole answer was read.
    Interrupted,
    /// The answer is longer than anything Meta says.
    TooLong,
    /// Success, but without what the call is for (a send without a wamid).
    Incomplete,
    /// An error that is not Meta's: a page of something in between, or no JSON.
    NotGraph,
}

/// What a call tells about the way to Meta.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Reach {
    /// No call was made yet.
    Untried,
    /// Meta answered, if only to refuse.
    Answered,
    /// Nobody answered, or somebody who is not Meta.
    Away,
}

impl Reach {
    pub(super) fn from_u8(kept: u8) -> Self {
        [Self::Untried, Self::Answered].into_iter().find(|reach| *reach as u8 == kept).unwrap_or(Self::Away)
    }
}

impl NotSent {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Refused => "refused",
            Self::Tls => "tls",
            Self::ConnectTimeout => "connect_timeout",
            Self::Unreachable => "unreachable",
            Self::Unsendable => "unsendable",
        }
    }
}

impl Unknown {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TimedOut => "timed_out",
            Self::Interrupted => "interrupted",
            Self::TooLong => "too_long",
            Self::Incomplete => "incomplete",
            Self::NotGraph => "not_graph",
        }
    }
}

impl<A> Outcome<A> {
    /// A request that cannot be written tells nothing.
    pub(super) fn reach(&self) -> Option<Reach> {
        match self {
            Self::Accepted(_) | Self::Rejected(_) | Self::Unknown(Unknown::Incomplete) => Some(Reach::Answered),
            Self::NotSent(NotSent::Unsendable) => None,
            Self::NotSent(_) | Self::Unknown(_) => Some(Reach::Away),
        }
    }

    /// The class in one word, for columns and metrics: `not_sent`, `accepted`, `rejected`, `unknown`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::NotSent(_) => "not_sent",
            Self::Accepted(_) => "accepted",
            Self::Rejected(_) => "rejected",
            Self::Unknown(_) => "unknown",
        }
    }

    /// Class by what was seen. `read` finds in a 2xx answer what the call is for.
    pub(super) fn of(raw: &Raw, read: fn(&Value) -> Option<A>) -> Self {
        let answer = match raw {
            Raw::NotSent(reason) => return Self::NotSent(*reason),
            Raw::Lost(Lost { reason, .. }) => return Self::Unknown(*reason),
            Raw::Answered(answer) => answer,
        };
        let success = (200..300).contains(&answer.status);
        let Some(json) = &answer.json else {
            return Self::Unknown(if success { Unknown::Incomplete } else { Unknown::NotGraph });
        };
        match (success.then(|| read(json)).flatten(), GraphError::read(answer.status, json)) {
            (Some(accepted), _) => Self::Accepted(accepted),
            (None, Some(error)) => Self::Rejected(error),
            (None, None) if success => Self::Unknown(Unknown::Incomplete),
            (None, None) => Self::Unknown(Unknown::NotGraph),
        }
    }
}

/// Meta took the message for processing; nothing more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    pub wamid: String,
    /// As Meta understood what was dialled.
    pub input: Option<String>,
    /// Only for sends to a phone. Need not equal what was dialled.
    pub wa_id: Option<String>,
    /// Only for sends to a user id.
    pub user_id: Option<String>,
    pub group_id: Option<String>,
    /// Only for templates: `accepted`, `held_for_quality_assessment`, `paused`.
    pub message_status: Option<String>,
}

impl Accepted {
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let message = answer.pointer("/messages/0")?;
        let contact = answer.pointer("/contacts/0").unwrap_or(&Value::Null);
        Some(Self {
            wamid: text(message, "id")?,
            input: text(contact, "input"),
            wa_id: text(contact, "wa_id"),
            user_id: text(contact, "user_id"),
            group_id: text(message, "group_id"),
            message_status: text(message, "message_status"),
        })
    }
}

/// Meta's refusal. Decide on `code`; texts change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphError {
    pub http_status: u16,
    pub code: i64,
    pub subcode: Option<i64>,
    pub message: Option<String>,
    /// The part worth showing.
    pub details: Option<String>,
    pub user_title: Option<String>,
    pub user_message: Option<String>,
    /// Meta's support asks for it.
    pub fbtrace_id: Option<String>,
    pub is_transient: Option<bool>,
}

impl GraphError {
    /// An object named `error` with a numeric code; everything else may be missing.
    fn read(http_status: u16, answer: &Value) -> Option<Self> {
        let error = some(answer, "error")?;
        Some(Self {
            http_status,
            code: integer(error, "code")?,
            subcode: integer(error, "error_subcode"),
            message: text(error, "message"),
            details: error_details(error),
            user_title: text(error, "error_user_title"),
            user_message: text(error, "error_user_msg"),
            fbtrace_id: text(error, "fbtrace_id"),
            is_transient: flag(error, "is_transient"),
        })
    }
}
