//! The 24-hour window and the two send limits, on a clock that is moved by hand.

use std::time::Duration;

use serde_json::{Value, json};

use crate::desk::{ANA, Desk, NUMBER, START, text, to_ana};

const DAY: Duration = Duration::from_hours(24);

async fn code_of(desk: &Desk, body: Value) -> Option<i64> {
    desk.send(body).await.1["error"]["code"].as_i64()
}

#[tokio::test]
async fn a_window_is_open_for_24_hours_from_the_customers_last_message() {
    let (desk, clock) = Desk::with_clock().await;
    desk.hears(ANA).await;
    clock.advance(Duration::from_millis(24 * 3_600_000 - 1));
    assert_eq!(code_of(&desk, text("ainda")).await, None);
    clock.advance(Duration::from_millis(1));
    assert_eq!(code_of(&desk, text("tarde")).await, Some(131_047));
    desk.hears(ANA).await;
    assert_eq!(code_of(&desk, text("de novo")).await, None);
}

#[tokio::test]
async fn the_clock_can_be_moved_from_outside() {
    let (desk, _clock) = Desk::with_clock().await;
    desk.hears(ANA).await;
    desk.control("PUT", "/_sim/config", json!({"clock_offset_ms": 86_400_000})).await;
    assert_eq!(code_of(&desk, text("tarde")).await, Some(131_047));
    let rejected = &desk.ledger().await[0];
    assert_eq!(rejected["received_at"], START.plus(DAY).to_rfc3339());
    desk.control("PUT", "/_sim/config", json!({"clock_offset_ms": 0})).await;
    assert_eq!(code_of(&desk, text("a tempo")).await, None);
}

#[tokio::test]
async fn the_window_counts_from_the_messages_own_time_and_per_number() {
    let (desk, _clock) = Desk::with_clock().await;
    let old = START.minus(DAY).secs().to_string();
    desk.inbound(json!({"wa_id": ANA}), json!({"type": "text", "text": {"body": "Oi"}, "timestamp": old})).await;
    assert_eq!(code_of(&desk, text("tarde")).await, Some(131_047));
    desk.hears(ANA).await;
    let other = "/v25.0/100000000000002/messages";
    let (_, answer) = desk.graph_as(Some(crate::desk::GUARD), "POST", other, text("oi")).await;
    assert_eq!(answer["error"]["code"], 131_047, "she wrote to the first number");
}

#[tokio::test]
async fn a_reaction_opens_no_window_and_a_tap_does() {
    let (desk, _clock) = Desk::with_clock().await;
    let ana = json!({"wa_id": ANA});
    desk.inbound(ana.clone(), json!({"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": "👍"}})).await;
    assert_eq!(code_of(&desk, text("oi")).await, Some(131_047));
    desk.inbound(ana, json!({"type": "button", "button": {"payload": "sim", "text": "Sim"}})).await;
    assert_eq!(code_of(&desk, text("oi")).await, None);
}

#[tokio::test]
async fn a_webhook_written_by_hand_opens_the_window_too() {
    let (desk, _clock) = Desk::with_clock().await;
    let message = json!({"from": ANA, "id": "wamid.1", "timestamp": START.secs().to_string(), "type": "text", "text": {"body": "Oi"}});
    let value = json!({"metadata": {"phone_number_id": NUMBER}, "messages": [message]});
    let body = json!({"entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}]});
    desk.control("POST", "/_sim/webhook", json!({"body": body})).await;
    assert_eq!(code_of(&desk, text("oi")).await, None);
}

#[tokio::test]
async fn forty_five_at_once_to_one_person_and_then_one_in_six_seconds() {
    let (desk, clock) = Desk::with_clock().await;
    desk.hears(ANA).await;
    for _ in 0..45 {
        assert_eq!(code_of(&desk, text("rápido")).await, None);
    }
    assert_eq!(code_of(&desk, text("demais")).await, Some(131_056));
    clock.advance(Duration::from_secs(6));
    assert_eq!(code_of(&desk, text("agora sim")).await, None);
    assert_eq!(code_of(&desk, text("demais")).await, Some(131_056));
    for _ in 0..20 {
        clock.advance(Duration::from_secs(6));
        assert_eq!(code_of(&desk, text("no ritmo")).await, None);
    }
}

#[tokio::test]
async fn a_number_takes_its_throughput_in_and_out_together() {
    let (desk, clock) = Desk::with_clock().await;
    let slow = json!({"waba_id": crate::desk::WABA, "phone_number_id": NUMBER, "display_phone_number": "+55 11 4000-0001", "throughput": 5});
    desk.control("POST", "/_sim/numbers", slow).await;
    let hello = json!({"type": "template", "template": {"name": "hello_world", "language": {"code": "pt_BR"}}});
    let to = |n: u32| {
        let mut body = to_ana(hello.clone());
        body["to"] = json!(format!("551198765{n:04}"));
        body
    };
    desk.hears(ANA).await;
    desk.hears(ANA).await;
    for n in 0..3 {
        assert_eq!(code_of(&desk, to(n)).await, None, "{n}");
    }
    assert_eq!(code_of(&desk, to(3)).await, Some(130_429), "two in and three out are five");
    clock.advance(Duration::from_millis(200));
    assert_eq!(code_of(&desk, to(4)).await, None);
    assert_eq!(code_of(&desk, to(5)).await, Some(130_429));
    desk.control("PUT", "/_sim/config", json!({"limits": false})).await;
    for n in 6..20 {
        assert_eq!(code_of(&desk, to(n)).await, None, "{n}");
    }
}

#[tokio::test]
async fn a_portfolio_writes_first_to_as_many_people_as_its_limit_says() {
    let (desk, clock) = Desk::with_clock().await;
    let limited = json!({"waba_id": crate::desk::WABA, "phone_number_id": NUMBER, "display_phone_number": "+55 11 4000-0001",
        "facts": {"whatsapp_business_manager_messaging_limit": "TIER_2"}});
    desk.control("POST", "/_sim/numbers", limited).await;
    let hello = to_ana(json!({"type": "template", "template": {"name": "hello_world", "language": {"code": "pt_BR"}}}));
    let to = |n: u32| {
        let mut body = hello.clone();
        body["to"] = json!(format!("551198765{n:04}"));
        body
    };
    desk.hears(ANA).await;
    assert_eq!(code_of(&desk, hello.clone()).await, None, "she wrote: not counted");
    for n in [0, 1, 0] {
        assert_eq!(code_of(&desk, to(n)).await, None, "{n}");
    }
    assert_eq!(code_of(&desk, to(2)).await, Some(131_048));
    clock.advance(DAY.saturating_sub(Duration::from_millis(1)));
    assert_eq!(code_of(&desk, to(2)).await, Some(131_048));
    clock.advance(Duration::from_millis(1));
    assert_eq!(code_of(&desk, to(2)).await, None);
}
