//! Somewhere else where people sign in: a provider on a loopback port that speaks `OpenID` Connect and, under other paths,
//! Facebook's way. It is honest until a test makes it lie.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair},
};
use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    routing::{get, post},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use recado_domain::{Clock as _, ManualClock};
use recado_engine::{
    Secret,
    access::{ProviderPlace, ProviderSettings},
};
use recado_storage::platform::provider_logins::Provider;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// What it calls us.
pub const CLIENT: &str = "client-of-recado";
/// What we prove it with; must not be logged.
pub const CLIENT_SECRET: &str = "client-secret-of-the-harness";

/// How a token is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signed {
    /// With the key that the provider publishes.
    Well,
    /// With a key of somebody else's.
    ByAnother,
    /// Not at all.
    Never,
    /// With a secret that everybody knows: the published key.
    WithThePublicKey,
}

/// What a lie does to header and claims.
pub type Lie = Box<dyn Fn(&mut Value, &mut Value) -> Signed + Send + Sync>;

/// Somebody's account there.
#[derive(Debug, Clone)]
pub struct Account {
    /// The provider's name for them.
    pub subject: String,
    /// Their address.
    pub email: String,
    /// Whether the provider vouches for it.
    pub is_verified: bool,
}

impl Account {
    /// An account with an address that the provider vouches for.
    pub fn of(subject: &str, email: &str) -> Self {
        Self { subject: subject.to_owned(), email: email.to_owned(), is_verified: true }
    }
}

/// What a code was given for.
#[derive(Debug, Clone)]
struct Grant {
    account: Account,
    asked: HashMap<String, String>,
}

/// What it knows.
pub struct Inside {
    url: String,
    clock: Arc<ManualClock>,
    grants: Mutex<HashMap<String, Grant>>,
    lie: Mutex<Option<Lie>>,
    status: Mutex<Option<u16>>,
    is_slow: Mutex<bool>,
    /// Questions that it was asked, by path.
    asked: Mutex<Vec<String>>,
}

/// A running provider.
#[derive(Clone)]
pub struct LocalProvider(Arc<Inside>);

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn own_key() -> &'static RsaKeyPair {
    static KEY: OnceLock<RsaKeyPair> = OnceLock::new();
    KEY.get_or_init(|| RsaKeyPair::generate(KeySize::Rsa2048).expect("a key"))
}

fn modulus() -> String {
    URL_SAFE_NO_PAD.encode(own_key().public_key().modulus().big_endian_without_leading_zero())
}

impl LocalProvider {
    /// On a free port.
    pub async fn start(clock: Arc<ManualClock>) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a loopback port is free");
        let url = format!("http://{}", listener.local_addr().expect("its address"));
        let inside = Inside {
            url,
            clock,
            grants: Mutex::default(),
            lie: Mutex::default(),
            status: Mutex::default(),
            is_slow: Mutex::default(),
            asked: Mutex::default(),
        };
        let provider = Self(Arc::new(inside));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/jwks", get(keys))
            .route("/token", post(token))
            .route("/v25.0/oauth/access_token", post(facebook_token))
            .route("/v25.0/me", get(facebook_me))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        provider
    }

    /// How Recado is told of it.
    pub fn settings(&self) -> Vec<ProviderSettings> {
        let url = &self.0.url;
        let of = |provider, name: &str, place| ProviderSettings {
            provider,
            name: name.to_owned(),
            client_id: CLIENT.to_owned(),
            client_secret: Secret::new(CLIENT_SECRET),
            place,
        };
        let facebook = ProviderPlace::Facebook { pages: url.clone(), graph: url.clone(), version: "v25.0".to_owned() };
        vec![
            of(Provider::Google, "Google", ProviderPlace::OpenId { issuer: url.clone() }),
            of(Provider::Facebook, "Facebook", facebook),
        ]
    }

    /// The person consents to what they were sent with; the code that they are sent back with.
    pub fn consent(&self, asked: &HashMap<String, String>, account: &Account) -> String {
        let mut grants = locked(&self.0.grants);
        let code = format!("code-{}", grants.len());
        grants.insert(code.clone(), Grant { account: account.clone(), asked: asked.clone() });
        code
    }

    /// From now on it tells this lie.
    pub fn lie(&self, lie: Option<Lie>) {
        *locked(&self.0.lie) = lie;
    }

    /// From now on every question for a token is answered with this status.
    pub fn breaks(&self, status: Option<u16>) {
        *locked(&self.0.status) = status;
    }

    /// From now on it answers nothing.
    pub fn is_slow(&self, is_slow: bool) {
        *locked(&self.0.is_slow) = is_slow;
    }

    /// How often it was asked at this path.
    pub fn asked(&self, path: &str) -> usize {
        locked(&self.0.asked).iter().filter(|asked| *asked == path).count()
    }

    async fn hear(&self, path: &str) -> Result<(), StatusCode> {
        locked(&self.0.asked).push(path.to_owned());
        if *locked(&self.0.is_slow) {
            std::future::pending::<()>().await;
        }
        let status = *locked(&self.0.status);
        status.map_or(Ok(()), |status| Err(StatusCode::from_u16(status).expect("a status")))
    }

    /// Takes a code, once, for whoever was sent with it.
    fn redeem(&self, form: &HashMap<String, String>) -> Option<Grant> {
        let field = |name: &str| form.get(name).map(String::as_str);
        let is_ours = field("client_id") == Some(CLIENT) && field("client_secret") == Some(CLIENT_SECRET);
        let grant = locked(&self.0.grants).remove(field("code")?)?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(field("code_verifier")?));
        let fits = grant.asked.get("code_challenge") == Some(&challenge)
            && grant.asked.get("redirect_uri").map(String::as_str) == field("redirect_uri");
        (is_ours && fits).then_some(grant)
    }

    fn id_token(&self, grant: &Grant) -> String {
        let now = self.0.clock.now().secs();
        let Account { subject, email, is_verified } = &grant.account;
        let mut header = json!({ "alg": "RS256", "kid": "own", "typ": "JWT" });
        let mut claims = json!({
            "iss": self.0.url, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + 3600,
            "nonce": grant.asked.get("nonce"), "email": email, "email_verified": is_verified,
        });
        let signed = locked(&self.0.lie).as_ref().map_or(Signed::Well, |lie| lie(&mut header, &mut claims));
        let encoded = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let text = format!("{}.{}", encoded(&header), encoded(&claims));
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature(signed, text.as_bytes())))
    }
}

