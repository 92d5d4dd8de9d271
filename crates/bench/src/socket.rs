//! From a webhook's first byte to the last socket's `message:new` (`design.md` §10, L-02).

use recado_storage::testing::Kind;
use tokio::task::JoinSet;

use crate::{
    deliveries::Deliveries,
    figures::{Bar, Figures},
    hammer::{Counted, Load, Span, count, open_loop},
    journeys::Journeys,
    meter::Used,
    setting::Setting,
};

const SOCKETS: u32 = 20;
const NUMBERS: u32 = 10;
/// Connections that webhooks come by.
const CONNECTIONS: usize = 64;

/// Measures the way to the sockets on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let span = if short { Span::seconds(1, 4) } else { Span::seconds(5, 60) };
    at_rate(&Setting::with_numbers(kind, NUMBERS).await, span, 500, Bar::AtMost(150.0), figures).await;
    at_rate(&Setting::with_numbers(kind, NUMBERS).await, span, 1_000, Bar::AtMost(1_000.0), figures).await;
}

async fn at_rate(setting: &Setting, span: Span, rate: u32, bar: Bar, figures: &mut Figures) {
    let messages = span.requests(rate);
    let (journeys, mut sockets) = (Journeys::of(messages), JoinSet::new());
    journeys.listen(setting, &setting.product.token().await, SOCKETS, &mut sockets).await;
    let requests = journeys.requests(setting, Deliveries::to(&setting.numbers, 2_000));
    let before = Used::until_now(setting.product.pid());
    let load = Load { connections: CONNECTIONS, rate: f64::from(rate), span, counted: Counted::FromDue };
    let outcome = open_loop(setting.address(), load, 0, &requests).await;
    assert_eq!((outcome.answered(200), outcome.asked()), (messages as u64, messages as u64), "every webhook is taken");
    journeys.all_heard(SOCKETS, &mut sockets).await;
    before.note(figures, &format!("at {rate}/s"), count(messages));
    let times = journeys.times(span.requests_of_warm_up(rate));
    let (to_socket, answered) = (times.ms(99.0), outcome.times(200).ms(99.0));
    figures.note(format!("at {rate}/s: webhook to last socket, p50"), times.ms(50.0), "ms");
    figures.held(format!("at {rate}/s: webhook to last socket, p99"), to_socket, "ms", bar);
    figures.note(format!("at {rate}/s: webhook to last socket, longest"), times.ms(100.0), "ms");
    figures.against(format!("at {rate}/s: p99 beside the answer's own"), to_socket, "ms", answered, None);
}
