//! A business number and its profile (cloud-api.md §10).

use serde_json::{Map, Value, json};

use super::{Call, auth::authorize, fields::Node, refusal::Refusal};
use crate::{
    meta::Meta,
    world::{World, number::Number, record::Record},
};

const USUAL: &[&str] = &[
    "id",
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
    "webhook_configuration",
];

const EMPTY: &[&str] = &[
    "certificate",
    "conversational_automation",
    "country_code",
    "country_dial_code",
    "eligibility_for_api_business_global_search",
    "messaging_limit_tier",
    "new_certificate",
    "new_display_name",
    "search_visibility",
    "unified_cert_status",
    "username",
];

/// Text fields of the profile and their longest values.
const PROFILE_TEXTS: [(&str, usize); 5] =
    [("about", 139), ("address", 256), ("description", 512), ("email", 128), ("profile_picture_handle", 4_096)];

const VERTICALS: [&str; 20] = [
    "OTHER",
    "AUTO",
    "BEAUTY",
    "APPAREL",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GROCERY",
    "GOVT",
    "HOTEL",
    "HEALTH",
    "NONPROFIT",
    "PROF_SERVICES",
    "RETAIL",
    "TRAVEL",
    "RESTAURANT",
    "NOT_A_BIZ",
    "UNDEFINED",
    "",
];

/// The number of the path, if the token may see it.
fn number_of(world: &World, call: &Call) -> Result<Number, Refusal> {
    let number = world.numbers.get(&call.node);
    let token = number.and_then(|number| number.token.as_deref());
    authorize(world, token, call.bearer.as_deref())
        .map_err(|denied| denied.unless_foreign(&call.node, call.method.as_str()))?;
    number.cloned().ok_or_else(|| call.unknown_object())
}

pub(super) fn read(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    node(&world, &number_of(&world, call)?).select(call)
}

/// Everything a number can show.
pub(super) fn node<'a>(world: &World, number: &Number) -> Node<'a> {
    let level = if number.throughput > 80 { "HIGH" } else { "STANDARD" };
    let usual = json!({
        "id": number.phone_number_id,
        "display_phone_number": number.display,
        "verified_name": number.verified_name,
        "code_verification_status": "VERIFIED",
        "quality_rating": "GREEN",
        "quality_score": {"score": "GREEN"},
        "platform_type": "CLOUD_API",
        "throughput": {"level": level},
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "new_name_status": "NONE",
        "is_official_business_account": false,
        "is_on_biz_app": false,
        "is_pin_enabled": true,
        "is_preverified_number": false,
        "account_mode": "LIVE",
        "whatsapp_business_manager_messaging_limit": "TIER_UNLIMITED",
        "last_onboarded_time": "2025-01-15T12:00:00+0000",
        "webhook_configuration": webhook_configuration(world, number),
        "health_status": health(number),
    });
    let mut all = into_map(usual);
    tell_otherwise(&mut all, number);
    Node { kind: "WhatsAppBusinessPhoneNumber", all, usual: USUAL, empty: EMPTY }
}

/// Puts the fields that were set for a number in the place of the usual ones.
pub(super) fn tell_otherwise(all: &mut Map<String, Value>, number: &Number) {
    for (name, value) in &number.facts {
        if let Some(usual) = all.get_mut(name) {
            usual.clone_from(value);
        }
    }
}

fn webhook_configuration(world: &World, number: &Number) -> Value {
    let own = world.wabas.get(&number.waba_id).and_then(|waba| waba.override_callback_uri.clone());
    let mut configuration = Map::new();
    if let Some(url) = own {
        configuration.insert("whatsapp_business_account".to_owned(), json!(url));
    }
    if let Some(url) = &world.settings.webhook.url {
        configuration.insert("application".to_owned(), json!(url));
    }
    Value::Object(configuration)
}

fn health(number: &Number) -> Value {
    let entity = |kind: &str, id: &str| json!({"entity_type": kind, "id": id, "can_send_message": "AVAILABLE"});
    json!({
        "can_send_message": "AVAILABLE",
        "entities": [entity("PHONE_NUMBER", &number.phone_number_id), entity("WABA", &number.waba_id)],
    })
}

pub(super) fn profile(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let mut profile = number_of(&world, call)?.profile;
    if let Some(fields) = call.query.get("fields") {
        let asked: Vec<&str> = fields.split(',').map(str::trim).collect();
        profile.retain(|key, _| asked.contains(&key.as_str()));
    }
    profile.insert("messaging_product".to_owned(), json!("whatsapp"));
    Ok(json!({"data": [profile]}))
}

pub(super) async fn change_profile(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let line = {
        let mut world = meta.world();
        let mut number = number_of(&world, call)?;
        let change: Value =
            serde_json::from_slice(&call.body).map_err(|_| Refusal::parameter("The request body must be JSON."))?;
        number.profile.extend(checked_profile(&change)?);
        world.commit(Record::Number { number })
    };
    meta.durable(line).await?;
    Ok(json!({"success": true}))
}

fn checked_profile(change: &Value) -> Result<Map<String, Value>, Refusal> {
    if change["messaging_product"] != "whatsapp" {
        return Err(Refusal::parameter("The parameter messaging_product is required."));
    }
    let invalid = |key: &str| Refusal::because(131_009, format!("Parameter {key} is not valid"));
    let mut checked = Map::new();
    for (key, value) in change.as_object().into_iter().flatten() {
        let good = match (key.as_str(), value) {
            ("messaging_product", _) => continue,
            ("websites", Value::Array(sites)) => {
                sites.len() <= 2 && sites.iter().all(|site| site.as_str().is_some_and(|url| url.chars().count() <= 256))
            }
            ("vertical", Value::String(word)) => VERTICALS.contains(&word.as_str()),
            (key, Value::String(text)) => {
                let limit = PROFILE_TEXTS.iter().find(|(known, _)| *known == key).map(|(_, limit)| *limit);
                let limit = limit.ok_or_else(|| Refusal::parameter(format!("Unexpected key \"{key}\".")))?;
                text.chars().count() <= limit && !(key == "about" && text.is_empty())
            }
            _ => false,
        };
        if !good {
            return Err(invalid(key));
        }
        checked.insert(key.clone(), value.clone());
    }
    Ok(checked)
}

/// The fields of a JSON object.
pub(super) fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
