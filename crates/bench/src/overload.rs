//! More webhooks than can be taken (L-03): what is refused is refused soon, what can be taken is, and afterwards all is well.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use recado_storage::testing::Kind;

use crate::{
    deliveries::Deliveries,
    figures::{Bar, Figures},
    hammer::{Counted, Load, Outcome, Requests, Span, closed_loop, open_loop, open_loop_aside},
    meter::Used,
    setting::Setting,
};

/// Connections at the peak, as `intake` has them.
const USUAL: usize = 256;
/// Connections of the crowd: more than deliveries have places in the line.
const CROWD: usize = 6_000;
/// Connections of the bystander, its requests a second, and the number of its first one: beside all others.
const PROBES: usize = 32;
const PROBED: f64 = 50.0;
const PROBE_FIRST: u64 = 1 << 40;
/// What part of the peak comes afterwards.
const CALM: f64 = 0.3;
/// As soon as it was before: the bar of L-01.
const WELL: f64 = 250.0;
/// How long recovery is looked at.
const PATIENCE: Duration = Duration::from_mins(1);

/// A product under load.
struct Overload {
    setting: Setting,
    requests: Requests,
    /// Requests so far: no two are alike.
    asked: u64,
    /// Answers 200 so far.
    taken: u64,
}

/// Measures it on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let span = if short { Span::seconds(1, 4) } else { Span::seconds(5, 30) };
    let setting = Setting::with_numbers(kind, 1).await;
    let (deliveries, address) = (Deliveries::to(&setting.numbers, 10_000), setting.address());
    let requests: Requests = Arc::new(move |n| deliveries.signed(address, n));
    let mut overload = Overload { setting, requests, asked: 0, taken: 0 };
    let peak = overload.peak(span).await;
    figures.note("peak", peak, "/s");
    for times in [2.0, 10.0] {
        overload.at(times, peak, span, figures).await;
    }
    let rows = overload.setting.product.number("SELECT COUNT(*) FROM inbound_events").await;
    let rows = u64::try_from(rows).expect("a count");
    assert!(rows >= overload.taken, "{rows} rows of the log, {} answers 200", overload.taken);
}

impl Overload {
    async fn peak(&mut self, span: Span) -> f64 {
        let outcome = closed_loop(self.setting.address(), USUAL, span, self.asked, &self.requests).await;
        self.count(&outcome);
        outcome.rate(200)
    }

    async fn at(&mut self, times: f64, peak: f64, span: Span, figures: &mut Figures) {
        let address = self.setting.address();
        let probe = Load { connections: PROBES, rate: PROBED, span, counted: Counted::FromAsked };
        let probe = open_loop_aside(address, probe, PROBE_FIRST + self.asked, self.requests.clone());
        let load = Load { connections: CROWD, rate: peak * times, span, counted: Counted::FromAsked };
        let crowd = open_loop(address, load, self.asked, &self.requests);
        let before = Used::until_now(self.setting.product.pid());
        let (outcome, probed) = tokio::join!(crowd, probe);
        before.note(figures, &format!("{times} times"), figure(outcome.asked()));
        self.count(&outcome);
        self.count(&probed);
        let recovery = self.recovery(peak).await;
        figures.note(format!("{times} times: asked"), outcome.rate(200) + outcome.rate(503), "/s");
        let (name, bar) = (format!("{times} times: taken"), Bar::RatioAtLeast(0.9));
        figures.against(name, outcome.rate(200), "/s", peak, Some(bar));
        figures.note(format!("{times} times: taken, p99 of a bystander"), probed.times(200).ms(99.0), "ms");
        figures.note(format!("{times} times: refused"), outcome.rate(503), "/s");
        if probed.answered(503) > 0 {
            let name = format!("{times} times: refused, p99 of a bystander");
            figures.held(name, probed.times(503).ms(99.0), "ms", Bar::AtMost(100.0));
        }
        figures.held(format!("{times} times: without an answer"), figure(outcome.lost), "", Bar::AtMost(0.0));
        figures.held(format!("{times} times: well again after"), recovery.as_secs_f64(), "s", Bar::AtMost(10.0));
    }

    /// How long until a second of calm load is taken whole and soon.
    async fn recovery(&mut self, peak: f64) -> Duration {
        let began = Instant::now();
        let span = Span::seconds(0, 1);
        let load = Load { connections: USUAL, rate: peak * CALM, span, counted: Counted::FromDue };
        while began.elapsed() < PATIENCE {
            let before = began.elapsed();
            let outcome = open_loop(self.setting.address(), load, self.asked, &self.requests).await;
            self.count(&outcome);
            if outcome.answered(200) == outcome.asked() && outcome.times(200).ms(99.0) <= WELL {
                return before;
            }
        }
        PATIENCE
    }

    /// Whoever is answered is taken, or refused and told when to come again.
    fn count(&mut self, outcome: &Outcome) {
        let answered = outcome.asked() - outcome.lost;
        assert_eq!(outcome.answered(200) + outcome.answered(503), answered, "taken or refused");
        assert_eq!(outcome.without_retry_after, 0, "a refusal says when to come again");
        self.asked += outcome.asked();
        self.taken += outcome.answered(200);
    }
}

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
fn figure(count: u64) -> f64 {
    count as f64
}
