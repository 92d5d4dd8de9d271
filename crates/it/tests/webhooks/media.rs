//! Messages that are a file, as people see them.

use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{project, text, webhook},
};

const NUMBER: &str = "106540352242922";

/// A message of a kind with Meta's object of it.
fn message(kind: &str, object: &Json) -> Json {
    let mut value = text("5511998765432", &format!("wamid.{kind}"), "");
    value["messages"][0]["type"] = json!(kind);
    value["messages"][0][kind] = object.clone();
    value
}

both_engines! {
    async fn a_file_shows_type_caption_name_and_that_its_download_follows(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        let document = json!({ "id": "media.1", "mime_type": "application/pdf", "sha256": "x", "caption": "segue", "filename": "orçamento.pdf" });
        let voice = json!({ "id": "media.2", "mime_type": "audio/ogg; codecs=opus", "voice": true });
        let odd = json!({ "id": "media.3", "mime_type": { "new": 1 }, "caption": "assista" });
        let values = [message("document", &document), message("audio", &voice), message("video", &odd), message("text", &json!({ "body": "Oi" }))];
        post(&app, "/webhook/whatsapp", webhook(NUMBER, &values).to_string()).await.is(200);
        project(&app).await;
        app.number_events().await;

        let conversation = shop.get("/api/v1/conversations").await.expect(200)["data"][0]["id"].clone();
        let path = format!("/api/v1/conversations/{}/messages", conversation.as_str().expect("an id"));
        let page = shop.get(&path).await.expect(200);
        let shown = |kind: &str| page["data"].as_array().expect("a page").iter().find(|m| m["type"] == kind).expect(kind).clone();
        let file = |mime_type: Json, caption: Json, name: Json| {
            json!({ "mimeType": mime_type, "caption": caption, "fileName": name, "download": "pending" })
        };
        assert_eq!(shown("document")["media"], file(json!("application/pdf"), json!("segue"), json!("orçamento.pdf")));
        assert_eq!(shown("document")["content"], document, "Meta's id stays");
        assert_eq!(shown("audio")["media"], file(json!("audio/ogg; codecs=opus"), Json::Null, Json::Null));
        assert_eq!(shown("video")["media"], file(Json::Null, json!("assista"), Json::Null));
        assert_eq!(shown("text")["media"], Json::Null);

        let events = shop.get("/api/v1/events?after=0").await.expect(200);
        let told = events["data"].as_array().expect("events").iter().find(|event| event["data"]["message"]["type"] == "document");
        assert_eq!(told.expect("it was told")["data"]["message"], shown("document"));
    }
}
