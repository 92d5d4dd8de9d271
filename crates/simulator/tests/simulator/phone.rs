//! What the phone page stands on: people, chats both ways, taps, files, the stream of changes, and who gets in.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    desk::{ANA, Desk, NUMBER, WABA, text, to_ana},
    subscriber::Subscriber,
};

async fn user_id_of(desk: &Desk, name: &str) -> String {
    let people = desk.control("GET", "/_sim/people", Value::Null).await;
    let person = people["data"].as_array().expect("a list").iter().find(|person| person["name"] == name).cloned();
    person.expect("she is there")["user_id"].as_str().expect("everybody has one").to_owned()
}

async fn chat(desk: &Desk, user_id: &str) -> Vec<Value> {
    let lines = desk.control("GET", &format!("/_sim/chats/{NUMBER}/{user_id}"), Value::Null).await;
    lines["data"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn a_chat_shows_both_sides_with_their_ticks() {
    let (desk, subscriber) = (Desk::start().await, Subscriber::start().await);
    subscriber.subscribe(&desk).await;
    let hers = desk.hears(ANA).await;
    let ana = user_id_of(&desk, "Ana").await;
    subscriber.wait_for(1).await;
    desk.settled().await;
    assert_eq!(chat(&desk, &ana).await[0]["ticks"], "delivered");
    let receipt = json!({"messaging_product": "whatsapp", "status": "read", "message_id": hers,
        "typing_indicator": {"type": "text"}});
    desk.send(receipt).await;
    let chats = format!("/_sim/people/{ana}/chats");
    assert_eq!(desk.control("GET", &chats, Value::Null).await["data"][0]["typing"], true);
    desk.accepted(text("Olá!")).await;
    subscriber.wait_for(4).await;
    let lines = chat(&desk, &ana).await;
    let shown = |line: &Value| (line["from"].clone(), line["ticks"].clone(), line["message"]["text"]["body"].clone());
    assert_eq!(shown(&lines[0]), (json!("customer"), json!("read"), json!("Oi")));
    assert_eq!(shown(&lines[1]), (json!("business"), json!("read"), json!("Olá!")));
    let row = desk.control("GET", &chats, Value::Null).await["data"][0].clone();
    assert_eq!((&row["typing"], &row["unread"], &row["window_open"]), (&json!(false), &json!(0), &json!(true)));
    assert_eq!(row["last"]["wamid"], lines[1]["wamid"]);
}

#[tokio::test]
async fn opening_the_chat_reads_what_was_not_read() {
    let (desk, subscriber) = (Desk::start().await, Subscriber::start().await);
    desk.control("PUT", "/_sim/config", json!({"statuses": {"read_ms": null}})).await;
    desk.hears(ANA).await;
    let ana = user_id_of(&desk, "Ana").await;
    for body in ["um", "dois"] {
        desk.accepted(text(body)).await;
    }
    desk.accepted(to_ana(json!({"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": "👍"}}))).await;
    let row = desk.control("GET", &format!("/_sim/people/{ana}/chats"), Value::Null).await["data"][0].clone();
    assert_eq!(row["unread"], 2, "a reaction is not read");
    let read = format!("/_sim/chats/{NUMBER}/{ana}/read");
    assert_eq!(desk.control("POST", &read, Value::Null).await, json!({"read": 2}));
    assert_eq!(desk.control("POST", &read, Value::Null).await, json!({"read": 0}));
    subscriber.subscribe(&desk).await;
    assert!(chat(&desk, &ana).await.iter().filter(|line| line["ticks"] == "read").count() >= 2);
}

#[tokio::test]
async fn a_tap_is_metas_own_reply() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let ana = user_id_of(&desk, "Ana").await;
    let reply = json!({"type": "reply", "reply": {"id": "yes", "title": "Sim"}});
    let asked = json!({"type": "button", "body": {"text": "Confirma?"}, "action": {"buttons": [reply]}});
    let wamid = desk.accepted(to_ana(json!({"type": "interactive", "interactive": asked}))).await;
    let line = chat(&desk, &ana).await[1].clone();
    let button = &line["face"]["buttons"][0];
    assert_eq!((&line["face"]["body"], &button["label"]), (&json!("Confirma?"), &json!("Sim")));
    let tap = button["message"].clone();
    assert_eq!(tap["context"], json!({"from": "551140000001", "id": wamid}));
    desk.inbound(json!({"wa_id": ANA}), tap).await;
    let told = desk.deliveries().await;
    let heard = &told.last().expect("a webhook")["body"]["entry"][0]["changes"][0]["value"];
    let reply = json!({"type": "button_reply", "button_reply": {"id": "yes", "title": "Sim"}});
    assert_eq!(heard["messages"][0]["interactive"], reply);
}

#[tokio::test]
async fn a_template_looks_as_it_arrives() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let ana = user_id_of(&desk, "Ana").await;
    let parts = json!([{"type": "BODY", "text": "Oi {{1}}"}, {"type": "BUTTONS", "buttons": [
        {"type": "QUICK_REPLY", "text": "Confirmar"}]}]);
    let body =
        json!({"waba_id": WABA, "name": "aviso", "language": "pt_BR", "category": "UTILITY", "components": parts});
    desk.control("POST", "/_sim/templates", body).await;
    let filled = json!([{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]);
    let template = json!({"name": "aviso", "language": {"code": "pt_BR"}, "components": filled});
    desk.accepted(to_ana(json!({"type": "template", "template": template}))).await;
    let face = chat(&desk, &ana).await[1]["face"].clone();
    assert_eq!(face["body"], "Oi Ana");
    assert_eq!(face["buttons"][0]["message"]["button"], json!({"payload": "Confirmar", "text": "Confirmar"}));
}

