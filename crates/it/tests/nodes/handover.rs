//! A node that ends well gives its leases back, and another one has them at once; so has the same one when it was killed
//! and is started again on its data folder.

use std::time::{Duration, Instant};

use recado_it::Kind;
use serde_json::json;

use crate::crash::{
    load::Load,
    nodes::{ALL, Node, balance},
    product::{Product, pause},
    simulator::{NUMBERS, Simulator},
};

/// The longest that a handover may take.
const BAR: Duration = Duration::from_secs(2);

/// Customers whom both numbers may write to.
const CUSTOMERS: [&str; 2] = ["5511970000000", "5511970000001"];

/// Sends from every number, through this node.
async fn send(product: &Product, node: &Node, numbers: &[String], text: &str) {
    for (number, to) in numbers.iter().zip(CUSTOMERS) {
        let body = json!({ "to": to, "numberId": number, "type": "text", "text": { "body": text } });
        let request = product.http().post(format!("{}/api/v1/messages/send", node.url())).json(&body);
        let request = request.header("idempotency-key", format!("{text}-{to}"));
        let answer = request.bearer_auth(product.token().await).send().await.expect("up");
        assert_eq!(answer.status(), 202);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_ends_hands_over_at_once() {
    let product = Product::on(Kind::Postgres).await;
    let simulator = Simulator::start(&product).await;
    let [mut first, mut second] = ["first", "second"].map(Node::named);
    first.start(&product, simulator.url(), ALL).await;
    let _balancer = balance(product.port(), vec![first.url(), second.url()]).await;
    let numbers = Load::prepare(&product, &simulator).await.numbers;
    for (number, customer) in NUMBERS.iter().zip(CUSTOMERS) {
        simulator.inbound(number, customer, "oi").await;
    }
    while product.list("/api/v1/conversations").await.len() < CUSTOMERS.len() {
        pause(Duration::from_millis(100)).await;
    }
    send(&product, &first, &numbers, "before").await;
    first.has_everything(&product).await;
    second.start(&product, simulator.url(), ALL).await;

    let told = Instant::now();
    first.signal("TERM");
    send(&product, &second, &numbers, "after").await;
    first.loses_everything_to(&product, &second, BAR).await;
    println!("handed over {:?} after the signal", told.elapsed());
    assert!(told.elapsed() < BAR, "{:?}", told.elapsed());
    assert_eq!(first.ended().await, Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_was_killed_and_starts_again_goes_on_at_once() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let product = Product::on(kind).await;
        let simulator = Simulator::start(&product).await;
        let mut node = Node::named("only");
        node.start(&product, simulator.url(), ALL).await;
        for lease in ["projector", "relay"] {
            while node.holds(&product, lease).await == 0 {
                pause(Duration::from_millis(50)).await;
            }
        }
        let fences = async || {
            product.number("SELECT COUNT(*) FROM leases WHERE name IN ('projector', 'relay') AND fence = 2").await
        };
        node.kill();
        node.start(&product, simulator.url(), ALL).await;
        let ready = Instant::now();
        while fences().await < 2 {
            assert!(ready.elapsed() < BAR, "the dead process's leases, of 15 seconds, are still waited for");
            pause(Duration::from_millis(20)).await;
        }
        println!("{kind:?}: goes on {:?} after READY", ready.elapsed());
    }
}
