//! Message templates: what Meta tells, how long it is kept, and what happens when it does not tell.

use std::time::Duration;

use recado_domain::Role;
use recado_it::{Someone, TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

const WABA: &str = "102290129340398";
const PATH: &str = "/api/v1/templates";

/// Makes templates exist at Meta: name, language, status, text.
async fn at_meta(app: &TestApp, templates: &[(&str, &str, &str, &str)]) {
    for (name, language, status, text) in templates {
        let body = json!({ "waba_id": WABA, "name": name, "language": language, "category": "MARKETING", "status": status,
            "components": [{ "type": "BODY", "text": text }] });
        app.simulate("POST", "/_sim/templates", &body).await;
    }
}

/// A tenant with one number, and three templates beside the two that every account is born with.
async fn shop(app: &TestApp) -> TestTenant {
    let shop = app.tenant("shop").await;
    shop.number("1065").await;
    at_meta(
        app,
        &[
            ("pedido_pronto", "pt_BR", "APPROVED", "Olá {{1}}, já está à sua espera"),
            ("promocao", "pt_BR", "PAUSED", "Só hoje"),
            ("promocao", "es", "APPROVED", "Solo hoy"),
        ],
    )
    .await;
    shop
}

async fn names(who: &Someone, query: &str) -> Vec<String> {
    let page = who.get(&format!("{PATH}?{query}")).await.expect(200);
    page["data"].as_array().expect("rows").iter().map(name).collect()
}

fn name(row: &Json) -> String {
    format!("{} {}", row["name"].as_str().expect("a name"), row["language"].as_str().expect("a language"))
}

/// From now on, whatever is read at Meta ends like this.
async fn fault(app: &TestApp, mut order: Json) {
    order["on"] = json!("read");
    app.simulate("POST", "/_sim/faults", &order).await;
}

async fn heal(app: &TestApp) {
    app.simulate("DELETE", "/_sim/faults", &json!({})).await;
}

both_engines! {
    async fn templates_are_told_as_meta_has_them(app: TestApp) {
        let shop = shop(&app).await;
        let at = app.engine.now().to_rfc3339();
        let all = shop.get(PATH).await.expect(200);
        let told: Vec<String> = all["data"].as_array().expect("rows").iter().map(name).collect();
        let wanted = ["hello_world en_US", "hello_world pt_BR", "pedido_pronto pt_BR", "promocao es", "promocao pt_BR"];
        assert_eq!(told, wanted);
        assert_eq!(all["data"][2], json!({
            "name": "pedido_pronto", "language": "pt_BR", "category": "marketing", "status": "approved",
            "parameterFormat": "positional", "components": [{ "type": "BODY", "text": "Olá {{1}}, já está à sua espera" }],
            "quality": null, "refreshedAt": at
        }));
        assert_eq!((&all["data"][4]["status"], &all["nextCursor"]), (&json!("paused"), &Json::Null));
    }

    async fn filters_and_pages_fit_together(app: TestApp) {
        let shop = shop(&app).await;
        for (query, wanted) in [
            ("search=ESTA%20pront", vec!["pedido_pronto pt_BR"]),
            ("search=hoje", vec!["promocao pt_BR"]),
            ("status=approved&language=es", vec!["promocao es"]),
            ("status=rejected", vec![]),
        ] {
            assert_eq!(names(&shop, query).await, wanted, "{query}");
        }
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = shop.get(&format!("{PATH}?limit=2{cursor}")).await.expect(200);
            seen.extend(page["data"].as_array().expect("rows").iter().map(name));
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, names(&shop, "").await);
        shop.get(&format!("{PATH}?colour=blue")).await.refused(422, "validation-failed");
    }

    async fn what_meta_told_is_good_for_ten_minutes_or_until_somebody_insists(app: TestApp) {
        let shop = shop(&app).await.key(&["templates:read"]).await;
        assert_eq!(names(&shop, "").await.len(), 5);
        at_meta(&app, &[("aviso", "pt_BR", "APPROVED", "Oi")]).await;
        app.clock.advance(Duration::from_mins(9));
        assert_eq!(names(&shop, "").await.len(), 5, "still good");
        assert_eq!(names(&shop, "refresh=true").await.len(), 6);
        at_meta(&app, &[("outro", "pt_BR", "APPROVED", "Oi")]).await;
        app.clock.advance(Duration::from_mins(11));
        assert_eq!(names(&shop, "").await.len(), 7);
    }

    async fn many_callers_ask_meta_once(app: TestApp) {
        let shop = shop(&app).await;
        // Only the first call at Meta is refused: a second one would have succeeded.
        fault(&app, json!({ "fault": "error", "code": 190, "times": 1 })).await;
        let ask = || shop.call("GET", &format!("{PATH}?refresh=true")).send();
        let asking: tokio::task::JoinSet<_> = (0..8).map(|_| ask()).collect();
        let answers = asking.join_all().await;
        assert_eq!(answers.iter().map(|answer| answer.status.as_u16()).collect::<Vec<_>>(), [409; 8]);
        app.clock.advance(Duration::from_secs(1));
        assert_eq!(names(&shop, "refresh=true").await.len(), 5);
    }

    async fn a_restarted_node_answers_from_the_database_while_meta_is_away(app: TestApp) {
        let shop = shop(&app).await.key(&["templates:read"]).await;
        assert_eq!(names(&shop, "").await.len(), 5);
        app.clock.advance(Duration::from_hours(2));
        let lost = app.lost_node("http://127.0.0.1:9").await;
        let ask = |query: &str| {
            let path = format!("{PATH}{query}");
            app.call_at(lost.clone(), recado_api::HttpSettings::default(), "GET", &path).bearer(&shop.token).send()
        };
        let stale = ask("").await.expect(200);
        assert_eq!(stale["data"].as_array().map(Vec::len), Some(5));
        ask("?refresh=true").await.refused(503, "unavailable");
    }

    async fn without_anything_from_before_a_refusal_is_explained(app: TestApp) {
        let shop = shop(&app).await;
        fault(&app, json!({ "fault": "error", "code": 190 })).await;
        let refused = shop.get(PATH).await;
        refused.refused(409, "conflict");
        assert_eq!(refused.json()["graphCode"], 190);
        heal(&app).await;
        shop.get(PATH).await.refused(409, "conflict");
        app.clock.advance(Duration::from_secs(31));
        assert_eq!(names(&shop, "").await.len(), 5, "asked again after half a minute");
        fault(&app, json!({ "fault": "http_500_html" })).await;
        app.clock.advance(Duration::from_mins(11));
        assert_eq!(names(&shop, "").await.len(), 5);
        shop.get(&format!("{PATH}?refresh=true")).await.refused(503, "unavailable");
    }

    async fn a_number_is_named_where_there_are_several(app: TestApp) {
        let bank = app.tenant("bank").await;
        assert_eq!(bank.get(PATH).await.pointers(), ["/numberId"]);
        let shop = shop(&app).await;
        let second = shop.number("1066").await;
        assert_eq!(shop.get(PATH).await.pointers(), ["/numberId"]);
        assert_eq!(names(&shop, &format!("numberId={}", second.id)).await.len(), 5);
        let foreign = bank.get(&format!("{PATH}?numberId={}", second.id)).await;
        assert_eq!(foreign.pointers(), ["/numberId"]);
    }

    async fn agents_and_keys_read_templates_and_viewers_do_not(app: TestApp) {
        let shop = shop(&app).await;
        assert_eq!(names(&shop.person("agent", Role::Agent).await, "").await.len(), 5);
        assert_eq!(names(&shop.key(&["templates:read"]).await, "").await.len(), 5);
        shop.person("viewer", Role::Viewer).await.get(PATH).await.refused(403, "forbidden");
    }
}
