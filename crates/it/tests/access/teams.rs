//! Teams that change and end.

use recado_domain::Role;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

both_engines! {
    async fn who_comes_into_a_team_sees_its_work_and_who_goes_does_not(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let (ana, bob) = (shop.person("ana", Role::Agent).await, shop.person("bob", Role::Agent).await);
        let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [bob.id] })).await.expect(201);
        let (path, conversation) = (format!("/api/v1/teams/{}", text(&team["id"])), shop.conversation(&number, "Carla").await);
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "teamId": team["id"] })).await.expect(200);
        ana.get(&format!("/api/v1/conversations/{conversation}")).await.refused(404, "not-found");
        let changed = shop.patch(&path, json!({ "name": " Vendas ", "members": [ana.id] })).await.expect(200);
        assert_eq!((&changed["name"], &changed["members"]), (&json!("Vendas"), &json!([ana.id])));
        ana.get(&format!("/api/v1/conversations/{conversation}")).await.expect(200);
        bob.get(&format!("/api/v1/conversations/{conversation}")).await.refused(404, "not-found");
        assert_eq!(shop.patch(&path, json!({ "name": "Balcão" })).await.expect(200)["members"], json!([ana.id]), "what is not named stays");
        assert_eq!(shop.patch(&path, json!({ "members": ["usr_00000000000000000000000000"] })).await.pointers(), ["/members/0"]);
        assert_eq!(shop.patch(&path, json!({ "name": " " })).await.pointers(), ["/name"]);
        shop.patch(&path, json!({ "name": "GENERAL" })).await.refused(409, "conflict");
        shop.patch("/api/v1/teams/tem_00000000000000000000000000", json!({})).await.refused(404, "not-found");
        ana.patch(&path, json!({ "name": "Mine" })).await.refused(403, "forbidden");
    }

    async fn a_team_that_ends_gives_its_work_to_another_or_to_none(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let ana = shop.person("ana", Role::Agent).await;
        let mut teams = Vec::new();
        for name in ["Sales", "Support"] {
            teams.push(shop.post("/api/v1/teams", json!({ "name": name, "members": [ana.id] })).await.expect(201)["id"].clone());
        }
        let (open, closed) = (shop.conversation(&number, "Carla").await, shop.conversation(&number, "Davi").await);
        for conversation in [&open, &closed] {
            let to = json!({ "userId": ana.id, "teamId": teams[0] });
            shop.post(&format!("/api/v1/conversations/{conversation}/assign"), to).await.expect(200);
        }
        shop.post(&format!("/api/v1/conversations/{closed}/close"), json!({})).await.expect(200);
        let path = |team: &Json| format!("/api/v1/teams/{}", text(team));
        let into_itself = format!("{}?moveTo={}", path(&teams[0]), text(&teams[0]));
        assert_eq!(shop.delete(&into_itself).await.pointers(), ["/moveTo"]);
        shop.delete(&format!("{}?moveTo={}", path(&teams[0]), text(&teams[1]))).await.is(204);
        for conversation in [&open, &closed] {
            let now = shop.get(&format!("/api/v1/conversations/{conversation}")).await.expect(200);
            assert_eq!((&now["teamId"], &now["assigneeId"]), (&teams[1], &json!(ana.id)));
        }
        let history = shop.get(&format!("/api/v1/conversations/{open}/history")).await.expect(200);
        assert_eq!((&history["data"][0]["kind"], &history["data"][0]["data"]["to"]["teamId"]), (&json!("assigned"), &teams[1]));
        shop.delete(&path(&teams[1])).await.is(204);
        assert_eq!(shop.get(&format!("/api/v1/conversations/{open}")).await.expect(200)["teamId"], json!(null));
        let left = shop.get("/api/v1/teams").await.expect(200);
        assert_eq!(left["data"].as_array().map(Vec::len), Some(1));
        shop.delete(&path(&left["data"][0]["id"])).await.refused(409, "conflict");
        shop.delete(&path(&teams[1])).await.refused(404, "not-found");
    }
}

fn text(id: &Json) -> &str {
    id.as_str().expect("an id")
}
