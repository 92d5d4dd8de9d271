//! From one delivery to its changes. One that cannot be read leaves the others whole.

use recado_domain::{AppId, EventId, Timestamp};
use recado_graph::webhook::{self, BadChange, ChangeFault, ParseError, RawChange};
use recado_storage::system::inbound_events::EventRow;

/// One change of one delivery.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) event: EventId,
    /// The app that signed the delivery.
    pub(super) app: AppId,
    pub(super) received_at: Timestamp,
    /// Its place in the delivery, from 0.
    pub(super) idx: i64,
    /// How often it was tried before and failed.
    pub(super) tried: i64,
    /// Whether it is applied anew because somebody asked for its time: nothing answers it by itself.
    pub(super) is_replay: bool,
    pub(super) read: Result<RawChange, Unreadable>,
}

/// What cannot be read, and why.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) reason: &'static str,
    pub(super) detail: String,
    /// The account it stood under, as far as that was readable.
    pub(super) account: Option<String>,
    /// Its text, fit for any column.
    pub(super) body: String,
}

impl Item {
    /// Its value as it was signed, fit for any column.
    pub(super) fn body(&self) -> String {
        match &self.read {
            Ok(raw) => raw.value.get().to_owned(),
            Err(unreadable) => unreadable.body.clone(),
        }
    }

    /// Meta's field.
    pub(super) fn field(&self) -> Option<&str> {
        self.read.as_ref().ok().map(|raw| raw.field.as_str())
    }
}

/// The changes of a delivery, in Meta's order.
pub(super) fn split(event: EventRow) -> Vec<Item> {
    let EventRow { id, app_id, received_at, body } = event;
    let item = |idx, read| Item { event: id, app: app_id, received_at, idx, tried: 0, is_replay: false, read };
    let payload = match webhook::parse(&body) {
        Ok(payload) => payload,
        Err(error) => return vec![item(0, Err(Unreadable::delivery(&body, error)))],
    };
    let changes = payload.into_changes().map(|change| change.map_err(Unreadable::change));
    (0..).zip(changes).map(|(idx, change)| item(idx, change)).collect()
}

impl Unreadable {
    fn delivery(body: &[u8], error: ParseError) -> Self {
        let reason = match error {
            ParseError::NotUtf8 { .. } => "not-utf8",
            ParseError::NotJson { .. } => "not-json",
            ParseError::NotAnEnvelope => "not-a-webhook",
            ParseError::TooManyChanges => "too-many-changes",
        };
        // PostgreSQL takes no NUL in a text.
        let body = String::from_utf8_lossy(body).replace('\0', "\u{fffd}");
        Self { reason, detail: error.to_string(), account: None, body }
    }

    fn change(bad: BadChange) -> Self {
        Self { reason: reason(bad.fault), detail: bad.fault.to_string(), account: bad.entry_id, body: bad.raw }
    }
}

/// A fault in one word.
pub(super) fn reason(fault: ChangeFault) -> &'static str {
    match fault {
        ChangeFault::TooDeep => "too-deep",
        ChangeFault::NotAnObject => "not-an-object",
        ChangeFault::NoField => "no-field",
        ChangeFault::NoChanges => "no-changes",
        ChangeFault::OutOfRange => "out-of-range",
    }
}
