//! A backlog (L-05): webhooks that lie in the log, and how fast they become messages, with what memory.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use recado_storage::testing::Kind;

use crate::{
    ceilings::append,
    deliveries::Deliveries,
    figures::{Bar, Figures},
    hammer::{Counted, Load, Requests, Span, open_loop},
    meter::{Used, most_resident},
    setting::Setting,
};

/// Rows of a commit while the backlog is made.
const ROWS: usize = 512;
/// People who write, in turn.
const PEOPLE: u64 = 20_000;
/// Messages a second that come to the product whose queue is empty.
const CALM: u32 = 200;
/// Connections that they come by.
const CONNECTIONS: usize = 16;

/// Measures projection on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let backlog: u64 = if short { 10_000 } else { 1_000_000 };
    let mut setting = Setting::with_numbers(kind, 10).await;
    setting.product.stop();
    let rows = pile_up(&setting, backlog).await;
    figures.note("the backlog was written (ceiling: rows alone)", rows, "/s");

    let began = Instant::now();
    setting.product.start_as(&[], setting.simulator.url()).await;
    let (pid, started) = (setting.product.pid(), began.elapsed());
    let before = Used::until_now(pid);
    let drained = Instant::now();
    let ((), most) = most_resident(pid, until_empty(&setting)).await;
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    let events = backlog as f64;
    let rate = events / drained.elapsed().as_secs_f64();
    before.note(figures, "messages projected", events);

    let messages = setting.product.number("SELECT COUNT(*) FROM messages WHERE direction = 'inbound'").await;
    assert_eq!(u64::try_from(messages).expect("a count"), backlog, "messages, and webhooks in the log");
    figures.note("ready with the backlog", started.as_secs_f64() * 1_000.0, "ms");
    figures.held("messages projected", rate, "/s", Bar::AtLeast(1_000.0));
    figures.against("messages projected, beside rows alone", rate, "/s", rows, None);
    let empty = with_an_empty_queue(&mut setting, backlog, short).await;
    figures.against("most memory, beside an empty queue's", most, "MiB", empty, Some(Bar::RatioAtMost(1.5)));
}

/// The most memory of the same product on the same data while messages come and none waits, in MiB.
async fn with_an_empty_queue(setting: &mut Setting, first: u64, short: bool) -> f64 {
    setting.restart(&[]).await;
    let span = Span::seconds(0, if short { 10 } else { 60 });
    let (deliveries, address) = (Deliveries::to(&setting.numbers, PEOPLE), setting.address());
    let requests: Requests = Arc::new(move |n| deliveries.signed(address, n));
    let load = Load { connections: CONNECTIONS, rate: f64::from(CALM), span, counted: Counted::FromDue };
    let pid = setting.product.pid();
    let (outcome, most) = most_resident(pid, open_loop(address, load, first, &requests)).await;
    assert_eq!(outcome.answered(200), span.requests(CALM) as u64, "every webhook is taken");
    most
}

/// Writes webhooks into the log as intake does; how many a second.
async fn pile_up(setting: &Setting, backlog: u64) -> f64 {
    let deliveries = Deliveries::to(&setting.numbers, PEOPLE);
    let app = setting.product.database();
    let db = app.open().await;
    let began = Instant::now();
    let mut written = 0;
    while written < backlog {
        let rows = usize::try_from(backlog - written).expect("fits").min(ROWS);
        append(&db, &deliveries, written, rows, 0).await;
        written += rows as u64;
    }
    // The log names the app that signed: the default one.
    app.run("UPDATE inbound_events SET app_id = (SELECT id FROM apps WHERE slug = 'default')").await;
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
    let rate = written as f64 / began.elapsed().as_secs_f64();
    rate
}

async fn until_empty(setting: &Setting) {
    const OPEN: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM inbound_events WHERE projected_at IS NULL LIMIT 1) AS open";
    while setting.product.number(OPEN).await > 0 {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
