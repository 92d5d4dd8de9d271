//! The web app as browsers get it. It must have been built: `make test` does so first.

use recado_api::{App, HttpSettings, Serves};
use recado_it::{Answer, Call, TestApp, both_engines};

async fn get(app: &TestApp, path: &str) -> Answer {
    let answer = app.call("GET", path).header("accept-encoding", "gzip, br").send().await;
    assert_ne!((path, answer.status.as_u16()), ("/", 404), "there is no web/dist: make test builds it");
    answer
}

/// The path of the script that the page loads first.
async fn script(app: &TestApp) -> String {
    let page = app.call("GET", "/").send().await;
    let page = String::from_utf8(page.bytes).expect("text");
    let (_, behind) = page.split_once("src=\"/assets/").expect("a script of ours");
    format!("/assets/{}", behind.split('"').next().expect("a name"))
}

both_engines! {
    async fn every_page_is_the_app_and_asks_for_nothing_but_its_own(app: TestApp) {
        for path in ["/", "/inbox", "/inbox/cnv_01h455vb4pex5vsknk084sn02q", "/settings/users?x=1", "/apiary"] {
            let page = get(&app, path).await;
            page.is(200);
            assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"), "{path}");
            assert_eq!((page.header("cache-control"), page.header("content-encoding")), (Some("no-cache"), Some("br")));
            let policy = page.header("content-security-policy").expect("a policy");
            for rule in ["default-src 'none'", "script-src 'self';", "base-uri 'none'", "frame-ancestors 'none'", "object-src 'none'"] {
                assert!(policy.contains(rule), "{policy}");
            }
            assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(page.header("referrer-policy"), Some("no-referrer"));
            assert_eq!(page.header("cross-origin-opener-policy"), Some("same-origin"));
        }
    }

    async fn a_missing_chunk_or_api_path_is_never_a_page(app: TestApp) {
        for path in [
            "/assets/index-gone.js", "/inbox/logo.png", "/api", "/api/", "/api/v1/nothing", "/webhook/x/y",
            "/health/else", "/metrics/else", "/.vite/manifest.json", "/assets/../Cargo.toml", "/assets/",
        ] {
            get(&app, path).await.refused(404, "not-found");
        }
        app.call("POST", "/inbox").send().await.refused(404, "not-found");
    }

    async fn scripts_are_kept_for_ever_and_come_small(app: TestApp) {
        let script = script(&app).await;
        let small = get(&app, &script).await;
        small.is(200);
        assert_eq!(small.header("content-type"), Some("text/javascript; charset=utf-8"));
        assert_eq!(small.header("cache-control"), Some("public, max-age=31536000, immutable"));
        assert_eq!((small.header("content-encoding"), small.header("vary")), (Some("br"), Some("accept-encoding")));
        let zipped = app.call("GET", &script).header("accept-encoding", "gzip").send().await;
        assert_eq!(zipped.header("content-encoding"), Some("gzip"));
        let plain = app.call("GET", &script).send().await;
        assert_eq!(plain.header("content-encoding"), None);
        assert!(small.bytes.len() < zipped.bytes.len() && zipped.bytes.len() < plain.bytes.len());
        get(&app, &format!("{script}.br")).await.refused(404, "not-found");
    }

    async fn what_is_known_is_not_sent_again(app: TestApp) {
        let first = get(&app, "/inbox").await;
        let tag = first.header("etag").expect("a tag").to_owned();
        let again = |known: String| app.call("GET", "/").header("accept-encoding", "br").header("if-none-match", &known).send();
        let same = again(tag.clone()).await;
        same.is(304);
        assert!(same.bytes.is_empty() && same.header("etag") == Some(&tag));
        again("\"another\"".to_owned()).await.is(200);
    }

    async fn without_the_web_app_there_is_none(app: TestApp) {
        let serves = Serves { web: false, ..Serves::default() };
        let router = recado_api::router(App::new(app.engine.clone(), HttpSettings { serves, ..HttpSettings::default() }));
        for path in ["/", "/inbox", "/favicon.svg"] {
            Call::to(router.clone(), "GET", path).send().await.refused(404, "not-found");
        }
        Call::to(router, "GET", "/health/live").send().await.is(200);
    }
}
