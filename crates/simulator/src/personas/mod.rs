//! Customers who write by themselves: ten of them, in Brazilian Portuguese, each with a temper.
//!
//! They write to the registered numbers when nobody asks, read and answer what they are told, tap buttons, react,
//! correct themselves, send files and places. No text of theirs comes twice within an hour. What they do is decided by
//! the [`Troupe`], which knows neither clock nor network; this file carries it out.
//!
//! To add one: a card in `cast`, a voice in `voices`.

mod act;
mod cast;
mod phrasebook;
mod troupe;
mod voices;

use std::{sync::Arc, time::Duration};

use recado_domain::Timestamp;
use serde_json::{Value, json};

use crate::{
    inbound::{self, Customer, CustomerMessage},
    meta::Meta,
    world::{World, message::Sent},
};
use cast::{CAST, Persona};
use troupe::{Addressed, Line, Troupe};

/// How often they look at the clock and at what they were sent.
const GLANCE: Duration = Duration::from_millis(250);

/// When this recipient reads: a persona by their own habit, everybody else as usual. None is never.
pub(crate) fn reads_after(world: &World, sent: &Sent, usual_ms: Option<u64>) -> Option<u64> {
    let playing = persona_of(sent).filter(|persona| plays(world, *persona));
    playing.map_or(usual_ms, |persona| CAST[persona].reads_after_ms)
}

/// Whether this persona acts by herself.
fn plays(world: &World, persona: usize) -> bool {
    let known_as = CAST[persona].known_as();
    world.settings.personas && !world.settings.quiet_personas.iter().any(|quiet| *quiet == known_as)
}

/// Who they are, for whoever wants to be one of them.
pub(crate) fn cards() -> Vec<Value> {
    let card = |persona: &Persona| {
        json!({
            "name": persona.name,
            "wa_id": persona.wa_id,
            "user_id": persona.known_as(),
            "username": persona.username,
            "persona": persona.temper,
        })
    };
    CAST.iter().map(card).collect()
}

fn persona_of(sent: &Sent) -> Option<usize> {
    CAST.iter().position(|persona| match persona.wa_id {
        Some(wa_id) => sent.wa_id.as_deref() == Some(wa_id),
        None => persona.user_id == Some(sent.user_id.as_str()),
    })
}

/// Plays until the simulator stops.
pub(crate) async fn run(meta: Arc<Meta>, seed: u64) {
    let mut troupe = Troupe::new(seed);
    let mut read = meta.world().ledger.len();
    loop {
        tokio::select! {
            () = meta.stop.cancelled() => return,
            () = tokio::time::sleep(GLANCE) => {}
        }
        for line in due_lines(&meta, &mut troupe, &mut read) {
            write(&meta, line).await;
        }
    }
}

/// Tells the troupe what it was sent and asks what it has to say.
fn due_lines(meta: &Meta, troupe: &mut Troupe, read: &mut usize) -> Vec<Line> {
    let world = meta.world();
    let fresh = world.ledger.get(*read..).unwrap_or(&[]);
    *read = world.ledger.len();
    if !world.settings.personas || world.numbers.is_empty() {
        troupe.rest();
        return Vec::new();
    }
    let now = meta.now();
    for entry in fresh {
        let sent = entry.wamid.as_deref().and_then(|wamid| world.sent(wamid));
        let heard = sent.and_then(|sent| Some((sent, persona_of(sent)?)));
        if let Some((sent, persona)) = heard.filter(|(_, persona)| plays(&world, *persona)) {
            troupe.hear(now, &addressed(&world, sent, persona, &entry.request));
        }
    }
    let lines = troupe.speak(now, Duration::from_millis(world.settings.persona_interval_ms));
    lines.into_iter().filter(|line| plays(&world, line.persona)).collect()
}

fn addressed(world: &World, sent: &Sent, persona: usize, request: &Value) -> Addressed {
    let business = world.numbers.get(&sent.phone_number_id).map(crate::world::number::Number::digits);
    let template = &request["template"];
    let key = |field: &Value| field.as_str().unwrap_or_default().to_owned();
    let waba_id = world.numbers.get(&sent.phone_number_id).map(|number| number.waba_id.clone()).unwrap_or_default();
    let template = world.templates.get(&(waba_id, key(&template["name"]), key(&template["language"]["code"])));
    Addressed {
        persona,
        wamid: sent.wamid.clone(),
        phone_number_id: sent.phone_number_id.clone(),
        business: business.unwrap_or_default(),
        kind: sent.kind.clone(),
        request: request.clone(),
        template_components: template.map(|template| template.components.clone()).unwrap_or_default(),
    }
}

async fn write(meta: &Meta, line: Line) {
    let Some(phone_number_id) = line.phone_number_id.or_else(|| usual_number(meta, line.persona)) else { return };
    let from = customer(&CAST[line.persona]);
    let written = inbound::write(meta, CustomerMessage { phone_number_id, from, message: line.message }).await;
    match written {
        Ok((_, kept)) if meta.durable(kept).await.is_ok() => {}
        Ok(_) => tracing::warn!(category = "system", "a persona's message is not on the ledger"),
        Err(error) => tracing::warn!(category = "system", %error, "a persona could not write"),
    }
}

/// The clinic's customers write to the first number, the shop's to the last.
fn usual_number(meta: &Meta, persona: usize) -> Option<String> {
    let world = meta.world();
    let number = match CAST[persona].counter {
        cast::Counter::Reception => world.numbers.keys().next(),
        cast::Counter::Shop => world.numbers.keys().next_back(),
    };
    number.cloned()
}

fn customer(persona: &Persona) -> Customer {
    Customer {
        wa_id: persona.wa_id.map(str::to_owned),
        user_id: persona.user_id.map(str::to_owned),
        name: Some(persona.name.to_owned()),
        username: persona.username.map(str::to_owned),
    }
}

/// Milliseconds after a time.
fn after(now: Timestamp, ms: u64) -> Timestamp {
    now.plus(Duration::from_millis(ms))
}
