//! S-21: whoever registers a number under the platform's app gets nothing of it before Meta says that it is theirs.

use std::time::Duration;

use recado_engine::{Engine, jobs};
use recado_it::{TestApp, TestTenant, both_engines};
use recado_storage::{Scope, system::jobs::Claim};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{count, project, text, webhook},
};

const NUMBER: &str = "106540352242922";
const OTHER: &str = "106540352240000";
const WABA: &str = "102290129340398";
const THIEFS_WABA: &str = "777";
const TOKEN: &str = "EAAtheRightOne";
const THIEFS: &str = "EAAofTheThief";
const ANA: &str = "5511998765432";
const NOWHERE: &str = "http://127.0.0.1:1";

/// Makes a number exist at Meta.
async fn at_meta(app: &TestApp, id: &str, waba: &str, token: &str) {
    let body =
        json!({ "waba_id": waba, "phone_number_id": id, "display_phone_number": "+55 11 4000-1234", "token": token });
    app.simulate("POST", "/_sim/numbers", &body).await;
}

/// Registers a number as people do; answers its path.
async fn register(who: &TestTenant, id: &str, waba: &str, token: Option<&str>) -> String {
    let body =
        json!({ "wabaId": waba, "phoneNumberId": id, "displayPhoneNumber": "+55 11 4000-1234", "accessToken": token });
    let made = who.post("/api/v1/numbers", body).await.expect(201);
    format!("/api/v1/numbers/{}", made["id"].as_str().expect("an id"))
}

/// Runs every job that is due, on this node.
async fn run_jobs(engine: &Engine) {
    while jobs::run_due(engine, "test", 16).await.expect("jobs are run").taken() > 0 {}
}

/// Meta tells of a message; it is projected.
async fn receive(app: &TestApp, wamid: &str) {
    post(app, "/webhook/whatsapp", webhook(NUMBER, &[text(ANA, wamid, "Oi")]).to_string()).await.is(200);
    project(app).await;
}

/// Jobs and projection, until nothing is left to do.
async fn settle(app: &TestApp) {
    run_jobs(&app.engine).await;
    project(app).await;
}

/// Proof, status and its reason.
async fn state(who: &TestTenant, path: &str) -> [Json; 3] {
    let number = who.get(path).await.expect(200);
    ["proof", "status", "statusReason"].map(|name| number[name].clone())
}

fn proved() -> [Json; 3] {
    [json!("proved"), json!("active"), Json::Null]
}

fn refused(reason: &str) -> [Json; 3] {
    [json!("refused"), json!("suspended"), json!(format!("proof:{reason}"))]
}

