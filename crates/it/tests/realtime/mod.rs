//! Real time: numbering, catching up, sockets.
//!
//! The sockets are opened by a client of our own over real TCP. To add a case: a function in the file of its subject.

mod catch_up;
mod hints;
mod relay;
mod sessions;
mod slow;
mod sockets;
mod strangers;
mod unruly;
mod visibility;

use recado_api::App;
use recado_domain::Role;
use recado_engine::relay as numbering;
use recado_it::{
    Someone, TestApp, TestTenant,
    socket::{Served, Socket},
};
use serde_json::{Value as Json, json};
use tokio_util::sync::{CancellationToken, DropGuard};

/// A product whose sockets are open and whose events are numbered as they come, until dropped.
pub(crate) struct Live {
    served: Served,
    app: App,
    _ending: DropGuard,
}

impl Live {
    pub(crate) async fn start(app: &TestApp) -> Self {
        let ending = CancellationToken::new();
        tokio::spawn(numbering::run(app.engine.clone(), ending.clone()));
        Self::serve(app.app.clone(), ending).await
    }

    /// A node that serves people, without a relay of its own.
    pub(crate) async fn node(app: App) -> Self {
        Self::serve(app, CancellationToken::new()).await
    }

    async fn serve(app: App, ending: CancellationToken) -> Self {
        tokio::spawn(app.realtime.clone().run(ending.clone()));
        let served = Served::start(recado_api::router(app.clone())).await;
        while !app.realtime.hub().is_following() {
            tokio::task::yield_now().await;
        }
        Self { served, app, _ending: ending.drop_guard() }
    }

    /// Its sockets.
    pub(crate) fn hub(&self) -> &recado_api::realtime::Hub {
        self.app.realtime.hub()
    }

    /// How many are open.
    pub(crate) fn sockets(&self) -> usize {
        self.hub().count()
    }

    /// A socket of this person; answers what `ready` said, too.
    pub(crate) async fn connect(&self, person: &Someone) -> (Socket, Json) {
        let mut socket = self.served.connect(json!({ "token": person.token })).await.expect("let in");
        let (name, ready) = socket.next().await.expect("a first event");
        assert_eq!(name, "ready", "the first event of all");
        (socket, ready)
    }

    /// Why a socket of this person is not opened.
    pub(crate) async fn refused(&self, person: &Someone) -> String {
        self.served.connect(json!({ "token": person.token })).await.err().expect("not let in")
    }
}

/// A shop with a conversation that nobody has taken.
pub(crate) async fn shop(app: &TestApp) -> (TestTenant, String) {
    let shop = app.tenant("shop").await;
    let number = shop.number("106540352242922").await;
    let conversation = shop.conversation(&number, "Ana").await;
    app.number_events().await;
    (shop, conversation)
}

/// A shop with two agents without a team.
pub(crate) async fn agents(app: &TestApp) -> (TestTenant, String, [Someone; 2]) {
    let (shop, conversation) = shop(app).await;
    let agents = [shop.person("ada", Role::Agent).await, shop.person("bob", Role::Agent).await];
    (shop, conversation, agents)
}

/// Everything behind a number, page by page, as a client catches up; and where it ended.
pub(crate) async fn caught_up(person: &Someone, mut after: i64, limit: u32) -> (Vec<Json>, i64) {
    let mut events = Vec::new();
    loop {
        let page = person.get(&format!("/api/v1/events?after={after}&limit={limit}")).await.expect(200);
        events.extend(page["data"].as_array().expect("events").clone());
        after = page["nextAfter"].as_i64().expect("a number");
        if page["nextAfter"] == page["head"] {
            return (events, after);
        }
    }
}

/// Waits until this person learns of an event of this kind: from the socket, or by catching up when the socket orders it.
pub(crate) async fn learns(person: &Someone, socket: &mut Socket, kind: &str) {
    loop {
        let (name, argument) = socket.next().await.expect("an event");
        if name == kind {
            return;
        }
        if let Some(after) = argument["after"].as_i64().filter(|_| name == "resync") {
            let (missed, _) = caught_up(person, after, 50).await;
            if missed.iter().any(|event| event["type"] == kind) {
                return;
            }
        }
    }
}

fn seq(event: &Json) -> i64 {
    event["seq"].as_i64().expect("a number")
}
