use axum::{
    Json,
    extract::State,
    http::{HeaderName, header},
};
use recado_domain::ContactId;
use recado_engine::contacts::ContactExport;
use serde_json::{Value, json};

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ContactsExport},
    extract::Path,
    problem::Problem,
};

/// A file to be kept, with its name.
type Download = ([(HeaderName, String); 1], Json<ContactExport>);

/// All that is kept of a contact, as a file
///
/// Who sees only some conversations gets only those, with all that is in them.
#[utoipa::path(
    get, path = "/contacts/{id}/export", operation_id = "exportContact", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["contacts:export"])),
    responses((status = 200, description = "The document.", body = ContactExport, example = example_export))
)]
pub(super) async fn export_contact(
    State(app): State<App>,
    caller: Can<ContactsExport>,
    Path(id): Path<ContactId>,
) -> Result<Download, Problem> {
    let export = app.engine.export_contact(&caller, id).await?;
    let name = format!("attachment; filename=\"{}.json\"", export.contact.id);
    Ok(([(header::CONTENT_DISPOSITION, name)], Json(export)))
}

fn example_export() -> Value {
    json!({
        "exportedAt": "2026-11-22T04:10:00.000Z", "contact": example(), "tags": [], "conversations": [], "messages": [],
        "notes": []
    })
}
