//! Checking a number: what stands in the way is explained to whoever can act, in their language.

use recado_api::HttpSettings;
use recado_engine::Engine;
use recado_it::{TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

use super::{ACCESS_TOKEN, app_of, count, number_of, path_of};

const WABA: &str = "102290129340398";
const LANGUAGES: [&str; 3] = ["en", "pt-BR", "es"];

/// Makes numbers exist at Meta: id, account, token.
async fn at_meta(app: &TestApp, numbers: &[(&str, &str, &str)]) {
    for (id, waba, token) in numbers {
        let body = json!({ "waba_id": waba, "phone_number_id": id, "display_phone_number": "+55 11 4000-1234", "token": token });
        app.simulate("POST", "/_sim/numbers", &body).await;
    }
}

/// Orders a fault for whatever is read from now on.
async fn fault(app: &TestApp, mut order: Json) {
    order["on"] = "read".into();
    app.simulate("POST", "/_sim/faults", &order).await;
}

/// The three checks of a report, in their order.
struct Report([Json; 3]);

impl Report {
    async fn of(shop: &TestTenant, number: &Json, language: &str) -> Self {
        let path = format!("{}/check", path_of("numbers", number));
        Self::read(&shop.call("POST", &path).header("accept-language", language).send().await.expect(200))
    }

    fn read(report: &Json) -> Self {
        let checks = report["checks"].as_array().expect("checks").clone();
        let checks: [Json; 3] = checks.try_into().expect("three of them");
        assert_eq!([&checks[0]["name"], &checks[1]["name"], &checks[2]["name"]], ["token", "number", "webhook"]);
        for check in &checks {
            assert_eq!(check.as_object().expect("an object").len(), 4, "{check}");
            assert!(check["ok"] == true || check["remedy"].is_string(), "a failure without a remedy: {check}");
            assert!(!check.to_string().contains("{}"), "a blank is left: {check}");
        }
        Self(checks)
    }

    fn oks(&self) -> [bool; 3] {
        self.0.each_ref().map(|check| check["ok"].as_bool().expect("a boolean"))
    }

    fn detail(&self, place: usize) -> &str {
        self.0[place]["detail"].as_str().expect("a text")
    }

    fn remedy(&self, place: usize) -> &str {
        self.0[place]["remedy"].as_str().expect("a text")
    }
}

/// The check of a number at another node.
async fn at_node(app: &TestApp, node: Engine, http: HttpSettings, shop: &TestTenant, number: &Json) -> Report {
    let path = format!("{}/check", path_of("numbers", number));
    Report::read(&app.call_at(node, http, "POST", &path).bearer(&shop.token).send().await.expect(200))
}

both_engines! {
    async fn a_number_that_works_is_said_to_work(app: TestApp) {
        at_meta(&app, &[("1065", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        for language in LANGUAGES {
            let report = Report::of(&shop, &number, language).await;
            assert_eq!(report.oks(), [true; 3], "{:?}", report.0);
            assert!(report.detail(1).contains("CONNECTED") && report.detail(1).contains("GREEN"));
            assert!(report.detail(2).contains("/webhook/whatsapp"), "{}", report.detail(2));
            assert!(report.remedy(2).contains("RECADO_SERVER__PUBLIC_URL"));
        }
        assert_eq!(count(&app, "graph_exchanges WHERE http_status = 200 AND number_id IS NOT NULL").await, 12);
        assert_eq!(count(&app, "graph_exchanges WHERE exchange LIKE '%4000%' OR exchange LIKE '%EAAG%'").await, 0);
        assert_eq!(count(&app, "audit_log WHERE action = 'number.checked'").await, 3);
    }

    async fn the_address_to_enter_at_meta_is_shown(app: TestApp) {
        at_meta(&app, &[("1065", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        app_of(&shop, "shop-app").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN, "app": "shop-app" })).await;
        let http = HttpSettings { public_url: Some("https://recado.example".to_owned()), ..HttpSettings::default() };
        let report = at_node(&app, app.engine.clone(), http, &shop, &number).await;
        assert!(report.detail(2).contains("https://recado.example/webhook/whatsapp/shop-app"), "{}", report.detail(2));
        assert_eq!(report.0[2]["remedy"], Json::Null);
    }

    async fn a_wrong_token_is_told_in_metas_and_in_our_words(app: TestApp) {
        at_meta(&app, &[("1065", WABA, "another-token")]).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        for (language, title) in LANGUAGES.iter().zip([
            "The access token has expired or was revoked",
            "O token de acesso venceu ou foi revogado",
            "El token de acceso venció o fue revocado",
        ]) {
            let report = Report::of(&shop, &number, language).await;
            assert_eq!(report.oks(), [false; 3]);
            assert!(report.detail(0).starts_with(title) && report.detail(0).contains("190"), "{}", report.detail(0));
        }
        assert_eq!(count(&app, "graph_exchanges WHERE graph_code = 190 AND http_status = 401").await, 9);
    }

    async fn a_foreign_number_is_told_from_a_wrong_token(app: TestApp) {
        at_meta(&app, &[("1065", "999", "their-token"), ("1066", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let foreign = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let report = Report::of(&shop, &foreign, "en").await;
        assert_eq!(report.oks(), [true, false, true], "{:?}", report.0);
        assert!(report.detail(1).contains("1065"), "{}", report.detail(1));
        let unknown = number_of(&shop, "1067", &json!({ "accessToken": ACCESS_TOKEN })).await;
        assert_eq!(Report::of(&shop, &unknown, "en").await.oks(), [true, false, true]);
    }

    async fn a_number_of_another_account_is_told(app: TestApp) {
        at_meta(&app, &[("1065", "999", ACCESS_TOKEN), ("1066", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let report = Report::of(&shop, &number, "en").await;
        assert_eq!(report.oks(), [true, false, true], "{:?}", report.0);
        assert!(report.detail(1).contains("belongs to another account"), "{}", report.detail(1));
        let lost = number_of(&shop, "1066", &json!({ "accessToken": ACCESS_TOKEN, "wabaId": "555" })).await;
        let report = Report::of(&shop, &lost, "en").await;
        assert_eq!(report.oks(), [true, false, false], "{:?}", report.0);
        assert!(report.detail(1).contains("555") && report.detail(2).contains("555"));
    }

    async fn an_account_without_a_subscription_is_told_with_the_remedy(app: TestApp) {
        at_meta(&app, &[("1065", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let subscriptions = format!("/v25.0/{WABA}/subscribed_apps?access_token={ACCESS_TOKEN}");
        app.simulate("DELETE", &subscriptions, &json!({})).await;
        for language in LANGUAGES {
            let report = Report::of(&shop, &number, language).await;
            assert_eq!(report.oks(), [true, true, false]);
            assert!(report.remedy(2).contains(&format!("POST /{WABA}/subscribed_apps")), "{}", report.remedy(2));
        }
        app.simulate("POST", &subscriptions, &json!({})).await;
        assert_eq!(Report::of(&shop, &number, "en").await.oks(), [true; 3], "the remedy helps");
    }

    async fn an_app_that_is_not_the_subscribed_one_is_told(app: TestApp) {
        at_meta(&app, &[("1065", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let own = app_of(&shop, "shop-app").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN, "app": "shop-app" })).await;
        shop.patch(&path_of("apps", &own), json!({ "appId": "4711" })).await.is(200);
        let report = Report::of(&shop, &number, "en").await;
        assert_eq!(report.oks(), [true, true, false]);
        assert!(report.detail(2).contains("Other apps"), "{}", report.detail(2));
    }

    async fn a_missing_token_asks_nobody(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({})).await;
        for language in LANGUAGES {
            let report = Report::of(&shop, &number, language).await;
            assert_eq!(report.oks(), [false; 3]);
            assert!(report.detail(0).contains("WHATSAPP_TOKEN"));
        }
        assert_eq!(count(&app, "graph_exchanges").await, 0);
    }

    async fn a_server_without_network_is_told(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let report = at_node(&app, app.lost_node("http://127.0.0.1:9").await, HttpSettings::default(), &shop, &number).await;
        assert_eq!(report.oks(), [false; 3]);
        assert!(report.detail(0).contains("no connection"), "{}", report.detail(0));
        assert!(report.remedy(0).contains("RECADO_GRAPH__BASE_URL"));
        assert_eq!(count(&app, "graph_exchanges WHERE http_status IS NULL AND graph_code IS NULL").await, 4);
    }

    async fn metas_own_troubles_are_told(app: TestApp) {
        at_meta(&app, &[("1065", WABA, ACCESS_TOKEN)]).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        for (order, told) in [
            (json!({ "fault": "http_500_html" }), "Meta has a fault"),
            (json!({ "fault": "reset" }), "broke off"),
            (json!({ "fault": "truncated_json" }), "broke off"),
            (json!({ "fault": "error", "code": 2 }), "(Meta's code 2)"),
            (json!({ "fault": "error", "code": 80_007 }), "(Meta's code 80007)"),
        ] {
            fault(&app, order.clone()).await;
            let report = Report::of(&shop, &number, "en").await;
            assert_eq!(report.oks(), [false; 3], "{order}");
            assert!(report.detail(0).contains(told), "{order}: {}", report.detail(0));
            app.simulate("DELETE", "/_sim/faults", &json!({})).await;
        }
        assert_eq!(Report::of(&shop, &number, "en").await.oks(), [true; 3]);
    }
}
