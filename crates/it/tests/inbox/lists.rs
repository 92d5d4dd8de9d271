//! Pages of conversations: filters, order, cursors, and who sees what.

use std::collections::BTreeSet;

use recado_domain::Role;
use recado_it::{Someone, TestApp, TestNumber, TestTenant, both_engines};
use serde_json::{Value as Json, json};

use super::ids;

const LIST: &str = "/api/v1/conversations";

pub(super) async fn listed(caller: &Someone, query: &str) -> Vec<String> {
    ids(&caller.get(&format!("{LIST}?{query}")).await.expect(200))
}

/// Every page of so many rows, one after the other.
pub(super) async fn walked(caller: &Someone, query: &str, rows: usize) -> Vec<String> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = caller.get(&format!("{LIST}?limit={rows}{query}{cursor}")).await.expect(200);
        all.extend(ids(&page));
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

/// A shop with a team and one conversation of each kind, by name.
pub(super) struct Shop {
    pub(super) tenant: TestTenant,
    pub(super) number: TestNumber,
    pub(super) agent: Someone,
    pub(super) other: Someone,
    pub(super) team: String,
}

impl Shop {
    pub(super) async fn open(app: &TestApp) -> Self {
        let tenant = app.tenant("shop").await;
        let number = tenant.number("106540352242922").await;
        let agent = tenant.person("agent", Role::Agent).await;
        let other = tenant.person("other", Role::Agent).await;
        let team = tenant.post("/api/v1/teams", json!({ "name": "Sales", "members": [agent.id] })).await.expect(201);
        let team = team["id"].as_str().expect("an id").to_owned();
        Self { tenant, number, agent, other, team }
    }

    pub(super) async fn conversation(&self, user: Option<&Someone>, team: Option<&str>) -> String {
        let id = self.tenant.conversation(&self.number, "Ana").await;
        let user = user.map(|user| user.id.clone());
        let placed = json!({ "userId": user, "teamId": team });
        self.tenant.post(&format!("{LIST}/{id}/assign"), placed).await.is(200);
        id
    }

    pub(super) async fn set(&self, id: &str, status: Json) {
        self.tenant.put(&format!("{LIST}/{id}/status"), status).await.is(200);
    }
}

