use recado_domain::{SessionId, TenantId, UserId};
use recado_storage::platform::sessions::SessionEnd;
use tokio::sync::broadcast;

use super::Access;
use crate::Engine;

/// A change that open sockets must follow, told after its commit, on this node only. Other nodes hear that there was one
/// ([`Wake::access`](crate::Wake)), or find it by [`Engine::recheck`], which they ask for each socket every few seconds.
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

    /// Forgets what was believed of anybody: somebody's access was changed.
    pub fn forget(&self) {
        self.cache.clear();
    }
}

impl Engine {
    /// Tells of a committed change: this node what it was, after what was believed of anybody is forgotten; the others
    /// that there was one.
    pub(super) fn access_changed(&self, events: impl IntoIterator<Item = AccessEvent>) {
        self.access.forget();
        for event in events {
            // Nobody listens on a node without sockets.
            drop(self.access.events.send(event));
        }
        self.wake.access_changed_here();
    }
}
