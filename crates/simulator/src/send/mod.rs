//! `POST /{PNID}/messages`: reads, judges and records one send.
//!
//! The order of the checks is Meta's as far as it can be seen: token, shape of the request, recipient, window,
//! limits. Everything that arrives is on the ledger, refused or not, before the answer leaves.
//!
//! To add a message type: a file in `kinds` or `interactive`.

mod interactive;
mod kinds;
mod part;
mod receipt;
mod recipient;
mod template;

use recado_domain::Timestamp;
use serde_json::{Value, json};

use crate::{
    faults::{Place, Stage},
    graph::{auth::authorize, refusal::Refusal},
    journal::Line,
    meta::{Meta, WorldGuard},
    statuses::{self, Timing},
    world::{
        World,
        delivery::DeliveryId,
        limits::Exceeded,
        message::{LedgerEntry, Outcome, Sent},
        number::Number,
        record::Record,
        template::Template,
    },
};
use kinds::PLAIN;
use part::{Checked, Part};
use recipient::{Found, Recipient};
use template::TemplateCall;

pub(crate) use receipt::is_receipt;
pub(crate) use recipient::is_user_id;

/// Free-form messages a number may send in a month without being charged (since October 2026).
const FREE_SERVICE_MESSAGES: u32 = 1_000;

/// One request to the messages edge.
pub(crate) struct SendRequest<'a> {
    pub phone_number_id: &'a str,
    pub bearer: Option<&'a str>,
    /// The body; text if it was not JSON.
    pub body: &'a Value,
}

/// What came of it: the answer, and the line that must be kept before it leaves.
pub(crate) struct Handled {
    pub answer: Result<Value, Refusal>,
    pub line: Line,
    /// A status that a fault wants out before the answer.
    pub early_status: Option<DeliveryId>,
}

/// A send that passed every check.
struct Draft {
    kind: String,
    recipient: Recipient,
    found: Found,
    tracker: Option<String>,
    category: String,
}

/// Takes or refuses one send.
pub(crate) fn handle(meta: &Meta, request: &SendRequest) -> Handled {
    let mut world = meta.world();
    let now = meta.meta_time(&world);
    if is_receipt(request.body) {
        return receipt::handle(&mut world, request, now);
    }
    match judge(&world, request, now) {
        Ok(draft) => accept(meta, &mut world, request, draft),
        Err(refusal) => {
            let line = refuse(&mut world, request, now, Some(refusal.code));
            Handled { answer: Err(refusal), line, early_status: None }
        }
    }
}

/// Puts a refused send on the ledger; also those that a fault refuses.
pub(crate) fn refuse(world: &mut WorldGuard, request: &SendRequest, now: Timestamp, code: Option<i64>) -> Line {
    let entry = LedgerEntry { code, ..entry_of(request, now) };
    world.commit(Record::Rejected { entry: Box::new(entry) })
}

/// The number behind the path, if this token may act for it.
fn sender<'w>(world: &'w World, request: &SendRequest) -> Checked<&'w Number> {
    let number = world.numbers.get(request.phone_number_id);
    authorize(world, number.and_then(|number| number.token.as_deref()), request.bearer)
        .map_err(|refusal| refusal.unless_foreign(request.phone_number_id, "post"))?;
    number.ok_or_else(|| Refusal::unknown_object(request.phone_number_id, "post"))
}

fn judge(world: &World, request: &SendRequest, now: Timestamp) -> Checked<Draft> {
    let number = sender(world, request)?;
    let body = read_body(request.body)?;
    let kind = body.optional_text("type", 64)?.unwrap_or("text");
    let recipient = Recipient::read(&body)?;
    let tracker = check_common(&body)?;
    let template = check_content(world, number, kind, &body)?;
    let found = recipient.find(world, number)?;
    let category = template.map_or_else(|| "service".to_owned(), |template| template.category.to_lowercase());
    if matches!(recipient, Recipient::UserId(_)) && category == "authentication" {
        return Err(Refusal::code(131_062));
    }
    let open = found.known.is_some_and(|person| world.window_open(&number.phone_number_id, person, now));
    if template.is_none() && !open {
        let details = "Message failed to send because more than 24 hours have passed since the customer last wrote";
        return Err(Refusal::because(131_047, details));
    }
    check_limits(world, number, &found, now)?;
    if !open {
        check_messaging_limit(world, number, &found, now)?;
    }
    Ok(Draft { kind: kind.to_owned(), recipient, found, tracker, category })
}

fn read_body(body: &Value) -> Checked<Part<'_>> {
    if !body.is_object() {
        return Err(Refusal::parameter("The request body must be a JSON object."));
    }
    let body = Part::of("body", body)?;
    match body.get("messaging_product") {
        None => Err(Refusal::parameter("The parameter messaging_product is required.")),
        Some(product) if product.as_str().is_some_and(|name| name.eq_ignore_ascii_case("whatsapp")) => Ok(body),
        Some(_) => Err(Refusal::parameter("Param messaging_product must be one of {WHATSAPP}.")),
    }
}

