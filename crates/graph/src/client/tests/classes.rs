//! Which of the four outcomes a failure is.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::server::{Server, Then, answer};
use super::*;
use crate::client::{GraphError, NotSent, Outcome, Unknown};

/// Long enough for whatever answers.
const PATIENT: Duration = Duration::from_secs(20);
/// Short, for what never answers.
const SHORT: Duration = Duration::from_millis(1500);

const TAKEN: &str = r#"{"messaging_product":"whatsapp","contacts":[{"input":"+5511987650001","wa_id":"551187650001"}],
    "messages":[{"id":"wamid.A+/=","message_status":"accepted"}]}"#;
const REFUSED: &str = r#"{"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":131047,
    "error_subcode":2494010,"error_data":{"messaging_product":"whatsapp","details":"More than 24 hours"},
    "is_transient":false,"fbtrace_id":"Az8x"}}"#;

async fn outcome(then: Then, timeout: Duration) -> (Outcome<Accepted>, Option<u16>) {
    let server = Server::start(then).await;
    let reply = send(&server.url, timeout).await;
    assert_eq!(server.requests().len(), 1, "a send is one request, whatever comes of it");
    assert_eq!(server.connections(), 1);
    (reply.outcome, reply.exchange.status)
}

fn json(status: &str, body: &str) -> Then {
    Then::Answer(answer(status, "application/json", body))
}

#[tokio::test]
async fn a_2xx_with_a_wamid_is_accepted() {
    let accepted = Accepted {
        wamid: "wamid.A+/=".to_owned(),
        input: Some("+5511987650001".to_owned()),
        wa_id: Some("551187650001".to_owned()),
        message_status: Some("accepted".to_owned()),
        ..Accepted::default()
    };
    for status in ["200 OK", "202 Accepted"] {
        assert_eq!(outcome(json(status, TAKEN), PATIENT).await.0, Outcome::Accepted(accepted.clone()), "{status}");
    }
}

#[tokio::test]
async fn a_graph_error_of_any_status_is_rejected() {
    for (status, number) in
        [("400 Bad Request", 400), ("401 Unauthorized", 401), ("500 Oops", 500), ("503 Away", 503), ("200 OK", 200)]
    {
        let error = GraphError {
            http_status: number,
            code: 131_047,
            subcode: Some(2_494_010),
            message: Some("(#131047) Re-engagement message".to_owned()),
            details: Some("More than 24 hours".to_owned()),
            fbtrace_id: Some("Az8x".to_owned()),
            is_transient: Some(false),
            ..GraphError::default()
        };
        assert_eq!(outcome(json(status, REFUSED), PATIENT).await, (Outcome::Rejected(error), Some(number)), "{status}");
    }
}

