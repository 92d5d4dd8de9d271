//! The harness of the integration tests: a whole product in one process, on either engine.
//!
//! It may use every crate. A test looks like this:
//!
//! ```text
//! both_engines! {
//!     async fn a_team_is_listed(app: TestApp) {
//!         let shop = app.tenant("shop").await;                       // tenant, owner and their access token
//!         let made = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201);
//!         assert_eq!(shop.get("/api/v1/teams").await.expect(200)["data"][1]["id"], made["id"]);
//!     }
//! }
//! ```
//!
//! Each test has a database of its own, a clock that stands until it is moved (`app.clock.advance`) and ids that repeat.
//! At the end no planted secret (`app.plant`) may stand in any log line. To add a part of the product to the harness:
//! a field in `app.rs`.

mod app;
mod authenticator;
mod call;
pub mod counted;
mod described;
mod inbox;
mod letters;
mod logs;
mod people;
pub mod process;
pub mod provider;
mod shop;
pub mod socket;

pub use app::{APP_SECRET, TestApp, VERIFY_TOKEN};
pub use authenticator::Authenticator;
pub use call::{Answer, Call};
pub use letters::{Letters, token_in};
pub use people::{PASSWORD, Someone, TestTenant};
pub use recado_storage::testing::Kind;
pub use shop::{TOKEN, TestCustomer, TestNumber};

/// Runs each test on both engines: `name::on_sqlite` and `name::on_postgres`.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident: $test_app:ty) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn body($app: $test_app) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                let app = $crate::TestApp::start($crate::Kind::Sqlite).await;
                body(app.clone()).await;
                app.finish().await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                let app = $crate::TestApp::start($crate::Kind::Postgres).await;
                body(app.clone()).await;
                app.finish().await;
            }
        }
    )+};
}
