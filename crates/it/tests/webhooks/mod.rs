//! What Meta posts: intake, projection, quarantine.

mod again;
mod away;
mod blocked;
mod intake;
mod media;
mod outage;
mod projection;
mod proof;
mod replay;
pub(crate) mod shop;
mod variants;

use recado_graph::signature;
use recado_it::{APP_SECRET, Answer, TestApp};
use recado_storage::Scope;

/// Posts bytes as Meta does, signed for the app `default`.
pub(crate) async fn post(app: &TestApp, path: &str, body: impl Into<Vec<u8>>) -> Answer {
    let body = body.into();
    let header = signature::sign(APP_SECRET, &body);
    post_with(app, path, body, &header).await
}

/// Posts bytes with this signature.
async fn post_with(app: &TestApp, path: &str, body: Vec<u8>, header: &str) -> Answer {
    app.call("POST", path).header("x-hub-signature-256", header).bytes("application/json", body).send().await
}

/// How many deliveries the log holds that are not projected.
#[expect(clippy::disallowed_methods, reason = "the log belongs to no tenant")]
async fn open_events(app: &TestApp) -> i64 {
    let mut read = app.engine.db.read(Scope::System).await.expect("the database answers");
    read.system().inbound_events().count_open().await.expect("the log is counted")
}
