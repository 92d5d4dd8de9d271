//! One socket with a client that is as slow as the test wants.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use recado_domain::{
    Availability, ConversationId, FactorPolicy, Role, SessionId, TeamId, TenantId, Timestamp, UserId,
    visibility::{AgentSight, Placement},
};
use recado_engine::{
    access::{By, Caller, Identity, Person, Standing},
    events::RESYNC,
    relay::NumberedEvent,
};
use recado_storage::platform::tenants::TenantStatus;
use serde_json::{Value as Json, json, value::RawValue};
use uuid::Uuid;

use super::{
    LARGEST_EVENT, QUEUE,
    connection::{Connection, Wanted},
    hub::tell_who_is_online,
    outlet::{Outgoing, Outlet, PresenceState, Unsent},
};

const ME: UserId = UserId::from_uuid(Uuid::from_u128(1));
#[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(2));
const TEAM: TeamId = TeamId::from_uuid(Uuid::from_u128(3));
const NOW: Timestamp = Timestamp::from_secs(1_795_320_000);
const FREE: Placement = Placement { assignee: None, team: None };
const IN_TEAM: Placement = Placement { assignee: None, team: Some(TEAM) };

/// A client with so much room left in its queue, and what it was told.
#[derive(Clone, Default)]
struct Client(Arc<Mutex<Told>>);

#[derive(Default)]
struct Told {
    room: usize,
    heard: Vec<(String, Json)>,
    is_gone: bool,
}

impl Client {
    fn has_room(&self, room: usize) {
        self.0.lock().unwrap().room = room;
    }

    fn heard(&self) -> Vec<(String, Json)> {
        std::mem::take(&mut self.0.lock().unwrap().heard)
    }
}

impl Outlet for Client {
    fn send(&self, what: &Outgoing<'_>) -> Result<(), Unsent> {
        let mut told = self.0.lock().unwrap();
        told.room = told.room.checked_sub(1).ok_or(Unsent::Full)?;
        told.heard.push((what.name().to_owned(), serde_json::to_value(what).unwrap()));
        Ok(())
    }

    fn close(&self) -> Result<(), Unsent> {
        let mut told = self.0.lock().unwrap();
        told.room = told.room.checked_sub(1).ok_or(Unsent::Full)?;
        told.is_gone = true;
        Ok(())
    }

    fn is_gone(&self) -> bool {
        self.0.lock().unwrap().is_gone
    }
}

fn agent(teams: &[TeamId]) -> Caller {
    let standing = Standing {
        tenant: TENANT,
        slug: "shop".to_owned(),
        name: "Shop".to_owned(),
        status: TenantStatus::Active,
        time_zone: "America/Sao_Paulo".to_owned(),
        accent: None,
        logo_url: None,
        role: Role::Agent,
        availability: Availability::Available,
        sight: AgentSight::Team,
        idle_limit: Duration::from_hours(1),
        factor_policy: FactorPolicy::Optional,
        teams: teams.to_vec(),
    };
    let person = Person {
        user: ME,
        session: SessionId::from_uuid(Uuid::from_u128(4)),
        session_expires_at: NOW.plus(Duration::from_hours(24)),
        proved_at: NOW,
        is_super_admin: false,
        has_factor: false,
        standings: vec![standing],
    };
    Identity::Person(Arc::new(person)).choose(None, None, By::SYSTEM).unwrap()
}

/// A socket of an agent without a team whose node stands at number 10, greeted.
fn connected() -> (Connection, Client) {
    let client = Client::default();
    client.has_room(100);
    let expires = NOW.plus(Duration::from_mins(15));
    let connection = Connection::new(agent(&[]), expires, Box::new(client.clone())).unwrap();
    connection.greet(10);
    let ready = json!({ "seq": 10, "tenantId": TENANT, "userId": ME });
    assert_eq!(client.heard(), [("ready".to_owned(), ready)]);
    (connection, client)
}

