use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_domain::{SessionId, Timestamp, UserId};
use recado_storage::{
    DbResult, Scope,
    platform::{
        one_time_links::{Kept, LinkPurpose},
        provider_logins::Provider,
    },
    secrets::Owner,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest as _, Sha256};

use super::{
    super::{
        audit::{self, Deed},
        caller::Actor,
        login::{Origin, tenants_of},
        refresh::fresh_token,
        registration::place,
        sha256,
    },
    Claimed, ProviderFault, ProviderPlace, ProviderSettings, WAY_LIFE, facebook, oidc,
};
use crate::{Engine, Secret, VaultError};

/// Longer than any path of ours.
const LONGEST_PATH: usize = 500;

/// Somebody who goes to a provider.
#[derive(Debug)]
pub struct Departure {
    /// Where to.
    pub url: String,
    /// What their browser keeps, and shows when they come back.
    pub browser: Secret,
    /// For how long.
    pub life: Duration,
}

/// What a provider sends people back with.
#[derive(Debug, Clone, Copy)]
pub struct Return<'r> {
    /// What they were sent away with.
    pub state: Option<&'r str>,
    /// What is exchanged for who they are.
    pub code: Option<&'r str>,
    /// Why there is none.
    pub error: Option<&'r str>,
    /// Who says so.
    pub issuer: Option<&'r str>,
    /// What their browser kept.
    pub browser: Option<&'r Secret>,
}

/// Where somebody comes out.
#[derive(Debug)]
pub struct Landing {
    /// Whether they went to connect an account, and not to sign in.
    pub is_link: bool,
    /// Where they wanted to go.
    pub to: Option<String>,
    /// With what: a ticket to sign in with, nothing more to do, or not at all.
    pub outcome: Result<Option<Secret>, ProviderFault>,
}

/// What is remembered of who is away.
#[derive(Serialize, Deserialize)]
struct Away {
    provider: Provider,
    nonce: String,
    verifier: String,
    to: Option<String>,
    linking: Option<Linking>,
}

/// Who connects an account.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub(super) struct Linking {
    pub(super) user: UserId,
    pub(super) session: SessionId,
}

/// A path on this server: what begins with two strokes, or what a browser may take for that, leads elsewhere.
fn is_ours(path: &str) -> bool {
    let is_plain = path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    path.starts_with('/') && !path.starts_with("//") && is_plain && path.len() <= LONGEST_PATH
}

impl Engine {
    /// Sends somebody to a provider to sign in there. `to` is where they want to be afterwards: a path of ours, or nothing.
    pub async fn leave_for_provider(
        &self,
        provider: Provider,
        to: Option<&str>,
        origin: &Origin,
    ) -> Result<Departure, ProviderFault> {
        self.stranger_calls(origin)?;
        self.leave(provider, to.filter(|to| is_ours(to)), None).await
    }

    pub(super) async fn leave(
        &self,
        provider: Provider,
        to: Option<&str>,
        linking: Option<Linking>,
    ) -> Result<Departure, ProviderFault> {
        let settings = self.provider(provider).ok_or(ProviderFault::Unknown)?;
        let (state, nonce, verifier, browser) = (fresh_token(), fresh_token(), fresh_token(), fresh_token());
        let to_them = self.address_of(settings, &state, &nonce, &verifier);
        let url = tokio::time::timeout(self.settings.provider_patience, to_them).await.map_err(|_| too_late())??;
        let secret = |text: &Secret| text.expose().to_owned();
        let away =
            Away { provider, nonce: secret(&nonce), verifier: secret(&verifier), to: to.map(str::to_owned), linking };
        self.keep(LinkPurpose::ProviderState, &state, &browser, &away).await?;
        Ok(Departure { url, browser, life: WAY_LIFE * 2 })
    }

