//! Every statement of the tenant door in turn runs without its tenant predicate (row S-04): some answer, or some row, must
//! be another one then. `make mutants`; on SQLite, for row-level security stands behind the predicate on PostgreSQL.
//!
//! The bank does everything that the description knows, and receives and sends, beside tenants made of its own rows: some
//! whose things have the same ids and other words, some whose things have other ids and the same words.

mod bank;
mod story;

use std::{collections::HashMap, sync::Arc, time::Duration};

use recado_domain::{TenantId, Timestamp};
use recado_engine::{jobs::run_due, search::index_pending};
use recado_it::{Kind, Someone, TOKEN, TestApp};
use recado_storage::{
    mutants::{self, TWINS, plant},
    system::lanes::LaneKey,
    testing::TestDatabase,
};
use serde_json::json;
use tokio::time::timeout;

use self::{
    bank::Bank,
    story::{Run, Story},
};
use super::world::World;

const MARKER: &str = "bank";
const CUSTOMER: &str = "5511998765432";
/// How often it is looked what is always alike.
const BASELINES: usize = 5;
/// No run takes so long that comes to an end.
const LONGEST: Duration = Duration::from_mins(2);

/// What all runs begin with.
struct Start {
    database: TestDatabase,
    now: Timestamp,
    own: HashMap<&'static str, String>,
    caller: Someone,
    tenant: TenantId,
    phone_number_id: String,
    lane: LaneKey,
}

impl Start {
    async fn make() -> Self {
        let app = TestApp::start(Kind::Sqlite).await;
        app.first_tenant("home").await;
        let mut world = World::start(&app, MARKER).await;
        let mut own = world.fill().await.clone();
        work(&app).await;
        let phone_number_id = world.number().phone_number_id.clone();
        let lane = world.number().key;
        let bank = Bank { app: &app, caller: &world.shop.owner, own: &own, phone_number_id: &phone_number_id, lane };
        let more = bank.is_lively().await;
        own.extend(more);
        world.shop.says(&own["cnv"], "E então?").await;
        app.number_events().await;
        let database = app.database.copied();
        for twin in TWINS {
            plant(&database.file(), world.shop.tenant, MARKER, twin);
        }
        // Their work would be done beside the bank's, in any order.
        database.run("DELETE FROM jobs WHERE state <> 'dead' AND (tenant_id < x'01' OR tenant_id > x'f0')").await;
        // A word that only the twins have used.
        let of_the_bank = "tenant_id > x'01' AND tenant_id < x'f0'";
        database.run(&format!("DELETE FROM idempotency_keys WHERE {of_the_bank}")).await;
        let now = app.engine.now().plus(Duration::from_secs(1));
        Self { database, now, own, caller: world.shop.owner.clone(), tenant: world.shop.tenant, phone_number_id, lane }
    }

    /// All that happens; it ends with the first thing that is not as expected, and names it.
    async fn run(&self, expected: Option<&Story>) -> (Story, Option<String>) {
        let app = TestApp::on(self.database.copied(), self.now).await;
        let number = json!({ "waba_id": "102290129340398", "phone_number_id": self.phone_number_id,
            "display_phone_number": "+55 11 4000-1234", "throughput": 80, "token": TOKEN });
        app.simulate("POST", "/_sim/numbers", &number).await;
        let caller = self.caller.at(&app);
        let mut run = Run { caller, app, start: self, expected, story: Story::new(), told: 0, other: None };
        run.all().await;
        (run.story, run.other)
    }

    /// What shows that a statement runs without its predicate; none if nothing does.
    async fn catch(self: Arc<Self>, mutant: &'static str, expected: Arc<Story>) -> Option<String> {
        mutants::choose(Some(mutant));
        // An answer that the description does not know ends a call with a panic.
        let run = tokio::spawn(async move { self.run(Some(&expected)).await.1 });
        let end = timeout(LONGEST, run).await;
        mutants::choose(None);
        match end {
            Ok(Ok(other)) => other,
            Ok(Err(_)) => Some("a panic".to_owned()),
            Err(_) => Some("it does not end".to_owned()),
        }
    }
}
/// Parts of the names of the statements to try, separated by commas: `RECADO_MUTANT`; without it all.
#[expect(clippy::disallowed_methods, reason = "what is tried is the command line's")]
fn wanted() -> String {
    std::env::var("RECADO_MUTANT").unwrap_or_default()
}

/// What is the same each time.
async fn steady(start: &Start) -> Story {
    let mut steady = start.run(None).await.0;
    let all = steady.len();
    for _ in 0..BASELINES {
        let again = start.run(None).await.0;
        assert!(again.len() == all, "the same is asked each time");
        steady.retain(|told, answer| {
            let same = again[told] == *answer;
            if !same {
                println!("differs by itself: {told}");
            }
            same
        });
    }
    println!("mutants: {all} things happen, {} of them always alike", steady.len());
    steady
}

/// All work that is due is done.
async fn work(app: &TestApp) {
    index_pending(&app.engine).await.expect("words are found");
    for _ in 0..2 {
        run_due(&app.engine, "test", 50).await.expect("jobs run");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "make mutants"]
async fn every_tenant_predicate_is_missed_when_it_is_gone() {
    let start = Arc::new(Start::make().await);
    mutants::ran();
    let expected = steady(&start).await;
    let (expected, ran) = (Arc::new(expected), mutants::ran());
    let only = wanted();
    let is_wanted = |name: &&'static str| only.split(',').any(|wanted| name.contains(wanted));
    let (mut caught, mut survived, mut unreached) = (0, Vec::new(), Vec::new());
    for name in mutants::all().into_iter().filter(is_wanted) {
        if !ran.contains(name) {
            unreached.push(name);
        } else if let Some(shown) = start.clone().catch(name, expected.clone()).await {
            caught += 1;
            println!("caught    {name}: {shown}");
        } else {
            println!("survived  {name}");
            survived.push(name);
        }
    }
    let total = caught + survived.len() + unreached.len();
    let control = start.run(Some(&expected)).await.1;
    assert_eq!(control, None, "with every predicate in its place nothing is another thing");
    println!("survived  {survived:?}\nunreached {unreached:?}");
    println!("mutants: {caught} of {total} caught ({} %)", caught * 100 / total.max(1));
    assert!(caught * 100 >= total * 95, "{caught} of {total}");
}
