//! Signing in with Google and Facebook: who is known, who is connected, and who is not let in. S-15.

use std::{collections::HashMap, time::Duration};

use futures_util::future::join_all;
use recado_api::HttpSettings;
use recado_domain::Role;
use recado_engine::Engine;
use recado_it::{
    Answer, Call, PASSWORD, TestApp, both_engines,
    provider::{Account, CLIENT_SECRET, Lie, LocalProvider, Signed},
    token_in,
};
use serde_json::{Value as Json, json};

const OWNER: &str = "owner@shop.example";
const START: &str = "/api/v1/auth/providers/google/start";
const FINISH: &str = "/api/v1/auth/providers/finish";
const OWN: &str = "/api/v1/users/me/providers";

/// A node that knows the provider.
struct World {
    app: TestApp,
    node: Engine,
    provider: LocalProvider,
}

/// A browser: what it keeps of the way, and where it was sent with what.
struct Away {
    cookie: String,
    asked: HashMap<String, String>,
    callback: String,
}

/// Where somebody came out.
struct Landed {
    page: String,
    told: HashMap<String, String>,
}

fn pairs(text: &str) -> HashMap<String, String> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// Name and value of the cookie of the way.
fn cookie_of(answer: &Answer) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    cookie.split(';').next().expect("name and value").to_owned()
}

impl World {
    async fn start(app: &TestApp) -> Self {
        let provider = LocalProvider::start(app.clock.clone()).await;
        app.plant(CLIENT_SECRET);
        Self { app: app.clone(), node: node(app, &provider, Duration::from_secs(10)).await, provider }
    }

    fn call(&self, method: &str, path: &str) -> Call {
        self.app.call_at(self.node.clone(), HttpSettings::default(), method, path)
    }

    /// Goes to a provider from the page for signing in.
    async fn leave(&self, provider: &str) -> Away {
        let answer = self.call("GET", &START.replace("google", provider)).send().await;
        answer.is(302);
        away(provider, cookie_of(&answer), answer.header("location").expect("a place"))
    }

    /// Goes to a provider from the profile.
    async fn connect(&self, token: &str, provider: &str) -> Away {
        let answer = self.call("POST", &format!("{OWN}/{provider}")).bearer(token).send().await;
        let url = answer.expect(200)["url"].as_str().expect("a place").to_owned();
        away(provider, cookie_of(&answer), &url)
    }

    async fn back(&self, away: &Away, query: &str) -> Landed {
        let call = self.call("GET", &format!("{}?{query}", away.callback)).header("cookie", &away.cookie);
        landed(&call.send().await)
    }

    /// Consents and comes back.
    async fn consent(&self, away: &Away, account: &Account) -> Landed {
        let code = self.provider.consent(&away.asked, account);
        self.back(away, &format!("state={}&code={code}", away.asked["state"])).await
    }

    async fn finish(&self, away: &Away, ticket: &str, code: Option<&str>) -> Answer {
        self.app.plant(ticket);
        let body = json!({ "ticket": ticket, "code": code });
        self.call("POST", FINISH).header("cookie", &away.cookie).json(&body).send().await
    }

    /// All the way, from the page for signing in.
    async fn sign_in(&self, provider: &str, account: &Account) -> Answer {
        let away = self.leave(provider).await;
        let landed = self.consent(&away, account).await;
        self.finish(&away, landed.ticket(), None).await
    }

    /// Signs in with address, password and a ticket.
    async fn login_with(&self, away: &Away, ticket: &str, password: &str) -> Answer {
        let body = json!({ "email": OWNER, "password": password, "ticket": ticket });
        self.call("POST", "/api/v1/auth/login").header("cookie", &away.cookie).json(&body).send().await
    }
}

impl Landed {
    fn ticket(&self) -> &str {
        self.told.get("ticket").unwrap_or_else(|| panic!("no ticket at {}: {:?}", self.page, self.told))
    }

    #[track_caller]
    fn fails(&self, fault: &str) {
        assert_eq!((self.told.get("fault").map(String::as_str), self.told.get("ticket")), (Some(fault), None));
    }
}