#[tokio::test]
async fn answers_that_say_neither_are_unknown() {
    let html = |status| Then::Answer(answer(status, "text/html", "<html>Sorry, something went wrong.</html>"));
    let truncated = &TAKEN[..TAKEN.len() / 2];
    for (then, reason, status) in [
        (html("500 Oops"), Unknown::NotGraph, 500),
        (html("502 Bad Gateway"), Unknown::NotGraph, 502),
        (html("400 Bad Request"), Unknown::NotGraph, 400),
        (html("200 OK"), Unknown::Incomplete, 200),
        (json("200 OK", ""), Unknown::Incomplete, 200),
        (json("200 OK", truncated), Unknown::Incomplete, 200),
        (json("400 Bad Request", &REFUSED[..REFUSED.len() / 2]), Unknown::NotGraph, 400),
        (json("200 OK", r#"{"messages":[{"id":""}]}"#), Unknown::Incomplete, 200),
        (json("200 OK", r#"{"messages":[]}"#), Unknown::Incomplete, 200),
        (json("200 OK", "null"), Unknown::Incomplete, 200),
        (json("400 Bad Request", r#"{"error":"no"}"#), Unknown::NotGraph, 400),
        (json("400 Bad Request", r#"{"error":{"message":"no code"}}"#), Unknown::NotGraph, 400),
        (json("500 Oops", TAKEN), Unknown::NotGraph, 500),
    ] {
        assert_eq!(outcome(then, PATIENT).await, (Outcome::Unknown(reason), Some(status)), "{reason:?} {status}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let then = "HTTP/1.1 307 Elsewhere\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n";
    let seen = outcome(Then::Answer(then.to_owned()), PATIENT).await;
    assert_eq!(seen, (Outcome::Unknown(Unknown::NotGraph), Some(307)));
}

#[tokio::test]
async fn silence_after_the_request_is_unknown() {
    let half_head = Then::AnswerAndHang("HTTP/1.1 200 OK\r\ncontent-".to_owned());
    let rejected_then_silent = "HTTP/1.1 400 Bad Request\r\ncontent-length: 999\r\n\r\n".to_owned() + REFUSED;
    let rows = [
        (Then::AnswerAndHang(String::new()), None),
        (half_head, None),
        (Then::AnswerAndHang(rejected_then_silent), Some(400)),
        (Then::Drip("HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n".to_owned()), Some(200)),
        (Then::Drip("HTTP/1.1 200 OK\r\nx-slow:".to_owned()), None),
    ];
    let side_by_side = rows.map(|(then, status)| (tokio::spawn(outcome(then, SHORT)), status));
    for (seen, status) in side_by_side {
        assert_eq!(seen.await.unwrap(), (Outcome::Unknown(Unknown::TimedOut), status));
    }
}

#[tokio::test]
async fn a_connection_that_ends_after_the_request_is_unknown() {
    let short_body = "HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n".to_owned() + TAKEN;
    for (then, status) in [
        (Then::Reset, None),
        (Then::AnswerAndClose(String::new()), None),
        (Then::AnswerAndClose("HTTP/1.1 200".to_owned()), None),
        (Then::AnswerAndClose("garbage\r\n\r\n".to_owned()), None),
        (Then::AnswerAndClose(short_body), Some(200)),
    ] {
        assert_eq!(outcome(then, PATIENT).await, (Outcome::Unknown(Unknown::Interrupted), status));
    }
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let body = " ".repeat(1024 * 1024 + 1);
    assert_eq!(outcome(json("200 OK", &body), PATIENT).await, (Outcome::Unknown(Unknown::TooLong), Some(200)));
}

#[tokio::test]
async fn what_never_connected_was_not_sent() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    // A label of more than 63 letters cannot be looked up, so no network is needed to fail.
    let nowhere = format!("http://{}.invalid", "n".repeat(64));
    for (base_url, reason) in [(format!("http://{closed}"), NotSent::Refused), (nowhere, NotSent::Dns)] {
        let reply = send(&base_url, PATIENT).await;
        assert_eq!(reply.outcome, Outcome::NotSent(reason), "{base_url}");
        assert_eq!((reply.exchange.status, reply.exchange.response), (None, None));
    }
}

#[tokio::test]
async fn without_a_secure_channel_nothing_was_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let speaks_plainly = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            stream.read_buf(&mut Vec::with_capacity(4096)).await.unwrap();
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        }
    });
    assert_eq!(send(&speaks_plainly, PATIENT).await.outcome, Outcome::NotSent(NotSent::Tls));

    let waits_for_a_request = Server::start(Then::Reset).await;
    let secure = waits_for_a_request.url.replace("http://", "https://");
    assert_eq!(send(&secure, SHORT).await.outcome, Outcome::NotSent(NotSent::ConnectTimeout));
    assert_eq!(waits_for_a_request.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_be_written_was_not_sent() {
    let server = Server::start(json("200 OK", TAKEN)).await;
    let client = client(&server.url, PATIENT);
    let command = SendCommand::new(Recipient::Phone("55".to_owned()), Message::text("oi", false));
    for (token, number) in [("a\nb", NUMBER), (TOKEN, ""), (TOKEN, "../me"), (TOKEN, "1/2"), (TOKEN, "1?x=y")] {
        let reply = client.send(&AccessToken::new(token), number, &command).await;
        assert_eq!(reply.outcome, Outcome::NotSent(NotSent::Unsendable), "{token} {number}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_connection_is_used_again_and_a_closed_one_replaced() {
    for (then, connections) in [
        (json("200 OK", TAKEN), 1),
        (Then::Answer(answer("200 OK\r\nconnection: close", "application/json", TAKEN)), 3),
    ] {
        let server = Server::start(then).await;
        let client = client(&server.url, PATIENT);
        let command = SendCommand::new(Recipient::Phone("55".to_owned()), Message::text("oi", false));
        for _ in 0..3 {
            let reply = client.send(&AccessToken::new(TOKEN), NUMBER, &command).await;
            assert_eq!(reply.outcome.as_str(), "accepted");
        }
        assert_eq!((server.requests().len(), server.connections()), (3, connections));
    }
}
