//! A WhatsApp Business Account: itself, its numbers, its subscription.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    Call,
    auth::authorize_waba,
    fields::{Node, page},
    number,
    refusal::Refusal,
    unheard,
};
use crate::{
    meta::Meta,
    outbox::shake_with,
    settings::check_url,
    world::{World, number::Waba, record::Record},
};

const EMPTY: &[&str] = &[
    "marketing_messages_lite_api_status",
    "marketing_messages_onboarding_status",
    "on_behalf_of_business_info",
    "primary_business_location",
    "primary_funding_id",
    "purchase_order_number",
    "subscribed_apps",
    "whatsapp_business_manager_messaging_limit",
];

/// The account of the path, if the token may see it.
pub(super) fn waba_of(world: &World, call: &Call) -> Result<Waba, Refusal> {
    authorize_waba(world, &call.node, call.bearer.as_deref())
        .map_err(|denied| denied.unless_foreign(&call.node, call.method.as_str()))?;
    world.wabas.get(&call.node).cloned().ok_or_else(|| call.unknown_object())
}

pub(super) fn read(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let waba = waba_of(&world, call)?;
    let usual = json!({
        "id": waba.id,
        "name": format!("Account {}", waba.id),
        "currency": "BRL",
        "timezone_id": "25",
        "message_template_namespace": format!("namespace_{}", waba.id),
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "country": "BR",
        "ownership_type": "SELF",
        "status": "ACTIVE",
        "is_enabled_for_insights": true,
        "disable_marketing_messages_on_cloud_api": false,
        "owner_business_info": {"id": "100000000000003", "name": "Recado"},
        "health_status": {
            "can_send_message": "AVAILABLE",
            "entities": [{"entity_type": "WABA", "id": waba.id, "can_send_message": "AVAILABLE"}],
        },
    });
    let mut all = number::into_map(usual);
    let told = |name: &str| {
        let mut numbers = world.numbers.values().filter(|number| number.waba_id == waba.id);
        numbers.find_map(|number| number.facts.get(name))
    };
    for name in ["account_review_status", "business_verification_status"] {
        if let Some(value) = told(name) {
            all.insert(name.to_owned(), value.clone());
        }
    }
    let usual = &["id", "name", "timezone_id", "message_template_namespace"];
    Node { kind: "WhatsAppBusinessAccount", all, usual, empty: EMPTY }.select(call)
}

pub(super) fn phone_numbers(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let mut rows = unheard::of(&world, call);
    let waba = match waba_of(&world, call) {
        Err(_) if !rows.is_empty() && !world.wabas.contains_key(&call.node) => return page(call, rows),
        waba => waba?,
    };
    let numbers = world.numbers.values().filter(|number| number.waba_id == waba.id);
    let known = numbers.map(|number| number::node(&world, number).select(call)).collect::<Result<Vec<_>, _>>()?;
    rows.splice(0..0, known);
    page(call, rows)
}

pub(super) fn subscribed_apps(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let waba = waba_of(&meta.world(), call)?;
    if !waba.subscribed {
        return Ok(json!({"data": []}));
    }
    let app = json!({"id": "100000000000001", "name": "simulator", "link": "https://www.facebook.com/games/?app_id=100000000000001"});
    let mut row = json!({"whatsapp_business_api_data": app});
    if let Some(url) = &waba.override_callback_uri {
        row["override_callback_uri"] = json!(url);
    }
    Ok(json!({"data": [row]}))
}

/// The address that takes the `messages` webhooks of this account.
#[derive(Debug, Default, Deserialize)]
struct Override {
    override_callback_uri: Option<String>,
    verify_token: Option<String>,
}

/// Subscribes our app; an empty body takes an override away.
pub(super) async fn subscribe(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let waba = waba_of(&meta.world(), call)?;
    let wanted: Override = if call.body.is_empty() {
        Override::default()
    } else {
        serde_json::from_slice(&call.body).map_err(|_| Refusal::parameter("The request body must be JSON."))?
    };
    if let Some(url) = &wanted.override_callback_uri {
        check_override(meta, url, wanted.verify_token.as_deref()).await?;
    }
    keep(meta, Waba { subscribed: true, override_callback_uri: wanted.override_callback_uri, ..waba }).await
}

/// Meta keeps an override only if the address answers the handshake.
async fn check_override(meta: &Meta, url: &str, verify_token: Option<&str>) -> Result<(), Refusal> {
    let invalid = |why: String| Refusal::parameter(format!("override_callback_uri: {why}"));
    if url.chars().count() > 200 {
        return Err(invalid("must be at most 200 characters long".to_owned()));
    }
    check_url(url).map_err(invalid)?;
    let token = verify_token.ok_or_else(|| Refusal::parameter("The parameter verify_token is required."))?;
    let result = shake_with(meta, url, token).await;
    if result["ok"] == true { Ok(()) } else { Err(invalid("the callback did not answer the verification".to_owned())) }
}

pub(super) async fn unsubscribe(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let waba = waba_of(&meta.world(), call)?;
    keep(meta, Waba { subscribed: false, override_callback_uri: None, ..waba }).await
}

async fn keep(meta: &Meta, waba: Waba) -> Result<Value, Refusal> {
    let line = meta.world().commit(Record::Waba { waba });
    meta.durable(line).await?;
    Ok(json!({"success": true}))
}
