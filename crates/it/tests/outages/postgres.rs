//! PostgreSQL ends in the middle of the work, and is back half a minute later.

use std::time::Duration;

use recado_storage::testing::Kind;

use super::{Busy, are_polite, cluster};
use crate::crash::product::{Product, pause};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make outages"]
async fn postgres_is_gone_for_half_a_minute() {
    let (busy, round) = Busy::start(Product::on(Kind::Postgres).await).await;
    pause(Duration::from_secs(3)).await;
    cluster("fail");
    pause(Duration::from_secs(29)).await;
    let alive = busy.product.http().get(busy.product.url("/health/live")).send().await.expect("an answer");
    let ready = busy.product.http().get(busy.product.url("/health/ready")).send().await.expect("an answer");
    assert_eq!((alive.status().as_u16(), ready.status().as_u16()), (200, 503));
    let refusals = busy.load.refusals();
    cluster("recover");
    are_polite(&refusals);
    busy.recovers(round).await;
}
