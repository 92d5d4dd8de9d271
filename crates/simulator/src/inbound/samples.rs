//! Files for messages that are said to carry one: small, but real enough to be resolved and downloaded.

use std::io;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::{
    media::{keep_bytes, new_medium},
    meta::Meta,
    world::record::Record,
};

/// A plant and a cup on a table.
const PNG: &[u8] = include_bytes!("sample.png");
const PDF: &[u8] = b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
/// Heads of an Opus and an MP4 file: enough to be recognised, nothing to play.
const OGG: &[u8] = b"OggS\0\x02\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\x13OpusHead\x01\x01\0\0\x80\xbb\0\0\0\0\0";
const MP4: &[u8] = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\0\x08free";
/// A smile.
const WEBP: &[u8] = include_bytes!("sample.webp");

/// Gives a media message without an id a file of ours, with type and hash as Meta names them.
pub(super) async fn complete(
    meta: &Meta,
    phone_number_id: &str,
    kind: &str,
    message: &mut Map<String, Value>,
) -> io::Result<()> {
    let (usual_type, bytes): (&str, &'static [u8]) = match kind {
        "image" => ("image/png", PNG),
        "document" => ("application/pdf", PDF),
        "audio" => ("audio/ogg; codecs=opus", OGG),
        "video" => ("video/mp4", MP4),
        "sticker" => ("image/webp", WEBP),
        _ => return Ok(()),
    };
    let Value::Object(file) = message.entry(kind).or_insert_with(|| json!({})) else { return Ok(()) };
    if file.contains_key("id") {
        return Ok(());
    }
    let mime_type = file.get("mime_type").and_then(Value::as_str).unwrap_or(usual_type).to_owned();
    let medium = new_medium(meta, phone_number_id, &mime_type, bytes);
    let hash = hex::decode(&medium.sha256).expect("we wrote it as hex");
    keep_bytes(meta, &medium.id, Bytes::from_static(bytes)).await?;
    file.insert("id".to_owned(), json!(medium.id));
    file.entry("mime_type").or_insert(json!(mime_type));
    file.entry("sha256").or_insert(json!(STANDARD.encode(hash)));
    match kind {
        "audio" => drop(file.entry("voice").or_insert(json!(true))),
        "sticker" => drop(file.entry("animated").or_insert(json!(false))),
        _ => {}
    }
    // The message's own record is synced after this one.
    meta.world().note(Record::Medium { medium });
    Ok(())
}
