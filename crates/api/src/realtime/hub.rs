//! All sockets of this node.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use recado_domain::{ConversationId, Permission, TenantId, UserId, visibility::Placement};
use recado_engine::{
    Engine,
    relay::{NumberedEvent, Publisher},
};
use socketioxide::socket::Sid;
use tokio::sync::mpsc;

use super::{
    QUEUE,
    connection::{Connection, Wanted},
    outlet::{EndReason, Outgoing, PresenceState},
};

/// The people connected to this node.
pub struct Hub {
    engine: Engine,
    inside: Mutex<Inside>,
    /// Sockets whose access must be read again.
    doubtful: mpsc::UnboundedSender<Arc<Connection>>,
    /// Taken by the one task that reads it.
    doubts: Mutex<Option<mpsc::UnboundedReceiver<Arc<Connection>>>>,
}

/// Who is connected, and what they say of themselves.
pub(super) type Present = HashMap<UserId, PresenceState>;

#[derive(Default)]
struct Inside {
    /// The newest number that this node has handed out, by tenant; `None` until it follows the events.
    heads: Option<HashMap<TenantId, i64>>,
    rooms: HashMap<TenantId, HashMap<Sid, Arc<Connection>>>,
    /// Sockets that were told to go, while their clients have no room for it.
    leaving: Vec<Arc<Connection>>,
}

impl Hub {
    pub(super) fn new(engine: Engine) -> Self {
        let (doubtful, doubts) = mpsc::unbounded_channel();
        Self { engine, inside: Mutex::default(), doubtful, doubts: Mutex::new(Some(doubts)) }
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.engine
    }

    pub(super) fn take_doubts(&self) -> Option<mpsc::UnboundedReceiver<Arc<Connection>>> {
        self.doubts.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether this node follows the events: before that nobody can be told where they stand.
    pub fn is_following(&self) -> bool {
        self.inside().heads.is_some()
    }

    /// How many sockets are connected.
    pub fn count(&self) -> usize {
        self.inside().rooms.values().map(HashMap::len).sum()
    }

    /// Greets the socket and sends it everything from here on; false when this node does not follow the events.
    pub(super) fn join(&self, id: Sid, connection: Arc<Connection>) -> bool {
        let mut inside = self.inside();
        let Some(heads) = &inside.heads else { return false };
        connection.greet(heads.get(&connection.tenant).copied().unwrap_or(0));
        let room = inside.rooms.entry(connection.tenant).or_default();
        let online: Present = room.values().map(|other| (other.user, other.presence())).collect();
        tell_who_is_online(&connection, &online);
        if !online.contains_key(&connection.user) {
            tell_presence(room, connection.user, connection.presence());
        }
        room.insert(id, connection);
        metrics::gauge!("recado_sockets").increment(1.0);
        true
    }

    /// Forgets the socket.
    pub(super) fn leave(&self, tenant: TenantId, id: Sid) {
        let mut inside = self.inside();
        let Entry::Occupied(mut room) = inside.rooms.entry(tenant) else { return };
        let Some(gone) = room.get_mut().remove(&id) else { return };
        metrics::gauge!("recado_sockets").decrement(1.0);
        if !room.get().values().any(|other| other.user == gone.user) {
            tell_presence(room.get(), gone.user, PresenceState::Offline);
        }
        if room.get().is_empty() {
            room.remove();
        }
    }

    /// Tells the others what this person says of themselves now: once, when the last of their sockets has learnt it.
    pub(super) fn presence_changed(&self, connection: &Connection) {
        let (inside, state) = (self.inside(), connection.presence());
        let Some(room) = inside.rooms.get(&connection.tenant) else { return };
        if room.values().filter(|other| other.user == connection.user).all(|other| other.presence() == state) {
            tell_presence(room, connection.user, state);
        }
    }

    /// The sockets that fit, of all tenants.
    pub(super) fn sockets(&self, fits: impl Fn(&Connection) -> bool) -> Vec<(Sid, Arc<Connection>)> {
        let inside = self.inside();
        let all = inside.rooms.values().flatten().filter(|(_, connection)| fits(connection));
        all.map(|(id, connection)| (*id, connection.clone())).collect()
    }

    /// Ends a socket: it gets nothing more from here on.
    pub(super) fn end(&self, id: Sid, connection: &Arc<Connection>, reason: EndReason) {
        self.leave(connection.tenant, id);
        if !connection.end(reason) {
            self.inside().leaving.push(connection.clone());
        }
    }

    /// Disconnects those who had no room for it before.
    pub(super) fn see_off(&self) {
        let mut leaving = std::mem::take(&mut self.inside().leaving);
        leaving.retain(|connection| !connection.hang_up());
        self.inside().leaving.append(&mut leaving);
    }

    /// Has a socket's access read again.
    pub(super) fn doubt(&self, connection: &Arc<Connection>) {
        if self.doubtful.send(connection.clone()).is_err() {
            tracing::debug!(category = "system", "nobody reads access again: the process is ending");
        }
    }

    /// Tells the others who may see the conversation that this person writes, or stopped.
    pub(super) fn tell_typing(&self, by: &Connection, conversation: ConversationId, at: Placement, on: bool) {
        let inside = self.inside();
        let Some(room) = inside.rooms.get(&by.tenant) else { return };
        for other in room.values().filter(|other| other.user != by.user && other.sees(at)) {
            other.tell(&Outgoing::Typing { conversation_id: conversation, user_id: by.user, on });
        }
    }
}

fn tell_presence(room: &HashMap<Sid, Arc<Connection>>, user: UserId, state: PresenceState) {
    for other in room.values().filter(|other| other.user != user && other.may(Permission::UsersRead)) {
        other.tell(&Outgoing::Presence { user_id: user, state });
    }
}

/// Half of the queue is left for what happens meanwhile: of a crowd, a newcomer hears of some.
pub(super) fn tell_who_is_online(connection: &Connection, online: &Present) {
    if connection.may(Permission::UsersRead) {
        for (user, state) in online.iter().filter(|(user, _)| **user != connection.user).take(QUEUE / 2) {
            connection.tell(&Outgoing::Presence { user_id: *user, state: *state });
        }
    }
}

impl Publisher for Hub {
    fn start(&self, heads: HashMap<TenantId, i64>) {
        self.inside().heads = Some(heads);
    }

    fn publish(&self, events: &[NumberedEvent]) {
        let mut inside = self.inside();
        let Inside { heads, rooms, .. } = &mut *inside;
        let heads = heads.get_or_insert_default();
        for event in events {
            let head = heads.insert(event.tenant, event.seq).unwrap_or(0);
            let Some(room) = rooms.get(&event.tenant) else { continue };
            for connection in room.values() {
                if event.seq != head + 1 {
                    connection.must_reload();
                }
                if connection.offer(event) == Wanted::Recheck {
                    self.engine.access.forget();
                    self.doubt(connection);
                }
            }
        }
    }
}

impl std::fmt::Debug for Hub {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hub").field("sockets", &self.count()).finish_non_exhaustive()
    }
}
