//! Lists of conversations from either end, who waits for an answer, and one person's history.

use std::time::Duration;

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::lists::{Shop, listed, walked};

/// Answers a conversation, a second later than anything before.
async fn answer(app: &TestApp, shop: &Shop, id: &str) {
    app.clock.advance(Duration::from_secs(1));
    let body = json!({ "conversationId": id, "type": "text", "text": { "body": "Já vejo" } });
    shop.tenant.post("/api/v1/messages/send", body).await.is(202);
}

/// Whom a conversation is with.
async fn contact_of(shop: &Shop, id: &str) -> String {
    let conversation = shop.tenant.get(&format!("/api/v1/conversations/{id}")).await.expect(200);
    conversation["contact"]["id"].as_str().expect("an id").to_owned()
}

both_engines! {
    async fn the_order_is_turned_round_for_everybody_and_page_by_page(app: TestApp) {
        let shop = Shop::open(&app).await;
        let (agent, team) = (Some(&shop.agent), Some(shop.team.as_str()));
        for (user, team) in [(agent, team), (None, None), (Some(&shop.other), None), (None, team), (agent, None)] {
            shop.conversation(user, team).await;
        }
        for caller in [&shop.tenant.owner, &shop.agent, &shop.other] {
            for query in ["", "&view=all", "&status=open", "&unread=true"] {
                let mut latest = listed(caller, query.trim_start_matches('&')).await;
                latest.reverse();
                assert_eq!(walked(caller, &format!("&sort=oldest{query}"), 2).await, latest, "{query}");
            }
        }
        let page = shop.tenant.get("/api/v1/conversations?limit=1").await.expect(200);
        let cursor = page["nextCursor"].as_str().expect("more");
        let turned = format!("/api/v1/conversations?limit=1&sort=oldest&cursor={cursor}");
        shop.tenant.get(&turned).await.refused(400, "malformed");
        shop.tenant.get("/api/v1/conversations?sort=name").await.refused(422, "validation-failed");
    }

    async fn who_waits_longest_comes_first_and_an_answer_ends_it(app: TestApp) {
        let shop = Shop::open(&app).await;
        let first = shop.conversation(None, None).await;
        let second = shop.conversation(Some(&shop.agent), None).await;
        let hidden = shop.conversation(Some(&shop.other), None).await;
        let done = shop.conversation(None, None).await;
        shop.set(&done, json!({ "status": "closed" })).await;
        let waiting = |caller| walked(caller, "&sort=waiting", 1);
        assert_eq!(waiting(&shop.tenant.owner).await, [first.clone(), second.clone(), hidden.clone()]);
        assert_eq!(waiting(&shop.agent).await, [first.clone(), second.clone()]);
        answer(&app, &shop, &first).await;
        assert_eq!(waiting(&shop.agent).await, vec![second.clone()]);
        shop.tenant.says(&first, "E agora?").await;
        assert_eq!(waiting(&shop.tenant.owner).await, [second, hidden, first]);
        assert_eq!(listed(&shop.tenant, "sort=waiting&status=closed").await, Vec::<String>::new());
    }

    async fn dates_bound_the_turned_list_too(app: TestApp) {
        let shop = Shop::open(&app).await;
        let first = shop.conversation(None, None).await;
        app.clock.advance(Duration::from_secs(10));
        let between = app.engine.now().to_rfc3339();
        let second = shop.conversation(None, None).await;
        for (query, wanted) in [(format!("from={between}"), &second), (format!("to={between}"), &first)] {
            assert_eq!(walked(&shop.tenant, &format!("&sort=oldest&{query}"), 1).await, vec![wanted.clone()], "{query}");
        }
    }

    async fn the_history_of_one_person_is_what_the_caller_sees_of_it(app: TestApp) {
        let shop = Shop::open(&app).await;
        let archived = shop.conversation(Some(&shop.agent), None).await;
        shop.set(&archived, json!({ "status": "archived" })).await;
        let contact = contact_of(&shop, &archived).await;
        shop.conversation(None, None).await;
        let of = format!("contact={contact}");
        for caller in [&shop.tenant.owner, &shop.agent] {
            assert_eq!(listed(caller, &of).await, vec![archived.clone()]);
            assert_eq!(walked(caller, &format!("&{of}&sort=oldest"), 1).await, vec![archived.clone()]);
        }
        assert_eq!(listed(&shop.other, &of).await, Vec::<String>::new(), "it is another agent's");
        for query in ["status=open", "view=all", "assignee=none", "unread=true", "sort=waiting"] {
            assert_eq!(listed(&shop.tenant, &format!("{of}&{query}")).await, Vec::<String>::new(), "{query}");
        }
        assert_eq!(listed(&shop.tenant, &format!("{of}&status=archived")).await, [archived]);
        let bank = app.tenant("bank").await;
        assert_eq!(listed(&bank, &of).await, Vec::<String>::new());
    }
}