async fn node(app: &TestApp, provider: &LocalProvider, patience: Duration) -> Engine {
    let settings = provider.settings();
    app.second_node(|all| (all.providers, all.provider_patience) = (settings, patience)).await
}

fn away(provider: &str, cookie: String, url: &str) -> Away {
    let asked = pairs(url.split_once('?').expect("parameters").1);
    let callback = format!("/api/v1/auth/providers/{provider}/callback");
    assert_eq!(asked["redirect_uri"], format!("http://127.0.0.1:8080{callback}"));
    assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
    Away { cookie, asked, callback }
}

fn landed(answer: &Answer) -> Landed {
    answer.is(302);
    let (page, told) = answer.header("location").expect("a place").split_once('#').expect("what is told");
    Landed { page: page.to_owned(), told: pairs(told) }
}

async fn actions(app: &TestApp, token: &str) -> Vec<String> {
    app.engine.access.settle().await;
    let log = app.call("GET", "/api/v1/audit-log").bearer(token).send().await.expect(200);
    let rows = log["data"].as_array().expect("rows").clone();
    rows.iter().map(|row| row["action"].as_str().expect("a word").to_owned()).collect()
}

/// What a hostile provider tries.
fn lies() -> Vec<(&'static str, Lie)> {
    fn claim(name: &'static str, value: Json) -> Lie {
        Box::new(move |_, claims| {
            claims[name] = value.clone();
            Signed::Well
        })
    }
    fn header(name: &'static str, value: Json, signed: Signed) -> Lie {
        Box::new(move |header, _| {
            header[name] = value.clone();
            signed
        })
    }
    fn without(name: &'static str) -> Lie {
        Box::new(move |_, claims| {
            claims.as_object_mut().expect("claims").remove(name);
            Signed::Well
        })
    }
    vec![
        ("another nonce", claim("nonce", json!("other"))),
        ("no nonce", without("nonce")),
        ("another audience", claim("aud", json!("somebody-else"))),
        ("several audiences", claim("aud", json!([recado_it::provider::CLIENT, "somebody-else"]))),
        ("another party", claim("azp", json!("somebody-else"))),
        ("another issuer", claim("iss", json!("https://accounts.google.com"))),
        ("run out", claim("exp", json!(1_795_319_999))),
        ("an end in a text", claim("exp", json!("9999999999"))),
        ("no end", without("exp")),
        ("of tomorrow", claim("iat", json!(1_795_320_000 + 86_400))),
        ("nobody", claim("sub", json!(""))),
        ("no subject", without("sub")),
        ("no algorithm", header("alg", json!("none"), Signed::Never)),
        ("a shared secret", header("alg", json!("HS256"), Signed::WithThePublicKey)),
        ("another algorithm", header("alg", json!("RS512"), Signed::Well)),
        ("not signed", Box::new(|_, _| Signed::Never)),
        ("another's signature", Box::new(|_, _| Signed::ByAnother)),
        ("a key that nobody published", header("kid", json!("mine"), Signed::ByAnother)),
        ("a key of its own", header("jku", json!("http://127.0.0.1:1/keys"), Signed::ByAnother)),
    ]
}

