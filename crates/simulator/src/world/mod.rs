//! What Meta's side knows: numbers, people, windows, limits, the ledger, webhooks on their way.
//!
//! Everything changes through [`World::apply`] with a [`Record`], which is also what the ledger on disk holds. The
//! world must not know HTTP, sockets or files; it is told the time.
//!
//! To remember a new kind of thing: a variant of [`Record`], an arm of `apply`.

pub(crate) mod chats;
pub(crate) mod delivery;
pub(crate) mod limits;
pub(crate) mod media;
pub(crate) mod message;
pub(crate) mod number;
pub(crate) mod people;
pub(crate) mod record;
pub(crate) mod template;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    time::Duration,
};

use recado_domain::Timestamp;

use crate::{journal::Line, settings::Settings};
use chats::Chats;
use delivery::{Content, Deliveries, Planned, State};
use limits::Limits;
use media::Medium;
use message::{LedgerEntry, Outcome, Receipt, Sent};
use number::{Number, Waba};
use people::{People, Person, PersonId, Sighting};
use record::{Inbound, Record};
use template::{Template, hello_world};

/// The customer service window: free-form messages may be sent this long after the customer's last one.
const WINDOW: Duration = Duration::from_hours(24);

#[derive(Debug, Default)]
pub(crate) struct World {
    pub settings: Settings,
    pub numbers: BTreeMap<String, Number>,
    pub wabas: BTreeMap<String, Waba>,
    /// By account, name and language.
    pub templates: BTreeMap<(String, String, String), Template>,
    pub media: BTreeMap<String, Medium>,
    pub people: People,
    pub limits: Limits,
    pub ledger: Vec<LedgerEntry>,
    pub receipts: Vec<Receipt>,
    pub deliveries: Deliveries,
    pub chats: Chats,
    /// Results of webhook verification handshakes, newest last.
    pub handshakes: Vec<serde_json::Value>,
    /// Numbers that nobody told about, by the token that asked for them. Not kept: they are asked for again.
    pub unheard: BTreeMap<String, BTreeSet<String>>,
    sent: HashMap<String, Sent>,
    /// Time of the last window-opening message per number and person.
    windows: HashMap<(String, PersonId), Timestamp>,
    /// Free-form messages per number and month, for the free quota.
    service_messages: HashMap<(String, String), u32>,
    serial: u64,
}

impl World {
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// A number never given before in this ledger.
    pub fn next_serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// Continues the count of a ledger read back.
    pub fn resume_serial(&mut self, serial: u64) {
        self.serial = self.serial.max(serial);
    }

    pub fn sent(&self, wamid: &str) -> Option<&Sent> {
        self.sent.get(wamid)
    }

    /// Whether a free-form message may go to this person now.
    pub fn window_open(&self, number: &str, person: PersonId, now: Timestamp) -> bool {
        let last = self.windows.get(&(number.to_owned(), person));
        last.is_some_and(|at| now.since(*at) < WINDOW)
    }

    /// Free-form messages of this number in the month of `now`.
    pub fn service_count(&self, number: &str, now: Timestamp) -> u32 {
        self.service_messages.get(&(number.to_owned(), month(now))).copied().unwrap_or(0)
    }

    pub fn apply(&mut self, record: Record, line: Line) {
        match record {
            Record::Settings { settings } => self.apply_settings(settings),
            Record::Number { number } => self.apply_number(number),
            Record::Waba { waba } => drop(self.wabas.insert(waba.id.clone(), waba)),
            Record::Template { template } => self.apply_template(template),
            Record::Medium { medium } => drop(self.media.insert(medium.id.clone(), medium)),
            Record::MediumGone { id } => drop(self.media.remove(&id)),
            Record::Accepted { entry, sent, statuses } => self.apply_accepted(*entry, *sent, statuses, line),
            Record::Rejected { entry } => self.ledger.push(*entry),
            Record::Receipt { receipt } => self.apply_receipt(receipt),
            Record::Person { person } => drop(self.people.meet(&seen(&person))),
            Record::Inbound { inbound, webhook } => {
                let person = self.apply_inbound(&inbound);
                if let Content::Change { value, .. } = &webhook.content {
                    let chat = (inbound.phone_number_id, person);
                    self.chats.hear(chat, inbound.at, &value["messages"][0], webhook.id);
                }
                self.deliveries.plan(webhook, line);
            }
            Record::Heard { inbound } => drop(self.apply_inbound(&inbound)),
            Record::Planned { webhook } => self.apply_planned(webhook, line),
            Record::Attempted { ids, attempt, state, due } => {
                for id in ids {
                    self.deliveries.attempted(id, &attempt);
                    match state {
                        State::Pending => self.deliveries.put_back(id, due),
                        ended => self.deliveries.end(id, ended),
                    }
                }
            }
            Record::Ended { id, state } => self.deliveries.end(id, state),
        }
    }

