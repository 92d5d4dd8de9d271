//! Away messages: answered by itself, once per closed period and conversation.

use std::time::Duration;

use recado_it::{Someone, TestApp, TestNumber, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{count, project, webhook},
};

const NUMBER: &str = "106540352242922";
const AWAY: &str = "/api/v1/away-messages";
const ANA: &str = "5511998765432";
const TEXT: &str = "Oi, {{contact.firstName}}! {{contact.email}}A {{tenant.name}} volta às 9h.";

/// The key of a tenant that is open on weekdays from nine to six in São Paulo. The clock stands at one on Sunday morning there.
async fn shop(app: &TestApp) -> (Someone, TestNumber) {
    let tenant = app.tenant("shop").await;
    let (shop, number) = (tenant.key(&["*"]).await, tenant.number(NUMBER).await);
    shop.post(AWAY, away(TEXT)).await.expect(201);
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
        shop(&app).await;
        for n in 0..10 {
            receive(&app, &[hello(&app, &format!("wamid.{n}.a")), hello(&app, &format!("wamid.{n}.b"))]).await;
            app.clock.advance(Duration::from_mins(1));
        }
        assert_eq!((count(&app, "messages WHERE direction = 'inbound'").await, answers(&app).await), (20, 1));
        app.database.run("UPDATE inbound_events SET projected_at = NULL").await;
        project(&app).await;
        assert_eq!(answers(&app).await, 1, "the log is read again");
        app.run_lanes().await;
        let sent = app.ledger().await;
        assert_eq!(sent.len(), 1);
        assert_eq!(sent[0]["request"]["text"]["body"], "Oi, Ana! A shop volta às 9h.");
    }

    async fn the_answer_is_nobodys_answer(app: TestApp) {
        let (shop, _) = shop(&app).await;
        receive(&app, &[hello(&app, "wamid.1")]).await;
        app.run_lanes().await;
        let waiting = shop.get("/api/v1/conversations?sort=waiting").await.expect(200)["data"].clone();
        assert_eq!(waiting.as_array().map(Vec::len), Some(1), "Ana still waits for a person");
        assert_eq!((&waiting[0]["lastMessage"]["source"], &waiting[0]["unreadCount"]), (&json!("customer"), &json!(1)));
        assert_eq!(count(&app, "conversations WHERE first_response_at IS NULL").await, 1, "nobody has answered yet");
        let path = format!("/api/v1/conversations/{}/messages", waiting[0]["id"].as_str().expect("an id"));
        let thread = shop.get(&path).await.expect(200)["data"].clone();
        assert_eq!((&thread[0]["source"], &thread[1]["source"]), (&json!("automation"), &json!("customer")));
        let said = "outbox WHERE kind = 'message:new' AND data LIKE '%automation%'";
        assert_eq!(count(&app, said).await, 1, "who has the thread open sees it at once");
    }

    async fn each_closed_period_has_its_own_answer_and_an_open_one_none(app: TestApp) {
        shop(&app).await;
        for (hours, wanted, when) in [
            (0, 1, "Sunday at one"),
            (32, 1, "Monday at nine: open"),
            (8, 1, "Monday at five: open"),
            (2, 2, "Monday at seven"),
            (17, 2, "Tuesday at noon: a holiday goes on from Monday evening"),
            (21, 2, "Wednesday at nine: open"),
            (12, 3, "Wednesday at nine in the evening"),
        ] {
            app.clock.advance(Duration::from_hours(hours));
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
        app.database.run("UPDATE contacts SET blocked_at = 1").await;
        receive(&app, &[hello(&app, "wamid.blocked")]).await;
        assert_eq!(answers(&app).await, 0, "who is blocked gets no word");
        app.database.run("UPDATE contacts SET blocked_at = NULL").await;
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
        let of_team = shop.post(AWAY, make("teamId", &team)).await.expect(201);
        shop.post(AWAY, make("numberId", &json!(number.id))).await.expect(201);
        receive(&app, &[hello(&app, "wamid.1")]).await;
        assert_eq!(newest(&shop).await, "numberId");
        let conversation = shop.get("/api/v1/conversations").await.expect(200)["data"][0]["id"].clone();
        let conversation = conversation.as_str().expect("an id");
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "teamId": team })).await.expect(200);
        app.clock.advance(Duration::from_hours(42)); // Monday at seven in the evening
        receive(&app, &[hello(&app, "wamid.2")]).await;
        assert_eq!(newest(&shop).await, "teamId");
        let path = format!("{AWAY}/{}", of_team["id"].as_str().expect("an id"));
        shop.patch(&path, json!({ "enabled": false })).await.expect(200);
        app.clock.advance(Duration::from_hours(48)); // Wednesday evening
        receive(&app, &[hello(&app, "wamid.3")]).await;
        assert_eq!(newest(&shop).await, "numberId", "one that is switched off is as if it were not there");
    }

    async fn what_is_no_away_message_is_refused_at_its_place(app: TestApp) {
        let (shop, number) = shop(&app).await;
        shop.post(AWAY, away("Outra")).await.refused(409, "conflict");
        let mut body = away("Oi, {{agent.name}}");
        body["numberId"] = json!(number.id);
        assert_eq!(shop.post(AWAY, body.clone()).await.pointers(), ["/text"]);
        body["text"] = json!(" ");
        body["hours"] = json!([
            { "days": [], "from": "09:00", "to": "18:00" },
            { "days": ["sun"], "from": "9h", "to": "24:30" },
            { "days": ["sun"], "from": "20:00", "to": "02:00" },
            { "days": ["sun"], "from": "09:00", "to": "09:00" },
            { "days": ["mon", "tue"], "from": "09:00", "to": "12:00" },
            { "days": ["tue", "wed"], "from": "11:59", "to": "18:00" },
        ]);
        let day = json!({ "date": "2026-12-25", "name": "Natal" });
        body["holidays"] = json!([{ "date": "2026-02-30", "name": "" }, day, day]);
        assert_eq!(
            shop.post(AWAY, body.clone()).await.pointers(),
            ["/text", "/hours/0/days", "/hours/1/from", "/hours/1/to", "/hours/2/to", "/hours/3/to", "/hours/5", "/holidays/0/date",
            "/holidays/0/name", "/holidays/2/date"]
        );
        body["teamId"] = json!("tem_00000000000000000000000000");
        assert_eq!(shop.post(AWAY, body).await.pointers(), ["/teamId"]);
        let mut unknown = away("Oi");
        unknown["numberId"] = json!("num_00000000000000000000000000");
        assert_eq!(shop.post(AWAY, unknown).await.pointers(), ["/numberId"]);
        assert_eq!(count(&app, "away_messages").await, 1);
    }

    async fn one_without_hours_says_nothing_and_is_refused_when_switched_on(app: TestApp) {
        let (shop, _) = shop(&app).await;
        let listed = shop.get(AWAY).await.expect(200)["data"].clone();
        assert_eq!((listed.as_array().map(Vec::len), &listed[0]["text"]), (Some(1), &json!(TEXT)));
        assert_eq!(listed[0]["hours"], away("")["hours"]);
        let opens = (&listed[0]["openNow"], &listed[0]["changesAt"]);
        assert_eq!(opens, (&json!(false), &json!("2026-11-23T12:00:00.000Z")), "on Monday at nine in São Paulo");
        let path = format!("{AWAY}/{}", listed[0]["id"].as_str().expect("an id"));
        assert_eq!(shop.patch(&path, json!({ "hours": [] })).await.pointers(), ["/hours"]);
        let changed = shop.patch(&path, json!({ "hours": [], "enabled": false })).await.expect(200);
        assert_eq!((&changed["openNow"], &changed["changesAt"]), (&json!(true), &Json::Null));
        assert_eq!(shop.patch(&path, json!({ "enabled": true })).await.pointers(), ["/hours"]);
        shop.delete(&path).await.is(204);
        shop.delete(&path).await.refused(404, "not-found");
        receive(&app, &[hello(&app, "wamid.1")]).await;
        assert_eq!(answers(&app).await, 0);
        let log = shop.get("/api/v1/audit-log?limit=3").await.expect(200)["data"].clone();
        let actions: Vec<&Json> = log.as_array().expect("a list").iter().map(|entry| &entry["action"]).collect();
        assert_eq!(actions, ["away_message.deleted", "away_message.changed", "away_message.created"]);
    }
}

/// The text of the newest message of the one conversation.
async fn newest(shop: &Someone) -> String {
    let conversation = shop.get("/api/v1/conversations").await.expect(200)["data"][0]["id"].clone();
    let path = format!("/api/v1/conversations/{}/messages", conversation.as_str().expect("an id"));
    shop.get(&path).await.expect(200)["data"][0]["content"]["body"].as_str().expect("a text").to_owned()
}
