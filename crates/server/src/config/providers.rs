//! Where else people may sign in: a part of `[auth]`.

use axum::http::Uri;
use recado_engine::{
    Secret,
    access::{ProviderPlace, ProviderSettings},
};
use recado_storage::platform::provider_logins::Provider;

use super::{
    graph::GraphVersion,
    reader::Section,
    value::{BaseUrl, Setting},
};

const GOOGLE: &str = "https://accounts.google.com";

/// The providers that are set, and how they are reached.
#[derive(Debug)]
pub struct ProvidersConfig {
    google: Option<Client>,
    google_issuer: Issuer,
    google_name: String,
    facebook: Option<Client>,
    facebook_url: BaseUrl,
    facebook_graph_url: BaseUrl,
}

/// What a provider knows us by.
#[derive(Debug, Clone)]
struct Client {
    id: String,
    secret: Secret,
}

/// What a provider calls itself, to the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Issuer(String);

impl Setting for Issuer {
    fn parse(text: &str) -> Result<Self, String> {
        let uri: Option<Uri> = text.parse().ok();
        let is_one = uri.is_some_and(|uri| {
            let is_web = matches!(uri.scheme_str(), Some("http" | "https"));
            let is_plain = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
            is_web && is_plain && uri.query().is_none() && !text.contains('#')
        });
        if is_one { Ok(Self(text.to_owned())) } else { Err(format!("{text:?} is not an address such as {GOOGLE}")) }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

impl ProvidersConfig {
    pub(super) fn read(from: &mut Section<'_>) -> Self {
        let base = |text: &str| BaseUrl::parse(text).expect("this is one");
        Self {
            google: client(from, "google_client_id", "google_client_secret"),
            google_issuer: from.or("google_issuer", Issuer(GOOGLE.to_owned())),
            google_name: from.or("google_name", "Google".to_owned()),
            facebook: client(from, "facebook_client_id", "facebook_client_secret"),
            facebook_url: from.or("facebook_url", base("https://www.facebook.com")),
            facebook_graph_url: from.or("facebook_graph_url", base("https://graph.facebook.com")),
        }
    }

    /// Those that are set, as the use cases take them.
    pub fn settings(&self, version: &GraphVersion) -> Vec<ProviderSettings> {
        let google = self.google.clone().map(|client| ProviderSettings {
            provider: Provider::Google,
            name: self.google_name.clone(),
            client_id: client.id,
            client_secret: client.secret,
            place: ProviderPlace::OpenId { issuer: self.google_issuer.0.clone() },
        });
        let facebook = self.facebook.clone().map(|client| ProviderSettings {
            provider: Provider::Facebook,
            name: "Facebook".to_owned(),
            client_id: client.id,
            client_secret: client.secret,
            place: ProviderPlace::Facebook {
                pages: self.facebook_url.as_str().to_owned(),
                graph: self.facebook_graph_url.as_str().to_owned(),
                version: version.as_str().to_owned(),
            },
        });
        google.into_iter().chain(facebook).collect()
    }
}

/// Both or neither.
fn client(from: &mut Section<'_>, id: &'static str, secret: &'static str) -> Option<Client> {
    let (found, proof): (Option<String>, Option<Secret>) = (from.optional(id), from.optional(secret));
    match (found, proof) {
        (Some(id), Some(secret)) => return Some(Client { id, secret }),
        (Some(_), None) => from.problem(secret, format_args!("is missing: {id} is set")),
        (None, Some(_)) => from.problem(id, format_args!("is missing: {secret} is set")),
        (None, None) => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issuer_may_have_a_path_and_is_kept_to_the_letter() {
        for (text, good) in [
            ("https://accounts.google.com", true),
            ("https://id.example.com/realms/shop/", true),
            ("http://127.0.0.1:9", true),
            ("accounts.google.com", false),
            ("https://a:b@id.example.com", false),
            ("https://id.example.com?x=1", false),
            ("https://id.example.com#x", false),
        ] {
            let read = Issuer::parse(text);
            assert_eq!(read.is_ok(), good, "{text}");
            assert!(read.is_err() || read.unwrap().show() == text);
        }
    }
}