fn signature(signed: Signed, text: &[u8]) -> Vec<u8> {
    let with = |key: &RsaKeyPair| {
        let mut signature = vec![0; key.public_modulus_len()];
        key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature).expect("signed");
        signature
    };
    match signed {
        Signed::Well => with(own_key()),
        Signed::ByAnother => with(&RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")),
        Signed::Never => Vec::new(),
        Signed::WithThePublicKey => {
            let mut mac = Hmac::<Sha256>::new_from_slice(modulus().as_bytes()).expect("a key");
            mac.update(text);
            mac.finalize().into_bytes().to_vec()
        }
    }
}

async fn describe(State(provider): State<LocalProvider>) -> Result<Json<Value>, StatusCode> {
    provider.hear("description").await?;
    let url = &provider.0.url;
    Ok(Json(json!({
        "issuer": url, "authorization_endpoint": format!("{url}/authorize"), "token_endpoint": format!("{url}/token"),
        "jwks_uri": format!("{url}/jwks"),
    })))
}

async fn keys(State(provider): State<LocalProvider>) -> Result<Json<Value>, StatusCode> {
    provider.hear("jwks").await?;
    let own = json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "own", "n": modulus(), "e": "AQAB" });
    Ok(Json(json!({ "keys": [{ "kty": "EC", "kid": "curve", "crv": "P-256" }, own] })))
}

async fn token(State(provider): State<LocalProvider>, body: String) -> Result<Json<Value>, StatusCode> {
    provider.hear("token").await?;
    let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let grant = provider.redeem(&form).ok_or(StatusCode::BAD_REQUEST)?;
    Ok(Json(json!({ "access_token": "unused", "token_type": "Bearer", "id_token": provider.id_token(&grant) })))
}

async fn facebook_token(State(provider): State<LocalProvider>, body: String) -> Result<Json<Value>, StatusCode> {
    provider.hear("token").await?;
    let form: HashMap<String, String> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let grant = provider.redeem(&form).ok_or(StatusCode::BAD_REQUEST)?;
    Ok(Json(json!({ "access_token": format!("token-of-{}", grant.account.subject), "token_type": "bearer" })))
}

async fn facebook_me(
    State(provider): State<LocalProvider>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, StatusCode> {
    provider.hear("me").await?;
    let token = query.get("access_token").ok_or(StatusCode::UNAUTHORIZED)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(CLIENT_SECRET.as_bytes()).expect("a key");
    mac.update(token.as_bytes());
    let proof = hex::encode(mac.finalize().into_bytes());
    let subject = token.strip_prefix("token-of-").filter(|_| query.get("appsecret_proof") == Some(&proof));
    Ok(Json(json!({ "id": subject.ok_or(StatusCode::UNAUTHORIZED)? })))
}
