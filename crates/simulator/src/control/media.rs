//! A file as the customer's phone shows it, without Graph's token.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::Refused;
use crate::{media::load_bytes, meta::Meta};

/// Nothing in a file may run here.
const SANDBOX: &str = "default-src 'none'; sandbox";

pub(super) async fn show(State(meta): State<Arc<Meta>>, Path(id): Path<String>) -> Result<Response, Refused> {
    let gone = || Refused::unknown("no such file");
    let medium = meta.world().media.get(&id).cloned().ok_or_else(gone)?;
    let bytes = load_bytes(&meta, &medium.id).await.map_err(|_| gone())?;
    let headers = [
        (header::CONTENT_TYPE, medium.mime_type.as_str()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, bytes).into_response())
}
