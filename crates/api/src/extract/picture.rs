use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::IntoResponse,
};
use bytes::Bytes;
use recado_domain::picture::PictureKind;
use utoipa::ToSchema;

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

const KINDS: Text = Text {
    en: "Pictures are taken as image/png, image/jpeg or image/webp, not compressed. SVG is not: it can hold scripts.",
    pt: "São aceitas imagens image/png, image/jpeg ou image/webp, sem compressão. SVG não: pode conter scripts.",
    es: "Se aceptan imágenes image/png, image/jpeg o image/webp, sin comprimir. SVG no: puede contener scripts.",
};
const TOO_LARGE: Text = Text {
    en: "The picture may have 256 KiB at most. Make it smaller and send it again.",
    pt: "A imagem pode ter no máximo 256 KiB. Diminua-a e envie de novo.",
    es: "La imagen puede tener 256 KiB como máximo. Redúzcala y envíela de nuevo.",
};
const NO_PICTURE: Text = Text {
    en: "The file is not a picture of the kind that it is said to be.",
    pt: "O arquivo não é uma imagem do tipo informado.",
    es: "El archivo no es una imagen del tipo indicado.",
};

/// A picture's bytes.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "it only describes what a body is")]
pub struct PictureBytes(Vec<u8>);

/// A picture as the whole body: what it is said to be, and what its bytes say too. As large as a body may be.
#[derive(Debug)]
pub struct Picture {
    /// What it is.
    pub kind: PictureKind,
    /// As it was sent.
    pub bytes: Bytes,
}

impl<S: Send + Sync> FromRequest<S> for Picture {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers();
        let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
        let said = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let said = said.and_then(|kind| kind.to_ascii_lowercase().parse::<PictureKind>().ok()).filter(|_| plain);
        let said = said.ok_or_else(|| Problem::new(ProblemKind::UnsupportedMediaType).detail(KINDS))?;
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
            match rejection.into_response().status() {
                StatusCode::PAYLOAD_TOO_LARGE => Problem::new(ProblemKind::BodyTooLarge).detail(TOO_LARGE),
                _ => ProblemKind::Malformed.into(),
            }
        })?;
        match PictureKind::of(&bytes) {
            Some(kind) if kind == said => Ok(Self { kind, bytes }),
            _ => Err(Problem::invalid(vec![Finding::new("", Fault::Says(NO_PICTURE))])),
        }
    }
}
