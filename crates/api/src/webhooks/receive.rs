//! Deliveries.

use std::time::Duration;

use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt as _;
use recado_engine::intake::{self, IntakeRefused};

use crate::{
    app::App,
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// Largest delivery in bytes. Meta's may have 3 MB.
const LARGEST: usize = 4 * 1024 * 1024;
/// How much more is read and thrown away, so that who sends too much hears the answer instead of a broken connection.
const DRAINED: usize = 8 * 1024 * 1024;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Meta's deliveries for the app `default`
///
/// As `POST /webhook/whatsapp/{key}`, for the app `default`. The same is served at `/api/v1/webhook/whatsapp` and
/// `/api/webhooks/whatsapp`.
#[utoipa::path(
    post, path = "/webhook/whatsapp", operation_id = "receiveWebhookOfDefault", tag = "webhook",
    request_body(content = String, content_type = "application/json", example = json!({"object": "whatsapp_business_account", "entry": []})),
    responses(
        (status = 200, description = "It is stored; the body is empty."),
        (status = 401, description = "The signature is missing or wrong; the body is empty.")
    )
)]
pub(super) async fn receive_webhook_of_default(State(app): State<App>, request: Request) -> Response {
    receive(&app, "", request).await
}

/// Meta's deliveries
///
/// The header `X-Hub-Signature-256` signs the exact bytes of the body with the secret of the app that `key` names: its
/// slug, one of its numbers (`num_…`), or Meta's id of one. 200 is answered when the bytes are durable and not before;
/// whatever else is answered makes Meta try again. The same is served at `/api/v1/webhook/whatsapp/{key}` and
/// `/api/webhooks/whatsapp/{key}`.
#[utoipa::path(
    post, path = "/webhook/whatsapp/{key}", operation_id = "receiveWebhook", tag = "webhook",
    params(("key" = String, Path, description = "App slug, `num_…` or Meta's phone_number_id.", example = "default")),
    request_body(content = String, content_type = "application/json", example = json!({"object": "whatsapp_business_account", "entry": []})),
    responses(
        (status = 200, description = "It is stored; the body is empty."),
        (status = 401, description = "The signature is missing or wrong; the body is empty.")
    )
)]
pub(super) async fn receive_webhook(State(app): State<App>, Path(key): Path<String>, request: Request) -> Response {
    receive(&app, &key, request).await
}

async fn receive(app: &App, key: &str, request: Request) -> Response {
    match take(app, key, request).await {
        Ok(()) => StatusCode::OK.into_response(),
        Err(problem) if problem.kind() == ProblemKind::Unauthenticated => StatusCode::UNAUTHORIZED.into_response(),
        Err(problem) => problem.into_response(),
    }
}

/// The key is looked up before the body is read: strangers get no memory of ours.
async fn take(app: &App, key: &str, request: Request) -> Result<(), Problem> {
    let (parts, body) = request.into_parts();
    let mut delivery = intake::begin(&app.engine, key).await?;
    let keep = |piece: Option<&[u8]>| {
        let Some(bytes) = piece else {
            delivery.discard();
            return Ok(());
        };
        delivery.push(bytes)
    };
    read_within(PATIENCE, body, keep).await?;
    Ok(intake::receive(&app.engine, signature(&parts.headers), delivery).await?)
}

fn signature(headers: &HeaderMap) -> Option<&str> {
    headers.get("x-hub-signature-256").and_then(|value| value.to_str().ok())
}

/// The whole body, unless it is too large or takes too long. `keep` is given its pieces; `None`: throw them away.
async fn read_within(
    patience: Duration,
    body: Body,
    keep: impl FnMut(Option<&[u8]>) -> Result<(), IntakeRefused>,
) -> Result<(), Problem> {
    let read = tokio::time::timeout(patience, read(body, keep)).await;
    read.map_err(|_| Problem::from(ProblemKind::Unavailable))?
}

async fn read(mut body: Body, mut keep: impl FnMut(Option<&[u8]>) -> Result<(), IntakeRefused>) -> Result<(), Problem> {
    let mut length = 0;
    while let Some(frame) = body.frame().await {
        let data = frame.map_err(|_| Problem::from(ProblemKind::Malformed))?.into_data().unwrap_or_default();
        length += data.len();
        if length > LARGEST + DRAINED {
            break;
        }
        keep((length <= LARGEST).then_some(&data))?;
    }
    if length > LARGEST { Err(ProblemKind::BodyTooLarge.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use std::io;

    use bytes::Bytes;
    use futures_util::{StreamExt as _, stream};

    use super::*;

    const NOW: Duration = Duration::from_millis(20);

    /// A body in pieces.
    fn pieces(pieces: Vec<io::Result<Bytes>>) -> Body {
        Body::from_stream(stream::iter(pieces))
    }

    async fn bytes(patience: Duration, body: Body) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::new();
        let keep = |piece: Option<&[u8]>| {
            bytes.extend_from_slice(piece.unwrap_or_default());
            Ok(())
        };
        read_within(patience, body, keep).await?;
        Ok(bytes)
    }

    async fn refusal(body: Body) -> ProblemKind {
        bytes(NOW, body).await.expect_err("it is refused").kind()
    }

    #[tokio::test]
    async fn a_body_that_does_not_come_is_not_waited_for() {
        let half = stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"{\"object\":"))]);
        assert_eq!(refusal(Body::from_stream(half.chain(stream::pending()))).await, ProblemKind::Unavailable);
    }

    #[tokio::test]
    async fn a_body_in_pieces_is_one_body() {
        let whole = bytes(PATIENCE, pieces(vec![Ok("{\"x\"".into()), Ok(":".into()), Ok("1}".into())])).await;
        assert_eq!(whole.expect("it is taken"), b"{\"x\":1}");
    }

    #[tokio::test]
    async fn pieces_count_together_and_a_torn_body_is_none() {
        let mebibyte = || Ok(Bytes::from(vec![b' '; 1 << 20]));
        let mebibytes = |count| pieces((0..count).map(|_| mebibyte()).collect());
        assert_eq!(bytes(PATIENCE, mebibytes(4)).await.map(|body| body.len()).ok(), Some(LARGEST));
        for count in [5, 13] {
            let refused = bytes(PATIENCE, mebibytes(count)).await.expect_err("it is too large");
            assert_eq!(refused.kind(), ProblemKind::BodyTooLarge, "{count}");
        }
        let torn = pieces(vec![mebibyte(), Err(io::Error::other("gone"))]);
        assert_eq!(refusal(torn).await, ProblemKind::Malformed);
    }
}
