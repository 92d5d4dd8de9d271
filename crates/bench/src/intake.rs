//! Durable intake (`design.md` §10, L-01): webhooks a second that are answered 200, with fsync behind each.

use std::{sync::Arc, time::Duration};

use recado_storage::testing::Kind;

use crate::{
    ceilings::rows_alone,
    deliveries::Deliveries,
    figures::{Bar, Figures},
    hammer::{Counted, Load, Outcome, Requests, Span, closed_loop, open_loop},
    machine::sync_times,
    meter::Used,
    setting::Setting,
};

/// Connections of the closed loop.
const CONNECTIONS: usize = 256;
/// What part of the most it takes the calm load is.
const CALM: f64 = 0.3;

/// What the product is started as, but where every role takes part.
const INTAKE: &[&str] = &["--roles", "intake"];

/// One measurement under way.
struct Intake<'f> {
    setting: Setting,
    deliveries: Deliveries,
    span: Span,
    figures: &'f mut Figures,
    /// Requests so far: no two are alike.
    asked: u64,
    /// Rows that the log must have.
    stored: u64,
}

/// Measures intake on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let mut setting = Setting::with_numbers(kind, 1).await;
    setting.restart_at_level("error", INTAKE).await; // a refused signature is a warning in the log
    let deliveries = Deliveries::to(&setting.numbers, 10_000);
    let span = if short { Span::seconds(1, 3) } else { Span::seconds(5, 30) };
    let mut intake = Intake { setting, deliveries, span, figures, asked: 0, stored: 0 };
    let http = intake.http_alone().await;
    intake.setting.restart(INTAKE).await;
    let durable = intake.durable(kind).await;
    intake.calm(durable).await;
    intake.beside_projection().await;
    let Intake { mut setting, deliveries, figures, .. } = intake;
    setting.product.kill();
    let each = Duration::from_millis(if short { 500 } else { 4_000 });
    let rows = rows_alone(setting.product.database(), &deliveries, each).await;
    figures.note("rows alone (b)", rows, "/s");
    let together = 1.0 / (1.0 / http + 1.0 / rows);
    figures.against("durable intake, of 1/(1/a + 1/b)", durable, "/s", together, Some(Bar::RatioAtLeast(0.85)));
}

impl Intake<'_> {
    /// The ceiling of HTTP: everything is done but storing, since the signature is checked and wrong.
    async fn http_alone(&mut self) -> f64 {
        let requests = self.requests(Deliveries::forged);
        let outcome = self.as_fast_as_can_be(&requests).await;
        assert_eq!(outcome.answered_otherwise(401), 0, "a wrong signature is refused");
        self.figures.note("HTTP alone, without storage (a)", outcome.rate(401), "/s");
        outcome.rate(401)
    }

    async fn durable(&mut self, kind: Kind) -> f64 {
        let requests = self.requests(Deliveries::signed);
        let before = Used::until_now(self.setting.product.pid());
        let outcome = self.as_fast_as_can_be(&requests).await;
        let all = f64::from(u32::try_from(outcome.answered(200)).expect("fits"));
        before.note(self.figures, "durable intake", all);
        self.check(&outcome).await;
        let floor = match kind {
            Kind::Sqlite => 2_000.0,
            Kind::Postgres => 3_300.0,
        };
        let times = outcome.times(200);
        self.figures.held("durable intake", outcome.rate(200), "/s", Bar::AtLeast(floor));
        self.figures.note("its answers, p50", times.ms(50.0), "ms");
        self.figures.held("its answers, p99", times.ms(99.0), "ms", Bar::AtMost(250.0));
        self.figures.held("its answers, longest", times.ms(100.0), "ms", Bar::AtMost(1_000.0));
        outcome.rate(200)
    }

    /// At a third of that: what Meta feels on a usual day.
    async fn calm(&mut self, durable: f64) {
        let disk = sync_times().ms(99.0);
        self.figures.note("the disk's own fdatasync, p99", disk, "ms");
        let requests = self.requests(Deliveries::signed);
        let (address, rate) = (self.setting.address(), durable * CALM);
        let load = Load { connections: CONNECTIONS, rate, span: self.span, counted: Counted::FromDue };
        let outcome = open_loop(address, load, self.asked, &requests).await;
        self.asked += outcome.asked();
        self.check(&outcome).await;
        let times = outcome.times(200);
        self.figures.note("at 30 % of it, p50", times.ms(50.0), "ms");
        self.figures.against("at 30 % of it, p99, beside the disk's", times.ms(99.0), "ms", disk, None);
        let bar = (disk <= 16.0).then_some(Bar::AtMost(50.0));
        match bar {
            Some(bar) => self.figures.held("at 30 % of it, p99", times.ms(99.0), "ms", bar),
            None => self.figures.note("at 30 % of it, p99, on a slow disk", times.ms(99.0), "ms"),
        }
    }

    /// The same while everything else of the product works on what came.
    async fn beside_projection(&mut self) {
        self.setting.restart(&[]).await;
        let requests = self.requests(Deliveries::signed);
        let outcome = self.as_fast_as_can_be(&requests).await;
        self.check(&outcome).await;
        self.figures.note("with every role on one node", outcome.rate(200), "/s");
        self.figures.held("with every role, p99", outcome.times(200).ms(99.0), "ms", Bar::AtMost(250.0));
    }

    async fn as_fast_as_can_be(&mut self, requests: &Requests) -> Outcome {
        let outcome = closed_loop(self.setting.address(), CONNECTIONS, self.span, self.asked, requests).await;
        self.asked += outcome.asked();
        outcome
    }

    fn requests(&self, make: fn(&Deliveries, std::net::SocketAddr, u64) -> Vec<u8>) -> Requests {
        let (deliveries, address) = (self.deliveries.clone(), self.setting.address());
        Arc::new(move |n| make(&deliveries, address, n))
    }

    /// What was acknowledged is there, and nothing else.
    async fn check(&mut self, outcome: &Outcome) {
        assert_eq!((outcome.answered_otherwise(200), outcome.lost), (0, 0), "every webhook is taken");
        self.stored += outcome.answered(200);
        let rows = self.setting.product.number("SELECT COUNT(*) FROM inbound_events").await;
        assert_eq!(u64::try_from(rows).expect("a count"), self.stored, "rows of the log, and answers 200");
    }
}
