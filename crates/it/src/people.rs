//! People and keys of the tests: who calls, for which tenant.

use std::ops::Deref;

use recado_domain::{Role, TenantId};
use recado_engine::{
    Secret,
    access::{By, FirstOwner, NewMember, NewOwner, NewTenant},
};
use recado_storage::{Scope, platform::tenants::Plan};
use serde_json::{Value as Json, json};

use crate::{Answer, Call, TestApp};

/// Everybody's password in tests; must not be logged.
pub const PASSWORD: &str = "seven brass lanterns";
/// Its hash, made once: hashing takes longer than most tests.
const PASSWORD_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$WHA3bLRQkogP2ocs5PoCxw$GyhcxtGmExw29+lEU0/GoiaCGeQeajYNiwtiuV6B7fA";

/// Somebody with a credential: a person or a key.
#[derive(Clone)]
pub struct Someone {
    pub(crate) app: TestApp,
    /// `usr_…` or `key_…`
    pub id: String,
    /// The address, for people.
    pub email: String,
    /// An access token or API key.
    pub token: String,
    /// For the next refresh, for people.
    pub refresh_token: String,
}

/// A tenant; calls made on it are its owner's.
#[derive(Clone)]
pub struct TestTenant {
    /// Its id.
    pub tenant: TenantId,
    /// `ten_…`
    pub id: String,
    /// Its slug.
    pub slug: String,
    /// Its first owner.
    pub owner: Someone,
}

impl TestApp {
    /// A fresh tenant with its owner signed in.
    pub async fn tenant(&self, slug: &str) -> TestTenant {
        self.plant(PASSWORD);
        let email = format!("owner@{slug}.example");
        let owner = NewOwner { email: &email, name: "Olga Owner", password_hash: PASSWORD_HASH };
        let new = NewTenant { slug, name: slug, plan: Plan::Starter, owner };
        let mut tx = self.engine.db.write(Scope::System).await.expect("a write");
        let made = self.engine.make_tenant(&mut tx, &By::SYSTEM, new).await.expect("a free slug");
        tx.commit().await.expect("a commit");
        let tenant = made.tenant.id;
        let owner = self.sign_in(&email).await;
        TestTenant { tenant, id: tenant.to_string(), slug: slug.to_owned(), owner }
    }

    /// The first tenant of the installation; its owner is super-admin.
    pub async fn first_tenant(&self, slug: &str) -> TestTenant {
        self.plant(PASSWORD);
        let email = format!("root@{slug}.example");
        let first = FirstOwner { tenant: slug, email: &email, password: &Secret::new(PASSWORD) };
        self.engine.bootstrap(Some(first)).await.expect("an empty installation");
        let owner = self.sign_in(&email).await;
        let mut read = self.engine.db.read(Scope::System).await.expect("a read");
        let tenant = read.platform().tenants().find_by_slug(slug).await.expect("an answer").expect("just made").id;
        TestTenant { tenant, id: tenant.to_string(), slug: slug.to_owned(), owner }
    }

    /// Signs in with everybody's password.
    pub async fn sign_in(&self, email: &str) -> Someone {
        let body = json!({ "email": email, "password": PASSWORD });
        let answer = self.call("POST", "/api/v1/auth/login").json(&body).send().await.expect(200);
        let text = |value: &Json| value.as_str().expect("a text").to_owned();
        let (token, refresh_token) = (text(&answer["accessToken"]), text(&answer["refreshToken"]));
        self.plant(&token);
        self.plant(&refresh_token);
        let id = text(&answer["user"]["id"]);
        Someone { app: self.clone(), id, email: email.to_owned(), token, refresh_token }
    }
}

impl TestTenant {
    /// A member, signed in.
    pub async fn person(&self, name: &str, role: Role) -> Someone {
        let email = format!("{name}@{}.example", self.slug);
        self.add(&email, role).await;
        self.owner.app.sign_in(&email).await
    }

    /// Makes an address a member, without signing in.
    pub async fn add(&self, email: &str, role: Role) {
        let engine = &self.owner.app.engine;
        let new = NewMember { email, name: "Somebody", role, password_hash: Some(PASSWORD_HASH) };
        let mut tx = engine.db.write(Scope::System).await.expect("a write");
        engine.add_member(&mut tx, self.tenant, &By::SYSTEM, new).await.expect("not a member yet");
        tx.commit().await.expect("a commit");
    }

    /// An API key of these scopes.
    pub async fn key(&self, scopes: &[&str]) -> Someone {
        let made = self.post("/api/v1/api-keys", json!({ "name": "test", "scopes": scopes })).await.expect(201);
        let text = |name: &str| made[name].as_str().expect("a text").to_owned();
        let (id, token) = (text("id"), text("key"));
        self.owner.app.plant(&token);
        Someone { app: self.owner.app.clone(), id, email: String::new(), token, refresh_token: String::new() }
    }
}

impl Deref for TestTenant {
    type Target = Someone;
    fn deref(&self) -> &Someone {
        &self.owner
    }
}

impl Someone {
    /// The product that they use.
    pub fn app(&self) -> &TestApp {
        &self.app
    }

    /// Proves once more who it is, with everybody's password.
    pub async fn step_up(&self) {
        self.post("/api/v1/auth/step-up", json!({ "password": PASSWORD })).await.is(204);
    }

    /// A request of this caller, to be completed.
    pub fn call(&self, method: &str, path: &str) -> Call {
        self.app.call(method, path).bearer(&self.token)
    }

    /// GET
    pub async fn get(&self, path: &str) -> Answer {
        self.call("GET", path).send().await
    }

    /// POST
    pub async fn post(&self, path: &str, body: Json) -> Answer {
        self.call("POST", path).json(&body).send().await
    }

    /// PATCH
    pub async fn patch(&self, path: &str, body: Json) -> Answer {
        self.call("PATCH", path).json(&body).send().await
    }

    /// PUT
    pub async fn put(&self, path: &str, body: Json) -> Answer {
        self.call("PUT", path).json(&body).send().await
    }

    /// DELETE
    pub async fn delete(&self, path: &str) -> Answer {
        self.call("DELETE", path).send().await
    }
}