/// Fields that every type may carry; gives the tracker.
fn check_common(body: &Part) -> Checked<Option<String>> {
    if let Some(context) = body.optional_object("context")? {
        context.text("message_id", 1_024)?;
    }
    if body.has("recipient_identity_key_hash") {
        // No customer here has identity checks on, so no hash can match.
        return Err(Refusal::code(137_000));
    }
    match body.get("biz_opaque_callback_data") {
        None => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= 512 => Ok(Some(text.clone())),
        Some(_) => Err(body.invalid("biz_opaque_callback_data", "must be a string of at most 512 characters")),
    }
}

/// Checks the object of the message's type; gives the template if it is one.
fn check_content<'w>(world: &'w World, number: &Number, kind: &str, body: &Part) -> Checked<Option<&'w Template>> {
    match kind {
        "template" => TemplateCall::read(body)?.resolve(world, &number.waba_id).map(Some),
        plain if PLAIN.contains(&plain) => kinds::check(plain, body).map(|()| None),
        other => Err(Refusal::because(131_051, format!("Message type {other} is not supported"))),
    }
}

fn check_limits(world: &World, number: &Number, found: &Found, now: Timestamp) -> Checked {
    if !world.settings.limits {
        return Ok(());
    }
    // Somebody met for the first time has no history, like an id that nobody has.
    let person = found.known.unwrap_or(usize::MAX);
    world.limits.check(&number.phone_number_id, number.throughput, person, now).map_err(|exceeded| match exceeded {
        Exceeded::Throughput => Refusal::because(130_429, "Too many messages sent from this phone number at once"),
        Exceeded::Pair => Refusal::because(131_056, "Too many messages sent from this number to the same recipient"),
    })
}

/// Meta does not document the code; people report this one.
fn check_messaging_limit(world: &World, number: &Number, found: &Found, now: Timestamp) -> Checked {
    let Some(people) = number.messaging_limit().filter(|_| world.settings.limits) else { return Ok(()) };
    let person = found.known.unwrap_or(usize::MAX);
    if world.limits.may_write_first(people, person, now) {
        return Ok(());
    }
    Err(Refusal::because(131_048, "The business portfolio has reached its messaging limit"))
}

fn accept(meta: &Meta, world: &mut WorldGuard, request: &SendRequest, draft: Draft) -> Handled {
    let address = draft.found.wa_id.clone().unwrap_or_else(|| draft.found.user_id.clone());
    let wamid = meta.chance.wamid(&address, false, world.next_serial());
    let now = meta.meta_time(world);
    let free = draft.category == "service" && world.service_count(request.phone_number_id, now) < FREE_SERVICE_MESSAGES;
    let price = if free { "free_customer_service" } else { "regular" };
    let by_phone = matches!(draft.recipient, Recipient::Phone { .. });
    let answer = answer_of(&draft, &wamid);
    let sent = Sent {
        wamid: wamid.clone(),
        phone_number_id: request.phone_number_id.to_owned(),
        kind: draft.kind,
        wa_id: draft.found.wa_id,
        user_id: draft.found.user_id,
        by_phone,
        tracker: draft.tracker,
        pricing: (price.to_owned(), draft.category),
        delivery_priced: false,
    };
    let entry = LedgerEntry { wamid: Some(wamid), outcome: Outcome::Accepted, ..entry_of(request, now) };
    let early = meta.take_fault(Place::Webhook, Some(request.phone_number_id), Stage::Statuses).is_some();
    let statuses = statuses::plan(meta, world, &sent, if early { Timing::BeforeTheAnswer } else { Timing::Configured });
    let early_status = statuses.first().filter(|_| early).map(|status| status.id);
    let line = world.commit(Record::Accepted { entry: Box::new(entry), sent: Box::new(sent), statuses });
    Handled { answer: Ok(answer), line, early_status }
}

fn answer_of(draft: &Draft, wamid: &str) -> Value {
    let mut contact = json!({"input": draft.recipient.input()});
    match &draft.recipient {
        Recipient::Phone { .. } => contact["wa_id"] = json!(draft.found.wa_id),
        Recipient::UserId(user_id) => contact["user_id"] = json!(user_id),
    }
    let mut message = json!({"id": wamid});
    if draft.kind == "template" {
        message["message_status"] = json!("accepted");
    }
    json!({"messaging_product": "whatsapp", "contacts": [contact], "messages": [message]})
}

/// The ledger's row of a request, refused until it is known to be accepted.
fn entry_of(request: &SendRequest, now: Timestamp) -> LedgerEntry {
    let body = request.body;
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let kind = text("type").or_else(|| body.get("text").map(|_| "text".to_owned()));
    LedgerEntry {
        wamid: None,
        phone_number_id: request.phone_number_id.to_owned(),
        to: text("to").or_else(|| body.get("to").map(Value::to_string)).or_else(|| text("recipient")),
        kind,
        request: body.clone(),
        tracker: text("biz_opaque_callback_data"),
        received_at: now,
        outcome: Outcome::Rejected,
        code: None,
    }
}
