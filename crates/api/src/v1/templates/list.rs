use axum::{Json, extract::State};
use recado_domain::{NumberId, Timestamp};
use recado_engine::templates::{TemplateFilter, TemplatePlace};
use recado_storage::tenant::templates::TemplateRow;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::TemplatesRead},
    extract::{Limit, Query},
    list::Page,
    problem::Problem,
};

/// Which templates are wanted.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query, rename_all = "camelCase")]
pub(super) struct ListTemplates {
    /// `num_…` whose account they belong to; may be left out where there is one number.
    #[param(value_type = Option<String>)]
    number_id: Option<NumberId>,
    /// Words: each a piece of the name or of what the template says.
    search: Option<String>,
    /// As `approved`, `pending`, `rejected`, `paused`, `disabled`.
    status: Option<String>,
    /// As `pt_BR`.
    language: Option<String>,
    /// `true`: ask Meta now, also when what it told is fresh.
    #[serde(default)]
    #[param(value_type = Option<bool>)]
    refresh: bool,
    /// Where the page begins: the `nextCursor` of the page before.
    cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>)]
    limit: Limit,
}

/// A message template, as Meta told of it last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Template)]
pub(super) struct TemplateView {
    /// Its name, the same in all languages.
    name: String,
    /// As `pt_BR`.
    language: String,
    /// `marketing`, `utility` or `authentication`; a word of Meta's that is new stays as it is.
    category: String,
    /// `approved`, `pending`, `rejected`, `paused`, `disabled`, …: only approved ones can be sent.
    status: String,
    /// `positional` (`{{1}}`) or `named` (`{{first_name}}`, sent with `parameter_name`).
    parameter_format: String,
    /// Header, body, footer, buttons: Meta's objects as they are.
    #[schema(value_type = Vec<Object>)]
    components: Box<RawValue>,
    /// `green`, `yellow` or `red`; null where Meta has no opinion yet.
    quality: Option<String>,
    /// When Meta told of it.
    #[schema(value_type = String, format = DateTime)]
    refreshed_at: Timestamp,
}

/// Message templates of a number's account, by name. What Meta told is good for ten minutes; while it does not answer, for
/// longer: see `refreshedAt`.
#[utoipa::path(
    get, path = "/templates", operation_id = "listTemplates", tag = "templates",
    security(("accessToken" = ["templates:read"])),
    params(ListTemplates),
    responses((status = 200, description = "A page of templates.", body = Page<TemplateView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub(super) async fn list_templates(
    State(app): State<App>,
    caller: Can<TemplatesRead>,
    Query(asked): Query<ListTemplates>,
) -> Result<Json<Page<TemplateView>>, Problem> {
    let after = app.cursors.open::<TemplatePlace>("templates", asked.cursor.as_deref())?;
    let kept = app.engine.templates_of(&caller, asked.number_id, asked.refresh).await?;
    let filter = TemplateFilter { search: asked.search, status: asked.status, language: asked.language };
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = kept.page(&mut read.tenant(), &filter, after, asked.limit.rows() + 1).await?;
    let page = app.cursors.page("templates", rows, asked.limit, |row| (row.name.clone(), row.language.clone()));
    Ok(Json(page.map(|row| TemplateView::of(row, kept.at))))
}

impl TemplateView {
    fn of(row: TemplateRow, refreshed_at: Timestamp) -> Self {
        let TemplateRow { name, language, category, status, parameter_format, components, quality } = row;
        let components = RawValue::from_string(components).unwrap_or_default();
        Self { name, language, category, status, parameter_format, components, quality, refreshed_at }
    }
}
