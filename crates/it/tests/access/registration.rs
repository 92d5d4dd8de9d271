//! Registering a company, and its first steps.

use std::{collections::BTreeSet, time::Duration};

use futures_util::future::join_all;
use recado_domain::Role;
use recado_engine::access::{Origin, RegisterError, Registration};
use recado_it::{Answer, PASSWORD, TestApp, both_engines, token_in};
use serde_json::{Value as Json, json};

fn wanted(email: &str) -> Json {
    json!({ "email": email, "name": "Ana Prado", "company": "Padaria São João", "language": "es" })
}

async fn register(app: &TestApp, body: &Json, address: &str) -> Answer {
    app.call("POST", "/api/v1/auth/register").from_address(address).json(body).send().await
}

async fn set_up(app: &TestApp, token: &str) -> Answer {
    let body = json!({ "token": token, "password": PASSWORD });
    app.call("POST", "/api/v1/auth/setup").json(&body).send().await
}

/// Registers and uses the link.
async fn registered(app: &TestApp, email: &str, address: &str) -> recado_it::Someone {
    app.plant(PASSWORD);
    register(app, &wanted(email), address).await.is(202);
    set_up(app, &app.mailed_token().await).await.is(204);
    app.sign_in(email).await
}

async fn slug_of(owner: &recado_it::Someone) -> String {
    owner.get("/api/v1/tenant").await.expect(200)["slug"].as_str().expect("a slug").to_owned()
}

fn states(onboarding: &Json) -> Vec<&str> {
    onboarding["steps"].as_array().expect("steps").iter().map(|step| step["state"].as_str().expect("a word")).collect()
}

