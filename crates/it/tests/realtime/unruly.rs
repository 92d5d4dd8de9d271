//! Clients that say what they should not: each loses its socket, nobody else notices.

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{Live, shop};

both_engines! {
    async fn malformed_unknown_and_oversized_words_end_the_socket(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let live = Live::start(&app).await;
        let (mut good, _) = live.connect(&shop).await;
        let large = format!("42{}", json!(["typing", { "conversationId": "x".repeat(70_000), "on": true }]));
        let words = [
            "nonsense", "9", "42", "42[", "42{}", "42[1]", r#"42["typing"]"#, r#"42["typing",{"on":true}]"#,
            r#"42["typing",{"conversationId":"con_01h455vb4pex5vsknk084sn02q","on":true}]"#,
            r#"42["typing",{"conversationId":"cnv_01h455vb4pex5vsknk084sn02q","on":1}]"#,
            r#"42["typing",{"conversationId":"cnv_01h455vb4pex5vsknk084sn02q","on":true,"x":1}]"#,
            r#"42["session:renew",{"tokens":"x"}]"#, r#"42["shout","hey"]"#, r#"42["message:new",{"seq":1}]"#,
            r#"451-["typing",{"_placeholder":true,"num":0}]"#, r#"44{"message":"x"}"#, large.as_str(),
        ];
        for word in words {
            let (mut bad, _) = live.connect(&shop).await;
            bad.say(word).await;
            bad.rest().await;
        }
        while live.app.realtime.hub().count() > 1 {
            tokio::task::yield_now().await;
        }
        shop.says(&conversation, "Ainda aqui").await;
        assert_eq!(good.numbered().await["type"], "message:new");
    }

    async fn fifty_words_a_second_are_enough(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let live = Live::start(&app).await;
        let (mut socket, _) = live.connect(&shop).await;
        for _ in 0..49 {
            socket.emit("typing", json!({ "conversationId": conversation, "on": true })).await;
        }
        // The fiftieth: when it is answered, all were heard, and the next second may begin.
        assert_eq!(socket.ask("session:renew", json!({ "token": shop.token })).await, json!({ "ok": true }));
        app.clock.advance(std::time::Duration::from_secs(1));
        assert_eq!(socket.ask("session:renew", json!({ "token": shop.token })).await, json!({ "ok": true }));
        let mut said = 0;
        while said < 60 && socket.try_emit("typing", json!({ "conversationId": conversation, "on": true })).await {
            said += 1;
        }
        socket.rest().await;
    }

    async fn who_guesses_tokens_on_one_connection_is_not_heard_for_long(app: TestApp) {
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let answers = live.served.guess(&json!({ "token": "x" }), 6).await;
        assert_eq!(answers[..5], ["unauthenticated"; 5]);
        assert_eq!(answers[5], "rate-limited");
        assert!(live.served.connect(json!({ "token": shop.token })).await.is_ok());
    }

    async fn other_namespaces_do_not_exist(app: TestApp) {
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let (mut socket, _) = live.connect(&shop).await;
        socket.say(r#"40/admin,{"token":"x"}"#).await;
        assert_eq!(socket.hear_raw().await.as_deref(), Some(r#"44/admin,{"message":"Invalid namespace"}"#));
    }
}
