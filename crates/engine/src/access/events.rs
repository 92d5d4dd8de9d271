use recado_domain::{SessionId, TenantId, UserId};
use recado_storage::platform::sessions::SessionEnd;
use tokio::sync::broadcast;

use super::Access;

/// A change that open sockets must follow, told after its commit, on this node only. Other nodes learn of it from
/// [`Engine::recheck`](crate::Engine::recheck), which they ask for each socket every few seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessEvent {
    /// A session ended: its sockets go.
    SessionEnded {
        /// The session.
        session: SessionId,
        /// Whose it was.
        user: UserId,
        /// Why.
        reason: SessionEnd,
    },
    /// A person's role, teams or membership changed: their sockets of this tenant are judged anew.
    MemberChanged {
        /// The tenant.
        tenant: TenantId,
        /// The person.
        user: UserId,
    },
    /// The tenant's setting for what agents see changed: all its sockets are judged anew.
    SightChanged {
        /// The tenant.
        tenant: TenantId,
    },
    /// A tenant was suspended or cancelled: all its sockets go.
    TenantSuspended {
        /// The tenant.
        tenant: TenantId,
    },
}

impl Access {
    /// Hears every [`AccessEvent`] from now on.
    pub fn listen(&self) -> broadcast::Receiver<AccessEvent> {
        self.events.subscribe()
    }

    /// Forgets what was believed of anybody: another node has changed somebody's access.
    pub fn forget(&self) {
        self.cache.clear();
    }

    /// Tells this node of a committed change: what was believed of anybody is forgotten first.
    pub(super) fn announce(&self, events: impl IntoIterator<Item = AccessEvent>) {
        self.cache.clear();
        for event in events {
            // Nobody listens on a node without sockets.
            drop(self.events.send(event));
        }
    }
}