both_engines! {
    async fn the_link_in_the_mail_proves_the_address_and_makes_the_company_once(app: TestApp) {
        app.plant(PASSWORD);
        let before = app.tenant("shop").await;
        register(&app, &wanted(" Ana@Padaria.example "), "203.0.113.1:1").await.is(202);
        let body = json!({ "email": "ana@padaria.example", "password": PASSWORD });
        app.call("POST", "/api/v1/auth/login").json(&body).send().await.refused(401, "unauthenticated");
        let letters = app.mail().await;
        assert!(letters[0].subject.contains("Confirme su correo") && letters[0].text.contains("Padaria São João"));
        let token = token_in(&letters[0]);
        let look = app.call("POST", "/api/v1/auth/setup/look").json(&json!({ "token": token })).send().await.expect(200);
        let shown = json!({ "purpose": "registration", "name": "Ana Prado", "email": "Ana@Padaria.example", "company": "Padaria São João" });
        assert_eq!(look, shown);
        let answers = join_all((0..50).map(|_| set_up(&app, &token))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "of fifty at once one works");
        let owner = app.sign_in("ana@padaria.example").await;
        let me = owner.get("/api/v1/users/me").await.expect(200);
        assert_eq!((&me["role"], &me["isSuperAdmin"], &me["language"]), (&json!("owner"), &json!(false), &json!("es")));
        let tenant = owner.get("/api/v1/tenant").await.expect(200);
        assert_eq!((&tenant["name"], &tenant["slug"], &tenant["plan"]), (&json!("Padaria São João"), &json!("padaria-sao-joao"), &json!("starter")));
        before.get("/api/v1/users/me").await.expect(200);
    }

    /// S-12: bytes and work are the same; what is found out is found out after the answer, and goes to the mail box only.
    async fn nobody_learns_who_has_an_account(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..10_u32 {
            let (here, nobody) = (format!("ana{n}@shop.example"), format!("eva{n}@shop.example"));
            shop.add(&here, Role::Agent).await;
            let known = register(&app, &wanted(&here), &format!("198.18.0.{n}:1")).await;
            let unknown = register(&app, &wanted(&nobody), &format!("198.19.0.{n}:1")).await;
            for answer in [&known, &unknown] {
                assert_eq!((answer.status.as_u16(), answer.bytes.len()), (202, 0));
            }
        }
        let letters = app.mail().await;
        assert_eq!(letters.len(), 20);
        for letter in letters {
            assert_eq!(letter.text.contains("/setup#"), letter.to.starts_with("eva"), "{}", letter.subject);
        }
    }

    async fn one_person_gets_three_mails_an_hour_and_the_last_link_holds(app: TestApp) {
        for n in 0..5 {
            register(&app, &wanted("ana@padaria.example"), &format!("198.18.0.{n}:1")).await.is(202);
        }
        let letters = app.mail().await;
        let tokens: Vec<String> = letters.iter().map(token_in).collect();
        let works = join_all(tokens.iter().map(|token| set_up(&app, token))).await;
        let statuses: Vec<_> = works.iter().map(|answer| answer.status.as_u16()).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 204).count(), 1, "{statuses:?}");
        assert_eq!(letters.len(), 3);
    }

    async fn a_link_ends_after_an_hour_and_where_somebody_else_was_faster(app: TestApp) {
        let shop = app.tenant("shop").await;
        register(&app, &wanted("ana@padaria.example"), "203.0.113.1:1").await.is(202);
        let token = app.mailed_token().await;
        app.clock.advance(Duration::from_hours(1));
        set_up(&app, &token).await.refused(404, "not-found");
        register(&app, &wanted("ana@padaria.example"), "203.0.113.1:1").await.is(202);
        let token = app.mailed_token().await;
        let shop = app.sign_in(&shop.owner.email).await;
        let invited = json!({ "email": "ana@padaria.example", "name": "Ana", "role": "agent" });
        shop.post("/api/v1/users", invited).await.expect(201);
        let invitation = app.mailed_token().await;
        set_up(&app, &token).await.refused(404, "not-found");
        set_up(&app, &invitation).await.is(204);
        let people = shop.get("/api/v1/users").await.expect(200);
        assert_eq!(people["data"].as_array().map(Vec::len), Some(2));
    }

    async fn a_hundred_registrations_in_a_quarter_of_an_hour_are_enough(app: TestApp) {
        for n in 0..100 {
            register(&app, &wanted(&format!("ana{n}@padaria.example")), "203.0.113.1:1").await.is(202);
        }
        register(&app, &wanted("eva@padaria.example"), "203.0.113.1:1").await.refused(429, "rate-limited");
        register(&app, &wanted("eva@padaria.example"), "203.0.113.2:1").await.is(202);
        let mut left = 101;
        while left > 0 {
            left -= app.mail().await.len();
        }
    }

    async fn what_is_wrong_is_told_at_once(app: TestApp) {
        let body = json!({ "email": "ana", "name": " ", "company": "" });
        assert_eq!(register(&app, &body, "203.0.113.1:1").await.pointers(), ["/email", "/name", "/company"]);
        let mut more = wanted("ana@padaria.example");
        more["plan"] = json!("enterprise");
        assert_eq!(register(&app, &more, "203.0.113.1:1").await.pointers(), ["/plan"]);
        assert_eq!(app.call("GET", "/api/v1/auth/options").send().await.expect(200)["registration"], true);
    }

    async fn where_it_is_closed_nobody_registers(app: TestApp) {
        let closed = app.second_node(|settings| settings.registration = false).await;
        let origin = Origin {
            ip: "192.0.2.1".parse().expect("an address"),
            user_agent: None,
            request: recado_domain::RequestId::from_uuid(uuid::Uuid::nil()),
        };
        let new = Registration { email: "ana@padaria.example".into(), name: "Ana".into(), company: "P".into(), language: None };
        assert!(matches!(closed.register(new, &origin).await, Err(RegisterError::Closed)));
        register(&app, &wanted("ana@padaria.example"), "203.0.113.1:1").await.is(202);
        let token = recado_engine::Secret::new(app.mailed_token().await);
        assert!(closed.look_at_link(&token, &origin).await.is_err());
        app.engine.look_at_link(&token, &origin).await.expect("open here");
    }

    async fn companies_of_one_name_have_slugs_of_their_own(app: TestApp) {
        let mut slugs = BTreeSet::new();
        for n in 0..4 {
            let owner = registered(&app, &format!("ana{n}@padaria.example"), &format!("198.18.0.{n}:1")).await;
            slugs.insert(slug_of(&owner).await);
        }
        assert_eq!(slugs.len(), 4);
        assert!(slugs.iter().all(|slug| slug.starts_with("padaria-sao-joao")), "{slugs:?}");
    }

    async fn the_first_steps_are_done_by_what_is_there(app: TestApp) {
        let neighbour = app.tenant("neighbour").await;
        neighbour.number("1001").await.customer("Eva", "5511911112222").await;
        let owner = registered(&app, "ana@padaria.example", "198.18.0.1:1").await;
        let begun = owner.get("/api/v1/tenant/onboarding").await.expect(200);
        assert_eq!((states(&begun), &begun["finished"]), (vec!["open"; 4], &json!(false)));
        owner.patch("/api/v1/tenant", json!({ "timeZone": "America/Manaus" })).await.expect(200);
        owner.post("/api/v1/contacts", json!({ "name": "Bia", "phone": "+5511987654321" })).await.expect(201);
        let skipped = owner.patch("/api/v1/tenant/onboarding", json!({ "skip": "number" })).await.expect(200);
        assert_eq!(states(&skipped), ["done", "skipped", "done", "open"]);
        let audit = owner.get("/api/v1/audit-log?limit=1").await.expect(200);
        assert_eq!((&audit["data"][0]["action"], &audit["data"][0]["metadata"]["changed"]), (&json!("tenant.changed"), &json!(["onboarding"])));
        let done = owner.patch("/api/v1/tenant/onboarding", json!({ "finished": true })).await.expect(200);
        assert_eq!((states(&done)[3], &done["finished"]), ("open", &json!(true)));
        let again = app.sign_in("ana@padaria.example").await;
        assert_eq!(again.get("/api/v1/tenant/onboarding").await.expect(200), done);
    }

    async fn a_company_made_by_others_is_not_led_and_only_managers_are(app: TestApp) {
        let shop = app.tenant("shop").await;
        let never = shop.get("/api/v1/tenant/onboarding").await.expect(200);
        assert_eq!((states(&never), &never["finished"]), (vec!["open"; 4], &json!(true)));
        let ana = shop.person("ana", Role::Supervisor).await;
        ana.get("/api/v1/tenant/onboarding").await.refused(403, "forbidden");
        ana.patch("/api/v1/tenant/onboarding", json!({ "finished": true })).await.refused(403, "forbidden");
        for wrong in [json!({ "skip": "everything" }), json!({ "done": "number" })] {
            assert_eq!(shop.patch("/api/v1/tenant/onboarding", wrong).await.status, 422);
        }
    }
}
