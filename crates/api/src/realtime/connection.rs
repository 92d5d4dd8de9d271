//! One socket: who it is, what it was sent and what it is owed.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::{Availability, Permission, SessionId, TenantId, Timestamp, UserId, visibility::Placement};
use recado_engine::{
    access::Caller,
    events::RESYNC,
    relay::{NumberedEvent, Reader, Shown},
    view::EventView,
};

use super::{
    LARGEST_EVENT,
    outlet::{EndReason, Outgoing, Outlet, PresenceState, Unsent},
};

/// How long before its end a client is told that its token runs out.
const NOTICE: Duration = Duration::from_mins(1);
/// Things that a client may say in one second.
const MOST_A_SECOND: u32 = 50;

/// One socket of a signed-in person.
pub(super) struct Connection {
    pub(super) tenant: TenantId,
    pub(super) user: UserId,
    pub(super) session: SessionId,
    outlet: Box<dyn Outlet>,
    state: Mutex<State>,
}

struct State {
    caller: Caller,
    reader: Reader,
    expires_at: Timestamp,
    /// Whether the client knows that its token runs out.
    is_warned: bool,
    /// The number of the last event meant for this socket, sent or not: the next one names it, so a loss shows.
    prev: i64,
    /// The number of the last event that was sent.
    sent: i64,
    /// What must be said before anything else with a number.
    owed: Option<Owed>,
    /// Nothing with a number is sent until the access has been read again.
    is_withheld: bool,
    /// The second in which the client speaks, and how often it has.
    spoken: (u64, u32),
}

/// An order that a client is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owed {
    /// It was too slow for some events.
    CatchUp,
    /// What it may see changed.
    Reload,
}

/// What an event asks for, beyond being sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Nothing,
    /// The person's access changed: read it again.
    Recheck,
}

impl Connection {
    /// A socket of this person; `None` for an API key, which has none.
    pub(super) fn new(caller: Caller, expires_at: Timestamp, outlet: Box<dyn Outlet>) -> Option<Self> {
        let person = caller.person()?;
        let (tenant, user, session) = (caller.tenant(), person.user, person.session);
        let state = State {
            reader: Reader::of(&caller),
            caller,
            expires_at,
            is_warned: false,
            prev: 0,
            sent: 0,
            owed: None,
            is_withheld: false,
            spoken: (0, 0),
        };
        Some(Self { tenant, user, session, outlet, state: Mutex::new(state) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What others are told of this person.
    pub(super) fn presence(&self) -> PresenceState {
        match self.state().caller.availability() {
            Availability::Available => PresenceState::Online,
            Availability::Away => PresenceState::Away,
        }
    }

    /// Says `ready`: only events behind `head` follow.
    pub(super) fn greet(&self, head: i64) {
        let mut state = self.state();
        (state.prev, state.sent) = (head, head);
        self.tell(&Outgoing::Ready { seq: head, tenant_id: self.tenant, user_id: self.user });
    }

    /// Sends the event, if this person may see it.
    pub(super) fn offer(&self, event: &NumberedEvent) -> Wanted {
        let mut state = self.state();
        let shown = state.reader.judge(event);
        if event.kind == RESYNC {
            let concerned = shown == Shown::Whole;
            state.is_withheld |= concerned;
            return if concerned { Wanted::Recheck } else { Wanted::Nothing };
        }
        let Some(view) = EventView::shown(event, shown, Some(state.prev)) else { return Wanted::Nothing };
        state.prev = event.seq;
        // An event too large for the queue is fetched by REST, as one that found no room in it.
        if state.is_withheld || state.owed.is_some() || view.data.weight() > LARGEST_EVENT {
            state.owe(Owed::CatchUp);
        } else {
            match self.outlet.send(&Outgoing::Event(&view)) {
                Ok(()) => state.sent = event.seq,
                Err(Unsent::Full) => {
                    metrics::counter!("recado_sockets_slow_total").increment(1);
                    state.owe(Owed::CatchUp);
                }
                Err(Unsent::Gone) => {} // forgotten at the next tick
            }
        }
        Wanted::Nothing
    }

    /// The numbers have a gap on our side (a restored database): nothing here can be trusted.
    pub(super) fn must_reload(&self) {
        self.state().owe(Owed::Reload);
        self.settle();
    }

    /// Says what is owed, if the client has room for it by now.
    pub(super) fn settle(&self) {
        let mut state = self.state();
        let after = match state.owed {
            _ if state.is_withheld => return,
            None => return,
            Some(Owed::CatchUp) => Some(state.sent),
            Some(Owed::Reload) => None,
        };
        if self.outlet.send(&Outgoing::Resync { after }).is_ok() {
            state.owed = None;
        }
    }

    /// The person's access was read again: from now on this is what they see. They reload when it changed.
    pub(super) fn adopt(&self, caller: Caller) {
        let mut state = self.state();
        let reader = Reader::of(&caller);
        if reader != state.reader {
            state.owe(Owed::Reload);
        }
        (state.caller, state.reader, state.is_withheld) = (caller, reader, false);
        drop(state);
        self.settle();
    }

    /// A fresh token of the same session.
    pub(super) fn renew(&self, caller: Caller, expires_at: Timestamp) {
        let mut state = self.state();
        (state.expires_at, state.is_warned) = (expires_at, false);
        drop(state);
        self.adopt(caller);
    }

    /// Whether the token has run out; announces it a minute before.
    pub(super) fn has_run_out(&self, now: Timestamp) -> bool {
        let mut state = self.state();
        if now >= state.expires_at {
            return true;
        }
        if !state.is_warned && now.plus(NOTICE) >= state.expires_at {
            state.is_warned = true;
            self.tell(&Outgoing::Expiring { expires_at: state.expires_at });
        }
        false
    }

    /// Whether the client may say one more thing in this second.
    pub(super) fn may_speak(&self, clock: Duration) -> bool {
        let mut state = self.state();
        if state.spoken.0 != clock.as_secs() {
            state.spoken = (clock.as_secs(), 0);
        }
        state.spoken.1 += 1;
        state.spoken.1 <= MOST_A_SECOND
    }

    /// Says something without a number. A client that has no room for it misses it.
    pub(super) fn tell(&self, what: &Outgoing<'_>) {
        if self.outlet.send(what) == Err(Unsent::Full) {
            metrics::counter!("recado_sockets_hints_dropped_total").increment(1);
        }
    }

    /// Says why and disconnects; false while the client has no room for it: ask again.
    pub(super) fn end(&self, reason: EndReason) -> bool {
        self.tell(&Outgoing::Ended { reason });
        self.hang_up()
    }

    /// Disconnects; false while the client has no room for it: ask again.
    pub(super) fn hang_up(&self) -> bool {
        self.outlet.close() != Err(Unsent::Full)
    }

    /// Whether the client is no longer there.
    pub(super) fn is_gone(&self) -> bool {
        self.outlet.is_gone()
    }

    pub(super) fn caller(&self) -> Caller {
        self.state().caller.clone()
    }

    pub(super) fn sees(&self, at: Placement) -> bool {
        let state = self.state();
        state.reader.conversations && state.reader.visibility.sees(at)
    }

    pub(super) fn may(&self, permission: Permission) -> bool {
        self.state().caller.may(permission)
    }
}

impl State {
    fn owe(&mut self, order: Owed) {
        self.owed = self.owed.max(Some(order));
    }
}
