//! Reading templates: the list of an account with its filters, and one by id.

use serde_json::{Map, Value, json};

use super::{
    Call,
    auth::{authorize, authorize_waba},
    fields::{Node, page},
    number::into_map,
    refusal::Refusal,
    waba::waba_of,
};
use crate::{meta::Meta, world::template::Template};

const USUAL: &[&str] = &["name", "parameter_format", "components", "language", "status", "category", "id"];

const EMPTY: &[&str] = &[
    "bid_spec",
    "correct_category",
    "degrees_of_freedom_spec",
    "library_template_name",
    "message_send_ttl_seconds",
    "optimization_spec",
    "previous_category",
    "sub_category",
];

pub(super) fn list(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let waba = waba_of(&world, call)?;
    let own = world.templates.values().filter(|template| template.waba_id == waba.id && matches(template, call));
    let rows = own.map(|template| node(template).select(call)).collect::<Result<Vec<_>, _>>()?;
    let count = rows.len();
    let mut list = page(call, rows)?;
    if call.query.contains_key("summary") {
        list["summary"] = json!({
            "total_count": count,
            "message_template_count": count,
            "message_template_limit": 6_000,
            "are_translations_complete": true,
        });
    }
    Ok(list)
}

pub(super) fn read(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let denied = |why: super::auth::Denied| why.unless_foreign(&call.node, call.method.as_str());
    authorize(&world, None, call.bearer.as_deref()).map_err(denied)?;
    let template = world.templates.values().find(|template| template.id == call.node);
    let template = template.ok_or_else(|| call.unknown_object())?;
    authorize_waba(&world, &template.waba_id, call.bearer.as_deref()).map_err(denied)?;
    node(template).select(call)
}

/// The filters of the list; `name` finds parts of names, the others whole words.
fn matches(template: &Template, call: &Call) -> bool {
    let is = |key: &str, value: &str| call.query.get(key).is_none_or(|wanted| wanted.eq_ignore_ascii_case(value));
    call.query.get("name").is_none_or(|part| template.name.contains(part.as_str()))
        && is("status", &template.status)
        && is("category", &template.category)
        && is("language", &template.language)
        && is("quality_score", "UNKNOWN")
}

fn node<'a>(template: &Template) -> Node<'a> {
    let mut all: Map<String, Value> = into_map(serde_json::to_value(template).expect("a template is plain JSON"));
    all.remove("waba_id");
    all.insert("quality_score".to_owned(), json!({"score": "UNKNOWN", "date": 1_736_942_400}));
    all.insert("rejected_reason".to_owned(), json!("NONE"));
    all.insert("cta_url_link_tracking_opted_out".to_owned(), json!(false));
    Node { kind: "WhatsAppMessageTemplate", all, usual: USUAL, empty: EMPTY }
}
