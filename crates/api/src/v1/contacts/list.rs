use axum::{Json, extract::State};
use recado_domain::{ContactId, TagId, Timestamp};
use recado_engine::{
    contacts::search_words,
    view::{ContactView, load},
};
use recado_storage::tenant::contact_lists::{ContactFilter, ContactOrder, ContactPlace, MOST_WORDS};
use serde::Deserialize;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ContactsRead},
    check::{Fault, Finding},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
};

/// Which contacts are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListContacts {
    /// Words: each must begin a word of the name or username, or a piece of the phone number.
    search: Option<String>,
    /// `tag_…` that is on them.
    #[param(value_type = Option<String>)]
    tag: Option<TagId>,
    /// `true`: only blocked ones; `false`: only the others.
    blocked: Option<bool>,
    /// `name` (without it, too), `-name`, `recent` (who wrote last, first) or `created` (who was made last, first).
    #[param(value_type = Option<String>)]
    sort: Option<Sort>,
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// The words of the orders.
#[derive(Debug, Clone, Copy, Deserialize)]
enum Sort {
    #[serde(rename = "name")]
    Name,
    #[serde(rename = "-name")]
    NameDown,
    #[serde(rename = "recent")]
    Recent,
    #[serde(rename = "created")]
    Created,
}

/// Where a page begins: the folded name or the time in microseconds, and the id.
type Cursor = (Option<String>, Option<i64>, ContactId);

/// Contacts by name, or as `sort` says. A search looks at 500 of those that fit; case and accents never matter.
#[utoipa::path(
    get, path = "/contacts", operation_id = "listContacts", tag = "contacts",
    security(("accessToken" = ["contacts:read"])),
    params(ListContacts),
    responses((status = 200, description = "A page of contacts.", body = Page<ContactView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_contacts(
    State(app): State<App>,
    caller: Can<ContactsRead>,
    Query(asked): Query<ListContacts>,
) -> Result<Json<Page<ContactView>>, Problem> {
    let filter = asked.filter()?;
    let list = list_of(filter.order);
    let behind = app.cursors.open::<Cursor>(list, asked.cursor.as_deref())?.and_then(opened);
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let rows = tenant.contact_lists().page(&filter, behind, asked.limit.with_probe()).await?;
    let page = app.cursors.page(list, rows, asked.limit, |row| match row.place(filter.order) {
        ContactPlace::Name(name) => (Some(name), None, row.contact.id),
        ContactPlace::At(at) => (None, Some(at.micros()), row.contact.id),
    });
    let Page { data, next_cursor } = page.map(|row| row.contact);
    Ok(Json(Page { data: load::contact_rows(&mut tenant, data).await?, next_cursor }))
}

impl ListContacts {
    fn filter(&self) -> Result<ContactFilter, Problem> {
        let most = i64::try_from(MOST_WORDS).unwrap_or(i64::MAX);
        let endless = |_| Problem::invalid(vec![Finding::new("/search", Fault::OutOfRange(0, most))]);
        let words = search_words(self.search.as_deref().unwrap_or_default()).map_err(endless)?;
        let order = match self.sort {
            None | Some(Sort::Name) => ContactOrder::Name,
            Some(Sort::NameDown) => ContactOrder::NameDown,
            Some(Sort::Recent) => ContactOrder::Recent,
            Some(Sort::Created) => ContactOrder::Created,
        };
        Ok(ContactFilter { words, tag: self.tag, blocked: self.blocked, order })
    }
}

/// A cursor is a place in one order only.
fn list_of(order: ContactOrder) -> &'static str {
    match order {
        ContactOrder::Name => "contacts",
        ContactOrder::NameDown => "contacts-name-down",
        ContactOrder::Recent => "contacts-recent",
        ContactOrder::Created => "contacts-created",
    }
}

fn opened((name, micros, id): Cursor) -> Option<(ContactPlace, ContactId)> {
    let at = micros.map(|micros| ContactPlace::At(Timestamp::from_micros(micros)));
    Some((name.map(ContactPlace::Name).or(at)?, id))
}