    async fn address_of(
        &self,
        settings: &ProviderSettings,
        state: &Secret,
        nonce: &Secret,
        verifier: &Secret,
    ) -> Result<String, ProviderFault> {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose()));
        let way_back = self.way_back(settings.provider);
        let mut query = vec![
            ("response_type", "code"),
            ("client_id", &settings.client_id),
            ("redirect_uri", &way_back),
            ("state", state.expose()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let pages = match &settings.place {
            ProviderPlace::OpenId { issuer } => {
                let providers = &self.access.providers;
                query.extend([("scope", "openid email"), ("nonce", nonce.expose())]);
                let told = oidc::described(&providers.errands, &providers.memory, issuer, self.now()).await?;
                told.authorization_endpoint.clone()
            }
            ProviderPlace::Facebook { pages, version, .. } => {
                query.push(("scope", "public_profile"));
                format!("{pages}/{version}/dialog/oauth")
            }
        };
        let mark = if pages.contains('?') { '&' } else { '?' };
        Ok(form_urlencoded::Serializer::new(format!("{pages}{mark}")).extend_pairs(query).finish())
    }

    /// Takes somebody in who comes back from a provider. The state is used up whatever it comes to.
    pub async fn return_from_provider(&self, provider: Provider, back: Return<'_>, origin: &Origin) -> Landing {
        let landing = match self.away(provider, back, origin).await {
            Ok(away) => {
                let is_link = away.linking.is_some();
                let outcome = self.arrive(&away, back, origin).await;
                Landing { is_link, to: away.to, outcome }
            }
            Err(fault) => Landing { is_link: false, to: None, outcome: Err(fault) },
        };
        if let Err(fault) = &landing.outcome {
            self.stranger_failed(origin);
            tracing::warn!(category = "auth", %provider, %fault, "nobody was signed in by a provider");
        }
        landing
    }

    async fn away(&self, provider: Provider, back: Return<'_>, origin: &Origin) -> Result<Away, ProviderFault> {
        self.hear_stranger(origin)?;
        let (Some(state), Some(browser)) = (back.state, back.browser) else { return Err(ProviderFault::Over) };
        let (hash, subject) = (sha256(state), sha256(browser.expose()));
        let kept = Kept { hash: &hash, purpose: LinkPurpose::ProviderState, subject: &subject };
        let mut tx = self.db.write(Scope::System).await?;
        let sealed = tx.platform().one_time_links().take(kept, self.now()).await?.ok_or(ProviderFault::Over)?;
        tx.commit().await?;
        let away: Away = self.opened(&hash, &sealed).await?;
        if away.provider == provider { Ok(away) } else { Err(ProviderFault::Over) }
    }

    async fn arrive(&self, away: &Away, back: Return<'_>, origin: &Origin) -> Result<Option<Secret>, ProviderFault> {
        match (back.error, back.code) {
            (Some("access_denied" | "user_denied"), _) => return Err(ProviderFault::Denied),
            (Some(_), _) | (None, None) => return Err(ProviderFault::Refused("it sent nobody back")),
            (None, Some(_)) => {}
        }
        let asked = self.who_came(away, back);
        let claimed = tokio::time::timeout(self.settings.provider_patience, asked).await.map_err(|_| too_late())??;
        if let Some(linking) = away.linking {
            self.connect(linking, &claimed, origin).await?;
            return Ok(None);
        }
        let (ticket, browser) = (fresh_token(), back.browser.ok_or(ProviderFault::Over)?);
        self.keep(LinkPurpose::ProviderTicket, &ticket, browser, &claimed).await?;
        Ok(Some(ticket))
    }

    async fn who_came(&self, away: &Away, back: Return<'_>) -> Result<Claimed, ProviderFault> {
        let settings = self.provider(away.provider).ok_or(ProviderFault::Unknown)?;
        let (providers, way_back) = (&self.access.providers, self.way_back(away.provider));
        let exchange = oidc::Exchange {
            code: back.code.unwrap_or_default(),
            verifier: &away.verifier,
            nonce: &away.nonce,
            way_back: &way_back,
            now: self.now(),
        };
        match &settings.place {
            ProviderPlace::OpenId { issuer } => {
                if back.issuer.is_some_and(|told| told != issuer) {
                    return Err(ProviderFault::Refused("another provider's answer"));
                }
                oidc::who(&providers.errands, &providers.memory, settings, issuer, &exchange).await
            }
            ProviderPlace::Facebook { graph, version, .. } => {
                facebook::who(&providers.errands, settings, &format!("{graph}/{version}"), &exchange).await
            }
        }
    }

    /// Connects an account with who went away for that, while their session lives.
    async fn connect(&self, linking: Linking, claimed: &Claimed, origin: &Origin) -> Result<(), ProviderFault> {
        let Linking { user, session } = linking;
        let mut tx = self.db.write(Scope::System).await?;
        let found = tx.platform().sessions().find(session).await?;
        if !found.is_some_and(|session| session.user_id == user && session.is_live(self.now())) {
            return Err(ProviderFault::Over);
        }
        let Claimed { provider, subject, .. } = claimed;
        if !tx.platform().provider_logins().link(user, *provider, subject, self.now()).await? {
            return Err(ProviderFault::Taken);
        }
        let metadata = serde_json::json!({ "provider": provider });
        let deed = Deed::new("user.provider_linked", "user").of(user).with(metadata).sensitive();
        let tenants = tenants_of(&mut tx, user).await?;
        audit::record_in_all(&mut tx, &tenants, self, &origin.by(Actor::User(user)), &deed).await?;
        Ok(tx.commit().await?)
    }

    /// Keeps something for whoever shows the token and what the browser keeps.
    async fn keep<T: Serialize>(
        &self,
        purpose: LinkPurpose,
        token: &Secret,
        browser: &Secret,
        what: &T,
    ) -> Result<(), ProviderFault> {
        let (hash, subject, now) = (sha256(token.expose()), sha256(browser.expose()), self.now());
        let text = Secret::new(serde_json::to_string(what).expect("plain data"));
        let sealed = self.vault.seal(Owner::Platform, place(&hash), &text).await?;
        let mut tx = self.db.write(Scope::System).await?;
        let kept = Kept { hash: &hash, purpose, subject: &subject };
        tx.platform().one_time_links().keep(kept, &sealed, now, until(now)).await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn opened<T: DeserializeOwned>(&self, hash: &[u8; 32], sealed: &[u8]) -> Result<T, VaultError> {
        let text = self.vault.open(Owner::Platform, place(hash), sealed).await?;
        serde_json::from_str(text.expose()).map_err(|_| VaultError::NotText)
    }

    /// What a ticket says, without using it up.
    pub(super) async fn ticket(&self, kept: Kept<'_>) -> DbResult<Option<Vec<u8>>> {
        self.db.read(Scope::System).await?.platform().one_time_links().kept(kept, self.now()).await
    }
}

fn until(now: Timestamp) -> Timestamp {
    now.plus(WAY_LIFE)
}

fn too_late() -> ProviderFault {
    ProviderFault::Away(recado_graph::errand::NoAnswer::Away)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_ours_are_gone_to() {
        for (path, ours) in [
            ("/", true),
            ("/settings/people?page=2", true),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("javascript:alert(1)", false),
            ("/a\r\nset-cookie: x=y", false),
            ("/\tevil", false),
            ("", false),
        ] {
            assert_eq!(is_ours(path), ours, "{path:?}");
        }
    }
}
