//! Side doors: what is read without naming anything, borrowed cursors, borrowed words for a request.

use std::collections::HashMap;

use recado_domain::Permission;
use recado_it::{Answer, TestApp, both_engines};
use serde_json::Map;

use super::{
    operations::{Field, Operation, Place, operations},
    requests::request,
    world::World,
};

/// Lists that have no second page here, with why.
const SHORT: &[(&str, &str)] = &[
    ("listTenants", "the super-admin's, who sees all tenants"),
    ("listInboundEvents", "filled by webhooks"),
    ("listTemplates", "filled from Meta"),
    ("listMentions", "nobody was mentioned"),
    ("listTransfers", "nothing was handed over"),
    ("searchMessages", "filled a second after the messages"),
];

fn parameter(place: Place, name: &str) -> Field {
    Field { place, name: name.to_owned(), prefix: String::new(), is_list: false, beside: Map::new() }
}

/// Whether an answer tells anything of the other tenant.
fn tells(answer: &Answer, victim: &World, things: &HashMap<&'static str, String>) -> bool {
    let text = String::from_utf8_lossy(&answer.bytes);
    text.contains(victim.marker) || things.values().any(|id| !id.is_empty() && text.contains(id.as_str()))
}

/// Status and fields of an answer: two tenants make things of different names.
fn shape(answer: &Answer) -> (u16, Vec<String>) {
    let fields = answer.json().as_object().map(|fields| fields.keys().cloned().collect());
    (answer.status.as_u16(), fields.unwrap_or_default())
}

fn is_platforms(operation: &Operation) -> bool {
    operation.permission == Some(Permission::TenantsManage)
}

both_engines! {
    /// S-03
    async fn no_surface_shows_a_word_or_an_id_of_another_tenant(app: TestApp) {
        let mut victim = World::start(&app, "quartz").await;
        let things = victim.fill().await.clone();
        let mut own = World::start(&app, "bank").await;
        let mine = own.fill().await.clone();
        let surfaces: Vec<Operation> = operations().into_iter().filter(|one| one.method == "GET" && !is_platforms(one)).collect();
        let search = parameter(Place::Query, "search");
        for operation in &surfaces {
            let words = operation.takes.contains("search").then_some((&search, "quartz"));
            let answer = request(&own.shop, operation, words, &mine).send().await;
            assert!(!tells(&answer, &victim, &things), "{}: {}", operation.path, String::from_utf8_lossy(&answer.bytes));
            let found = request(&victim.shop, operation, words, &things).send().await;
            assert!(answer.status == found.status, "{}: {} and {}", operation.path, answer.status, found.status);
        }
        assert!(surfaces.len() >= 20, "{}", surfaces.len());
        println!("isolation: {} surfaces without a foreign word", surfaces.len());
    }

    /// S-03
    async fn a_borrowed_cursor_leads_through_ones_own_rows_only(app: TestApp) {
        let mut victim = World::start(&app, "quartz").await;
        let mut things = victim.fill().await.clone();
        victim.forget_all();
        things.extend(victim.fill().await.clone());
        let mut own = World::start(&app, "bank").await;
        let mine = own.fill().await.clone();
        let (limit, cursor) = (parameter(Place::Query, "limit"), parameter(Place::Query, "cursor"));
        let lists = operations().into_iter().filter(|one| one.takes.contains("cursor"));
        for list in lists.filter(|one| !SHORT.iter().any(|(id, _)| *id == one.id)) {
            // The one list that must be told what is wanted.
            let state = if list.takes.contains("state") { "&state=dead" } else { "" };
            let page = request(&victim.shop, &list, Some((&limit, &format!("1{state}"))), &things).send().await.expect(200);
            let next = page["nextCursor"].as_str().unwrap_or_else(|| panic!("{}: no second page: name it in SHORT", list.id));
            let answer = request(&own.shop, &list, Some((&cursor, &format!("{next}{state}"))), &mine).send().await;
            assert!([200, 400].contains(&answer.status.as_u16()), "{}: {}", list.id, answer.status);
            assert!(!tells(&answer, &victim, &things), "{}: {}", list.id, String::from_utf8_lossy(&answer.bytes));
        }
    }

    /// S-01: the header `Idempotency-Key`
    async fn a_borrowed_word_for_a_request_is_a_fresh_one(app: TestApp) {
        let mut victim = World::start(&app, "quartz").await;
        let things = victim.fill().await.clone();
        let (mut own, mut third) = (World::start(&app, "bank").await, World::start(&app, "mill").await);
        let (mine, thirds) = (own.fill().await.clone(), third.fill().await.clone());
        let header = parameter(Place::Header, "Idempotency-Key");
        let keyed = operations().into_iter().filter(|one| one.takes.contains("Idempotency-Key") && !is_platforms(one));
        let mut count = 0;
        for operation in keyed {
            let word = format!("word-{}", operation.id);
            let first = request(&victim.shop, &operation, Some((&header, &word)), &things).send().await;
            let borrowed = request(&own.shop, &operation, Some((&header, &word)), &mine).send().await;
            let fresh = request(&third.shop, &operation, Some((&header, "another-word")), &thirds).send().await;
            assert_eq!(shape(&borrowed), shape(&fresh), "{}", operation.id);
            assert!(first.status.is_client_error() || first.bytes != borrowed.bytes, "{}", operation.id);
            assert!(!tells(&borrowed, &victim, &things), "{}", operation.id);
            count += 1;
        }
        assert!(count > 10, "{count}");
    }
}
