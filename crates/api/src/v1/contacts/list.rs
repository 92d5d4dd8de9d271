use axum::{Json, extract::State};
use recado_domain::{ContactId, TagId};
use recado_engine::{
    contacts::search_words,
    view::{ContactView, load},
};
use recado_storage::tenant::contact_lists::MOST_WORDS;
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
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// Contacts by name. A search looks at 500 of those that fit; case and accents never matter.
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
    let most = i64::try_from(MOST_WORDS).unwrap_or(i64::MAX);
    let endless = |_| Problem::invalid(vec![Finding::new("/search", Fault::OutOfRange(0, most))]);
    let words = search_words(asked.search.as_deref().unwrap_or_default()).map_err(endless)?;
    let behind = app.cursors.open::<(String, ContactId)>("contacts", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let mut tenant = read.tenant();
    let mut lists = tenant.contact_lists();
    let rows = match (words.is_empty(), asked.tag) {
        (true, None) => lists.page(behind, asked.limit.with_probe()).await?,
        (true, Some(tag)) => lists.of_tag(tag, behind, asked.limit.with_probe()).await?,
        (false, tag) => lists.search(&words, tag, behind, asked.limit.with_probe()).await?,
    };
    let page = app.cursors.page("contacts", rows, asked.limit, |row| (row.name_key.clone(), row.contact.id));
    let Page { data, next_cursor } = page.map(|row| row.contact);
    Ok(Json(Page { data: load::contact_rows(&mut tenant, data).await?, next_cursor }))
}
