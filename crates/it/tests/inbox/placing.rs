//! Whose a conversation is: assigning, transferring, and what is written about it.

use recado_domain::Role;
use recado_it::{Someone, TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

struct Shop {
    tenant: TestTenant,
    agent: Someone,
    team: String,
    conversation: String,
}

impl Shop {
    async fn open(app: &TestApp) -> Self {
        let tenant = app.tenant("shop").await;
        let number = tenant.number("106540352242922").await;
        let agent = tenant.person("agent", Role::Agent).await;
        let team = tenant.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201);
        let team = team["id"].as_str().expect("an id").to_owned();
        let conversation = tenant.conversation(&number, "Ana").await;
        Self { tenant, agent, team, conversation }
    }

    fn path(&self, act: &str) -> String {
        format!("/api/v1/conversations/{}/{act}", self.conversation)
    }

    async fn deeds(&self, action: &str) -> Vec<Json> {
        let log = self.tenant.get(&format!("/api/v1/audit-log?action={action}")).await.expect(200);
        log["data"].as_array().expect("entries").clone()
    }
}

fn placed(conversation: &Json) -> (&Json, &Json) {
    (&conversation["assigneeId"], &conversation["teamId"])
}

both_engines! {
    async fn a_conversation_is_assigned_to_people_and_teams(app: TestApp) {
        let shop = Shop::open(&app).await;
        let (me, team) = (json!(shop.agent.id), json!(shop.team));
        let table = [
            (json!({ "userId": me }), (&me, &Json::Null)),
            (json!({ "teamId": team }), (&me, &team)),
            (json!({ "userId": null }), (&Json::Null, &team)),
            (json!({ "userId": me, "teamId": null }), (&me, &Json::Null)),
            (json!({ "userId": null, "teamId": null }), (&Json::Null, &Json::Null)),
        ];
        for (body, wanted) in table {
            let answer = shop.tenant.post(&shop.path("assign"), body.clone()).await.expect(200);
            assert_eq!(placed(&answer), wanted, "{body}");
        }
        let deeds = shop.deeds("conversation.assigned").await;
        assert_eq!(deeds.len(), 5);
        assert_eq!(deeds[0]["metadata"]["from"], json!({ "userId": me, "teamId": null }));
        assert_eq!(deeds[0]["entityId"], json!(shop.conversation));
    }

    async fn an_assignment_that_changes_nothing_writes_nothing(app: TestApp) {
        let shop = Shop::open(&app).await;
        let body = json!({ "userId": shop.agent.id });
        for _ in 0..3 {
            shop.tenant.post(&shop.path("assign"), body.clone()).await.is(200);
        }
        assert_eq!(shop.deeds("conversation.assigned").await.len(), 1);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind = 'conversation:assigned'").await, 1);
    }

    async fn a_key_is_not_answered_with_another_conversation(app: TestApp) {
        let shop = Shop::open(&app).await;
        let number = shop.tenant.number("106540352242923").await;
        let other = shop.tenant.conversation(&number, "Bia").await;
        let transfer = async |path: &str| {
            let call = shop.tenant.call("POST", path).header("idempotency-key", "k-1");
            call.json(&json!({ "teamId": shop.team })).send().await
        };
        let first = transfer(&shop.path("transfer")).await.expect(200);
        assert_eq!(transfer(&shop.path("transfer")).await.expect(200), first);
        transfer(&format!("/api/v1/conversations/{other}/transfer")).await.refused(422, "idempotency-key-reused");
    }

    async fn only_members_who_work_on_conversations_are_assigned(app: TestApp) {
        let shop = Shop::open(&app).await;
        let viewer = shop.tenant.person("viewer", Role::Viewer).await;
        let stranger = app.tenant("elsewhere").await;
        let foreign_team = stranger.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201);
        for (body, pointer) in [
            (json!({ "userId": viewer.id }), "/userId"),
            (json!({ "userId": stranger.owner.id }), "/userId"),
            (json!({ "userId": "usr_01h455vb4pex5vsknk084sn02q" }), "/userId"),
            (json!({ "teamId": foreign_team["id"] }), "/teamId"),
            (json!({}), "/userId"),
            (json!({ "userId": "con_01h455vb4pex5vsknk084sn02q" }), "/userId"),
            (json!({ "userId": null, "assignee": 1 }), "/assignee"),
        ] {
            assert_eq!(shop.tenant.post(&shop.path("assign"), body.clone()).await.pointers(), [pointer], "{body}");
        }
    }

    async fn a_transfer_is_kept_with_its_note(app: TestApp) {
        let shop = Shop::open(&app).await;
        shop.tenant.post(&shop.path("assign"), json!({ "userId": shop.agent.id })).await.is(200);
        let given = shop.agent.post(&shop.path("transfer"), json!({ "teamId": shop.team, "note": "Troca de tamanho" })).await;
        assert_eq!(placed(&given.expect(200)), (&Json::Null, &json!(shop.team)));
        shop.tenant.post(&shop.path("transfer"), json!({ "userId": shop.agent.id, "note": null })).await.is(200);

        let kept = shop.tenant.get(&shop.path("transfers")).await.expect(200);
        let [back, there] = &kept["data"].as_array().expect("rows")[..] else { panic!("two: {kept}") };
        assert_eq!(there["from"], json!({ "userId": shop.agent.id, "teamId": null }));
        assert_eq!(there["to"], json!({ "userId": null, "teamId": shop.team }));
        assert_eq!((&there["note"], &there["by"]), (&json!("Troca de tamanho"), &json!(shop.agent.id)));
        assert_eq!(back["to"], json!({ "userId": shop.agent.id, "teamId": null }), "the agent is not in the team");
        let deeds = shop.deeds("conversation.transferred").await;
        assert_eq!((deeds.len(), &deeds[0]["isSensitive"]), (2, &json!(true)));
    }

    async fn a_transfer_repeated_under_one_key_is_one_transfer(app: TestApp) {
        let shop = Shop::open(&app).await;
        let body = json!({ "teamId": shop.team, "note": "Oi" });
        let send = || shop.tenant.call("POST", &shop.path("transfer")).header("idempotency-key", "k1").json(&body).send();
        let (first, second) = (send().await.expect(200), send().await.expect(200));
        assert_eq!(first, second);
        assert_eq!(shop.tenant.get(&shop.path("transfers")).await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn a_transfer_names_one_receiver(app: TestApp) {
        let shop = Shop::open(&app).await;
        let both = json!({ "userId": shop.agent.id, "teamId": shop.team });
        for body in [both, json!({ "note": "Oi" })] {
            assert_eq!(shop.tenant.post(&shop.path("transfer"), body).await.pointers(), ["/userId"]);
        }
        let long = json!({ "teamId": shop.team, "note": "x".repeat(1_001) });
        assert_eq!(shop.tenant.post(&shop.path("transfer"), long).await.pointers(), ["/note"]);
    }

    async fn whoever_gives_a_conversation_away_no_longer_sees_it(app: TestApp) {
        let shop = Shop::open(&app).await;
        shop.agent.post(&shop.path("transfer"), json!({ "teamId": shop.team })).await.is(200);
        shop.agent.post(&shop.path("transfer"), json!({ "teamId": shop.team })).await.refused(404, "not-found");
        shop.agent.get(&shop.path("transfers")).await.refused(404, "not-found");
    }
}
