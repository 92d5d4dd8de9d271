//! Words in answers and events: problems, statuses, roles, events.

use std::collections::BTreeSet;

use recado_api::ProblemKind;
use recado_domain::message::MessageStatus;

use super::{labelled, section};

#[test]
fn problems_are_those_of_the_page_with_their_statuses() {
    let text = labelled(&section("HTTP API, base `/api/v1`"), "PROBLEM");
    let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    let is_slug = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    let on_page: BTreeSet<(&str, u16)> = words
        .windows(2)
        .filter(|pair| is_slug(pair[0]))
        .filter_map(|pair| Some((pair[0], pair[1].parse().ok()?)))
        .collect();
    let ours: BTreeSet<(&str, u16)> =
        ProblemKind::ALL.iter().map(|kind| (kind.entry().slug, kind.entry().status.as_u16())).collect();
    assert_eq!(on_page, ours);
}

#[test]
fn every_status_is_explained() {
    let text = labelled(&section("HTTP API, base `/api/v1`"), "STATUS");
    let words: BTreeSet<&str> = text.split(|at: char| !at.is_ascii_lowercase()).collect();
    let ours = MessageStatus::ALL.iter().map(|status| status.as_str());
    assert_eq!(ours.filter(|word| !words.contains(word)).collect::<Vec<_>>(), [""; 0]);
}
