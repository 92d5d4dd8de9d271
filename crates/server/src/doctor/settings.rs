//! What the configuration alone tells.

use recado_domain::network::Network;

use super::Finding;
use crate::config::Config;

pub(super) fn all(config: &Config) -> Vec<Finding> {
    vec![public_url(config), proxies(config), mail(config), webhook(config), bootstrap(config)]
}

fn public_url(config: &Config) -> Finding {
    const CHECK: &str = "public-url";
    let Some(url) = &config.server.public_url else {
        let remedy = "set RECADO_SERVER__PUBLIC_URL to the https address that people and Meta use";
        return Finding::advice(CHECK, "unset: links lead to the address that Recado listens on", remedy);
    };
    if url.as_str().starts_with("https://") {
        return Finding::ok(CHECK, url.as_str());
    }
    let remedy =
        "put a proxy with TLS in front (docs/several-nodes.md) and set RECADO_SERVER__PUBLIC_URL to its https address";
    Finding::fault(CHECK, format!("{}: Meta takes https only, and passwords travel in the clear", url.as_str()), remedy)
}

fn proxies(config: &Config) -> Finding {
    const CHECK: &str = "trusted-proxies";
    let proxies = &config.server.trusted_proxies;
    let strangers = ["1.1.1.1", "2606:4700::1111"].map(|address| address.parse().expect("an address"));
    if strangers.iter().any(|stranger| proxies.iter().any(|proxy: &Network| proxy.contains(*stranger))) {
        let remedy = "name only your proxies' own addresses in RECADO_SERVER__TRUSTED_PROXIES";
        return Finding::fault(CHECK, "strangers are trusted: anybody can claim any address", remedy);
    }
    let is_behind_one = config.server.public_url.as_ref().is_some_and(|url| url.as_str().starts_with("https://"));
    if is_behind_one && proxies.is_empty() {
        let remedy = "set RECADO_SERVER__TRUSTED_PROXIES to the address of the proxy that ends TLS";
        return Finding::advice(
            CHECK,
            "none, so all people seem to come from the proxy: limits and the audit log name it",
            remedy,
        );
    }
    Finding::ok(CHECK, format!("{} named", proxies.len()))
}

fn mail(config: &Config) -> Finding {
    if config.mail.server().is_some() {
        return Finding::ok("mail", "a mail server is set");
    }
    let remedy = "set RECADO_MAIL__URL and RECADO_MAIL__FROM";
    Finding::advice("mail", "no mail server: invitations and forgotten passwords are handed over by hand", remedy)
}

fn webhook(config: &Config) -> Finding {
    let whatsapp = &config.whatsapp;
    match (&whatsapp.app_secret, &whatsapp.verify_token) {
        (Some(_), Some(_)) => Finding::ok("webhook-secrets", "the app default has its secret and verify token"),
        (None, None) => Finding::ok("webhook-secrets", "the app default is not used: each company brings its own app"),
        _ => Finding::fault(
            "webhook-secrets",
            "the app default has only one of app secret and verify token",
            "set both WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN, or neither",
        ),
    }
}

fn bootstrap(config: &Config) -> Finding {
    if config.bootstrap.first_owner().is_none() {
        return Finding::ok("first-owner", "no password of a person stands in the configuration");
    }
    let remedy = "take RECADO_BOOTSTRAP__TENANT, __EMAIL and __PASSWORD away after the first start";
    Finding::advice("first-owner", "the first owner's first password stands in the configuration", remedy)
}
