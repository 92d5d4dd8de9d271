//! Keeping sockets true: tokens run out, sessions end, roles and teams change.
//!
//! What is changed on this node is heard at once. When another node says that it changed somebody's access, every
//! socket's is read again, and so it is every two seconds (through a cache of three): even if nothing is heard, nobody
//! keeps what was taken from them for longer than five.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream};
use recado_engine::access::{AccessEvent, AuthError};
use socketioxide::socket::Sid;
use tokio::{
    sync::{Notify, broadcast::error::RecvError},
    time::{Interval, MissedTickBehavior, interval},
};

use super::{connection::Connection, hub::Hub, neighbours, outlet::EndReason};

/// How often tokens and slow clients are looked at.
const TICK: Duration = Duration::from_secs(1);
/// How often every socket's access is read again.
const SWEEP: Duration = Duration::from_secs(2);
/// Sockets read side by side in a sweep.
const AT_ONCE: usize = 8;

/// Does all of it, for ever.
pub(super) async fn run(hub: &Hub) {
    let changed = Notify::new();
    tokio::join!(
        tick(hub),
        sweep(hub, &changed),
        hear(hub),
        hear_others(hub, &changed),
        recheck_doubtful(hub),
        neighbours::run(hub)
    );
}

async fn tick(hub: &Hub) {
    let mut ticks = every(TICK);
    loop {
        ticks.tick().await;
        hub.tick();
    }
}

async fn sweep(hub: &Hub, changed: &Notify) {
    let mut ticks = every(SWEEP);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = changed.notified() => {}
        }
        hub.sweep().await;
    }
}

/// What other nodes change: requests are judged anew from here on, sockets by a sweep.
async fn hear_others(hub: &Hub, changed: &Notify) {
    loop {
        hub.engine().wake.access.notified().await;
        hub.engine().access.forget();
        changed.notify_one();
    }
}

pub(super) fn every(time: Duration) -> Interval {
    let mut ticks = interval(time);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ticks
}

/// What this node changes.
async fn hear(hub: &Hub) {
    let mut events = hub.engine().access.listen();
    loop {
        match events.recv().await {
            Ok(event) => hub.follow_access(event),
            Err(RecvError::Lagged(_)) => hub.sweep().await,
            Err(RecvError::Closed) => return std::future::pending().await,
        }
    }
}

async fn recheck_doubtful(hub: &Hub) {
    let Some(mut doubts) = hub.take_doubts() else { return std::future::pending().await };
    while let Some(connection) = doubts.recv().await {
        for (id, connection) in hub.sockets(|other| std::ptr::eq(other, Arc::as_ptr(&connection))) {
            hub.recheck(id, &connection).await;
        }
    }
}

impl Hub {
    /// Looks at tokens that run out, and at clients that were slow.
    pub fn tick(&self) {
        let now = self.engine().now();
        for (id, connection) in self.sockets(|_| true) {
            if connection.is_gone() {
                self.leave(connection.tenant, id);
            } else if connection.has_run_out(now) {
                self.end(id, &connection, EndReason::Expired);
            } else {
                connection.settle();
            }
        }
        self.see_off();
    }

    /// Reads every socket's access again.
    pub async fn sweep(&self) {
        let sockets = stream::iter(self.sockets(|_| true));
        let checks = sockets.map(|(id, connection)| async move { self.recheck(id, &connection).await });
        checks.buffer_unordered(AT_ONCE).collect::<()>().await;
    }

    fn follow_access(&self, event: AccessEvent) {
        match event {
            AccessEvent::SessionEnded { session, .. } => {
                for (id, connection) in self.sockets(|socket| socket.session == session) {
                    self.end(id, &connection, EndReason::Revoked);
                }
            }
            AccessEvent::TenantSuspended { tenant } => {
                for (id, connection) in self.sockets(|socket| socket.tenant == tenant) {
                    self.end(id, &connection, EndReason::Suspended);
                }
            }
            AccessEvent::MemberChanged { tenant, user } => {
                for (_, connection) in self.sockets(|socket| socket.tenant == tenant && socket.user == user) {
                    self.doubt(&connection);
                }
            }
            AccessEvent::SightChanged { tenant } => {
                for (_, connection) in self.sockets(|socket| socket.tenant == tenant) {
                    self.doubt(&connection);
                }
            }
        }
    }

    async fn recheck(&self, id: Sid, connection: &Arc<Connection>) {
        match self.engine().recheck(&connection.caller()).await {
            Ok(caller) => {
                let before = connection.presence();
                connection.adopt(caller);
                if connection.presence() != before {
                    self.presence_changed(connection);
                }
            }
            Err(AuthError::TenantSuspended) => self.end(id, connection, EndReason::Suspended),
            Err(AuthError::Storage(error)) => {
                tracing::warn!(category = "system", %error, "a socket's access could not be read again");
            }
            Err(_) => self.end(id, connection, EndReason::Revoked),
        }
    }
}
