//! A database that goes away: everybody is told so, nothing is lost, and everything goes on by itself when it is back.

use std::time::Duration;

use futures_util::future::join_all;
use recado_engine::{Engine, inbound, jobs, relay, sending, upkeep};
use recado_it::{Answer, Kind, Someone, TestApp, TestCustomer, both_engines};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{
    post,
    shop::{count, text, webhook},
};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";

/// Everything that a node does besides HTTP.
fn work(engine: &Engine, ending: &CancellationToken) -> JoinSet<()> {
    let mut parts = JoinSet::new();
    parts.spawn(inbound::run(engine.clone(), ending.clone()));
    parts.spawn(relay::run(engine.clone(), ending.clone()));
    parts.spawn(upkeep::run(engine.clone(), ending.clone()));
    let (own, end) = (engine.clone(), ending.clone());
    parts.spawn(async move { jobs::run(&own, &end).await });
    let (own, end) = (engine.clone(), ending.clone());
    parts.spawn(async move { sending::run(&own, &end).await });
    parts
}

/// Asks until the answer is yes, while time goes by; the test runner ends a test that never gets one.
async fn until(app: &TestApp, mut asks: impl AsyncFnMut() -> bool) {
    while !asks().await {
        app.clock.advance(Duration::from_millis(10));
        app.simulator.look_at_clock();
        tokio::task::yield_now().await;
    }
}

/// Ten webhooks and ten sends at once; how many of each were taken. Nothing but yes and "later" is answered.
async fn load(app: &TestApp, shop: &Someone, customer: &TestCustomer, round: usize) -> [usize; 2] {
    let hooks = join_all((0..10).map(async |n| {
        let body = webhook(NUMBER, &[text(ANA, &format!("wamid.{round}.{n}"), "Oi")]).to_string();
        post(app, "/webhook/whatsapp", body).await
    }));
    let sends = join_all(
        (0..10).map(async |n| shop.post("/api/v1/messages/send", customer.text(&format!("{round} {n}"))).await),
    );
    let (hooks, sends) = tokio::join!(hooks, sends);
    [taken(&hooks, 200), taken(&sends, 202)]
}

fn taken(answers: &[Answer], yes: u16) -> usize {
    let later = |answer: &&Answer| answer.status != yes;
    for answer in answers.iter().filter(later) {
        answer.refused(503, "unavailable");
        assert!(answer.header("retry-after").is_some());
    }
    answers.len() - answers.iter().filter(later).count()
}

both_engines! {
    async fn a_database_that_goes_away_stops_nothing_for_good(app: TestApp) {
        let shop = app.tenant("shop").await;
        let customer = shop.number(NUMBER).await.customer("Ana", ANA).await;
        let before = count(&app, "messages").await;
        let ending = CancellationToken::new();
        let mut parts = work(&app.engine, &ending);
        let whole = load(&app, &shop, &customer, 0).await;
        assert_eq!(whole, [10, 10]);

        // It goes away while everybody is at work.
        let (during, outage) = tokio::join!(load(&app, &shop, &customer, 1), app.database.outage());
        assert_eq!(load(&app, &shop, &customer, 2).await, [0, 0]);
        let list = shop.get("/api/v1/conversations").await;
        assert_eq!(list.status, if app.kind == Kind::Postgres { 503 } else { 200 });
        // For so long that every lease has run out.
        app.clock.advance(Duration::from_secs(30));
        assert_eq!(load(&app, &shop, &customer, 3).await, [0, 0]);
        outage.end().await;

        let mut after = [0, 0];
        until(&app, async || {
            after = load(&app, &shop, &customer, 4).await;
            after == [10, 10]
        }).await;
        // Meta's second tries of what was refused after all change nothing.
        let stored = i64::try_from(whole[0] + during[0] + after[0]).expect("few");
        until(&app, async || count(&app, "messages WHERE direction = 'inbound' AND wamid LIKE 'wamid.%.%'").await >= stored).await;
        until(&app, async || count(&app, "messages WHERE sending IN ('queued', 'in_flight')").await == 0).await;
        until(&app, async || count(&app, "outbox WHERE pos IS NULL").await == 0).await;

        let sent = whole[1] + during[1] + after[1];
        let queued = count(&app, "messages WHERE direction = 'outbound'").await;
        assert!(usize::try_from(queued).expect("few") >= sent && app.taken().await <= usize::try_from(queued).expect("few"));
        assert!(before + stored + queued <= count(&app, "messages").await + before);
        assert_eq!(count(&app, "quarantine").await, 0);
        ending.cancel();
        while parts.join_next().await.is_some_and(|ended| ended.is_ok()) {}
        assert!(parts.is_empty(), "all ended well");
    }
}
