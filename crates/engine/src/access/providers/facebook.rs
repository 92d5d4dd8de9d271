use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use recado_graph::errand::Errands;
use serde::Deserialize;
use sha2::Sha256;

use super::{Claimed, ProviderFault, ProviderSettings, oidc::Exchange};

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

#[derive(Deserialize)]
struct Me {
    id: String,
}

/// Who the person is that this code was given to. Facebook does not say whether it checked the address: it vouches for none.
pub(super) async fn who(
    errands: &Errands,
    settings: &ProviderSettings,
    root: &str,
    exchange: &Exchange<'_>,
) -> Result<Claimed, ProviderFault> {
    let form = [
        ("client_id", settings.client_id.as_str()),
        ("client_secret", settings.client_secret.expose()),
        ("redirect_uri", exchange.way_back),
        ("code", exchange.code),
        ("code_verifier", exchange.verifier),
    ];
    let answer = errands.post(&format!("{root}/oauth/access_token"), &form).await?;
    let tokens: Tokens = serde_json::from_value(answer).map_err(|_| ProviderFault::Refused("it gave no token"))?;
    let proof = proof(settings.client_secret.expose(), &tokens.access_token);
    let query = [("fields", "id"), ("access_token", &tokens.access_token), ("appsecret_proof", &proof)];
    let me: Me = serde_json::from_value(errands.get(&format!("{root}/me"), &query).await?)
        .map_err(|_| ProviderFault::Refused("it does not say who it is"))?;
    if me.id.is_empty() || me.id.len() > 64 || !me.id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ProviderFault::Refused("a token of nobody"));
    }
    // Its ids are an app's own: those of another app are other people.
    let subject = format!("{} {}", settings.client_id, me.id);
    Ok(Claimed { provider: settings.provider, subject, email: None })
}

/// Shows that the token is used by who knows the app's secret.
fn proof(secret: &str, token: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("a key of any length will do");
    mac.update(token.as_bytes());
    HEXLOWER.encode(&mac.finalize().into_bytes())
}