both_engines! {
    async fn an_account_is_connected_in_the_profile_and_signs_in(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        let options = world.call("GET", "/api/v1/auth/options").send().await.expect(200);
        assert_eq!(options["providers"], json!([{ "id": "google", "name": "Google" }, { "id": "facebook", "name": "Facebook" }]));
        for provider in ["google", "facebook"] {
            let account = Account::of("100200300", "somewhere@else.example");
            let away = world.connect(&shop.token, provider).await;
            let landed = world.consent(&away, &account).await;
            assert_eq!((landed.page.as_str(), landed.told), ("/me", HashMap::from([("provider".to_owned(), provider.to_owned())])));
            let signed_in = world.sign_in(provider, &account).await.expect(200);
            assert_eq!((&signed_in["user"]["email"], &signed_in["user"]["role"]), (&json!(OWNER), &json!("owner")));
            let token = signed_in["accessToken"].as_str().expect("a token");
            app.call("GET", "/api/v1/users/me").bearer(token).send().await.is(200);
            let refresh = json!({ "refreshToken": signed_in["refreshToken"] });
            app.call("POST", "/api/v1/auth/refresh").json(&refresh).send().await.is(200);
        }
        let own = world.call("GET", OWN).bearer(&shop.token).send().await.expect(200);
        assert_eq!(own["password"], true);
        assert!(own["data"].as_array().is_some_and(|all| all.len() == 2 && all.iter().all(|one| one["connectedAt"].is_string())));
        let actions = actions(&app, &shop.token).await;
        assert_eq!(actions.iter().filter(|action| *action == "user.provider_linked").count(), 2);
        assert_eq!(world.provider.asked("jwks"), 1, "keys are remembered");
        app.call("GET", START).send().await.refused(404, "not-found");
        assert_eq!(app.call("GET", "/api/v1/auth/options").send().await.expect(200)["providers"], json!([]));
    }

    /// Who writes somebody's address into an account elsewhere does not become them here.
    async fn an_address_lets_nobody_in_but_the_password_connects_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        let account = Account::of("1", OWNER);
        world.sign_in("google", &account).await.refused(401, "provider-not-connected");
        let stranger = world.sign_in("google", &Account::of("2", "nobody@nowhere.example")).await;
        stranger.refused(401, "provider-not-connected");
        let away = world.leave("google").await;
        let ticket = world.consent(&away, &account).await.ticket().to_owned();
        world.finish(&away, &ticket, None).await.refused(401, "provider-not-connected");
        world.login_with(&away, &ticket, "a wrong guess").await.refused(401, "unauthenticated");
        world.sign_in("google", &account).await.refused(401, "provider-not-connected");
        let other = Away { cookie: "recado_way=other".to_owned(), ..world.leave("google").await };
        world.login_with(&other, &ticket, PASSWORD).await.refused(404, "not-found");
        world.login_with(&away, &ticket, PASSWORD).await.is(200);
        world.login_with(&away, &ticket, PASSWORD).await.refused(404, "not-found");
        world.sign_in("google", &account).await.is(200);
        assert!(actions(&app, &shop.token).await.contains(&"user.provider_linked".to_owned()));
    }

    async fn a_hostile_provider_signs_nobody_in(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        let account = Account::of("1", OWNER);
        let away = world.connect(&shop.token, "google").await;
        world.consent(&away, &account).await;
        let sessions = "SELECT COUNT(*) FROM sessions";
        let before = app.database.number(sessions).await;
        for (name, lie) in lies() {
            world.provider.lie(Some(lie));
            let away = world.leave("google").await;
            let landed = world.consent(&away, &account).await;
            assert_eq!(landed.told.get("fault").map(String::as_str), Some("refused"), "{name}");
            assert!(!landed.told.contains_key("ticket"), "{name}");
            app.clock.advance(Duration::from_mins(1));
        }
        assert_eq!(app.database.number(sessions).await, before);
        world.provider.lie(None);
        world.sign_in("google", &account).await.is(200);
        assert!(app.database.number(sessions).await > before);
    }

    async fn the_way_back_is_taken_once_by_the_browser_that_left(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        let account = Account::of("1", OWNER);
        world.consent(&world.connect(&shop.token, "google").await, &account).await;
        let away = world.leave("google").await;
        let (state, code) = (away.asked["state"].clone(), world.provider.consent(&away.asked, &account));
        let whole = format!("state={state}&code={code}");
        let without = world.call("GET", &format!("{}?{whole}", away.callback)).send().await;
        landed(&without).fails("over");
        let strange = Away { cookie: "recado_way=other".to_owned(), ..world.leave("google").await };
        world.back(&strange, &whole).await.fails("over");
        world.back(&away, &format!("state=other&code={code}")).await.fails("over");
        world.back(&away, &format!("code={code}")).await.fails("over");
        let ticket = world.back(&away, &whole).await.ticket().to_owned();
        world.back(&away, &whole).await.fails("over");
        world.finish(&strange, &ticket, None).await.refused(404, "not-found");
        let answers = join_all((0..50).map(|_| world.finish(&away, &ticket, None))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1, "of fifty at once one is let in");

        let other = world.leave("google").await;
        world.back(&other, &format!("state={}&code={code}", other.asked["state"])).await.fails("refused");
        let facebook = world.leave("facebook").await;
        let mixed = Away { callback: other.callback.clone(), ..facebook };
        world.consent(&mixed, &account).await.fails("over");
        let late = world.leave("google").await;
        app.clock.advance(Duration::from_mins(10));
        world.consent(&late, &account).await.fails("over");
        let away = world.leave("google").await;
        let ticket = world.consent(&away, &account).await.ticket().to_owned();
        app.clock.advance(Duration::from_mins(10));
        world.finish(&away, &ticket, None).await.refused(404, "not-found");
    }

    async fn the_second_factor_is_asked_for_all_the_same(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        let account = Account::of("1", OWNER);
        world.consent(&world.connect(&shop.token, "google").await, &account).await;
        let phone = shop.factor().await;
        app.clock.advance(Duration::from_secs(30));
        let away = world.leave("google").await;
        let ticket = world.consent(&away, &account).await.ticket().to_owned();
        world.finish(&away, &ticket, None).await.refused(401, "second-factor-required");
        world.finish(&away, &ticket, Some(&phone.wrong_code())).await.refused(401, "second-factor-wrong");
        world.finish(&away, &ticket, Some(&phone.code())).await.is(200);
        world.finish(&away, &ticket, Some(&phone.code_at(1))).await.refused(404, "not-found");
    }

    async fn who_was_invited_may_come_by_the_provider(app: TestApp) {
        let shop = app.tenant("shop").await;
        let world = World::start(&app).await;
        for name in ["ana", "eva"] {
            let invited = json!({ "email": format!("{name}@shop.example"), "name": name, "role": "agent" });
            shop.post("/api/v1/users", invited).await.expect(201);
        }
        let letters = app.mail().await;
        let mut unproved = Account::of("1", "ana@shop.example");
        unproved.is_verified = false;
        world.sign_in("google", &unproved).await.refused(401, "provider-not-connected");
        world.sign_in("facebook", &Account::of("1", "ana@shop.example")).await.refused(401, "provider-not-connected");
        let ana = Account::of("1", " Ana@shop.example");
        let signed_in = world.sign_in("google", &ana).await.expect(200);
        assert_eq!((&signed_in["user"]["role"], &signed_in["user"]["invited"]), (&json!("agent"), &json!(false)));
        world.sign_in("google", &Account::of("2", "ana@shop.example")).await.refused(401, "provider-not-connected");
        let token = letters.iter().find(|letter| letter.to.starts_with("ana")).map(token_in).expect("a letter");
        let body = json!({ "token": token, "password": PASSWORD });
        app.call("POST", "/api/v1/auth/setup").json(&body).send().await.refused(404, "not-found");
        let token = signed_in["accessToken"].as_str().expect("a token");
        let own = world.call("GET", OWN).bearer(token).send().await.expect(200);
        assert_eq!(own["password"], false);
        let refused = world.call("DELETE", &format!("{OWN}/google")).bearer(token).send().await;
        refused.refused(409, "conflict");
        shop.person("bia", Role::Agent).await;
        world.sign_in("google", &Account::of("3", "bia@shop.example")).await.refused(401, "provider-not-connected");
    }

    async fn an_account_is_one_persons_and_is_taken_away_again(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Agent).await;
        let world = World::start(&app).await;
        let account = Account::of("1", "x@x.example");
        world.consent(&world.connect(&shop.token, "google").await, &account).await;
        let again = world.call("POST", &format!("{OWN}/google")).bearer(&shop.token).send().await;
        again.refused(409, "conflict");
        let landed = world.consent(&world.connect(&ana.token, "google").await, &account).await;
        assert_eq!(landed.page, "/me");
        landed.fails("taken");
        let disconnect = || world.call("DELETE", &format!("{OWN}/google")).bearer(&shop.token).send();
        app.clock.advance(Duration::from_mins(10));
        disconnect().await.refused(403, "step-up-required");
        let fresh = app.sign_in(OWNER).await;
        world.call("DELETE", &format!("{OWN}/google")).bearer(&fresh.token).send().await.is(204);
        world.call("DELETE", &format!("{OWN}/google")).bearer(&fresh.token).send().await.is(204);
        fresh.post(&format!("{OWN}/google"), json!({})).await.refused(409, "conflict");
        world.sign_in("google", &account).await.refused(401, "provider-not-connected");
        let away = world.connect(&fresh.token, "google").await;
        fresh.post("/api/v1/auth/logout", json!({})).await.is(204);
        world.consent(&away, &account).await.fails("over");
    }

    async fn a_provider_that_is_away_or_broken_ends_at_a_page_that_says_so(app: TestApp) {
        app.tenant("shop").await;
        let world = World::start(&app).await;
        let account = Account::of("1", OWNER);
        let away = world.leave("google").await;
        world.back(&away, &format!("state={}&error=access_denied", away.asked["state"])).await.fails("denied");
        let away = world.leave("google").await;
        world.back(&away, &format!("state={}&error=server_error", away.asked["state"])).await.fails("refused");
        let away = world.leave("google").await;
        let elsewhere = world.provider.consent(&away.asked, &account);
        let query = format!("state={}&code={elsewhere}&iss=https%3A%2F%2Felsewhere.example", away.asked["state"]);
        world.back(&away, &query).await.fails("refused");
        for provider in ["google", "facebook"] {
            let away = world.leave(provider).await;
            world.provider.breaks(Some(500));
            world.consent(&away, &account).await.fails("away");
            world.provider.breaks(None);
        }
        world.provider.is_slow(true);
        let node = node(&app, &world.provider, Duration::from_millis(50)).await;
        let hurried = World { app: app.clone(), node, provider: world.provider.clone() };
        landed(&hurried.call("GET", START).send().await).fails("away");
        world.provider.is_slow(false);
    }

    async fn people_come_out_where_they_wanted_to_but_never_elsewhere(app: TestApp) {
        let world = World::start(&app).await;
        for (to, page) in [
            ("%2Fsettings%2Fpeople%3Fq%3D1", "/login?to=%2Fsettings%2Fpeople%3Fq%3D1"),
            ("%2F%2Fevil.example", "/login"),
            ("https%3A%2F%2Fevil.example", "/login"),
            ("%2F%5Cevil.example", "/login"),
            ("%2F%0D%0Aset-cookie%3Ax", "/login"),
        ] {
            let answer = world.call("GET", &format!("{START}?to={to}")).send().await;
            let away = away("google", cookie_of(&answer), answer.header("location").expect("a place"));
            assert_eq!(world.consent(&away, &Account::of("1", "a@b.example")).await.page, page, "{to}");
        }
        let https = HttpSettings { public_url: Some("https://recado.example".to_owned()), ..HttpSettings::default() };
        let answer = app.call_at(world.node.clone(), https, "GET", START).send().await;
        let cookie = answer.header("set-cookie").expect("a cookie");
        assert!(cookie.starts_with("__Host-recado_way=") && cookie.ends_with("; Secure"), "{cookie}");
        let host = world.call("GET", START).header("x-forwarded-host", "evil.example").send().await;
        let url = host.header("location").expect("a place");
        assert!(!url.contains("evil.example"), "{url}");
    }

    async fn strangers_are_counted(app: TestApp) {
        let world = World::start(&app).await;
        for _ in 0..100 {
            world.call("GET", START).from_address("203.0.113.1:1").send().await.is(302);
        }
        landed(&world.call("GET", START).from_address("203.0.113.1:1").send().await).fails("busy");
        let other = world.call("GET", START).from_address("203.0.113.2:1").send().await;
        assert!(other.header("set-cookie").is_some());
    }
}
