//! What every operation has in common, so that no handler repeats it.

use recado_domain::Permission;
use serde_json::{Map, Value as Json, json};
use utoipa::openapi::OpenApi;

/// Adds problems to every operation, and API keys wherever a key may have the permission.
pub(super) fn finished(document: &OpenApi) -> Json {
    let mut document = serde_json::to_value(document).expect("a description is plain data");
    document["components"]["responses"]["Problem"] = json!({
        "description": "A refusal: see the type. All of them are listed in docs/problems.md.",
        "headers": { "x-request-id": { "description": "Names the request.", "schema": { "type": "string" } } },
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
            "example": {
                "type": "/problems/not-found", "title": "Not found", "status": 404,
                "detail": "There is no such thing here, or you may not see it.",
                "instance": "req_01h455vb4pex5vsknk084sn02q", "errors": null, "remedy": null, "graphCode": null
            }
        } }
    });
    close(&mut document["components"]["schemas"]);
    for operation in operations(&mut document) {
        operation["responses"]["default"] = json!({ "$ref": "#/components/responses/Problem" });
        let parameters = operation.get_mut("parameters").and_then(Json::as_array_mut);
        parameters.into_iter().flatten().for_each(exemplify);
        let Some(permission) = permission(operation) else { continue };
        operation.insert("x-permission".to_owned(), json!(permission));
        name_tenant(operation);
        if permission.parse::<Permission>().is_ok_and(Permission::is_open_to_keys)
            && let Some(ways) = operation["security"].as_array_mut()
        {
            ways.push(json!({ "apiKey": [permission] }));
        }
    }
    document
}

/// Bodies that may have more fields than are named: a message kind that is not delivered yet.
const OPEN: [&str; 1] = ["SendMessage"];

/// Says of every object that it has the named fields and no others. A shape that is another one with more fields becomes
/// one object: a part that is closed by itself would refuse the rest.
fn close(schemas: &mut Json) {
    let all = schemas.clone();
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if let Some(parts) = schema.as_object_mut().and_then(|schema| schema.remove("allOf")) {
            parts.as_array().into_iter().flatten().for_each(|part| take_in(schema, resolved(part, &all)));
        }
        if OPEN.contains(&name.as_str()) {
            continue;
        }
        let choices = schema.get_mut("oneOf").and_then(Json::as_array_mut);
        choices.into_iter().flatten().for_each(close_one);
        close_one(schema);
    }
}

fn close_one(schema: &mut Json) {
    if schema.get("properties").is_some() {
        schema["additionalProperties"] = json!(false);
    }
}

/// What a part says: itself, or the schema that it points at.
fn resolved<'j>(part: &'j Json, all: &'j Json) -> &'j Json {
    let name = part["$ref"].as_str().and_then(|path| path.rsplit('/').next());
    name.map_or(part, |name| &all[name])
}

/// Adds the fields of one object to another.
fn take_in(whole: &mut Json, part: &Json) {
    whole["type"] = json!("object");
    for (name, field) in part["properties"].as_object().into_iter().flatten() {
        whole["properties"][name] = field.clone();
    }
    let mut required = whole["required"].as_array().cloned().unwrap_or_default();
    required.extend(part["required"].as_array().cloned().unwrap_or_default());
    whole["required"] = json!(required);
}

/// Every operation of the document.
fn operations(document: &mut Json) -> impl Iterator<Item = &mut Map<String, Json>> {
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    paths.filter_map(Json::as_object_mut).flat_map(Map::values_mut).filter_map(Json::as_object_mut)
}

/// An example for a parameter that is described as an id (`con_…` in backticks) and has none.
fn exemplify(parameter: &mut Json) {
    let described = parameter["description"].as_str().and_then(|words| words.split('`').nth(1));
    let prefix = described.and_then(|id| id.strip_suffix("_…")).map(str::to_owned);
    if let (Some(prefix), None) = (prefix, parameter.get("example")) {
        parameter["example"] = json!(format!("{prefix}_01h455vb4pex5vsknk084sn02q"));
    }
}

/// Every operation that asks for a permission may be told the tenant.
fn name_tenant(operation: &mut Map<String, Json>) {
    let header = json!({
        "name": "X-Tenant-Id", "in": "header", "required": false, "schema": { "type": "string" }, "example": "shop",
        "description": "The tenant, by id or slug; else the one that the token names, else the only one."
    });
    if let Some(parameters) = operation.entry("parameters").or_insert_with(|| json!([])).as_array_mut() {
        parameters.push(header);
    }
}

/// The permission that an operation declares.
fn permission(operation: &Map<String, Json>) -> Option<String> {
    operation.get("security")?[0]["accessToken"][0].as_str().map(str::to_owned)
}
