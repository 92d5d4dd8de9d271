//! The description of the API: every operation has an id, an example, words for each answer, and asks for a permission.

use std::{collections::BTreeSet, fs, path::Path};

use recado_domain::Permission;
use serde_json::Value as Json;

fn operations() -> Vec<(String, Json)> {
    let document = recado_api::openapi::document();
    let paths = document["paths"].as_object().expect("paths").clone();
    let all = paths.into_iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("an item").clone();
        methods.into_iter().map(move |(method, operation)| (format!("{method} {path}"), operation))
    });
    all.collect()
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_operation_asks_for_one_permission_or_is_public() {
    let mut problems = Vec::new();
    for (name, operation) in operations() {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let asked: Vec<&str> =
            operation["security"][0]["accessToken"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        match (recado_api::openapi::PUBLIC.contains(&id), asked.as_slice()) {
            (true, []) => {}
            (false, [permission]) if permission.parse::<Permission>().is_ok() => {}
            (_, asked) => problems.push(format!("{name} ({id}) asks for {asked:?}")),
        }
    }
    assert_none(&problems);
}

#[test]
fn operation_ids_are_there_and_differ() {
    let ids: Vec<String> = operations()
        .iter()
        .map(|(name, operation)| operation["operationId"].as_str().unwrap_or(name).to_owned())
        .collect();
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    assert!(ids.iter().all(|id| id.chars().all(char::is_alphanumeric)), "{ids:?}");
}

#[test]
fn every_body_and_answer_has_an_example_and_every_answer_its_words() {
    let mut problems = Vec::new();
    for (name, operation) in operations() {
        if operation["summary"].as_str().unwrap_or_default().is_empty() {
            problems.push(format!("{name}: no summary"));
        }
        for (kind, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            if !has_example(content) {
                problems.push(format!("{name}: no example of the body ({kind})"));
            }
        }
        for (status, answer) in operation["responses"].as_object().into_iter().flatten() {
            if answer.get("$ref").is_none() && answer["description"].as_str().unwrap_or_default().is_empty() {
                problems.push(format!("{name}: {status} is not described"));
            }
            let contents = answer["content"].as_object().into_iter().flatten();
            let bare = contents.filter(|(_, content)| !has_example(content));
            problems.extend(bare.map(|(kind, _)| format!("{name}: no example of {status} ({kind})")));
        }
    }
    assert_none(&problems);
}

fn has_example(content: &Json) -> bool {
    content.get("example").is_some() || content["examples"].as_object().is_some_and(|examples| !examples.is_empty())
}

#[test]
fn the_generated_pages_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/it lies two folders below");
    let pages =
        [("problems.md", recado_api::problem::page()), ("permissions.md", recado_api::openapi::permissions_page())];
    let mut stale = Vec::new();
    for (name, page) in pages {
        if fs::read_to_string(root.join("docs").join(name)).unwrap_or_default() != page {
            let fresh = root.join("target").join(name);
            fs::write(fresh, page).expect("target can be written to");
            stale.push(format!("docs/{name} is out of date: cp target/{name} docs/{name}"));
        }
    }
    assert_none(&stale);
}
