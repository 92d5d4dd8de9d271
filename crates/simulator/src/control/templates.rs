//! Templates, already in the state that is wanted: nobody reviews them here.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answered, Refused, body::Body};
use crate::{
    meta::Meta,
    world::{record::Record, template::Template},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateBody {
    waba_id: String,
    name: String,
    language: String,
    #[serde(default = "usual_category")]
    category: String,
    #[serde(default = "approved")]
    status: String,
    #[serde(default)]
    components: Vec<Value>,
    parameter_format: Option<String>,
}

fn usual_category() -> String {
    "UTILITY".to_owned()
}

fn approved() -> String {
    "APPROVED".to_owned()
}

const CATEGORIES: [&str; 3] = ["AUTHENTICATION", "MARKETING", "UTILITY"];

/// Registers a template, or changes the one of this account, name and language.
pub(super) async fn register(State(meta): State<Arc<Meta>>, Body(body): Body<TemplateBody>) -> Answered {
    let category = body.category.to_uppercase();
    if !CATEGORIES.contains(&category.as_str()) {
        return Err(Refused::bad(format!("category is one of {CATEGORIES:?}")));
    }
    if body.name.is_empty() || body.name.chars().any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')) {
        return Err(Refused::bad("name has a-z, 0-9 and _ only"));
    }
    let (line, shown) = {
        let mut world = meta.world();
        let key = (body.waba_id.clone(), body.name.clone(), body.language.clone());
        let known = world.templates.get(&key).map(|known| known.id.clone());
        let id = known.unwrap_or_else(|| meta.chance.node_id(world.next_serial()));
        let template = Template {
            id,
            category,
            status: body.status.to_uppercase(),
            parameter_format: body.parameter_format.unwrap_or_else(|| "POSITIONAL".to_owned()),
            waba_id: body.waba_id,
            name: body.name,
            language: body.language,
            components: body.components,
        };
        let shown = json!({"id": template.id, "status": template.status, "category": template.category});
        (world.commit(Record::Template { template }), shown)
    };
    meta.durable(line).await?;
    Ok(Json(shown))
}
