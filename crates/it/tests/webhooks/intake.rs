//! Intake: what is taken, what is refused, and what is left behind.

use std::time::Duration;

use axum::body::Body;
use futures_util::{StreamExt as _, stream};
use recado_engine::{Secret, intake::ensure_default_app};
use recado_graph::signature;
use recado_it::{APP_SECRET, TestApp, VERIFY_TOKEN, both_engines};
use recado_storage::Scope;
use uuid::Uuid;

use super::{open_events, post, post_with};

const PATHS: [&str; 6] = [
    "/webhook/whatsapp",
    "/webhook/whatsapp/default",
    "/api/v1/webhook/whatsapp",
    "/api/v1/webhook/whatsapp/default",
    "/api/webhooks/whatsapp",
    "/api/webhooks/whatsapp/default",
];

both_engines! {
    async fn every_path_takes_a_signed_body_byte_for_byte(app: TestApp) {
        for (n, path) in PATHS.iter().enumerate() {
            let body = [b"{\"\\u0000\": \"", &[0xff, u8::try_from(n).expect("six")][..]].concat();
            let answer = post(&app, path, body.clone()).await;
            answer.is(200);
            assert!(answer.bytes.is_empty(), "{path}");
            assert_eq!(newest(&app).await, body, "{path}");
        }
        assert_eq!(open_events(&app).await, 6);
    }

    async fn a_wrong_signature_leaves_nothing_and_says_nothing(app: TestApp) {
        let body = b"{\"object\":\"whatsapp_business_account\"}".to_vec();
        let good = signature::sign(APP_SECRET, &body);
        app.plant(&good["sha256=".len()..]);
        // HMAC-SHA-1 of this body with the right secret, as Meta's other header has it.
        let sha1 = "5a6ae8477d18bf3abaf87256417f8be4b9b2f689";
        let wrong = [
            signature::sign("another secret", &body),
            signature::sign(APP_SECRET, b"another body"),
            format!("sha1={sha1}"),
            format!("sha256={sha1}"),
            good[..good.len() - 1].to_owned(),
            good[..good.len() - 2].to_owned(),
            format!("{good}0"),
            good["sha256=".len()..].to_owned(),
            format!("sha256= {}", &good["sha256=".len()..]),
            format!("{good}, sha256={sha1}"),
            good.to_uppercase(),
            "sha256=".to_owned(),
            String::new(),
        ];
        for header in wrong {
            let answer = post_with(&app, "/webhook/whatsapp", body.clone(), &header).await;
            answer.is(401);
            assert!(answer.bytes.is_empty(), "{header}");
        }
        let missing = app.call("POST", "/webhook/whatsapp").bytes("application/json", body.clone()).send().await;
        missing.is(401);
        assert!(missing.bytes.is_empty());
        for (name, value) in [("x-hub-signature", format!("sha1={sha1}")), ("x-hub-signature", good.clone())] {
            let call = app.call("POST", "/webhook/whatsapp").header(name, &value);
            call.bytes("application/json", body.clone()).send().await.is(401);
        }
        let twice = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", "sha256=00");
        twice.header("x-hub-signature-256", &good).bytes("application/json", body.clone()).send().await.is(401);
        assert_eq!(open_events(&app).await, 0);
    }

    async fn the_limit_lies_between_three_and_five_mebibytes(app: TestApp) {
        let body = |mebibytes: usize| format!("{{\"x\":\"{}\"}}", "x".repeat(mebibytes << 20)).into_bytes();
        post(&app, "/webhook/whatsapp", body(3)).await.is(200);
        post(&app, "/webhook/whatsapp", vec![b' '; 4 << 20]).await.is(200);
        post(&app, "/webhook/whatsapp", vec![b' '; (4 << 20) + 1]).await.refused(413, "body-too-large");
        post(&app, "/webhook/whatsapp", body(5)).await.refused(413, "body-too-large");
        post(&app, "/webhook/whatsapp", body(20)).await.refused(413, "body-too-large");
        assert_eq!(open_events(&app).await, 2);
    }

    async fn only_the_bytes_count(app: TestApp) {
        let zipped = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xab, 0xae, 5, 0, 0x43, 0xbf, 0xa6, 0xa3, 2, 0, 0, 0];
        for (name, value) in [("content-encoding", "gzip"), ("content-type", "text/plain"), ("x-anything", "at all")] {
            let header = signature::sign(APP_SECRET, &zipped);
            let call = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", &header).header(name, value);
            call.body(zipped.to_vec()).send().await.is(200);
            assert_eq!(newest(&app).await, zipped, "{name}: {value}");
        }
        let unzipped = signature::sign(APP_SECRET, b"{}");
        let call = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", &unzipped);
        call.header("content-encoding", "gzip").body(zipped.to_vec()).send().await.is(401);
    }

    async fn an_unknown_key_is_404(app: TestApp) {
        for key in ["nobody", "123456", "num_01h455vb4pex5vsknk084sn02q", "..", "a%2Fb", "%00", "a%00b"] {
            post(&app, &format!("/webhook/whatsapp/{key}"), "{}").await.refused(404, "not-found");
        }
        assert_eq!(open_events(&app).await, 0);
    }

    async fn strangers_are_refused_before_their_body_is_read(app: TestApp) {
        for key in ["nobody".to_owned(), "x".repeat(65)] {
            let call = app.call("POST", &format!("/webhook/whatsapp/{key}"));
            call.bytes("application/json", unfinished(1)).send().await.refused(404, "not-found");
        }
    }

    async fn bodies_that_are_arriving_have_bounded_memory(app: TestApp) {
        let arriving = (0..17).map(|_| {
            let call = app.call("POST", "/webhook/whatsapp").bytes("application/json", unfinished(4 << 20));
            Box::pin(call.send())
        });
        let (first, _, rest) = futures_util::future::select_all(arriving).await;
        first.refused(503, "unavailable");
        assert!(first.header("retry-after").is_some());
        drop(rest);
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
    }

    async fn verification_sends_the_challenge_back_to_who_knows_the_token(app: TestApp) {
        for path in PATHS {
            let query = format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1158201444&x=1");
            let answer = app.call("GET", &format!("{path}?{query}")).send().await;
            answer.is(200);
            assert_eq!(answer.bytes, b"1158201444");
            assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        }
    }

    async fn verification_refuses_everybody_else(app: TestApp) {
        let long = "x".repeat(257);
        let table = [
            (403, "subscribe", "wrong", "1"),
            (403, "subscribe", "", "1"),
            (403, "unsubscribe", VERIFY_TOKEN, "1"),
            (400, "subscribe", VERIFY_TOKEN, ""),
            (400, "subscribe", VERIFY_TOKEN, "%3Cscript%3E"),
            (400, "subscribe", VERIFY_TOKEN, "a%0d%0ab"),
            (400, "subscribe", VERIFY_TOKEN, long.as_str()),
        ];
        for (status, mode, token, challenge) in table {
            let query = format!("hub.mode={mode}&hub.verify_token={token}&hub.challenge={challenge}");
            let answer = app.call("GET", &format!("/webhook/whatsapp?{query}")).send().await;
            answer.is(status);
            assert!(!String::from_utf8_lossy(&answer.bytes).contains("script"), "{challenge}");
        }
        app.call("GET", "/webhook/whatsapp").send().await.is(400);
        app.call("GET", "/webhook/whatsapp/nobody?hub.challenge=1").send().await.refused(404, "not-found");
    }

    async fn what_cannot_be_stored_is_not_acknowledged(app: TestApp) {
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
        app.database.run("ALTER TABLE inbound_events RENAME TO away").await;
        let answer = post(&app, "/webhook/whatsapp", "{}").await;
        answer.refused(503, "unavailable");
        assert!(answer.header("retry-after").is_some());
    }

    async fn an_app_that_cannot_be_looked_up_is_no_unknown_app(app: TestApp) {
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
        app.database.run("ALTER TABLE apps RENAME TO away").await;
        post(&app, "/webhook/whatsapp/other", "{}").await.refused(503, "unavailable");
        app.clock.advance(Duration::from_mins(1));
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
    }

    async fn a_changed_secret_counts_beside_the_old_one(app: TestApp) {
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
        let changed = app.second_node(|settings| settings.default_app_secret = Some(Secret::new("the new secret"))).await;
        ensure_default_app(&changed).await.expect("the settings are taken");
        app.engine.intake().forget_apps();
        let header = signature::sign("the new secret", b"{}");
        post_with(&app, "/webhook/whatsapp", b"{}".to_vec(), &header).await.is(200);
        post(&app, "/webhook/whatsapp", "{}").await.is(200);
    }

    async fn many_at_once_are_all_durable(app: TestApp) {
        let posts = (0..300).map(|n| {
            let app = app.clone();
            async move { post(&app, "/webhook/whatsapp", format!("{{\"n\":{n}}}")).await.is(200) }
        });
        futures_util::future::join_all(posts).await;
        assert_eq!(open_events(&app).await, 300);
    }
}

/// A body of which this much arrives, and no more.
fn unfinished(bytes: usize) -> Body {
    let begun = stream::once(async move { Ok::<_, std::io::Error>(vec![b' '; bytes]) });
    Body::from_stream(begun.chain(stream::pending()))
}

#[expect(clippy::disallowed_methods, reason = "the log belongs to no tenant")]
async fn newest(app: &TestApp) -> Vec<u8> {
    let mut read = app.engine.db.read(Scope::System).await.expect("the database answers");
    let last = recado_domain::EventId::from_uuid(Uuid::max());
    read.system().inbound_events().open(last, 99).await.expect("the log is read").pop().expect("an event").body
}
