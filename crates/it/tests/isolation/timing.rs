//! `make isolation-timing`: how long an answer takes does not tell whether somebody else has the id (S-03). Not in CI: a
//! machine that does other work besides says nothing.

use std::time::{Duration, Instant};

use recado_domain::ContactId;
use recado_it::{Kind, TestApp};

use super::world::World;

const ANSWERS: usize = 200;
const MOST: Duration = Duration::from_millis(5);

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

async fn measure(kind: Kind) {
    let app = TestApp::start(kind).await;
    let mut victim = World::start(&app, "quartz").await;
    let things = victim.fill().await.clone();
    let own = World::start(&app, "bank").await;
    for (path, prefix) in [("contacts", "con"), ("conversations", "cnv"), ("messages", "msg"), ("numbers", "num")] {
        let (mut foreign, mut random) = (Vec::new(), Vec::new());
        for _ in 0..ANSWERS {
            let nobodys = ContactId::from_uuid(app.engine.fresh_id()).to_string().replace(ContactId::PREFIX, prefix);
            for (id, times) in [(things[prefix].as_str(), &mut foreign), (nobodys.as_str(), &mut random)] {
                let started = Instant::now();
                own.shop.get(&format!("/api/v1/{path}/{id}")).await.is(404);
                times.push(started.elapsed());
            }
        }
        let (foreign, random) = (median(foreign), median(random));
        println!(
            "isolation: {kind:?} GET /{path}/{{id}}: median of {ANSWERS}: foreign {foreign:?}, unknown {random:?}"
        );
        assert!(foreign.abs_diff(random) <= MOST, "{path}: {foreign:?} and {random:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "make isolation-timing"]
async fn a_foreign_id_takes_as_long_as_an_unknown_one() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        measure(kind).await;
    }
}
