//! Holds every good answer of the product, and every problem, against the API description: what is not described, or has a
//! field more or less than described, fails the test that asked for it.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
};

use jsonschema::Validator;
use serde_json::{Value as Json, json};

/// What the description says of an answer's body.
enum Said {
    /// The path is none of the API's.
    Nothing,
    /// The operation does not name the status.
    NoSuchStatus,
    /// No body.
    Empty,
    Schema(Json),
}

/// What is wrong with an answer, in one text; nothing when it is as described.
pub(crate) fn fault(method: &str, path: &str, status: u16, body: &[u8]) -> Option<String> {
    match said(method, path, status) {
        Said::Nothing => None,
        Said::NoSuchStatus => Some(format!("the description knows no {status}")),
        Said::Empty => (!body.is_empty()).then(|| "the description knows no body".to_owned()),
        Said::Schema(_) if status >= 400 && body.is_empty() => None,
        Said::Schema(schema) => match serde_json::from_slice(body) {
            Ok(body) => differs(&schema, &body),
            Err(error) => Some(format!("the body is no JSON: {error}")),
        },
    }
}

fn document() -> &'static Json {
    static DOCUMENT: OnceLock<Json> = OnceLock::new();
    DOCUMENT.get_or_init(recado_api::openapi::document)
}

fn said(method: &str, path: &str, status: u16) -> Said {
    let Some(operation) = operation(method, path) else { return Said::Nothing };
    let answer = &operation["responses"][status.to_string()];
    if answer.is_null() && status < 400 {
        return Said::NoSuchStatus;
    }
    let problem = &document()["components"]["responses"]["Problem"];
    let Some(contents) = (if answer.is_null() { problem } else { answer })["content"].as_object() else {
        return Said::Empty;
    };
    let json = contents.get("application/json").or_else(|| contents.get("application/problem+json"));
    json.map_or(Said::Nothing, |content| Said::Schema(content["schema"].clone()))
}

/// The operation that answers this path: one without parameters before one with.
fn operation(method: &str, path: &str) -> Option<&'static Json> {
    let paths = document()["paths"].as_object()?;
    let matching = paths.iter().filter(|(template, _)| fits(template, path));
    let (_, item) = matching.min_by_key(|(template, _)| template.matches('{').count())?;
    item.get(method.to_lowercase())
}

fn fits(template: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut asked, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (asked.next(), given.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if a == b || (a.starts_with('{') && !b.is_empty()) => {}
            _ => return false,
        }
    }
}

fn differs(schema: &Json, body: &Json) -> Option<String> {
    static KNOWN: OnceLock<Mutex<HashMap<String, &'static Validator>>> = OnceLock::new();
    let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let validator = *known.entry(schema.to_string()).or_insert_with(|| Box::leak(Box::new(compiled(schema))));
    drop(known);
    let faults: Vec<String> =
        validator.iter_errors(body).map(|error| format!("{}: {error}", error.instance_path())).collect();
    (!faults.is_empty()).then(|| faults.join("; "))
}

fn compiled(schema: &Json) -> Validator {
    let whole = json!({ "allOf": [schema], "components": document()["components"] });
    jsonschema::draft202012::new(&whole).expect("the description's schemas are schemas")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team() -> Json {
        document()["paths"]["/api/v1/teams"]["post"]["responses"]["201"]["content"]["application/json"]["example"]
            .clone()
    }

    #[test]
    fn an_answer_is_as_described_or_its_fault_is_named() {
        let fault = |status, body: &Json| fault("POST", "/api/v1/teams", status, body.to_string().as_bytes());
        assert_eq!(fault(201, &team()), None);
        let mut more = team();
        more["passwordHash"] = json!("x");
        assert!(fault(201, &more).is_some_and(|fault| fault.contains("passwordHash")), "a field more");
        let mut less = team();
        less.as_object_mut().expect("a team").remove("members");
        assert!(fault(201, &less).is_some_and(|fault| fault.contains("members")), "a field less");
        assert!(fault(418, &json!({})).is_some(), "no problem document");
        assert!(fault(202, &team()).is_some(), "a status that is not described");
    }

    #[test]
    fn the_operation_is_found_by_its_path() {
        for (path, id) in [
            ("/api/v1/users/me", "getMe"),
            ("/api/v1/conversations/cnv_1/messages?limit=2", "listMessages"),
            ("/api/v1/nowhere", ""),
        ] {
            let found =
                operation("GET", path).and_then(|operation| operation["operationId"].as_str()).unwrap_or_default();
            assert_eq!(found, id, "{path}");
        }
    }
}
