//! What a company uses: counted in the background, the newest at once, and only its own.

use std::time::Duration;

use recado_domain::Role;
use recado_engine::upkeep;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

/// As a key sees it: people would have to renew their sessions while hours go by.
async fn usage(key: &Someone) -> Json {
    key.get("/api/v1/tenant/usage").await.expect(200)
}

fn day(usage: &Json, date: &str) -> Json {
    let days = usage["days"].as_array().expect("days");
    days.iter().find(|day| day["date"] == date).cloned().expect("the day")
}

both_engines! {
    async fn messages_are_told_by_day_month_and_number_whether_counted_or_not(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (number, quiet) = (shop.number("106540352242922").await, shop.number("106540352242923").await);
        let key = shop.key(&["*"]).await;
        let conversation = shop.conversation(&number, "Carla").await;
        let body = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Sim" } });
        shop.post("/api/v1/messages/send", body).await.is(202);
        let live = usage(&key).await;
        assert_eq!((&live["days"].as_array().expect("days").len(), &live["timeZone"]), (&30, &json!("America/Sao_Paulo")));
        assert_eq!(live["days"][29], json!({ "date": "2026-11-22", "inbound": 1, "outbound": 1 }));
        assert_eq!(live["month"], json!({ "from": "2026-11-01", "inbound": 1, "outbound": 1 }));
        assert_eq!(live["numbers"][0]["id"], json!(number.key.number_id.to_string()));
        let figures = |row: &Json| (row["inbound"].clone(), row["outbound"].clone());
        assert_eq!(figures(&live["numbers"][0]), (json!(1), json!(1)));
        assert_eq!((live["numbers"][1]["id"].clone(), figures(&live["numbers"][1])),
            (json!(quiet.key.number_id.to_string()), (json!(0), json!(0))));
        assert_eq!((&live["storage"]["messages"], &live["storage"]["contacts"]), (&json!(2), &json!(1)));
        assert!(live["storage"]["messageBytes"].as_i64().is_some_and(|bytes| bytes > 4), "{live}");
        assert_eq!((&live["queue"]["messages"], &live["people"]), (&json!(1), &json!(1)));

        app.clock.advance(Duration::from_hours(2));
        upkeep::look_after(&app.engine).await.expect("counted");
        upkeep::look_after(&app.engine).await.expect("counted again, to the same");
        let counted = usage(&key).await;
        for told in ["days", "month", "numbers", "storage", "missingFrom"] {
            assert_eq!(counted[told], live[told], "{told}");
        }
        shop.says(&conversation, "E hoje?").await;
        assert_eq!(usage(&key).await["month"]["inbound"], 2, "before it is counted");
        app.clock.advance(Duration::from_hours(24));
        shop.says(&conversation, "E amanhã?").await;
        upkeep::look_after(&app.engine).await.expect("counted");
        let later = usage(&key).await;
        assert_eq!(day(&later, "2026-11-22")["inbound"], 2);
        assert_eq!(day(&later, "2026-11-23")["inbound"], 1);
    }

    async fn days_are_those_of_the_companys_zone(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        shop.conversation(&number, "Carla").await;
        let key = shop.key(&["*"]).await;
        for counted in [false, true] {
            if counted {
                app.clock.advance(Duration::from_hours(2));
                upkeep::look_after(&app.engine).await.expect("counted");
            }
            key.patch("/api/v1/tenant", json!({ "timeZone": "America/Rio_Branco" })).await.expect(200);
            assert_eq!(day(&usage(&key).await, "2026-11-21")["inbound"], 1, "23:00 there");
            key.patch("/api/v1/tenant", json!({ "timeZone": "America/Sao_Paulo" })).await.expect(200);
            assert_eq!(day(&usage(&key).await, "2026-11-21")["inbound"], 0, "01:00 there");
        }
    }

    async fn companies_see_their_own_and_super_admins_a_line_of_each(app: TestApp) {
        let home = app.first_tenant("home").await;
        let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
        let keys = [shop.key(&["*"]).await, other.key(&["*"]).await];
        let agent = shop.person("ana", Role::Agent).await;
        agent.get("/api/v1/tenant/usage").await.refused(403, "forbidden");
        let number = shop.number("106540352242922").await;
        let theirs = other.number("106540352242923").await;
        let conversation = shop.conversation(&number, "Carla").await;
        shop.says(&conversation, "Tem bolo?").await;
        other.conversation(&theirs, "Rita").await;
        let send = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Sim" } });
        shop.post("/api/v1/messages/send", send).await.is(202);
        let line = async |slug: &str| {
            let all = app.sign_in(&home.owner.email).await.get("/api/v1/tenants?limit=200").await.expect(200);
            all["data"].as_array().expect("tenants").iter().find(|one| one["slug"] == slug).cloned().expect("a line")
        };
        let before = line("shop").await;
        assert_eq!((&before["monthMessages"], &before["countedThrough"], &before["queued"]), (&json!(0), &json!(null), &json!(1)));
        app.clock.advance(Duration::from_hours(1));
        upkeep::look_after(&app.engine).await.expect("counted");
        let (mine, others) = (line("shop").await, line("other").await);
        assert_eq!((&mine["monthMessages"], &mine["countedThrough"]), (&json!(3), &json!("2026-11-22T05:00:00.000Z")));
        assert_eq!((&others["monthMessages"], &others["queued"]), (&json!(1), &json!(0)));
        assert!(mine["storedBytes"].as_i64() > others["storedBytes"].as_i64(), "{mine} {others}");
        let (ours, theirs) = (usage(&keys[0]).await, usage(&keys[1]).await);
        assert_eq!((&ours["month"]["inbound"], &theirs["month"]["inbound"]), (&json!(2), &json!(1)));
        assert_eq!((&ours["storage"]["messages"], &theirs["storage"]["messages"]), (&json!(3), &json!(1)));
        assert_eq!((&theirs["queue"]["messages"], &theirs["numbers"].as_array().map(Vec::len)), (&json!(0), &Some(1)));
    }

    async fn what_nobody_counted_in_time_is_said_to_be_missing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let (key, conversation) = (shop.key(&["*"]).await, shop.conversation(&number, "Carla").await);
        app.clock.advance(Duration::from_hours(1));
        upkeep::look_after(&app.engine).await.expect("counted");
        let through = "2026-11-22T05:00:00.000Z";
        shop.says(&conversation, "Oi?").await;
        assert_eq!(usage(&key).await["missingFrom"], json!(null));
        app.clock.advance(Duration::from_hours(48));
        shop.says(&conversation, "Ainda aí?").await;
        let late = usage(&key).await;
        assert_eq!((&late["missingFrom"], &late["month"]["inbound"]), (&json!(through), &json!(2)));
        upkeep::look_after(&app.engine).await.expect("counted");
        let whole = usage(&key).await;
        assert_eq!((&whole["missingFrom"], &whole["month"]["inbound"]), (&json!(null), &json!(3)));
    }
}
