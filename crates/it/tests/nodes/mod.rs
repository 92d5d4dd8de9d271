//! Several nodes on one PostgreSQL: who does what, who takes over, who hears of what.
//!
//! `stale`, `access`, `hints` and `wake_ups` run two nodes in this process; `roles` and `handover` start the built binary.
//! Nodes that are killed or stopped under load are in `crash::nodes`.

mod access;
mod handover;
mod hints;
mod roles;
mod stale;
mod stopped;
mod wake_ups;

use recado_api::{App, HttpSettings};
use recado_engine::{Engine, Heard};
use recado_it::{Kind, TestApp};
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::realtime::Live;

/// Two nodes that hear each other, both with people. The first one numbers the events.
struct Two {
    one: Live,
    other: Live,
    /// The use cases of the other.
    engine: Engine,
    /// Ends what the other hears and says, as if it were dead.
    joined: Option<DropGuard>,
    _joined: DropGuard,
}

impl Two {
    async fn nodes(app: &TestApp) -> Self {
        let engine = app.second_node(|_| {}).await;
        let (own, joined) = (join(&app.engine).await, Some(join(&engine).await));
        let one = Live::start(app).await;
        let other = Live::node(App::new(engine.clone(), HttpSettings::default())).await;
        Self { one, other, engine, joined, _joined: own }
    }
}

/// A product on PostgreSQL.
async fn app() -> TestApp {
    TestApp::start(Kind::Postgres).await
}

/// Lets a node hear the others, and be heard, until dropped.
async fn join(engine: &Engine) -> DropGuard {
    let ending = CancellationToken::new();
    let mut heard = engine.wake.listen();
    let notices = engine.db.notices(&engine.fresh_id().to_string());
    let (own, until) = (engine.clone(), ending.clone());
    tokio::spawn(async move { own.wake.join(notices, until).await });
    assert_eq!(heard.recv().await, Ok(Heard::Gap), "said when the connection listens");
    ending.drop_guard()
}
