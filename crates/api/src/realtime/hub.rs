//! All sockets of this node.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use recado_domain::{ConversationId, Permission, TenantId, UserId, visibility::Placement};
use recado_engine::{
    Engine,
    relay::{NumberedEvent, Publisher},
};
use socketioxide::socket::Sid;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    QUEUE,
    connection::{Connection, Wanted},
    elsewhere::{Elsewhere, Was},
    neighbours::{TypingWord, Word},
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

/// The sockets of one tenant.
type Room = HashMap<Sid, Arc<Connection>>;
type Rooms = HashMap<TenantId, Room>;

#[derive(Default)]
struct Inside {
    /// The newest number that this node has handed out, by tenant; `None` until it follows the events.
    heads: Option<HashMap<TenantId, i64>>,
    rooms: Rooms,
    /// Sockets that were told to go, while their clients have no room for it.
    leaving: Vec<Arc<Connection>>,
    elsewhere: Elsewhere,
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
        let inside = &mut *inside;
        let Some(heads) = &inside.heads else { return false };
        connection.greet(heads.get(&connection.tenant).copied().unwrap_or(0));
        let room = inside.rooms.entry(connection.tenant).or_default();
        let here: Present = room.values().map(|other| (other.user, other.presence())).collect();
        let mut online: Present = inside.elsewhere.of(connection.tenant.uuid()).collect();
        online.extend(&here);
        tell_who_is_online(&connection, &online);
        if !online.contains_key(&connection.user) {
            tell_presence(room, connection.user, connection.presence());
        }
        if !here.contains_key(&connection.user) {
            self.say_person(connection.tenant, connection.user, Some(connection.presence()));
        }
        room.insert(id, connection);
        metrics::gauge!("recado_sockets").increment(1.0);
        true
    }

    /// Forgets the socket.
    pub(super) fn leave(&self, tenant: TenantId, id: Sid) {
        let mut inside = self.inside();
        let Inside { rooms, elsewhere, .. } = &mut *inside;
        let Entry::Occupied(mut room) = rooms.entry(tenant) else { return };
        let Some(gone) = room.get_mut().remove(&id) else { return };
        metrics::gauge!("recado_sockets").decrement(1.0);
        if !room.get().values().any(|other| other.user == gone.user) {
            let state = elsewhere.state((tenant.uuid(), gone.user));
            if state != Some(gone.presence()) {
                tell_presence(room.get(), gone.user, state.unwrap_or(PresenceState::Offline));
            }
            self.say_person(tenant, gone.user, None);
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
            self.say_person(connection.tenant, connection.user, Some(state));
        }
    }

    /// Takes a change of what is known of other nodes, and tells the people here whose presence it was.
    pub(super) fn presence_elsewhere(&self, change: impl FnOnce(&mut Elsewhere) -> Vec<Was>) {
        let mut inside = self.inside();
        let Inside { rooms, elsewhere, .. } = &mut *inside;
        for (whose, was) in change(elsewhere) {
            let (state, (tenant, user)) = (elsewhere.state(whose), whose);
            let Some(room) = room_of(rooms, tenant).filter(|_| state != was) else { continue };
            // Who is connected here is told of by this node.
            if room.values().all(|other| other.user != user) {
                tell_presence(room, user, state.unwrap_or(PresenceState::Offline));
            }
        }
    }

    /// Names everybody here to the other nodes.
    pub(super) fn name_everybody(&self) {
        let inside = self.inside();
        self.say(&Word::Everybody);
        for (tenant, room) in &inside.rooms {
            let people: Present = room.values().map(|one| (one.user, one.presence())).collect();
            for (user, state) in people {
                self.say_person(*tenant, user, Some(state));
            }
        }
        self.say(&Word::Here { people: people_in(&inside.rooms) });
    }

    /// Says that this node lives.
    pub(super) fn say_here(&self) {
        let inside = self.inside();
        self.say(&Word::Here { people: people_in(&inside.rooms) });
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
        let typing = TypingWord {
            tenant: by.tenant.uuid(),
            user: by.user,
            conversation,
            assignee: at.assignee,
            team: at.team,
            on,
        };
        self.pass_typing_on(&typing);
        self.say(&Word::Typing(typing));
    }

    /// The same among the people here.
    pub(super) fn pass_typing_on(&self, typing: &TypingWord) {
        let inside = self.inside();
        let Some(room) = room_of(&inside.rooms, typing.tenant) else { return };
        for other in room.values().filter(|other| other.user != typing.user && other.sees(typing.at())) {
            other.tell(&Outgoing::Typing { conversation_id: typing.conversation, user_id: typing.user, on: typing.on });
        }
    }
}

/// The people of the tenant that another node named: it names none that nobody here has signed in for.
fn room_of(rooms: &Rooms, tenant: Uuid) -> Option<&Room> {
    rooms.iter().find(|(own, _)| own.uuid() == tenant).map(|(_, room)| room)
}

/// People, not sockets.
fn people_in(rooms: &Rooms) -> usize {
    rooms.values().map(|room| room.values().map(|one| one.user).collect::<HashSet<_>>().len()).sum()
}

fn tell_presence(room: &Room, user: UserId, state: PresenceState) {
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
