//! Fills the demo through the public API: people, teams, numbers, contacts and the conversations of the last weeks.

use std::{collections::HashMap, time::Duration};

use anyhow::Context as _;
use recado_domain::{Clock, SystemClock};
use serde_json::{Value, json};

use super::{
    client::Client,
    dialogues::{self, Dialogue},
    file::{DemoFile, DemoNumber, DemoTenant, DemoUser},
    past::{self, MetaNumber},
    people::{Person, people},
};

/// How many contacts there are; the first forty have a conversation.
const CONTACTS: usize = 200;
const WABA: &str = "102290129340398";
const NUMBERS: [(&str, &str, &str); 2] =
    [("106540352242922", "+55 11 3090-1000", "Recepção"), ("106540352242923", "+55 11 3090-2000", "Loja")];
/// Name, e-mail, role, and the word by which the dialogues know them.
const PEOPLE: [(&str, &str, &str, &str); 3] = [
    ("Regina Prado", "regina@aurora.example", "supervisor", "regina"),
    ("Ana Beatriz Lopes", "ana@aurora.example", "agent", "ana"),
    ("Bruno Carvalho", "bruno@aurora.example", "agent", "bruno"),
];
/// Name, word of the dialogues, who is in it. Each agent is in one, so that the two do not see the same conversations.
const TEAMS: [(&str, &str, &str); 2] = [("Recepção", "recepcao", "ana"), ("Loja", "loja", "bruno")];

/// The owner's e-mail address; the owner is also super-admin.
pub const OWNER: &str = "dona@aurora.example";
/// The tenant's short name.
pub const TENANT: &str = "aurora";

/// What the seed is given.
pub struct Seed<'s> {
    /// The product, not signed in.
    pub product: &'s Client,
    /// Meta's side.
    pub meta: &'s Client,
    /// The owner's password.
    pub owner_password: &'s str,
    /// Makes passwords.
    pub new_password: &'s dyn Fn() -> anyhow::Result<String>,
    /// Signs webhooks.
    pub app_secret: &'s str,
}

