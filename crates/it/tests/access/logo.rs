//! A tenant's logo: who may give one, what is taken, how it is kept.

use recado_domain::Role;
use recado_it::{Answer, Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

const PATH: &str = "/api/v1/tenant/logo";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF";
const LARGEST: usize = 256 * 1024;

async fn put(somebody: &Someone, kind: &str, bytes: &[u8]) -> Answer {
    somebody.call("PUT", PATH).bytes(kind, bytes.to_vec()).send().await
}

/// Where the tenant says that its logo is.
async fn address(somebody: &Someone) -> Json {
    somebody.get("/api/v1/tenant").await.expect(200)["logoUrl"].clone()
}

both_engines! {
    async fn a_logo_is_given_kept_by_browsers_replaced_and_taken_away(app: TestApp) {
        let shop = app.tenant("shop").await;
        let viewer = shop.person("vic", Role::Viewer).await;
        viewer.get(PATH).await.refused(404, "not-found");
        let first = put(&shop.owner, "image/png", PNG).await.expect(200)["logoUrl"].clone();
        assert_eq!(address(&viewer).await, first);
        let named = viewer.get(first.as_str().expect("an address")).await;
        assert_eq!((named.status.as_u16(), named.bytes.as_slice()), (200, PNG));
        let told = ["content-type", "cache-control", "x-content-type-options"].map(|name| named.header(name));
        assert_eq!(told, [Some("image/png"), Some("private, max-age=31536000, immutable"), Some("nosniff")]);
        assert!(named.header("content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'")));
        assert_eq!(app.sign_in(&viewer.email).await.call("GET", PATH).send().await.header("cache-control"), Some("private, no-cache"));
        let etag = named.header("etag").expect("a version").to_owned();
        viewer.call("GET", PATH).header("if-none-match", &etag).send().await.is(304);
        let second = put(&shop.owner, "image/jpeg", JPEG).await.expect(200)["logoUrl"].clone();
        assert_ne!(second, first);
        let changed = viewer.call("GET", PATH).header("if-none-match", &etag).send().await;
        assert_eq!((changed.status.as_u16(), changed.bytes.as_slice()), (200, JPEG));
        shop.delete(PATH).await.is(204);
        assert_eq!(address(&viewer).await, Json::Null);
        viewer.get(PATH).await.refused(404, "not-found");
        shop.delete(PATH).await.is(204);
    }

    async fn each_change_of_the_logo_is_told_and_written_down_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        app.number_events().await;
        let head = shop.get("/api/v1/events").await.expect(200)["head"].clone();
        let logo = put(&shop.owner, "image/png", PNG).await.expect(200)["logoUrl"].clone();
        assert_eq!(put(&shop.owner, "image/png", PNG).await.expect(200)["logoUrl"], logo);
        shop.delete(PATH).await.is(204);
        shop.delete(PATH).await.is(204);
        app.number_events().await;
        let page = shop.get(&format!("/api/v1/events?after={head}")).await.expect(200);
        let told: Vec<_> = page["data"].as_array().expect("events").iter().map(|event| &event["data"]["tenant"]["logoUrl"]).collect();
        assert_eq!(told, [&logo, &Json::Null]);
        let log = shop.get("/api/v1/audit-log?action=tenant.changed").await.expect(200);
        let written: Vec<_> = log["data"].as_array().expect("a log").iter().map(|entry| entry["metadata"].clone()).collect();
        assert_eq!(written, [json!({ "changed": ["logo"] }), json!({ "changed": ["logo"] })]);
    }

    async fn what_is_no_picture_or_too_large_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        for kind in ["image/svg+xml", "text/html", "image/gif", "application/json"] {
            put(&shop.owner, kind, svg).await.refused(415, "unsupported-media-type");
        }
        for (kind, bytes) in [("image/png", &svg[..]), ("image/png", JPEG), ("image/webp", b""), ("image/jpeg", PNG)] {
            assert_eq!(put(&shop.owner, kind, bytes).await.pointers(), [""], "{kind}");
        }
        let mut large = PNG.to_vec();
        large.resize(LARGEST, 0);
        put(&shop.owner, "image/png", &large).await.expect(200);
        let kept = address(&shop.owner).await;
        large.push(0);
        let problem = put(&shop.owner, "image/png", &large).await.refused(413, "body-too-large");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("256 KiB")), "{problem}");
        assert_eq!(address(&shop.owner).await, kept, "what was refused changed nothing");
    }

    async fn a_logo_is_its_tenants_and_given_by_who_manages_it(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let logo = put(&shop.owner, "image/png", PNG).await.expect(200)["logoUrl"].clone();
        let address = logo.as_str().expect("an address");
        bank.get(address).await.refused(404, "not-found");
        bank.delete(PATH).await.is(204);
        app.call("GET", address).send().await.refused(401, "unauthenticated");
        for role in [Role::Supervisor, Role::Agent, Role::Viewer] {
            let person = shop.person(role.as_str(), role).await;
            put(&person, "image/jpeg", JPEG).await.refused(403, "forbidden");
            person.delete(PATH).await.refused(403, "forbidden");
            person.get(address).await.is(200);
        }
        let signed_in = app.call("POST", "/api/v1/auth/login").json(&json!({ "email": shop.owner.email, "password": recado_it::PASSWORD })).send().await;
        assert_eq!(signed_in.expect(200)["tenants"][0]["logoUrl"], logo);
    }
}
