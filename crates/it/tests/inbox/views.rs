//! The views of the inbox: what they hold, what they count, and that both agree for everybody.

use std::time::Duration;

use recado_domain::Role;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::lists::{Shop, listed, walked};

const VIEWS: [&str; 4] = ["mine", "team", "unassigned", "all"];

async fn counts(caller: &Someone) -> Json {
    caller.get("/api/v1/conversations/counts").await.expect(200)
}

/// Open and unread conversations of each view.
async fn counted(caller: &Someone) -> Vec<(i64, i64)> {
    let answer = counts(caller).await;
    let of = |view: &str, what: &str| answer[view][what]["count"].as_i64().expect("a count");
    VIEWS.iter().map(|view| (of(view, "open"), of(view, "unread"))).collect()
}

/// The same, counted in the lists.
async fn in_lists(caller: &Someone) -> Vec<(i64, i64)> {
    let mut found = Vec::new();
    for view in VIEWS {
        let open = listed(caller, &format!("view={view}")).await.len();
        let unread = listed(caller, &format!("view={view}&unread=true")).await.len();
        found.push((i64::try_from(open).expect("few"), i64::try_from(unread).expect("few")));
    }
    found
}

/// One conversation in every place that a view tells apart; an agent in one team, another in none, a hidden team.
async fn work(app: &TestApp) -> (Shop, String) {
    let shop = Shop::open(app).await;
    let hidden = shop.tenant.post("/api/v1/teams", json!({ "name": "Back office", "members": [] })).await.expect(201);
    let hidden = hidden["id"].as_str().expect("an id").to_owned();
    let (agent, other, team) = (Some(&shop.agent), Some(&shop.other), Some(shop.team.as_str()));
    for (user, team) in [
        (agent, None),
        (agent, team),
        (agent, Some(hidden.as_str())),
        (other, None),
        (other, team),
        (None, team),
        (None, Some(hidden.as_str())),
        (None, None),
    ] {
        shop.conversation(user, team).await;
    }
    let read = shop.conversation(None, None).await;
    shop.tenant.post(&format!("/api/v1/conversations/{read}/read"), json!({})).await.is(204);
    for status in [
        json!({ "status": "closed" }),
        json!({ "status": "archived" }),
        json!({ "status": "pending" }),
        json!({ "status": "snoozed", "until": "2027-01-01T00:00:00Z" }),
    ] {
        let id = shop.conversation(agent, team).await;
        shop.set(&id, status).await;
    }
    (shop, hidden)
}

both_engines! {
    async fn counts_and_lists_agree_for_everybody(app: TestApp) {
        let (shop, _) = work(&app).await;
        let supervisor = shop.tenant.person("super", Role::Supervisor).await;
        let table = [
            (&shop.tenant.owner, [(0, 0), (0, 0), (4, 3), (10, 9)]),
            (&supervisor, [(0, 0), (0, 0), (4, 3), (10, 9)]),
            (&shop.agent, [(4, 4), (4, 4), (3, 2), (8, 7)]),
            (&shop.other, [(2, 2), (0, 0), (2, 1), (4, 3)]),
        ];
        for (who, wanted) in table {
            assert_eq!(counted(who).await, wanted, "{}", who.email);
            assert_eq!(in_lists(who).await, wanted, "{}", who.email);
        }
        assert_eq!(counts(&shop.agent).await["all"]["open"]["capped"], json!(false));
        let key = shop.tenant.key(&["conversations:read"]).await;
        assert_eq!(counted(&key).await, [(0, 0), (0, 0), (4, 3), (10, 9)]);
        key.get("/api/v1/conversations?view=mine").await.refused(422, "validation-failed");
    }

    async fn another_tenant_counts_its_own_only(app: TestApp) {
        work(&app).await;
        let bank = app.tenant("bank").await;
        assert_eq!(counted(&bank).await, [(0, 0); 4]);
    }

    async fn a_view_and_a_filter_must_both_fit(app: TestApp) {
        let (shop, hidden) = work(&app).await;
        let (agent, other, team) = (&shop.agent, &shop.other, &shop.team);
        let table = [
            (format!("view=mine&team={team}"), 2),
            (format!("view=mine&team={team}&status=closed"), 1),
            (format!("view=mine&assignee={}", other.id), 0),
            (format!("view=team&assignee={}", other.id), 1),
            (format!("view=team&team={hidden}"), 0),
            ("view=team&status=snoozed".to_owned(), 1),
            ("view=unassigned&assignee=me".to_owned(), 0),
            (format!("view=all&team={hidden}"), 1),
            ("view=everything".to_owned(), usize::MAX),
        ];
        for (query, wanted) in table {
            if wanted == usize::MAX {
                agent.get(&format!("/api/v1/conversations?{query}")).await.refused(422, "validation-failed");
                continue;
            }
            assert_eq!(listed(agent, &query).await.len(), wanted, "{query}");
            assert_eq!(walked(agent, &format!("&{query}"), 1).await.len(), wanted, "{query}");
        }
    }

    async fn dates_bound_the_latest_activity(app: TestApp) {
        let shop = Shop::open(&app).await;
        let first = shop.conversation(None, None).await;
        app.clock.advance(Duration::from_secs(10));
        let between = app.engine.now().to_rfc3339();
        let second = shop.conversation(None, None).await;
        let (both, early, late) = (vec![second.clone(), first.clone()], vec![first], vec![second]);
        for status in ["", "&status=open", "&view=all"] {
            for (query, wanted) in [
                (format!("from={between}{status}"), &late),
                (format!("to={between}{status}"), &early),
                (format!("from=2020-01-01T00:00:00Z&to=2030-01-01T00:00:00Z{status}"), &both),
                (format!("from={between}&to={between}{status}"), &vec![]),
            ] {
                assert_eq!(listed(&shop.tenant, &query).await, *wanted, "{query}");
                assert_eq!(walked(&shop.tenant, &format!("&{query}"), 1).await, *wanted, "{query}");
            }
        }
    }
}
