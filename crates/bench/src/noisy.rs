//! One company of ten gets ten times its share (L-04): what the others feel of it, from webhook to socket.

use recado_storage::testing::Kind;
use tokio::task::JoinSet;

use crate::{
    deliveries::Deliveries,
    figures::{Bar, Figures},
    hammer::{Counted, Load, Requests, Span, Times, count, open_loop},
    journeys::Journeys,
    meter::Used,
    setting::Setting,
};

/// Companies beside the loud one.
const OTHERS: u32 = 9;
/// Messages a second of each company.
const SHARE: u32 = 50;
/// The loud one gets so many times as many.
const TIMES: u32 = 10;
const CONNECTIONS: usize = 64;

/// Measures it on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let span = if short { Span::seconds(1, 4) } else { Span::seconds(5, 60) };
    let calm = others(kind, span, (SHARE, "all at their share"), figures).await;
    let noisy = others(kind, span, (SHARE * TIMES, "one louder"), figures).await;
    figures.note("the others, all at their share, p50", calm.ms(50.0), "ms");
    figures.note("the others, all at their share, p99", calm.ms(99.0), "ms");
    figures.note(format!("the others, one at {TIMES} times its share, p50"), noisy.ms(50.0), "ms");
    let name = format!("the others, one at {TIMES} times its share, p99");
    figures.against(name, noisy.ms(99.0), "ms", calm.ms(99.0), Some(Bar::RatioAtMost(2.0)));
}

/// How long the others' messages take to their sockets while the loud one gets so many a second.
async fn others(kind: Kind, span: Span, (loud, whose): (u32, &str), figures: &mut Figures) -> Times {
    let mut setting = Setting::with_numbers(kind, 1).await;
    let rate = SHARE * OTHERS;
    let (journeys, mut sockets) = (Journeys::of(span.requests(rate)), JoinSet::new());
    for n in 0..OTHERS {
        let company = format!("other-{n}");
        setting.add_company(&company).await;
        let token = setting.token_of(&company).await;
        setting.add_number_of(&token, &company, 80).await;
        journeys.listen(&setting, &token, 1, &mut sockets).await;
    }
    let (first, rest) = setting.numbers.split_at(1);
    let quiet = journeys.requests(&setting, Deliveries::to(rest, 2_000));
    let noise = noise(&setting, Deliveries::to(first, 2_000));
    let before = Used::until_now(setting.product.pid());
    tokio::join!(load(&setting, span, rate, &quiet), load(&setting, span, loud, &noise));
    journeys.all_heard(1, &mut sockets).await;
    before.note(figures, whose, count(span.requests(rate + loud)));
    journeys.times(span.requests_of_warm_up(rate))
}

fn noise(setting: &Setting, deliveries: Deliveries) -> Requests {
    let address = setting.address();
    std::sync::Arc::new(move |n| deliveries.signed(address, n))
}

async fn load(setting: &Setting, span: Span, rate: u32, requests: &Requests) {
    let load = Load { connections: CONNECTIONS, rate: f64::from(rate), span, counted: Counted::FromDue };
    let outcome = open_loop(setting.address(), load, 0, requests).await;
    assert_eq!(outcome.answered(200), span.requests(rate) as u64, "every webhook is taken");
}
