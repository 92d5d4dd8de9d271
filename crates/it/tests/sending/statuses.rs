//! Statuses before, between and after the send's own answer: the same set ends alike.

use std::collections::BTreeMap;

use recado_domain::{Timestamp, message::Seen};
use recado_it::{TestApp, TestNumber, both_engines};
use serde_json::{Value as Json, json};

use super::{Report, message, report, send, wait};

const FOUR: [Seen; 4] = [Seen::Sent, Seen::Delivered, Seen::Read, Seen::Failed];

/// All orders of all subsets.
fn orders(rest: &[Seen]) -> Vec<Vec<Seen>> {
    let mut all = vec![Vec::new()];
    for (i, first) in rest.iter().enumerate() {
        let mut others = rest.to_vec();
        others.remove(i);
        all.extend(orders(&others).into_iter().map(|order| [&[*first], order.as_slice()].concat()));
    }
    all
}

async fn tell(app: &TestApp, number: &TestNumber, sent: &Json, statuses: &[Seen], with_tracker: bool) {
    let (wamid, tracker) =
        (sent["wamid"].as_str().expect("as the test set it up"), sent["tracker"].as_str().filter(|_| with_tracker));
    for seen in statuses {
        // A status' own time depends on the status, not on when it comes.
        let at = Timestamp::from_secs(1_795_330_000 + *seen as i64);
        report(&app.engine, number, Report { wamid, tracker, status: *seen, at }).await;
    }
}

both_engines! {
    async fn every_order_before_and_after_the_answer_ends_alike(app: TestApp) {
        app.simulate("PUT", "/_sim/config", &json!({ "limits": false, "statuses": { "auto": false } })).await;
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let mut ends: BTreeMap<Vec<Seen>, (Json, Json)> = BTreeMap::new();
        for (n, order) in orders(&FOUR).into_iter().enumerate() {
            for (m, with_tracker) in [false, true].into_iter().enumerate() {
                let before = (n + m) % (order.len() + 1);
                let customer = number.customer("Ana", &format!("5511{n:03}{m:03}000")).await;
                let id = send(&shop, customer.text("Oi")).await;
                let mut lane = number.lane().await;
                wait(&app, 1);
                lane.step().await.expect("as the test set it up");
                let sent = loop {
                    if let Some(sent) = app.ledger().await.pop().filter(|sent| sent["to"] == format!("+{}", customer.phone)) {
                        break sent;
                    }
                };
                tell(&app, &number, &sent, &order[..before], with_tracker).await;
                lane.settle().await.expect("as the test set it up");
                lane.close().await.expect("as the test set it up");
                tell(&app, &number, &sent, &order[before..], with_tracker).await;
                tell(&app, &number, &sent, &order, with_tracker).await;

                let shown = message(&shop, &id).await;
                let mut set = order.clone();
                set.sort_unstable();
                let mut times = shown["statusTimes"].clone();
                times["queued"].take();
                times["accepted"].take();
                let end = (shown["status"].clone(), times);
                assert_eq!((&shown["waMessageId"], &shown["attempts"][0]["state"]), (&sent["wamid"], &json!("accepted")));
                assert_eq!(ends.entry(set).or_insert_with(|| end.clone()), &end, "{order:?} {before} before the answer");
            }
        }
        assert_eq!(ends.len(), 16);
    }
}
