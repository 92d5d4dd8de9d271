//! Statuses before, between and after the send's own answer: the same set ends alike.

use std::collections::BTreeMap;

use recado_domain::{Timestamp, message::Seen};
use recado_it::{Someone, TestApp, TestNumber, both_engines};
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

/// One message whose send is answered after the first `before` statuses of `order`; all are told once more after. What is
/// shown in the end.
async fn end(
    app: &TestApp,
    (shop, number): (&Someone, &TestNumber),
    (order, before): (&[Seen], usize),
    n: usize,
) -> Json {
    let customer = number.customer("Ana", &format!("5511{n:08}")).await;
    let id = send(shop, customer.text("Oi")).await;
    let mut lane = number.lane().await;
    wait(app, 1);
    lane.step().await.expect("as the test set it up");
    let sent = loop {
        if let Some(sent) = app.ledger().await.pop().filter(|sent| sent["to"] == format!("+{}", customer.phone)) {
            break sent;
        }
    };
    let with_tracker = n.is_multiple_of(2);
    tell(app, number, &sent, &order[..before], with_tracker).await;
    lane.settle().await.expect("as the test set it up");
    lane.close().await.expect("as the test set it up");
    tell(app, number, &sent, &order[before..], with_tracker).await;
    tell(app, number, &sent, order, with_tracker).await;
    let mut shown = message(shop, &id).await;
    assert_eq!((&shown["waMessageId"], &shown["attempts"][0]["state"]), (&sent["wamid"], &json!("accepted")));
    let mut times = shown["statusTimes"].take();
    times["queued"].take();
    times["accepted"].take();
    json!([shown["status"], times, shown["error"]])
}

/// These orders, each with the answer at every place in it: all orders of one set end alike.
async fn orders_end_alike(app: &TestApp, orders: Vec<Vec<Seen>>) -> BTreeMap<Vec<Seen>, Json> {
    app.simulate("PUT", "/_sim/config", &json!({ "limits": false, "statuses": { "auto": false } })).await;
    let shop = app.tenant("shop").await;
    let number = shop.number("1001").await;
    let (mut ends, mut n): (BTreeMap<Vec<Seen>, Json>, usize) = (BTreeMap::new(), 0);
    for order in orders {
        for before in 0..=order.len() {
            n += 1;
            let end = end(app, (&shop.owner, &number), (&order, before), n).await;
            let mut set = order.clone();
            set.sort_unstable();
            assert_eq!(ends.entry(set).or_insert_with(|| end.clone()), &end, "{order:?} {before} before the answer");
        }
    }
    ends
}

/// All orders of all four that begin with this one: a quarter of them, as one test must not take for ever.
async fn orders_that_begin_with(app: &TestApp, first: Seen) {
    let quarter: Vec<_> =
        orders(&FOUR).into_iter().filter(|order| order.len() == 4 && order.first() == Some(&first)).collect();
    assert_eq!(quarter.len(), 6);
    let ends = orders_end_alike(app, quarter).await;
    let end = ends.values().next().expect("an end");
    assert_eq!((ends.len(), &end[0], end[1]["failed"].is_string()), (1, &json!("read"), true), "{end}");
}

both_engines! {
    async fn every_order_that_begins_with_sent_ends_alike(app: TestApp) {
        orders_that_begin_with(&app, Seen::Sent).await;
    }

    async fn every_order_that_begins_with_delivered_ends_alike(app: TestApp) {
        orders_that_begin_with(&app, Seen::Delivered).await;
    }

    async fn every_order_that_begins_with_read_ends_alike(app: TestApp) {
        orders_that_begin_with(&app, Seen::Read).await;
    }

    async fn every_order_that_begins_with_failed_ends_alike(app: TestApp) {
        orders_that_begin_with(&app, Seen::Failed).await;
    }

    async fn every_order_of_none_one_or_two_ends_alike(app: TestApp) {
        let few = orders(&FOUR).into_iter().filter(|order| order.len() < 3).collect();
        assert_eq!(orders_end_alike(&app, few).await.len(), 1 + 4 + 6);
    }

    async fn every_order_of_three_ends_alike(app: TestApp) {
        let three = orders(&FOUR).into_iter().filter(|order| order.len() == 3).collect();
        assert_eq!(orders_end_alike(&app, three).await.len(), 4);
    }
}
