//! Whom to tell of a weakness.

use recado_api::HttpSettings;
use recado_it::{TestApp, both_engines};

both_engines! {
    async fn whoever_finds_a_weakness_is_told_whom_to_tell(app: TestApp) {
        app.call("GET", "/.well-known/security.txt").send().await.refused(404, "not-found");
        let http = HttpSettings {
            security_contact: Some("mailto:security@example.com".to_owned()),
            public_url: Some("https://recado.example.com".to_owned()),
            ..HttpSettings::default()
        };
        let told = app.call_at(app.engine.clone(), http, "GET", "/.well-known/security.txt").send().await;
        assert_eq!((told.status.as_u16(), &told.headers["content-type"]), (200, &"text/plain; charset=utf-8".parse().expect("a header")));
        assert_eq!(
            String::from_utf8(told.bytes).expect("text"),
            "Contact: mailto:security@example.com\nExpires: 2027-05-21T04:00:00.000Z\nPreferred-Languages: pt, en, es\n\
             Canonical: https://recado.example.com/.well-known/security.txt\n"
        );
    }
}