#[tokio::test]
async fn people_are_personas_or_invented_and_are_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = || recado_simulator::SimulatorConfig {
        state: Some(folder.path().to_owned()),
        ..recado_simulator::SimulatorConfig::on_free_port()
    };
    let desk = Desk::with(config()).await;
    let lua = desk.control("POST", "/_sim/people", json!({"name": "Nova", "username": "@nova"})).await;
    assert!(lua["wa_id"].is_null() && lua["user_id"].as_str().is_some_and(|id| id.starts_with("BR.")), "{lua}");
    assert_eq!(lua["username"], "nova");
    assert_eq!(desk.try_control("POST", "/_sim/people", json!({"wa_id": "12"})).await.0, 400);
    let from = json!({"user_id": lua["user_id"]});
    desk.inbound(from, json!({"type": "text", "text": {"body": "oi"}})).await;
    desk.sim.shutdown().await;
    let desk = Desk::bare(config()).await;
    let people = desk.control("GET", "/_sim/people", Value::Null).await["data"].as_array().expect("a list").clone();
    assert_eq!(people.iter().filter(|person| person["persona"].is_string()).count(), 10);
    assert!(people.contains(&lua), "{people:?}");
    let id = lua["user_id"].as_str().expect("an id");
    assert_eq!(chat(&desk, id).await[0]["message"]["text"]["body"], "oi");
}

#[tokio::test]
async fn whom_somebody_plays_is_quiet() {
    let (desk, clock) = Desk::with_clock().await;
    let people = desk.control("GET", "/_sim/people", Value::Null).await["data"].as_array().expect("a list").clone();
    let all: Vec<&Value> = people.iter().map(|person| &person["user_id"]).collect();
    let (last, quiet) = all.split_last().expect("ten");
    let config = json!({"personas": true, "persona_interval_ms": 1_000, "quiet_personas": quiet});
    desk.control("PUT", "/_sim/config", config).await;
    while desk.deliveries().await.len() < 3 {
        clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    for delivery in desk.deliveries().await {
        let contact = &delivery["body"]["entry"][0]["changes"][0]["value"]["contacts"][0];
        assert_eq!(&contact["user_id"], *last);
    }
}

#[tokio::test]
async fn a_change_is_told_to_whoever_looks_on() {
    let desk = Desk::start().await;
    let mut stream = desk.http.get(desk.at("/_sim/events")).send().await.expect("a stream");
    let first = stream.chunk().await.expect("bytes").expect("the first");
    assert!(first.starts_with(b"event: change"), "{first:?}");
    desk.control("POST", "/_sim/faults", json!({"on": "send", "fault": "error", "times": 1})).await;
    let second = stream.chunk().await.expect("bytes").expect("the second");
    assert!(second.starts_with(b"event: change"), "{second:?}");
    desk.send(text("oi")).await;
    let rows = desk.control("GET", "/_sim/happenings", Value::Null).await["data"].clone();
    let whats: Vec<&Value> = rows.as_array().expect("a list").iter().map(|row| &row["what"]).collect();
    assert!(whats.contains(&&json!("fault")) && whats.contains(&&json!("send")), "{rows}");
}

#[tokio::test]
async fn a_file_is_shown_but_never_run() {
    let desk = Desk::start().await;
    desk.inbound(json!({"wa_id": ANA}), json!({"type": "image"})).await;
    let heard = desk.deliveries().await[0]["body"]["entry"][0]["changes"][0]["value"]["messages"][0].clone();
    let id = heard["image"]["id"].as_str().expect("a file");
    let file = desk.http.get(desk.at(&format!("/_sim/media/{id}"))).send().await.expect("an answer");
    assert_eq!((file.status().as_u16(), &file.headers()["content-type"]), (200, &"image/png".parse().expect("plain")));
    assert!(file.headers()["content-security-policy"].to_str().expect("text").contains("sandbox"));
    assert_eq!(desk.try_control("GET", "/_sim/media/1", Value::Null).await.0, 404);
}

#[tokio::test]
async fn the_page_is_for_this_machine_and_for_itself() {
    let desk = Desk::start().await;
    let page = desk.http.get(desk.at("/")).send().await.expect("an answer");
    assert_eq!((page.status().as_u16(), page.url().path()), (200, "/phone"));
    let policy = page.headers()["content-security-policy"].to_str().expect("text").to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let html = page.text().await.expect("text");
    for piece in html.split('"').filter(|piece| piece.starts_with("/phone/")) {
        let status = desk.http.get(desk.at(piece)).send().await.expect("an answer").status();
        assert_eq!(status, 200, "{piece}");
    }
    assert_eq!(desk.http.get(desk.at("/phone/no.js")).send().await.expect("an answer").status(), 404);
    let port = desk.sim.addr().port();
    for (header, value, wanted) in [
        ("Origin", format!("http://127.0.0.1:{port}"), 200),
        ("Origin", "http://evil.example".to_owned(), 403),
        ("Sec-Fetch-Site", "same-origin".to_owned(), 200),
        ("Sec-Fetch-Site", "cross-site".to_owned(), 403),
        ("X-Forwarded-For", "127.0.0.1".to_owned(), 403),
    ] {
        for path in ["/phone", "/_sim/health"] {
            let answer = desk.http.get(desk.at(path)).header(header, &value).send().await.expect("an answer");
            assert_eq!(answer.status(), wanted, "{path} {header}: {value}");
        }
    }
    let rebound =
        desk.http.get(desk.at("/_sim/health")).header("Host", "evil.example").header("Sec-Fetch-Site", "none");
    assert_eq!(rebound.send().await.expect("an answer").status(), 403);
}
