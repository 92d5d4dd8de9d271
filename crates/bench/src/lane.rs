//! A number's lane at full speed (`design.md` §10): how much of Meta's limit is used, and that none of it is exceeded.

use std::time::Duration;

use recado_domain::{Clock as _, SystemClock};
use recado_it::process::queued::queued_again;
use recado_storage::testing::Kind;
use serde_json::json;
use tokio::time::{interval, sleep};

use crate::{
    figures::{Bar, Figures},
    hammer::Span,
    meter::{Used, most_resident},
    setting::{FIRST_COMPANY, Setting},
};

/// Meta's code of a message above the limit.
const OVER_LIMIT: u32 = 130_429;
/// How often it is looked whether the time has passed.
const LOOK: Duration = Duration::from_millis(500);
const MICROS: i64 = 1_000_000;

/// Measures lanes on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let span = if short { Span::seconds(2, 8) } else { Span::seconds(5, 60) };
    at_limit(kind, span, &Lane { limit: 80, inbound: 5, statuses: true }, figures).await;
    if kind == Kind::Postgres {
        at_limit(kind, span, &Lane { limit: 1_000, inbound: 20, statuses: false }, figures).await;
        at_limit(kind, span, &Lane { limit: 1_000, inbound: 20, statuses: true }, figures).await;
    }
}

/// A number, and what comes back.
struct Lane {
    /// Messages a second that Meta allows, those that come in among them.
    limit: u32,
    /// Messages a second that come in.
    inbound: u32,
    /// Whether each message gets its three statuses.
    statuses: bool,
}

impl std::fmt::Display for Lane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let statuses = if self.statuses { "with" } else { "without" };
        write!(f, "limit {}/s {statuses} statuses", self.limit)
    }
}

async fn at_limit(kind: Kind, span: Span, lane: &Lane, figures: &mut Figures) {
    let limit = lane.limit;
    let mut setting = Setting::empty(kind).await;
    if !lane.statuses {
        setting.simulator.without_statuses().await;
    }
    setting.add_number(limit).await;
    fill(&mut setting, kind, limit * u32::try_from((span.warm_up + span.measured).as_secs() + 20).expect("short"))
        .await;
    let began = SystemClock.now().micros();
    setting.product.start_as(&[], setting.simulator.url()).await;
    let (pid, before) = (setting.product.pid(), Used::until_now(setting.product.pid()));
    let (first, most) = most_resident(pid, async {
        tokio::select! {
            first = run(&setting, began, span) => first,
            () = customers_write(&setting, lane.inbound) => unreachable!("they never stop"),
        }
    })
    .await;
    let from = first + micros(span.warm_up);
    let sent = attempts(&setting, from, micros(span.measured), "wamid IS NOT NULL").await;
    let all = attempts(&setting, first, micros(span.warm_up + span.measured), "1 = 1").await;
    before.note(figures, &lane.to_string(), all);
    let until = from + micros(span.measured);
    let inbound = format!("messages WHERE direction = 'inbound' AND created_at >= {from} AND created_at < {until}");
    let (came, seconds) = (rows(&setting, &inbound).await, span.measured.as_secs_f64());
    assert!(came > 0.0, "customers wrote meanwhile");
    let over = rows(&setting, &format!("message_attempts WHERE graph_code = {OVER_LIMIT}")).await;
    let left = f64::from(limit) - came / seconds;
    let name = format!("{lane}: sent, of what {:.0} inbound/s leave", came / seconds);
    figures.against(name, sent / seconds, "/s", left, Some(Bar::RatioAtLeast(0.98)));
    figures.held(format!("{lane}: answers {OVER_LIMIT}"), over, "", Bar::AtMost(0.0));
    figures.note(format!("{lane}: most memory"), most, "MiB");
}

/// Puts so many messages into the queue of a product that has ended.
async fn fill(setting: &mut Setting, kind: Kind, queued: u32) {
    let body = json!({
        "to": "+5521900000000", "numberId": setting.ids[0], "templateName": "hello_world", "language": "pt_BR",
    });
    setting.call(&setting.product.token().await, FIRST_COMPANY, "/api/v1/messages/template", &body).await;
    setting.product.stop();
    setting.product.run(&queued_again(kind, queued)).await;
    setting.learn().await;
}

/// Lets it send for that long; when the first message left.
async fn run(setting: &Setting, began: i64, span: Span) -> i64 {
    let first = format!("SELECT COALESCE(MIN(started_at), 0) FROM message_attempts WHERE started_at > {began}");
    let mut left = 0;
    while left == 0 {
        sleep(LOOK).await;
        left = setting.product.number(&first).await;
    }
    let until = left + micros(span.warm_up + span.measured);
    while SystemClock.now().micros() < until {
        sleep(LOOK).await;
    }
    left
}

/// Customers write through Meta, so many a second.
async fn customers_write(setting: &Setting, a_second: u32) {
    let mut ticks = interval(Duration::from_secs(1) / a_second);
    for n in 0_u32.. {
        ticks.tick().await;
        setting.simulator.inbound(&setting.numbers[0], &format!("5511988{:06}", n % 500), "Oi").await;
    }
}

/// Attempts that began in this time and of which this is true.
async fn attempts(setting: &Setting, from: i64, length: i64, which: &str) -> f64 {
    let until = from + length;
    rows(setting, &format!("message_attempts WHERE started_at >= {from} AND started_at < {until} AND {which}")).await
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
async fn rows(setting: &Setting, which: &str) -> f64 {
    setting.product.number(&format!("SELECT COUNT(*) FROM {which}")).await as f64
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).expect("short") * MICROS
}