impl Seed<'_> {
    /// Fills everything; the addresses of the file are the caller's to set.
    pub async fn fill(&self) -> anyhow::Result<DemoFile> {
        let (owner, tenant) = self.sign_in().await?;
        let mut users = vec![user(OWNER, self.owner_password, "owner")];
        let mut ids = HashMap::new();
        for (name, email, role, word) in PEOPLE {
            let password = (self.new_password)()?;
            let body = json!({"name": name, "email": email, "role": role, "password": password});
            ids.insert(word, text(&owner.post("/api/v1/users", &body).await?, "id")?);
            users.push(user(email, &password, role));
        }
        for (name, word, member) in TEAMS {
            let made = owner.post("/api/v1/teams", &json!({"name": name, "members": [ids[member]]})).await?;
            ids.insert(word, text(&made, "id")?);
        }
        let key = owner.post("/api/v1/api-keys", &json!({"name": "Demo", "scopes": ["*"]})).await?;
        let numbers = self.numbers(&owner).await?;
        self.conversations(&owner, &ids).await?;
        self.quiet_contacts(&owner).await?;
        Ok(DemoFile {
            url: String::new(),
            simulator_url: String::new(),
            phone_url: String::new(),
            webhook_url: String::new(),
            app_secret: self.app_secret.to_owned(),
            verify_token: String::new(),
            api_key: text(&key, "key")?,
            tenant,
            users,
            numbers,
        })
    }

    async fn sign_in(&self) -> anyhow::Result<(Client, DemoTenant)> {
        let body = json!({"email": OWNER, "password": self.owner_password});
        let signed_in = self.product.post("/api/v1/auth/login", &body).await?;
        let tenant = &signed_in["tenants"][0];
        let tenant = DemoTenant { id: text(tenant, "id")?, slug: text(tenant, "slug")? };
        Ok((self.product.with_token(&text(&signed_in, "accessToken")?), tenant))
    }

    async fn numbers(&self, owner: &Client) -> anyhow::Result<Vec<DemoNumber>> {
        let mut numbers = Vec::new();
        for (phone_number_id, display, name) in NUMBERS {
            let meta = json!({"waba_id": WABA, "phone_number_id": phone_number_id, "display_phone_number": display,
                "verified_name": name});
            self.meta.post("/_sim/numbers", &meta).await?;
            let ours =
                json!({"wabaId": WABA, "phoneNumberId": phone_number_id, "displayPhoneNumber": display, "name": name});
            let id = text(&owner.post("/api/v1/numbers", &ours).await?, "id")?;
            numbers.push(DemoNumber { id, phone_number_id: phone_number_id.to_owned(), waba_id: WABA.to_owned() });
        }
        Ok(numbers)
    }

    /// The forty conversations: told as webhooks, then placed where they stand today.
    async fn conversations(&self, owner: &Client, ids: &HashMap<&str, String>) -> anyhow::Result<()> {
        let now = SystemClock.now();
        let dialogues = dialogues::all();
        let told: Vec<(&Dialogue, Person)> = dialogues.iter().zip(people(dialogues.len())).collect();
        for (index, (dialogue, person)) in told.iter().enumerate() {
            let (phone_number_id, display, _) = NUMBERS[dialogue.number];
            let digits: String = display.chars().filter(char::is_ascii_digit).collect();
            let number = MetaNumber { waba_id: WABA.into(), phone_number_id: phone_number_id.into(), digits };
            self.product.webhook(self.app_secret, &past::webhook(dialogue, index, person, &number, now)).await?;
        }
        let found = self.wait_for_conversations(owner, told.len()).await?;
        for (dialogue, person) in &told {
            let conversation = found.get(&format!("+{}", person.phone)).context("every dialogue has a conversation")?;
            place(owner, conversation, dialogue, ids).await?;
        }
        for (dialogue, person) in told.iter().filter(|(dialogue, _)| dialogue.days_ago == 0) {
            self.write_now(dialogue, person).await?;
        }
        Ok(())
    }

    /// The last words of today's conversations come through Meta's side, so that their windows are open there too.
    async fn write_now(&self, dialogue: &Dialogue, person: &Person) -> anyhow::Result<()> {
        let last = dialogue.lines.last().context("a dialogue has lines")?;
        let body = json!({
            "phone_number_id": NUMBERS[dialogue.number].0,
            "from": {"wa_id": person.phone, "name": person.name},
            "message": {"type": "text", "text": {"body": last.text}},
        });
        self.meta.post("/_sim/inbound", &body).await.map(drop)
    }

    /// Waits until the projector has told of all of them; conversations by the contact's phone.
    async fn wait_for_conversations(&self, owner: &Client, wanted: usize) -> anyhow::Result<HashMap<String, String>> {
        for _ in 0..600 {
            let page = owner.get("/api/v1/conversations?limit=200").await?;
            let rows = page["data"].as_array().context("a page")?;
            if rows.len() >= wanted {
                return rows.iter().map(|row| Ok((text(&row["contact"], "phone")?, text(row, "id")?))).collect();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        anyhow::bail!("the past was not projected within a minute")
    }

    async fn quiet_contacts(&self, owner: &Client) -> anyhow::Result<()> {
        for person in &people(CONTACTS)[dialogues::all().len()..] {
            let body = json!({"name": person.name, "phone": format!("+{}", person.phone)});
            owner.post("/api/v1/contacts", &body).await?;
        }
        Ok(())
    }
}

/// Assigns a conversation and sets its status, as the dialogue says.
async fn place(owner: &Client, id: &str, dialogue: &Dialogue, ids: &HashMap<&str, String>) -> anyhow::Result<()> {
    let (user, team) = (dialogue.assignee.map(|word| &ids[word]), dialogue.team.map(|word| &ids[word]));
    let assignment = json!({"userId": user, "teamId": team});
    owner.post(&format!("/api/v1/conversations/{id}/assign"), &assignment).await?;
    if dialogue.state != "open" {
        owner.put(&format!("/api/v1/conversations/{id}/status"), &json!({"status": dialogue.state})).await?;
    }
    Ok(())
}

fn user(email: &str, password: &str, role: &str) -> DemoUser {
    DemoUser { email: email.to_owned(), password: password.to_owned(), role: role.to_owned() }
}

fn text(value: &Value, key: &str) -> anyhow::Result<String> {
    value[key].as_str().map(str::to_owned).with_context(|| format!("{key} is missing"))
}
