//! `--roles`: each node does its part, all together are one product.

use std::{process::Stdio, time::Duration};

use recado_it::{Kind, process::recado, socket::Socket};
use serde_json::json;

use crate::crash::{
    load::Load,
    nodes::{Node, balance},
    product::{Product, pause},
    simulator::{NUMBERS, Simulator},
};

const CUSTOMER: &str = "5511970000000";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn four_nodes_with_a_role_each_are_one_product() {
    let product = Product::on(Kind::Postgres).await;
    let simulator = Simulator::start(&product).await; // its webhooks go to the product's port, which the intake has
    let roles = ["intake", "api", "sender", "worker"];
    let mut nodes = roles.map(Node::named);
    for (node, role) in nodes.iter_mut().zip(roles) {
        node.start(&product, simulator.url(), role).await;
    }
    let [intake, api, ..] = &nodes;
    let status = async |url: String| product.http().get(url).send().await.expect("up").status().as_u16();
    assert_eq!(status(format!("{}/api/v1/teams", intake.url())).await, 404, "no API at the intake");
    assert_eq!(status(format!("{}/webhook/whatsapp", api.url())).await, 404, "no webhooks at the API");

    let people = balance(product.port(), vec![api.url()]).await;
    let token = product.token().await;
    let number = Load::prepare(&product, &simulator).await.numbers.remove(0);
    drop(people);
    let _meta = again(product.port(), intake.url()).await;
    let mut socket = Socket::connect(&api.url(), &json!({ "token": token })).await.expect("let in");
    simulator.inbound(NUMBERS[0], CUSTOMER, "oi").await;
    let told = socket.event("message:new").await;
    assert_eq!(told["data"]["message"]["content"]["body"], "oi", "from the intake's node to the API's socket");

    let body = json!({ "to": CUSTOMER, "numberId": number, "type": "text", "text": { "body": "olá" } });
    let sent = product.http().post(format!("{}/api/v1/messages/send", api.url())).bearer_auth(&token).json(&body);
    assert_eq!(sent.send().await.expect("up").status(), 202);
    // One event tells of statuses that come close together.
    while !["delivered", "read"]
        .map(|status| json!(status))
        .contains(&socket.event("message:status").await["data"]["status"])
    {}
    let ledger = simulator.ledger().await;
    let accepted = ledger.iter().filter(|entry| entry["outcome"] == "accepted" && entry["type"] == "text");
    assert_eq!(accepted.count(), 1, "the sender's node sent it, once");
}

/// The port may still be closing.
async fn again(port: u16, node: String) -> tokio_util::sync::DropGuard {
    while std::net::TcpListener::bind(("127.0.0.1", port)).is_err() {
        pause(Duration::from_millis(50)).await;
    }
    balance(port, vec![node]).await
}

#[test]
fn a_role_that_does_not_exist_is_named_with_those_that_do() {
    for wrong in ["sendr", "api,web", ""] {
        let mut command = recado(["serve", "--roles", wrong]);
        let output = command.stdin(Stdio::null()).output().expect("make test builds it first");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{told}");
        let unknown = wrong.split(',').next_back().expect("a role");
        assert!(told.contains(&format!("'{unknown}'")) || unknown.is_empty(), "{told}");
        for role in ["--roles", "api", "intake", "sender", "worker"] {
            assert!(told.contains(role), "{role} is not in {told}");
        }
    }
}
