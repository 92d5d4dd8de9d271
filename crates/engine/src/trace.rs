//! Spans of what happens to a message. All of them belong to one trace, whose id is the message's own: from the queue over
//! Meta to the last status, on whatever node and however much later.
//!
//! Spans for traces have the target `trace`, here and in the other crates: the log does not see them, and where no traces
//! are exported they cost a look at a flag. They carry ids and names only, as logs do.

use std::sync::{Arc, OnceLock};

use recado_domain::MessageId;
use tracing::Span;
use uuid::Uuid;

/// Makes a span part of the trace with this id.
pub type Join = Arc<dyn Fn(&Span, Uuid) + Send + Sync>;

static JOIN: OnceLock<Join> = OnceLock::new();

/// How spans join a trace is known to whoever exports them. Only the first one counts.
pub fn join_by(join: Join) {
    JOIN.get_or_init(|| join);
}

/// A span of what happens to a message, such as `message.send`.
pub(crate) fn of(message: MessageId, what: &str) -> Span {
    let span = tracing::debug_span!(target: "trace", parent: None, "message", otel.name = what, message = %message);
    if let (false, Some(join)) = (span.is_disabled(), JOIN.get()) {
        join(&span, message.uuid());
    }
    span
}
