//! Away messages: answered by itself, once per closed period and conversation.

use std::time::Duration;

use recado_it::{Someone, TestApp, TestNumber, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{count, project, webhook},
};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";
const TEXT: &str = "Oi, {{contact.firstName}}! {{contact.email}}A {{tenant.name}} volta às 9h.";

/// The key of a tenant that is open on weekdays from nine to six in São Paulo. The clock stands at one on Sunday morning there.
async fn shop(app: &TestApp) -> (Someone, TestNumber) {
    let tenant = app.tenant("shop").await;
    let (shop, number) = (tenant.key(&["*"]).await, tenant.number(NUMBER).await);
    shop.post("/api/v1/away-messages", away(TEXT)).await.expect(201);
    (shop, number)
}

fn away(text: &str) -> Json {
    json!({
        "enabled": true, "text": text, "holidays": [{ "date": "2026-11-24", "name": "Feriado" }],
        "hours": [{ "days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00" }]
    })
}

/// Ana writes this, so many seconds ago.
fn said(app: &TestApp, wamid: &str, ago: u64, message: Json) -> Json {
    let at = app.engine.now().minus(Duration::from_secs(ago)).micros() / 1_000_000;
    let mut message = message;
    (message["from"], message["id"], message["timestamp"]) = (json!(ANA), json!(wamid), json!(at.to_string()));
    json!({ "contacts": [{ "profile": { "name": "Ana Lima" }, "wa_id": ANA }], "messages": [message] })
}

fn hello(app: &TestApp, wamid: &str) -> Json {
    said(app, wamid, 0, json!({ "type": "text", "text": { "body": "Oi" } }))
}

async fn receive(app: &TestApp, values: &[Json]) {
    post(app, "/webhook/whatsapp", webhook(NUMBER, values).to_string()).await.is(200);
    project(app).await;
}

async fn answers(app: &TestApp) -> i64 {
    count(app, "messages WHERE source = 'automation'").await
}