fn event(seq: i64, before: Placement, after: Placement) -> NumberedEvent {
    NumberedEvent {
        tenant: TENANT,
        seq,
        kind: "conversation:updated".to_owned(),
        conversation: Some(ConversationId::from_uuid(Uuid::from_u128(5))),
        before,
        after,
        data: Arc::from(RawValue::from_string(r#"{"conversation":null}"#.to_owned()).unwrap()),
        at: NOW,
    }
}

fn access_changed(seq: i64) -> NumberedEvent {
    let after = Placement { assignee: Some(ME), team: None };
    NumberedEvent { kind: RESYNC.to_owned(), conversation: None, ..event(seq, FREE, after) }
}

/// Name, number and predecessor of what was heard.
fn numbers(heard: Vec<(String, Json)>) -> Vec<(String, i64, i64)> {
    let number = |event: &Json, name: &str| event[name].as_i64().unwrap_or(-1);
    heard.into_iter().map(|(name, event)| (name, number(&event, "seq"), number(&event, "prev"))).collect()
}

#[test]
fn each_event_names_the_one_before_that_this_person_saw() {
    let (connection, client) = connected();
    for (seq, before, after) in [(11, FREE, FREE), (12, IN_TEAM, IN_TEAM), (13, FREE, IN_TEAM), (14, IN_TEAM, FREE)] {
        assert_eq!(connection.offer(&event(seq, before, after)), Wanted::Nothing);
    }
    let name = |name: &str| name.to_owned();
    let wanted = [
        (name("conversation:updated"), 11, 10),
        (name("conversation:gone"), 13, 11),
        (name("conversation:updated"), 14, 13),
    ];
    assert_eq!(numbers(client.heard()), wanted);
}

#[test]
fn a_slow_client_is_told_to_catch_up_and_cannot_overlook_the_loss() {
    let (connection, client) = connected();
    client.has_room(1);
    for seq in 11..=14 {
        connection.offer(&event(seq, FREE, FREE));
    }
    connection.settle();
    assert_eq!(numbers(client.heard()), [("conversation:updated".to_owned(), 11, 10)]);
    client.has_room(100);
    connection.offer(&event(15, FREE, FREE));
    connection.settle();
    connection.offer(&event(16, FREE, FREE));
    let heard = client.heard();
    assert_eq!(heard[0], ("resync".to_owned(), json!({ "after": 11 })));
    assert_eq!(numbers(heard[1..].to_vec()), [("conversation:updated".to_owned(), 16, 15)]);
    connection.settle();
    assert_eq!(client.heard(), [], "said once");
}

#[test]
fn nothing_is_sent_between_a_change_of_access_and_its_reading() {
    let (connection, client) = connected();
    assert_eq!(connection.offer(&access_changed(11)), Wanted::Recheck);
    connection.offer(&event(12, IN_TEAM, IN_TEAM));
    connection.offer(&event(13, FREE, FREE));
    assert_eq!(client.heard(), []);
    connection.adopt(agent(&[TEAM]));
    connection.offer(&event(14, IN_TEAM, IN_TEAM));
    let heard = client.heard();
    assert_eq!(heard[0], ("resync".to_owned(), json!({ "after": null })));
    assert_eq!(numbers(heard[1..].to_vec()), [("conversation:updated".to_owned(), 14, 13)]);
}

#[test]
fn a_change_that_was_known_costs_a_catch_up_only_if_something_was_held_back() {
    let (connection, client) = connected();
    connection.offer(&access_changed(11));
    connection.adopt(agent(&[]));
    assert_eq!(client.heard(), []);
    connection.offer(&access_changed(12));
    connection.offer(&event(13, FREE, FREE));
    connection.adopt(agent(&[]));
    assert_eq!(client.heard(), [("resync".to_owned(), json!({ "after": 10 }))]);
}

#[test]
fn a_token_is_announced_once_and_runs_out_unless_it_is_renewed() {
    let (connection, client) = connected();
    let at = |minutes| NOW.plus(Duration::from_mins(minutes));
    assert!(!connection.has_run_out(at(13)));
    assert_eq!(client.heard(), []);
    assert!(!connection.has_run_out(at(14)));
    assert!(!connection.has_run_out(at(14)));
    assert_eq!(client.heard(), [("session:expiring".to_owned(), json!({ "expiresAt": at(15) }))]);
    connection.renew(agent(&[]), at(29));
    assert!(!connection.has_run_out(at(15)));
    assert!(connection.has_run_out(at(29)));
}

#[test]
fn a_client_speaks_fifty_times_a_second() {
    let (connection, _client) = connected();
    let spoken = |second| (0..60).filter(|_| connection.may_speak(Duration::from_secs(second))).count();
    assert_eq!((spoken(1), spoken(2)), (50, 50));
}

#[test]
fn whoever_has_no_room_to_be_told_goodbye_is_asked_again() {
    let (connection, client) = connected();
    client.has_room(0);
    assert!(!connection.end(super::outlet::EndReason::Revoked));
    client.has_room(2);
    assert!(connection.hang_up());
    assert!(client.0.lock().unwrap().is_gone);
}

#[test]
fn an_event_too_large_for_the_queue_is_fetched() {
    let (connection, client) = connected();
    let large = format!("\"{}\"", "x".repeat(LARGEST_EVENT));
    let data = Arc::from(RawValue::from_string(large).unwrap());
    connection.offer(&NumberedEvent { data, ..event(11, FREE, FREE) });
    connection.settle();
    connection.offer(&event(12, FREE, FREE));
    let heard = client.heard();
    assert_eq!(heard[0], ("resync".to_owned(), json!({ "after": 10 })));
    assert_eq!(numbers(heard[1..].to_vec()), [("conversation:updated".to_owned(), 12, 11)]);
}

#[test]
fn a_crowd_leaves_half_of_a_newcomers_queue_free() {
    let (connection, client) = connected();
    client.has_room(QUEUE);
    let crowd = (100..100 + 2 * QUEUE as u128)
        .map(|n| (UserId::from_uuid(Uuid::from_u128(n)), PresenceState::Online))
        .collect();
    tell_who_is_online(&connection, &crowd);
    assert_eq!(client.heard().len(), QUEUE / 2);
}
