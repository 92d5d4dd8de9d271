//! Files: upload, resolve to an address that expires, download, delete (cloud-api.md §8).

use std::time::Duration;

use axum::{
    body::Body,
    extract::{FromRequest, Multipart},
    http::{Request, StatusCode, header},
};
use bytes::Bytes;
use recado_domain::Timestamp;
use serde_json::{Value, json};

use super::{Call, answer::Answer, auth::authorize, refusal::Refusal};
use crate::{
    media::{KINDS, keep_bytes, link_hash, load_bytes, new_medium},
    meta::Meta,
    world::{World, media::Medium, record::Record},
};

/// How long a download address works.
const LINK_LIFE: Duration = Duration::from_mins(5);

/// The form of an upload.
#[derive(Default)]
struct Form {
    product: Option<String>,
    mime_type: Option<String>,
    file: Option<(Option<String>, Bytes)>,
}

pub(super) async fn upload(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    {
        let world = meta.world();
        let number = world.numbers.get(&call.node);
        let token = number.and_then(|number| number.token.as_deref());
        authorize(&world, token, call.bearer.as_deref()).map_err(|denied| denied.unless_foreign(&call.node, "post"))?;
        number.ok_or_else(|| call.unknown_object())?;
    }
    let form = read_form(call).await?;
    if form.product.as_deref() != Some("whatsapp") {
        return Err(Refusal::parameter("The parameter messaging_product is required."));
    }
    let (file_type, bytes) = form.file.ok_or_else(|| Refusal::parameter("The parameter file is required."))?;
    let mime_type = form.mime_type.or(file_type).unwrap_or_default();
    check_kind(&mime_type, bytes.len())?;
    let medium = new_medium(meta, &call.node, &mime_type, &bytes);
    keep_bytes(meta, &medium.id, bytes).await.map_err(|error| Refusal::because(131_053, error.to_string()))?;
    let id = medium.id.clone();
    let line = meta.world().commit(Record::Medium { medium });
    meta.durable(line).await?;
    Ok(json!({"id": id}))
}

fn check_kind(mime_type: &str, size: usize) -> Result<(), Refusal> {
    let plain = mime_type.split(';').next().unwrap_or_default().trim().to_lowercase();
    let kind = KINDS.iter().find(|(known, _)| *known == plain);
    let (_, limit) = kind.ok_or_else(|| {
        Refusal::parameter(format!("Param file must be a file with one of the supported types. Received \"{plain}\"."))
    })?;
    if size > *limit {
        return Err(Refusal::because(131_053, format!("The file is larger than {limit} bytes")));
    }
    Ok(())
}

async fn read_form(call: &Call) -> Result<Form, Refusal> {
    let malformed = || Refusal::parameter("The request body must be multipart/form-data.");
    let request = Request::post("/").header(header::CONTENT_TYPE, &call.content_type);
    let request = request.body(Body::from(call.body.clone())).map_err(|_| malformed())?;
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| malformed())?;
    let mut form = Form::default();
    while let Some(part) = parts.next_field().await.map_err(|_| malformed())? {
        let (name, part_type) = (part.name().unwrap_or_default().to_owned(), part.content_type().map(str::to_owned));
        let bytes = part.bytes().await.map_err(|_| malformed())?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "messaging_product" => form.product = Some(text()),
            "type" => form.mime_type = Some(text()),
            "file" => form.file = Some((part_type, bytes)),
            _ => {}
        }
    }
    Ok(form)
}

/// The medium of the path, if this token and this number may see it.
fn medium_of(world: &World, call: &Call, id: &str) -> Result<Medium, Refusal> {
    let unknown = || Refusal::unknown_object(id, call.method.as_str());
    let medium = world.media.get(id);
    let owner = medium.and_then(|medium| world.numbers.get(&medium.phone_number_id));
    authorize(world, owner.and_then(|number| number.token.as_deref()), call.bearer.as_deref())
        .map_err(|denied| denied.unless_foreign(id, call.method.as_str()))?;
    let medium = medium.ok_or_else(unknown)?;
    let claimed = call.query.get("phone_number_id");
    if claimed.is_some_and(|number| *number != medium.phone_number_id) {
        return Err(unknown());
    }
    Ok(medium.clone())
}

pub(super) fn resolve(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    let medium = medium_of(&world, call, &call.node)?;
    Ok(json!({
        "url": link(meta, &call.origin, &medium.id, meta.meta_time(&world)),
        "mime_type": medium.mime_type,
        "sha256": medium.sha256,
        "file_size": medium.size,
        "id": medium.id,
        "messaging_product": "whatsapp",
    }))
}

/// An address that works for five minutes.
fn link(meta: &Meta, origin: &str, id: &str, now: Timestamp) -> String {
    let expires = now.plus(LINK_LIFE).secs();
    let hash = link_hash(meta, id, expires);
    format!("{origin}/whatsapp_business/attachments/?mid={id}&ext={expires}&hash={hash}")
}

pub(super) async fn download(meta: &Meta, call: &Call) -> Answer {
    let medium = match find_download(meta, call) {
        Ok(medium) => medium,
        Err(refusal) => return Answer::from_result(Err(refusal), meta),
    };
    match load_bytes(meta, &medium.id).await {
        Ok(body) => Answer { status: StatusCode::OK, content_type: medium.mime_type, body },
        Err(_) => Answer::from_result(Err(Refusal::because(131_052, "The file is gone").with_status(Some(404))), meta),
    }
}

/// An expired or forged address is not found, as on Meta's file host.
fn find_download(meta: &Meta, call: &Call) -> Result<Medium, Refusal> {
    let gone = || call.unknown_object().with_status(Some(404));
    let (id, expires) = (call.query.get("mid").ok_or_else(gone)?, call.query.get("ext").ok_or_else(gone)?);
    let expires: i64 = expires.parse().map_err(|_| gone())?;
    let world = meta.world();
    let genuine = call.query.get("hash").is_some_and(|hash| *hash == link_hash(meta, id, expires));
    if !genuine || meta.meta_time(&world).secs() >= expires {
        return Err(gone());
    }
    medium_of(&world, call, id)
}

pub(super) async fn delete(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let line = {
        let mut world = meta.world();
        let medium = medium_of(&world, call, &call.node)?;
        world.commit(Record::MediumGone { id: medium.id })
    };
    meta.durable(line).await?;
    Ok(json!({"success": true}))
}