both_engines! {
    async fn twenty_messages_of_one_night_have_one_answer(app: TestApp) {
        let (shop, _) = shop(&app).await;
        for n in 0..10 {
            receive(&app, &[hello(&app, &format!("wamid.{n}.a")), hello(&app, &format!("wamid.{n}.b"))]).await;
            app.clock.advance(Duration::from_secs(60));
        }
        assert_eq!((count(&app, "messages WHERE direction = 'inbound'").await, answers(&app).await), (20, 1));
        app.database.run("UPDATE inbound_events SET projected_at = NULL").await;
        project(&app).await;
        assert_eq!(answers(&app).await, 1, "the log is read again");
        app.run_lanes().await;
        let sent = app.ledger().await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0]["request"]["text"]["body"], "Oi, Ana! A shop volta às 9h.");
        let conversation = shop.get("/api/v1/conversations").await.expect(200)["data"][0].clone();
        assert_eq!((&conversation["lastMessage"]["source"], &conversation["unreadCount"]), (&json!("automation"), &json!(20)));
        assert_eq!(count(&app, "conversations WHERE first_response_at IS NULL").await, 1, "nobody has answered yet");
    }

    async fn each_closed_period_has_its_own_answer_and_an_open_one_none(app: TestApp) {
        let (_, _) = shop(&app).await;
        for (hours, wanted, when) in [
            (0, 1, "Sunday at one"),
            (32, 1, "Monday at nine: open"),
            (8, 1, "Monday at five: open"),
            (2, 2, "Monday at seven"),
            (17, 2, "Tuesday at noon: a holiday goes on from Monday evening"),
            (21, 2, "Wednesday at nine: open"),
            (12, 3, "Wednesday at nine in the evening"),
        ] {
            app.clock.advance(Duration::from_secs(hours * 3_600));
            receive(&app, &[hello(&app, &format!("wamid.{when}"))]).await;
            assert_eq!(answers(&app).await, wanted, "{when}");
        }
    }

    async fn what_nobody_waits_for_is_not_answered(app: TestApp) {
        let (shop, number) = shop(&app).await;
        let text = |body: &str| json!({ "type": "text", "text": { "body": body } });
        receive(&app, &[said(&app, "wamid.old", 301, text("Oi"))]).await;
        receive(&app, &[said(&app, "wamid.heart", 0, json!({ "type": "reaction", "reaction": { "message_id": "wamid.old", "emoji": "❤" } }))]).await;
        receive(&app, &[said(&app, "wamid.odd", 0, json!({ "type": "unsupported", "errors": [{ "code": 131_051, "title": "Unsupported" }] }))]).await;
        assert_eq!(answers(&app).await, 0);
        shop.patch(&format!("/api/v1/numbers/{}", number.id), json!({ "status": "inactive" })).await.expect(200);
        receive(&app, &[hello(&app, "wamid.paused")]).await;
        assert_eq!(answers(&app).await, 0, "a paused number says nothing");
        shop.patch(&format!("/api/v1/numbers/{}", number.id), json!({ "status": "active" })).await.expect(200);
        receive(&app, &[hello(&app, "wamid.again")]).await;
        assert_eq!(answers(&app).await, 1, "and nothing was used up meanwhile");
    }

    async fn the_most_particular_message_answers(app: TestApp) {
        let (shop, number) = shop(&app).await;
        let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201)["id"].clone();
        let make = |place: &str, id: &Json| {
            let mut body = away(place);
            body[place] = id.clone();
            body
        };
        let of_team = shop.post("/api/v1/away-messages", make("teamId", &team)).await.expect(201);
        shop.post("/api/v1/away-messages", make("numberId", &json!(number.id))).await.expect(201);
        receive(&app, &[hello(&app, "wamid.1")]).await;
        assert_eq!(newest(&shop).await, "numberId");
        let conversation = shop.get("/api/v1/conversations").await.expect(200)["data"][0]["id"].clone();
        let conversation = conversation.as_str().expect("an id");
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "teamId": team })).await.expect(200);
        app.clock.advance(Duration::from_secs(42 * 3_600)); // Monday at seven in the evening
        receive(&app, &[hello(&app, "wamid.2")]).await;
        assert_eq!(newest(&shop).await, "teamId");
        let path = format!("/api/v1/away-messages/{}", of_team["id"].as_str().expect("an id"));
        shop.patch(&path, json!({ "enabled": false })).await.expect(200);
        app.clock.advance(Duration::from_secs(48 * 3_600)); // Wednesday evening
        receive(&app, &[hello(&app, "wamid.3")]).await;
        assert_eq!(newest(&shop).await, "numberId", "one that is switched off is as if it were not there");
    }

    async fn what_is_no_away_message_is_refused_at_its_place(app: TestApp) {
        let (shop, number) = shop(&app).await;
        shop.post("/api/v1/away-messages", away("Outra")).await.refused(409, "conflict");
        let mut body = away("Oi, {{agent.name}}");
        body["numberId"] = json!(number.id);
        assert_eq!(shop.post("/api/v1/away-messages", body.clone()).await.pointers(), ["/text"]);
        body["hours"] = json!([{ "days": [], "from": "09:00", "to": "18:00" }, { "days": ["sun"], "from": "18:00", "to": "09:00" }]);
        body["holidays"] = json!([{ "date": "2026-02-30", "name": "" }]);
        let pointers = shop.post("/api/v1/away-messages", body.clone()).await.pointers();
        assert_eq!(pointers, ["/hours/0", "/hours/1", "/holidays/0/date", "/holidays/0/name"]);
        body["teamId"] = json!("tem_00000000000000000000000000");
        assert_eq!(shop.post("/api/v1/away-messages", body).await.pointers(), ["/teamId"]);
        let mut unknown = away("Oi");
        unknown["numberId"] = json!("num_00000000000000000000000000");
        assert_eq!(shop.post("/api/v1/away-messages", unknown).await.pointers(), ["/numberId"]);
        let listed = shop.get("/api/v1/away-messages").await.expect(200)["data"].clone();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["text"], &listed[0]["hours"]), (Some(1), &json!(TEXT), &away("")["hours"]));
        let path = format!("/api/v1/away-messages/{}", listed[0]["id"].as_str().expect("an id"));
        shop.delete(&path).await.is(204);
        shop.delete(&path).await.refused(404, "not-found");
        receive(&app, &[hello(&app, "wamid.1")]).await;
        assert_eq!(answers(&app).await, 0);
    }
}

/// The text of the newest message of the one conversation.
async fn newest(shop: &Someone) -> String {
    let page = shop.get("/api/v1/conversations").await.expect(200);
    page["data"][0]["lastMessage"]["content"]["body"].as_str().expect("a text").to_owned()
}
