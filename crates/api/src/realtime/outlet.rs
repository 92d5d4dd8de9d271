//! What is said to a client, and the way it takes.

use recado_domain::{ConversationId, TenantId, Timestamp, UserId};
use recado_engine::view::EventView;
use serde::Serialize;
use socketioxide::{SendError, SocketError, extract::SocketRef};

/// Something for a client. Its name is the event's name.
#[derive(Debug, Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
pub(super) enum Outgoing<'a> {
    /// The first of all.
    Ready { seq: i64, tenant_id: TenantId, user_id: UserId },
    /// A numbered event.
    Event(&'a EventView),
    /// Catch up behind this number; `None` = load everything anew.
    Resync { after: Option<i64> },
    /// The token runs out.
    Expiring { expires_at: Timestamp },
    /// The last of all.
    Ended { reason: EndReason },
    /// Somebody writes.
    Typing { conversation_id: ConversationId, user_id: UserId, on: bool },
    /// Somebody came or went.
    Presence { user_id: UserId, state: PresenceState },
}

recado_domain::words! {
    /// Why a session's socket was ended.
    EndReason {
        /// The access token ran out and was not renewed.
        Expired = "expired",
        /// The session was ended, or the membership was.
        Revoked = "revoked",
        /// The tenant may not work at present.
        Suspended = "suspended",
    }
}

recado_domain::words! {
    /// Whether a person is connected.
    PresenceState {
        /// With at least one socket.
        Online = "online",
        /// The same, but says not to be at work.
        Away = "away",
        /// With none.
        Offline = "offline",
    }
}

impl Outgoing<'_> {
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Ready { .. } => "ready",
            Self::Event(event) => &event.kind,
            Self::Resync { .. } => "resync",
            Self::Expiring { .. } => "session:expiring",
            Self::Ended { .. } => "session:ended",
            Self::Typing { .. } => "typing",
            Self::Presence { .. } => "presence",
        }
    }
}

/// Why something did not get on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsent {
    /// The client is too slow: its queue is full.
    Full,
    /// The client is gone.
    Gone,
}

/// The way to one client.
pub(super) trait Outlet: Send + Sync {
    /// Puts it into the client's queue.
    fn send(&self, what: &Outgoing<'_>) -> Result<(), Unsent>;
    /// Disconnects the client; `Full` when not even that could be queued.
    fn close(&self) -> Result<(), Unsent>;
    /// Whether the client is no longer there.
    fn is_gone(&self) -> bool;
}

impl Outlet for SocketRef {
    fn send(&self, what: &Outgoing<'_>) -> Result<(), Unsent> {
        self.emit(what.name(), what).map_err(|error| match error {
            SendError::Socket(error) => unsent(&error),
            SendError::Serialize(error) => {
                tracing::error!(category = "system", %error, "an event could not be encoded");
                Unsent::Gone
            }
        })
    }

    fn close(&self) -> Result<(), Unsent> {
        self.clone().disconnect().map_err(|error| unsent(&error))
    }

    fn is_gone(&self) -> bool {
        !self.connected()
    }
}

fn unsent(error: &SocketError) -> Unsent {
    match error {
        SocketError::InternalChannelFull => Unsent::Full,
        SocketError::Closed => Unsent::Gone,
    }
}