both_engines! {
    async fn a_number_of_ones_own_gets_what_waited_for_it(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        let (shop, _other) = (app.tenant("shop").await, app.tenant("other").await);
        receive(&app, "wamid.before").await;
        let path = register(&shop, NUMBER, WABA, Some(TOKEN)).await;
        assert_eq!(state(&shop, &path).await, [json!("due"), json!("active"), Json::Null]);
        receive(&app, "wamid.meanwhile").await;
        assert_eq!(count(&app, "messages").await, 0, "Meta has not answered");
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (proved(), 2));
        receive(&app, "wamid.after").await;
        assert_eq!(count(&app, "messages").await, 3);
        assert_eq!(count(&app, "graph_exchanges").await, 2, "both questions are in the log");
    }

    async fn a_strangers_number_shows_nothing_that_came_or_comes_for_it(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        at_meta(&app, OTHER, THIEFS_WABA, THIEFS).await;
        let thief = app.tenant("thief").await;
        receive(&app, "wamid.before").await;
        for (token, reason) in [("EAAnobodys", "token"), (THIEFS, "number")] {
            let path = register(&thief, NUMBER, WABA, Some(token)).await;
            settle(&app).await;
            receive(&app, &format!("wamid.after.{reason}")).await;
            assert_eq!(state(&thief, &path).await, refused(reason));
            assert_eq!((count(&app, "messages").await, count(&app, "contacts").await), (0, 0));
            assert_eq!(count(&app, "inbound_changes").await, 0);
            thief.patch(&path, json!({ "status": "active" })).await.is(200);
            settle(&app).await;
            assert_eq!(state(&thief, &path).await, refused(reason), "switching it on changes nothing");
            app.database.run("DELETE FROM phone_numbers").await;
        }
        assert_eq!(count(&app, "quarantine WHERE resolved_at IS NULL").await, 3);
        assert_eq!(count(&app, "audit_log WHERE action = 'number.refused' AND is_sensitive").await, 4);
    }

    async fn a_strangers_account_is_not_ones_own_by_naming_it(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        at_meta(&app, OTHER, THIEFS_WABA, THIEFS).await;
        let thief = app.tenant("thief").await;
        let path = register(&thief, OTHER, WABA, Some(THIEFS)).await;
        settle(&app).await;
        assert_eq!(state(&thief, &path).await, refused("account"));
        let change = json!({ "field": "account_update", "value": { "event": "VERIFIED_ACCOUNT" } });
        let body = json!({ "object": "whatsapp_business_account", "entry": [{ "id": WABA, "changes": [change] }] });
        post(&app, "/webhook/whatsapp", body.to_string()).await.is(200);
        settle(&app).await;
        assert_eq!((count(&app, "inbound_changes").await, count(&app, "quarantine").await), (0, 1));
        thief.patch(&path, json!({ "wabaId": THIEFS_WABA })).await.is(200);
        settle(&app).await;
        assert_eq!(state(&thief, &path).await, proved(), "its own account");
        thief.patch(&path, json!({ "wabaId": WABA })).await.is(200);
        assert_eq!(state(&thief, &path).await[0], "due", "nothing is routed by what is not proved");
        settle(&app).await;
        assert_eq!((state(&thief, &path).await, count(&app, "inbound_changes").await), (refused("account"), 0));
    }

    async fn the_right_token_heals(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        let shop = app.tenant("shop").await;
        let path = register(&shop, NUMBER, WABA, Some("EAAtypo")).await;
        receive(&app, "wamid.1").await;
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (refused("token"), 0));
        shop.patch(&path, json!({ "accessToken": TOKEN })).await.is(200);
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (proved(), 1));
    }

    async fn while_meta_is_away_a_number_is_open_until_meta_says_no(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        let thief = app.tenant("thief").await;
        let path = register(&thief, NUMBER, WABA, Some(THIEFS)).await;
        receive(&app, "wamid.1").await;
        run_jobs(&app.lost_node(NOWHERE).await).await;
        project(&app).await;
        assert_eq!((state(&thief, &path).await, count(&app, "messages").await), ([json!("open"), json!("active"), Json::Null], 1));
        app.clock.advance(Duration::from_secs(10));
        settle(&app).await;
        receive(&app, "wamid.2").await;
        assert_eq!((state(&thief, &path).await, count(&app, "messages").await), (refused("token"), 1));
    }

    async fn too_many_questions_open_nothing(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        let shop = app.tenant("shop").await;
        app.simulate("POST", "/_sim/faults", &json!({ "on": "read", "fault": "error", "code": 4, "http_status": 400, "times": 1 })).await;
        let path = register(&shop, NUMBER, WABA, Some(TOKEN)).await;
        receive(&app, "wamid.1").await;
        settle(&app).await;
        assert_eq!((state(&shop, &path).await[0].clone(), count(&app, "messages").await), (json!("due"), 0));
        app.clock.advance(Duration::from_secs(10));
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (proved(), 1));
    }

    #[expect(clippy::disallowed_methods, reason = "jobs are claimed across tenants")]
    async fn a_node_that_dies_before_the_answer_leaves_the_question(app: TestApp) {
        at_meta(&app, NUMBER, WABA, TOKEN).await;
        let shop = app.tenant("shop").await;
        let path = register(&shop, NUMBER, WABA, Some(TOKEN)).await;
        receive(&app, "wamid.1").await;
        let now = app.engine.now();
        let lease_until = now.plus(Duration::from_secs(90));
        let claim = Claim { worker: "dead", queue: "default", priority: 0, now, lease_until, limit: 8 };
        let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
        assert_eq!(tx.system().jobs().claim(claim).await.expect("claimed").len(), 1);
        tx.commit().await.expect("committed");
        settle(&app).await;
        assert_eq!(state(&shop, &path).await[0], "due", "another node has it, as far as anybody knows");
        app.clock.advance(Duration::from_secs(91));
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (proved(), 1));
    }

    async fn without_a_token_only_a_server_of_one_tenant_takes_what_comes(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = register(&shop, NUMBER, WABA, None).await;
        receive(&app, "wamid.1").await;
        settle(&app).await;
        assert_eq!((state(&shop, &path).await[0].clone(), count(&app, "messages").await), (json!("open"), 1));
        let other = app.tenant("other").await;
        let path = register(&other, OTHER, WABA, None).await;
        settle(&app).await;
        assert_eq!(state(&other, &path).await, [json!("due"), json!("pending"), Json::Null]);
        at_meta(&app, OTHER, WABA, TOKEN).await;
        other.patch(&path, json!({ "accessToken": TOKEN })).await.is(200);
        settle(&app).await;
        assert_eq!(state(&other, &path).await, proved());
    }

    async fn a_number_that_the_simulator_was_not_told_of_is_taken_at_its_word(app: TestApp) {
        let (shop, _other) = (app.tenant("shop").await, app.tenant("other").await);
        let path = register(&shop, NUMBER, WABA, Some("any-token")).await;
        receive(&app, "wamid.1").await;
        settle(&app).await;
        assert_eq!((state(&shop, &path).await, count(&app, "messages").await), (proved(), 1));
        let report = shop.post(&format!("{path}/check"), Json::Null).await.expect(200);
        assert_eq!(report["checks"][1]["ok"], false, "for everything else it stays unknown");
    }

    async fn a_number_under_ones_own_app_needs_no_proof(app: TestApp) {
        let (shop, _other) = (app.tenant("shop").await, app.tenant("other").await);
        let own = json!({ "slug": "own", "appSecret": "a-secret-of-the-app-0123456789ab", "verifyToken": "0123456789-verify-it" });
        shop.post("/api/v1/apps", own).await.is(201);
        let body = json!({ "wabaId": WABA, "phoneNumberId": NUMBER, "displayPhoneNumber": "+55 11 4000-1234", "app": "own" });
        assert_eq!(shop.post("/api/v1/numbers", body).await.expect(201)["proof"], "proved");
        settle(&app).await;
        assert_eq!(count(&app, "graph_exchanges").await, 0);
    }
}
