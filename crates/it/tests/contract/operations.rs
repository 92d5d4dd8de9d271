//! Operations of the API.

use std::collections::BTreeSet;

use super::section;

const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// Method and path of every operation that the page names. `…/x` stands behind the last path with an id, `/x[/{id}]` is
/// two paths, `GET|POST /x` two operations.
fn named(lines: &[String]) -> BTreeSet<(String, String)> {
    let mut named = BTreeSet::new();
    let mut owner = String::new();
    let text = lines.join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let methods: Vec<&str> = pair[0].trim_start_matches('(').split('|').collect();
        let Some(path) = path_in(pair[1], &owner).filter(|_| methods.iter().all(|one| METHODS.contains(one))) else {
            continue;
        };
        let (short, long) = match path.strip_suffix("[/{id}]") {
            Some(short) => (short.to_owned(), Some(format!("{short}/{{id}}"))),
            None => (path, None),
        };
        if let Some(at) = short.find("/{id}") {
            short[..at + "/{id}".len()].clone_into(&mut owner);
        }
        for path in std::iter::once(short).chain(long) {
            named.extend(methods.iter().map(|method| (method.to_lowercase(), path.clone())));
        }
    }
    named
}

fn path_in(word: &str, owner: &str) -> Option<String> {
    let path = word.split('?').next().expect("a split has a first part").trim_end_matches([',', ';', ':', ')']);
    match path.strip_prefix('…') {
        Some(rest) => Some(format!("{owner}{rest}")),
        None => path.starts_with('/').then(|| path.to_owned()),
    }
}

#[test]
fn every_operation_of_the_page_is_described() {
    let named = named(&section("HTTP API, base `/api/v1`"));
    for sure in [("post", "/messages/send"), ("put", "/conversations/{id}/status"), ("get", "/numbers/{id}")] {
        assert!(named.contains(&(sure.0.to_owned(), sure.1.to_owned())), "the page is read: {named:?}");
    }
    let document = recado_api::openapi::document();
    let missing: Vec<_> = named
        .iter()
        .filter(|(method, path)| document["paths"][format!("/api/v1{path}")][method.as_str()].is_null())
        .collect();
    assert!(missing.is_empty(), "named on the page, not described: {missing:?}");
}
