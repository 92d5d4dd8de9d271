//! Every fault of a Graph answer, seen on the wire; and what Meta's side made of the send meanwhile.

use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    desk::{ANA, Desk, NUMBER, text},
    subscriber::Subscriber,
};

/// What came over one connection, and how it ended: None is FIN.
struct Heard {
    bytes: String,
    end: Option<ErrorKind>,
}

/// One send over a connection of its own, read until it ends.
async fn raw_send(desk: &Desk, body: &Value) -> Heard {
    let mut stream = TcpStream::connect(desk.sim.addr()).await.unwrap();
    let body = body.to_string();
    let head = format!("POST /v25.0/{NUMBER}/messages HTTP/1.1\r\nHost: sim\r\nAuthorization: Bearer t\r\n");
    let request = format!("{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    let (mut bytes, mut end, mut buffer) = (Vec::new(), None, [0; 4096]);
    loop {
        match stream.read(&mut buffer).await {
            Ok(0) => break,
            Ok(read) => bytes.extend(&buffer[..read]),
            Err(error) => {
                end = Some(error.kind());
                break;
            }
        }
    }
    Heard { bytes: String::from_utf8(bytes).unwrap(), end }
}

async fn desk_with(fault: Value) -> Desk {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let mut order = json!({"on": "send", "phone_number_id": NUMBER, "times": 1});
    for (key, value) in fault.as_object().unwrap() {
        order[key] = value.clone();
    }
    desk.control("POST", "/_sim/faults", order).await;
    desk
}

/// The one row on the ledger: outcome, code, and whether it has a wamid.
async fn row(desk: &Desk) -> (String, Option<i64>, bool) {
    let ledger = desk.ledger().await;
    assert_eq!(ledger.len(), 1, "{ledger:?}");
    (ledger[0]["outcome"].as_str().unwrap().to_owned(), ledger[0]["code"].as_i64(), ledger[0]["wamid"].is_string())
}

fn rejected(code: Option<i64>) -> (String, Option<i64>, bool) {
    ("rejected".to_owned(), code, false)
}

fn accepted() -> (String, Option<i64>, bool) {
    ("accepted".to_owned(), None, true)
}

#[tokio::test]
async fn an_error_has_the_code_and_status_that_were_ordered() {
    for (order, http_status, code) in [
        (json!({"fault": "error"}), 500, 131_000),
        (json!({"fault": "error", "code": 131_056}), 400, 131_056),
        (json!({"fault": "error", "code": 4, "http_status": 429}), 429, 4),
    ] {
        let desk = desk_with(order).await;
        let (status, answer) = desk.send(text("oi")).await;
        assert_eq!((status, answer["error"]["code"].as_i64()), (http_status, Some(code)), "{answer}");
        assert_eq!(row(&desk).await, rejected(Some(code)));
        assert_eq!(desk.send(text("de novo")).await.0, 200, "once only");
    }
}

#[tokio::test]
async fn an_html_page_comes_without_or_with_acceptance() {
    for (fault, outcome) in [("http_500_html", rejected(None)), ("accept_then_500_html", accepted())] {
        let desk = desk_with(json!({"fault": fault})).await;
        let heard = raw_send(&desk, &text("oi")).await;
        assert!(heard.bytes.starts_with("HTTP/1.1 500"), "{}", heard.bytes);
        assert!(heard.bytes.contains("text/html") && heard.bytes.contains("<!DOCTYPE html>"), "{}", heard.bytes);
        assert_eq!(row(&desk).await, outcome, "{fault}");
    }
}

#[tokio::test]
async fn a_truncated_answer_ends_before_its_promised_length() {
    let desk = desk_with(json!({"fault": "truncated_json"})).await;
    let heard = raw_send(&desk, &text("oi")).await;
    let (headers, body) = heard.bytes.split_once("\r\n\r\n").unwrap();
    let promised =
        headers.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ").map(str::to_owned));
    assert_eq!(body.len(), promised.unwrap().parse::<usize>().unwrap() / 2);
    assert!(body.starts_with('{') && serde_json::from_str::<Value>(body).is_err(), "{body}");
    assert_eq!(row(&desk).await, rejected(None));
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    for (fault, outcome) in [("reset", rejected(None)), ("accept_then_reset", accepted())] {
        let desk = desk_with(json!({"fault": fault})).await;
        let heard = raw_send(&desk, &text("oi")).await;
        assert_eq!((heard.bytes.as_str(), heard.end), ("", Some(ErrorKind::ConnectionReset)), "{fault}");
        assert_eq!(row(&desk).await, outcome, "{fault}");
    }
}

#[tokio::test]
async fn a_hang_says_nothing_and_then_closes() {
    for (fault, outcome) in
        [("hang", rejected(None)), ("reject_then_hang", rejected(Some(131_000))), ("accept_then_hang", accepted())]
    {
        let desk = desk_with(json!({"fault": fault, "delay_ms": 300})).await;
        let began = Instant::now();
        let heard = raw_send(&desk, &text("oi")).await;
        assert!(began.elapsed() >= Duration::from_millis(300), "{fault}");
        assert_eq!(heard.bytes, "", "{fault}");
        assert_eq!(row(&desk).await, outcome, "{fault}");
    }
}

#[tokio::test]
async fn a_hang_lasts_as_long_as_the_caller_and_ends_with_the_simulator() {
    let desk = desk_with(json!({"fault": "accept_then_hang"})).await;
    let waited = tokio::time::timeout(Duration::from_millis(300), raw_send(&desk, &text("oi"))).await;
    assert!(waited.is_err(), "nothing came");
    assert_eq!(row(&desk).await, accepted(), "the caller has gone, the message has not");
    let began = Instant::now();
    desk.sim.shutdown().await;
    assert!(began.elapsed() < Duration::from_secs(3), "no connection holds the end up");
}

#[tokio::test]
async fn an_acceptance_can_come_without_its_id() {
    let desk = desk_with(json!({"fault": "accept_without_wamid"})).await;
    let (status, answer) = desk.send(text("oi")).await;
    assert_eq!((status, &answer["messaging_product"]), (200, &json!("whatsapp")));
    assert!(answer.get("messages").is_none(), "{answer}");
    assert_eq!(row(&desk).await, accepted());
}

#[tokio::test]
async fn a_slow_drip_comes_whole_and_late() {
    let desk = desk_with(json!({"fault": "slow_drip", "delay_ms": 400})).await;
    let began = Instant::now();
    let (status, answer) = desk.send(text("oi")).await;
    assert!(began.elapsed() >= Duration::from_millis(300));
    assert_eq!((status, answer["messages"][0]["id"].is_string()), (200, true));
    assert_eq!(row(&desk).await, accepted());
}

#[tokio::test]
async fn what_was_accepted_in_the_dark_gets_its_statuses_and_tracker() {
    for fault in ["accept_then_reset", "accept_then_500_html", "accept_without_wamid", "slow_drip"] {
        let desk = desk_with(json!({"fault": fault, "delay_ms": 1})).await;
        let subscriber = Subscriber::start().await;
        desk.settled().await;
        subscriber.subscribe(&desk).await;
        let before = desk.deliveries().await.len();
        let mut body = text("oi");
        body["biz_opaque_callback_data"] = json!(fault);
        raw_send(&desk, &body).await;
        // The inbound message had no subscriber; the three statuses have one.
        let received = subscriber.wait_for(3).await;
        assert_eq!(desk.deliveries().await.len(), before + 3);
        assert!(received.iter().all(|webhook| webhook.value()["statuses"][0]["biz_opaque_callback_data"] == fault));
    }
}

#[tokio::test]
async fn a_refused_send_does_not_use_an_acceptance_fault_up() {
    let desk = desk_with(json!({"fault": "accept_then_500_html"})).await;
    assert_eq!(desk.send(text("")).await.0, 400);
    assert_eq!(desk.send(text("oi")).await.0, 500);
    assert_eq!(desk.send(text("oi")).await.0, 200);
}

#[tokio::test]
async fn faults_strike_where_they_are_ordered() {
    let desk = Desk::start().await;
    let wamid = desk.hears(ANA).await;
    let order = |on: &str| json!({"on": on, "fault": "error", "code": 2, "times": 1});
    let read = json!({"messaging_product": "whatsapp", "status": "read", "message_id": wamid});
    desk.control("POST", "/_sim/faults", order("read")).await;
    assert_eq!(desk.send(text("oi")).await.0, 200, "a send is not a read");
    assert_eq!(desk.send(read).await.0, 503);
    desk.control("POST", "/_sim/faults", order("media")).await;
    assert_eq!(desk.send(text("oi")).await.0, 200);
    assert_eq!(desk.graph("POST", &format!("/v25.0/{NUMBER}/media"), Value::Null).await.0, 503);
    desk.control("POST", "/_sim/faults", order("*")).await;
    assert_eq!(desk.graph("GET", &format!("/v25.0/{NUMBER}"), Value::Null).await.0, 503);
    assert_eq!(desk.graph("GET", &format!("/v25.0/{NUMBER}"), Value::Null).await.0, 200);
}

#[tokio::test]
async fn a_fault_can_be_cancelled() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let id = desk.control("POST", "/_sim/faults", json!({"on": "send", "fault": "error"})).await["id"].clone();
    for _ in 0..3 {
        assert_eq!(desk.send(text("oi")).await.0, 500, "without times it stays");
    }
    let path = format!("/_sim/faults/{}", id.as_str().unwrap());
    desk.control("DELETE", &path, Value::Null).await;
    assert_eq!(desk.send(text("oi")).await.0, 200);
    assert_eq!(desk.try_control("DELETE", &path, Value::Null).await.0, 404);
    desk.control("POST", "/_sim/faults", json!({"on": "*", "fault": "error"})).await;
    desk.control("DELETE", "/_sim/faults", Value::Null).await;
    assert_eq!(desk.send(text("oi")).await.0, 200);
}

#[tokio::test]
async fn a_seed_repeats_the_dice() {
    let mut runs = Vec::new();
    for _ in 0..2 {
        let config =
            recado_simulator::SimulatorConfig { seed: Some(42), ..recado_simulator::SimulatorConfig::on_free_port() };
        let desk = Desk::with(config).await;
        desk.hears(ANA).await;
        desk.control("POST", "/_sim/faults", json!({"on": "send", "fault": "error", "probability": 0.5})).await;
        let mut outcomes = Vec::new();
        for _ in 0..40 {
            let (status, answer) = desk.send(text("oi")).await;
            outcomes.push((status, answer["messages"][0]["id"].clone()));
        }
        assert!(outcomes.iter().any(|(status, _)| *status == 200) && outcomes.iter().any(|(status, _)| *status == 500));
        runs.push(outcomes);
    }
    assert_eq!(runs[0], runs[1]);
}
