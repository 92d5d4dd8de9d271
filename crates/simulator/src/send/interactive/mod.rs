//! `interactive`: `{type, header?, body, footer?, action}` (cloud-api.md §2.3).
//!
//! To add a type: a row in [`rules`] and its action's check.

mod carousel;
mod flow;
mod list;
mod offers;
mod products;

use super::part::{Checked, Part};
use crate::{graph::refusal::Refusal, send::kinds::check_file};

/// What the parts around the action may look like.
struct Rules {
    /// Allowed header types.
    headers: &'static [&'static str],
    body: Presence,
    body_max: usize,
    footer: bool,
    action: fn(&Part) -> Checked,
}

#[derive(PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
}

const NO_HEADER: &[&str] = &[];
const TEXT_HEADER: &[&str] = &["text"];
const ANY_HEADER: &[&str] = &["text", "image", "video", "document"];

fn rules(kind: &str) -> Option<Rules> {
    let plain = |headers, action| Rules { headers, body: Presence::Required, body_max: 1_024, footer: true, action };
    Some(match kind {
        "button" => plain(ANY_HEADER, offers::buttons),
        "list" => Rules { body_max: 4_096, ..plain(TEXT_HEADER, list::action) },
        "cta_url" => plain(ANY_HEADER, offers::cta_url),
        "product" => Rules { body: Presence::Optional, ..plain(NO_HEADER, products::single) },
        "product_list" => plain(TEXT_HEADER, products::list),
        "catalog_message" => plain(NO_HEADER, products::catalog),
        "flow" => plain(ANY_HEADER, flow::action),
        "location_request_message" => {
            Rules { footer: false, ..plain(NO_HEADER, |action| named(action, "send_location")) }
        }
        "request_contact_info" => {
            Rules { footer: false, ..plain(NO_HEADER, |action| named(action, "request_contact_info")) }
        }
        "address_message" => plain(TEXT_HEADER, offers::address),
        "call_permission_request" => Rules {
            body: Presence::Optional,
            footer: false,
            ..plain(NO_HEADER, |action| named(action, "call_permission_request"))
        },
        "voice_call" => plain(ANY_HEADER, offers::voice_call),
        "carousel" => Rules { footer: false, ..plain(NO_HEADER, carousel::action) },
        _ => return None,
    })
}

pub(crate) fn check(interactive: &Part) -> Checked {
    interactive.only(&["type", "header", "body", "footer", "action"])?;
    let kind = interactive.text("type", usize::MAX)?;
    let rules = rules(kind).ok_or_else(|| interactive.invalid("type", "is not an interactive type"))?;
    check_header(interactive, &rules)?;
    if kind == "product_list" && !interactive.has("header") {
        return Err(interactive.missing("header"));
    }
    if rules.body == Presence::Required || interactive.has("body") {
        interactive.object("body")?.text("text", rules.body_max)?;
    }
    if interactive.has("footer") {
        if !rules.footer {
            return Err(interactive.invalid("footer", &format!("is not allowed for {kind}")));
        }
        interactive.object("footer")?.text("text", 60)?;
    }
    (rules.action)(&interactive.object("action")?)
}

fn check_header(interactive: &Part, rules: &Rules) -> Checked {
    let Some(header) = interactive.optional_object("header")? else { return Ok(()) };
    let kind = header.text("type", usize::MAX)?;
    if !rules.headers.contains(&kind) {
        return Err(interactive.invalid("header", &format!("type {kind} is not allowed here")));
    }
    if kind == "text" { header.text("text", 60).map(drop) } else { check_file(&header.object(kind)?) }
}

/// `action.name` must be this.
fn named(action: &Part, name: &str) -> Checked {
    action.word("name", &[name]).map(drop)
}

/// Refuses a repeated id.
fn unique<'a>(ids: impl IntoIterator<Item = &'a str>, what: &str) -> Checked {
    let mut seen = std::collections::HashSet::new();
    match ids.into_iter().find(|id| !seen.insert(*id)) {
        None => Ok(()),
        Some(id) => Err(Refusal::because(131_009, format!("Duplicated {what} id \"{id}\""))),
    }
}
