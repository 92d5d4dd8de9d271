//! A number that was stopped, from Meta's refusal to the message that goes out after all.

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::ACCESS_TOKEN;

both_engines! {
    async fn what_waits_for_a_stopped_number_goes_out_once_it_has_a_good_token(app: TestApp) {
        app.plant(ACCESS_TOKEN);
        let shop = app.tenant("shop").await;
        let number = shop.number("1065").await;
        let ana = number.customer("Ana", "5511987650001").await;
        let renewed = json!({ "waba_id": "102290129340398", "phone_number_id": "1065",
            "display_phone_number": "+55 11 4000-1234", "token": ACCESS_TOKEN });
        app.simulate("POST", "/_sim/numbers", &renewed).await;
        let sent = shop.post("/api/v1/messages/send", ana.text("Bom dia")).await.expect(202);
        let (message, path) = (format!("/api/v1/messages/{}", sent["id"].as_str().expect("an id")), format!("/api/v1/numbers/{}", number.id));
        app.run_lanes().await;
        assert_eq!(shop.get(&path).await.expect(200)["status"], "suspended");
        assert_eq!(shop.get(&message).await.expect(200)["status"], "queued");
        let report = shop.call("POST", &format!("{path}/check")).send().await.expect(200);
        assert_eq!((&report["checks"][0]["name"], &report["checks"][0]["ok"]), (&"token".into(), &false.into()));
        let renewed = json!({ "accessToken": ACCESS_TOKEN, "status": "active" });
        assert_eq!(shop.patch(&path, renewed).await.expect(200)["status"], "active");
        app.run_lanes().await;
        assert_eq!(shop.get(&message).await.expect(200)["status"], "accepted");
        assert_eq!(app.taken().await, 1);
    }

    async fn an_inactive_number_keeps_what_waits(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1065").await;
        let ana = number.customer("Ana", "5511987650001").await;
        let path = format!("/api/v1/numbers/{}", number.id);
        let sent = shop.post("/api/v1/messages/send", ana.text("Bom dia")).await.expect(202);
        shop.patch(&path, json!({ "status": "inactive" })).await.is(200);
        app.run_lanes().await;
        let message = format!("/api/v1/messages/{}", sent["id"].as_str().expect("an id"));
        assert_eq!(shop.get(&message).await.expect(200)["status"], "queued");
        shop.post("/api/v1/messages/send", ana.text("Boa tarde")).await.refused(409, "number-not-active");
        shop.patch(&path, json!({ "status": "active" })).await.is(200);
        app.run_lanes().await;
        assert_eq!(shop.get(&message).await.expect(200)["status"], "accepted");
    }
}
