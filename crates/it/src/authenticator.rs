//! The app on a person's phone that shows a code of six digits.

use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use recado_domain::Clock as _;
use serde_json::json;
use sha1::Sha1;

use crate::{Answer, Someone, TestApp};

/// Seconds that a code is shown.
const STEP: i64 = 30;

/// A second factor that was set up.
pub struct Authenticator {
    app: TestApp,
    secret: Vec<u8>,
    /// Recovery codes that nobody used yet.
    pub recovery: Vec<String>,
}

impl Authenticator {
    /// The code so many steps from now.
    pub fn code_at(&self, steps: i64) -> String {
        let now = self.app.clock.now().micros() / 1_000_000;
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.secret).expect("a key");
        mac.update(&(now / STEP + steps).to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let from = usize::from(digest[19] & 0xf);
        let whole = u32::from_be_bytes(digest[from..from + 4].try_into().expect("four"));
        let code = format!("{:06}", (whole & 0x7fff_ffff) % 1_000_000);
        self.app.plant(&code);
        code
    }

    /// The code that is shown now.
    pub fn code(&self) -> String {
        self.code_at(0)
    }

    /// One that nothing takes: none of those shown about now.
    pub fn wrong_code(&self) -> String {
        let near: Vec<String> = (-3..=3).map(|steps| self.code_at(steps)).collect();
        let mut all = (0..1_000_000).map(|code| format!("{code:06}"));
        all.find(|code| !near.contains(code)).expect("there are more")
    }
}

impl Someone {
    /// An app that was given a secret; a code of it was not seen yet.
    pub async fn begin_factor(&self) -> Authenticator {
        let begun = self.post("/api/v1/users/me/second-factor", json!({})).await.expect(200);
        let secret = begun["secret"].as_str().expect("a secret");
        self.app().plant(secret);
        let secret = BASE32_NOPAD.decode(secret.as_bytes()).expect("base32");
        Authenticator { app: self.app().clone(), secret, recovery: Vec::new() }
    }

    /// A second factor of this person, whose present code is used up by it.
    pub async fn factor(&self) -> Authenticator {
        let mut app = self.begin_factor().await;
        let confirmed = self.post("/api/v1/users/me/second-factor/confirm", json!({ "code": app.code() })).await;
        let codes = confirmed.expect(200)["recoveryCodes"].as_array().expect("codes").clone();
        app.recovery = codes.iter().map(|code| code.as_str().expect("a text").to_owned()).collect();
        app.recovery.iter().for_each(|code| self.app().plant(code));
        app
    }
}

impl TestApp {
    /// Tries to sign in with everybody's password and a code.
    pub async fn sign_in_with(&self, email: &str, code: Option<&str>) -> Answer {
        let body = json!({ "email": email, "password": crate::PASSWORD, "code": code });
        self.call("POST", "/api/v1/auth/login").json(&body).send().await
    }
}