both_engines! {
    async fn the_latest_activity_comes_first(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let [first, second] = [shop.conversation(&number, "Ana").await, shop.conversation(&number, "Bia").await];
        assert_eq!(listed(&shop, "").await, [second.clone(), first.clone()]);
        let message = shop.says(&first, "Bom dia").await;
        let page = shop.get(LIST).await.expect(200);
        assert_eq!(ids(&page), [first.clone(), second]);
        let row = &page["data"][0];
        assert_eq!((&row["unreadCount"], &row["status"], &row["contact"]["name"]), (&json!(2), &json!("open"), &json!("Ana")));
        assert_eq!((&row["lastMessage"]["id"], &row["lastMessage"]["content"]["body"]), (&json!(message), &json!("Bom dia")));
        assert_eq!((&row["assigneeId"], &row["teamId"], &row["numberId"]), (&Json::Null, &Json::Null, &json!(number.id)));
        assert_eq!(shop.get(&format!("{LIST}/{first}")).await.expect(200), *row);
    }

    async fn each_filter_finds_its_own(app: TestApp) {
        let shop = Shop::open(&app).await;
        let (agent, team) = (&shop.agent, shop.team.as_str());
        let mine = shop.conversation(Some(agent), None).await;
        let teams = shop.conversation(None, Some(team)).await;
        let both = shop.conversation(Some(&shop.other), Some(team)).await;
        let free = shop.conversation(None, None).await;
        let elsewhere = shop.tenant.number("106540352242923").await;
        let abroad = shop.tenant.conversation(&elsewhere, "Zoe").await;
        shop.set(&mine, json!({ "status": "pending" })).await;
        shop.set(&free, json!({ "status": "closed" })).await;
        shop.tenant.post(&format!("{LIST}/{both}/read"), json!({})).await.is(204);

        let [me, theirs] = [&agent.id, &shop.other.id];
        let everything = [&abroad, &free, &both, &teams, &mine];
        let table: Vec<(String, Vec<&String>)> = vec![
            (String::new(), everything.to_vec()),
            ("status=open".to_owned(), vec![&abroad, &both, &teams]),
            ("status=pending".to_owned(), vec![&mine]),
            ("status=closed".to_owned(), vec![&free]),
            ("status=archived".to_owned(), vec![]),
            (format!("assignee={me}"), vec![&mine]),
            (format!("assignee={theirs}&team={team}"), vec![&both]),
            ("assignee=none".to_owned(), vec![&abroad, &free, &teams]),
            ("assignee=none&status=open".to_owned(), vec![&abroad, &teams]),
            (format!("team={team}"), vec![&both, &teams]),
            (format!("number={}", elsewhere.id), vec![&abroad]),
            (format!("number={}&status=open&team={team}", shop.number.id), vec![&both, &teams]),
            ("unread=true".to_owned(), vec![&abroad, &teams, &mine]),
            ("unread=true&assignee=none".to_owned(), vec![&abroad, &teams]),
            ("unread=true&status=closed".to_owned(), vec![]),
        ];
        for (query, wanted) in table {
            assert_eq!(listed(&shop.tenant, &query).await.iter().collect::<Vec<_>>(), wanted, "{query}");
            assert_eq!(walked(&shop.tenant, &format!("&{query}"), 1).await.iter().collect::<Vec<_>>(), wanted, "{query}");
        }
        assert_eq!(listed(agent, "assignee=me").await, [mine]);
    }

    async fn a_contact_and_a_tag_together_find_what_has_both(app: TestApp) {
        let shop = Shop::open(&app).await;
        let [tagged, plain] = [shop.conversation(None, None).await, shop.conversation(None, None).await];
        let tag = shop.tenant.post("/api/v1/tags", json!({ "name": "VIP", "hue": 1 })).await.expect(201)["id"].clone();
        shop.tenant.post(&format!("{LIST}/{tagged}/tags"), json!({ "add": [tag] })).await.is(200);
        let contact = async |id: &str| shop.tenant.get(&format!("{LIST}/{id}")).await.expect(200)["contact"]["id"].clone();
        let [of_tagged, of_plain] = [contact(&tagged).await, contact(&plain).await].map(|id| id.as_str().expect("an id").to_owned());
        let tag = tag.as_str().expect("an id");
        assert_eq!(listed(&shop.tenant, &format!("contact={of_tagged}&tag={tag}")).await, [tagged]);
        assert_eq!(listed(&shop.tenant, &format!("contact={of_plain}&tag={tag}")).await, Vec::<String>::new());
    }

    async fn archived_ones_are_out_of_the_ordinary_view(app: TestApp) {
        let shop = Shop::open(&app).await;
        let [kept, archived] = [shop.conversation(None, None).await, shop.conversation(None, None).await];
        shop.set(&archived, json!({ "status": "archived" })).await;
        assert_eq!(listed(&shop.tenant, "").await, [kept]);
        assert_eq!(listed(&shop.tenant, "status=archived").await, std::slice::from_ref(&archived));
        shop.tenant.get(&format!("{LIST}/{archived}")).await.is(200);
    }

    async fn pages_of_any_size_hold_each_conversation_once(app: TestApp) {
        let shop = Shop::open(&app).await;
        let mut made = Vec::new();
        for n in 0..23 {
            let (user, team) = [(None, None), (Some(&shop.agent), None), (None, Some(shop.team.as_str())),
                (Some(&shop.agent), Some(shop.team.as_str())), (Some(&shop.other), None)][n % 5];
            made.push((shop.conversation(user, team).await, n % 5 != 4));
        }
        let seen: Vec<String> = made.iter().rev().filter(|(_, seen)| *seen).map(|(id, _)| id.clone()).collect();
        let whole: Vec<String> = made.iter().rev().map(|(id, _)| id.clone()).collect();
        for rows in [1, 2, 7, 200] {
            for query in ["", "&status=open"] {
                assert_eq!(walked(&shop.tenant, query, rows).await, whole, "{rows}{query}");
                assert_eq!(walked(&shop.agent, query, rows).await, seen, "{rows}{query}");
            }
        }
    }

    async fn activity_between_two_pages_hides_nothing(app: TestApp) {
        let shop = Shop::open(&app).await;
        let mut made = BTreeSet::new();
        for _ in 0..6 {
            made.insert(shop.conversation(None, None).await);
        }
        let first = shop.tenant.get(&format!("{LIST}?limit=2")).await.expect(200);
        let oldest = walked(&shop.tenant, "", 200).await.pop().expect("a row");
        shop.tenant.says(&oldest, "Ainda aí?").await;
        let cursor = format!("&cursor={}", first["nextCursor"].as_str().expect("more"));
        let rest = walked(&shop.tenant, &cursor, 200).await;
        let found: BTreeSet<String> = ids(&first).into_iter().chain(rest).chain([oldest]).collect();
        assert_eq!(found, made);
    }

    async fn agents_see_their_own_their_teams_and_unclaimed_ones(app: TestApp) {
        let shop = Shop::open(&app).await;
        let hidden_team = shop.tenant.post("/api/v1/teams", json!({ "name": "Back office", "members": [] })).await.expect(201);
        let hidden_team = hidden_team["id"].as_str().expect("an id");
        let mine = shop.conversation(Some(&shop.agent), Some(hidden_team)).await;
        let teams = shop.conversation(Some(&shop.other), Some(&shop.team)).await;
        let free = shop.conversation(None, None).await;
        let hidden = [shop.conversation(Some(&shop.other), None).await, shop.conversation(None, Some(hidden_team)).await];
        shop.set(&teams, json!({ "status": "snoozed", "until": "2027-01-01T00:00:00Z" })).await;

        assert_eq!(listed(&shop.agent, "").await, [free.clone(), teams.clone(), mine.clone()]);
        assert_eq!(listed(&shop.agent, "status=open").await, [free, mine.clone()]);
        assert_eq!(listed(&shop.agent, "status=snoozed").await, [teams]);
        assert_eq!(listed(&shop.agent, &format!("team={hidden_team}&status=open")).await, [mine]);
        assert_eq!(listed(&shop.agent, &format!("assignee={}", shop.other.id)).await.len(), 1);
        for id in &hidden {
            shop.agent.get(&format!("{LIST}/{id}")).await.refused(404, "not-found");
            shop.agent.get(&format!("{LIST}/{id}/messages")).await.refused(404, "not-found");
            shop.agent.post(&format!("{LIST}/{id}/close"), json!({})).await.refused(404, "not-found");
        }
        let supervisor = shop.tenant.person("supervisor", Role::Supervisor).await;
        assert_eq!(listed(&supervisor, "").await.len(), 5);
        let viewer = shop.tenant.person("viewer", Role::Viewer).await;
        viewer.get(LIST).await.refused(403, "forbidden");
        let key = shop.tenant.key(&["conversations:read"]).await;
        assert_eq!(listed(&key, "").await.len(), 5);
    }

    async fn what_cannot_be_a_filter_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        for (query, pointer) in [
            ("status=lost", "/status"),
            ("assignee=somebody", "/assignee"),
            ("assignee=con_01h455vb4pex5vsknk084sn02q", "/assignee"),
            ("team=usr_01h455vb4pex5vsknk084sn02q", "/team"),
            ("number=1", "/number"),
            ("unread=maybe", "/unread"),
            ("limit=201", "/limit"),
            ("colour=red", "/colour"),
        ] {
            assert_eq!(shop.get(&format!("{LIST}?{query}")).await.pointers(), [pointer], "{query}");
        }
        shop.get(&format!("{LIST}?cursor=x")).await.refused(400, "malformed");
        let key = shop.key(&["conversations:read"]).await;
        assert_eq!(key.get(&format!("{LIST}?assignee=me")).await.pointers(), ["/assignee"]);
    }
}