    fn apply_settings(&mut self, settings: Settings) {
        if settings.clock_offset_ms != self.settings.clock_offset_ms {
            self.limits.clear();
        }
        self.settings = settings;
    }

    fn apply_number(&mut self, number: Number) {
        self.open_waba(&number.waba_id);
        self.numbers.insert(number.phone_number_id.clone(), number);
    }

    fn apply_template(&mut self, template: Template) {
        self.open_waba(&template.waba_id);
        let key = (template.waba_id.clone(), template.name.clone(), template.language.clone());
        self.templates.insert(key, template);
    }

    /// An account exists from its first number or template on, with the sample templates.
    fn open_waba(&mut self, id: &str) {
        if self.wabas.contains_key(id) {
            return;
        }
        self.wabas.insert(id.to_owned(), Waba::new(id));
        for language in ["en_US", "pt_BR"] {
            let serial = self.next_serial();
            let sample = hello_world(id, language, format!("{}", 900_000_000_000_000 + serial));
            self.templates.insert((id.to_owned(), sample.name.clone(), language.to_owned()), sample);
        }
    }

    fn apply_accepted(&mut self, entry: LedgerEntry, sent: Sent, statuses: Vec<Planned>, line: Line) {
        let seen = Sighting { wa_id: sent.wa_id.as_deref(), user_id: Some(&sent.user_id), ..Default::default() };
        let person = self.people.meet(&seen);
        let number = &entry.phone_number_id;
        let throughput = self.numbers.get(number).map_or(80, |number| number.throughput);
        self.limits.charge_out(number, throughput, person, entry.received_at);
        if sent.kind == "template" && !self.window_open(number, person, entry.received_at) {
            self.limits.charge_first(person, entry.received_at);
        }
        if sent.pricing.1 == "service" {
            *self.service_messages.entry((number.clone(), month(entry.received_at))).or_default() += 1;
        }
        self.chats.say((number.clone(), person), entry.received_at, &sent.wamid, self.ledger.len());
        self.sent.insert(sent.wamid.clone(), sent);
        self.ledger.push(entry);
        for status in statuses {
            self.apply_planned(status, line);
        }
    }

    fn apply_inbound(&mut self, inbound: &Inbound) -> PersonId {
        let seen = Sighting {
            wa_id: inbound.wa_id.as_deref(),
            user_id: inbound.user_id.as_deref(),
            name: inbound.name.as_deref(),
            username: inbound.username.as_deref(),
        };
        let person = self.people.meet(&seen);
        let number = &inbound.phone_number_id;
        let throughput = self.numbers.get(number).map_or(80, |number| number.throughput);
        self.limits.charge_in(number, throughput, inbound.at);
        if inbound.opens_window {
            let last = self.windows.entry((number.clone(), person)).or_insert(inbound.at);
            *last = inbound.at.max(*last);
        }
        person
    }

    fn apply_receipt(&mut self, receipt: Receipt) {
        if let Some(wamid) = receipt.message_id.as_ref().filter(|_| receipt.outcome == Outcome::Accepted) {
            self.chats.receipt(wamid, receipt.typing, receipt.received_at);
        }
        self.receipts.push(receipt);
    }

    fn apply_planned(&mut self, webhook: Planned, line: Line) {
        if let Content::Status { wamid, status, at, .. } = &webhook.content {
            self.chats.tell(wamid, status, *at);
        }
        if let Content::Status { wamid, status, priced: true, .. } = &webhook.content
            && status != "sent"
            && let Some(sent) = self.sent.get_mut(wamid)
        {
            sent.delivery_priced = true;
        }
        self.deliveries.plan(webhook, line);
    }
}

fn seen(person: &Person) -> Sighting<'_> {
    Sighting {
        wa_id: person.wa_id.as_deref(),
        user_id: Some(&person.user_id),
        name: person.name.as_deref(),
        username: person.username.as_deref(),
    }
}

/// `2026-11` of a time.
fn month(at: Timestamp) -> String {
    at.to_rfc3339().chars().take(7).collect()
}
