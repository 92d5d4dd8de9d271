//! Saved views: filters of the inbox under a name.

mod change;
mod create;
mod delete;
mod list;
mod view;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
    words::Text,
};
use recado_engine::saved_views::ViewError;

/// Characters of a name.
const LONGEST_NAME: usize = 60;

const MAY_NOT_SHARE: Text = Text {
    en: "Shared views are managed by supervisors and above; an API key has no views of its own.",
    pt: "Visões compartilhadas são geridas por supervisores ou acima; uma chave de API não tem visões próprias.",
    es: "Las vistas compartidas las gestionan supervisores o superiores; una clave de API no tiene vistas propias.",
};

/// The operations on saved views.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_views, create::create_view))
        .routes(routes!(change::change_view, delete::delete_view))
}

impl From<ViewError> for Problem {
    fn from(error: ViewError) -> Self {
        match error {
            ViewError::Unknown => ProblemKind::NotFound.into(),
            ViewError::MayNotShare => Self::new(ProblemKind::Forbidden).detail(MAY_NOT_SHARE),
            ViewError::Storage(error) => error.into(),
        }
    }
}

/// A saved view, for the description.
fn example() -> Json {
    json!({
        "id": "viw_01h455vb4pex5vsknk084sn02q", "name": "Trocas sem resposta",
        "query": { "view": "team", "status": null, "assignee": null, "team": null, "number": null,
            "tag": "tag_01h455vb4pex5vsknk084sn02q", "contact": null, "unread": true, "from": null, "to": null,
            "sort": null },
        "shared": false, "createdAt": "2026-11-22T04:00:00.000Z"
    })
}
