//! Another tenant with the first one's ids: nothing exists.

use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

both_engines! {
    async fn a_stranger_finds_nothing_and_changes_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let id = shop.conversation(&number, "Ana").await;
        let before = shop.get(&format!("/api/v1/conversations/{id}")).await.expect(200);
        let contact = before["contact"]["id"].as_str().expect("an id").to_owned();
        let stranger = app.tenant("elsewhere").await;
        let calls: [(&str, String, Json); 11] = [
            ("GET", format!("conversations/{id}"), Json::Null),
            ("GET", format!("conversations/{id}/messages"), Json::Null),
            ("GET", format!("conversations/{id}/transfers"), Json::Null),
            ("POST", format!("conversations/{id}/assign"), json!({ "userId": stranger.owner.id })),
            ("POST", format!("conversations/{id}/transfer"), json!({ "userId": stranger.owner.id })),
            ("POST", format!("conversations/{id}/close"), json!({})),
            ("POST", format!("conversations/{id}/read"), json!({})),
            ("PUT", format!("conversations/{id}/status"), json!({ "status": "closed" })),
            ("GET", format!("contacts/{contact}"), Json::Null),
            ("PATCH", format!("contacts/{contact}"), json!({ "name": "Mine" })),
            ("GET", "conversations/cnv_01h455vb4pex5vsknk084sn02q".to_owned(), Json::Null),
        ];
        for (method, path, body) in calls {
            let call = stranger.call(method, &format!("/api/v1/{path}"));
            let call = if body.is_null() { call } else { call.json(&body) };
            call.send().await.refused(404, "not-found");
        }
        for list in ["conversations", "contacts", "contacts?search=ana"] {
            assert_eq!(stranger.get(&format!("/api/v1/{list}")).await.expect(200)["data"], json!([]), "{list}");
        }
        let foreign = format!("/api/v1/conversations?number={}", number.id);
        assert_eq!(stranger.get(&foreign).await.expect(200)["data"], json!([]));
        assert_eq!(shop.get(&format!("/api/v1/conversations/{id}")).await.expect(200), before);
    }
}
