//! Fills the demo through the public API: people, teams, numbers, contacts and the conversations of the last weeks.

use std::collections::HashMap;

use anyhow::Context as _;
use serde_json::{Value, json};

use super::{
    client::Client,
    dialogues,
    file::{DemoFile, DemoNumber, DemoTenant, DemoUser},
    people::people,
    told::Told,
};

/// How many contacts there are; the first forty have a conversation.
const CONTACTS: usize = 200;
pub(super) const WABA: &str = "102290129340398";
pub(super) const NUMBERS: [(&str, &str, &str); 2] =
    [("106540352242922", "+55 11 3090-1000", "Recepção"), ("106540352242923", "+55 11 3090-2000", "Loja")];
/// Name, e-mail, role, and the word by which the dialogues know them.
const PEOPLE: [(&str, &str, &str, &str); 3] = [
    ("Regina Prado", "regina@aurora.example", "supervisor", "regina"),
    ("Ana Beatriz Lopes", "ana@aurora.example", "agent", "ana"),
    ("Bruno Carvalho", "bruno@aurora.example", "agent", "bruno"),
];
/// Name, word of the dialogues, who is in it. Each agent is in one, so that the two do not see the same conversations.
const TEAMS: [(&str, &str, &str); 2] = [("Recepção", "recepcao", "ana"), ("Loja", "loja", "bruno")];

/// Name and hue; the dialogues say what wears which.
const TAGS: [(&str, u16); 9] = [
    ("Orçamento", 255),
    ("Pedido", 30),
    ("Retorno", 160),
    ("Remarcação", 75),
    ("Troca", 310),
    ("Convênio", 200),
    ("Financeiro", 110),
    ("Urgente", 20),
    ("Paciente nova", 280),
];
/// What the team says again and again.
const AWAY: &str = "Oi, {{contact.firstName}}! A {{tenant.name}} está fechada agora. Atendemos de segunda a sexta das 8h às 12h \
    e das 13h às 18h, e aos sábados até o meio-dia. Assim que abrirmos, respondemos por aqui.";
const QUICK_REPLIES: [(&str, &str); 5] = [
    ("ola", "Olá, {{contact.firstName}}! Aqui é {{agent.firstName}}, da {{tenant.name}}. Como posso ajudar?"),
    ("endereco", "Estamos na Rua das Palmeiras, 210, de segunda a sexta das 8h às 19h e sábado até as 13h."),
    ("pix", "A chave Pix é o e-mail financeiro@aurora.example. Me mande o comprovante por aqui, por favor."),
    ("preparo", "Para a sessão: pele limpa, sem maquiagem, e chegue dez minutinhos antes."),
    ("cadastro", "Confirma para mim se o seu e-mail ainda é {{contact.email}}?"),
];

/// The company's name.
const COMPANY: &str = "Clínica Aurora";
/// The owner's name.
const OWNER_NAME: &str = "Aurora Menezes";
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
        let (owner, tenant) = self.sign_in(OWNER, self.owner_password).await?;
        owner.patch("/api/v1/users/me", &json!({"name": OWNER_NAME})).await?;
        owner.patch("/api/v1/tenant", &json!({"name": COMPANY})).await?;
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
        let supervisor = users.iter().find(|user| user.role == "supervisor").context("a supervisor")?;
        let (supervisor, _) = self.sign_in(&supervisor.email, &supervisor.password).await?;
        desk(&supervisor, &mut ids).await?;
        Told { seed: self, supervisor: &supervisor, ids: &ids }.tell().await?;
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

    async fn sign_in(&self, email: &str, password: &str) -> anyhow::Result<(Client, DemoTenant)> {
        let body = json!({"email": email, "password": password});
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
        self.templates().await?;
        Ok(numbers)
    }

    /// Meta's side knows some templates of the account, most of them approved.
    async fn templates(&self) -> anyhow::Result<()> {
        let templates: Vec<Value> = serde_json::from_str(include_str!("templates.json"))?;
        for mut template in templates {
            template["waba_id"] = json!(WABA);
            self.meta.post("/_sim/templates", &template).await?;
        }
        Ok(())
    }

    async fn quiet_contacts(&self, owner: &Client) -> anyhow::Result<()> {
        for person in &people(CONTACTS)[dialogues::all().len()..] {
            let body = json!({"name": person.name, "phone": format!("+{}", person.phone)});
            owner.post("/api/v1/contacts", &body).await?;
        }
        Ok(())
    }
}

/// Tags, quick replies and an away message. That one is off, so that the personas meet people at whatever hour it is.
async fn desk(supervisor: &Client, ids: &mut HashMap<&str, String>) -> anyhow::Result<()> {
    for (name, hue) in TAGS {
        let made = supervisor.post("/api/v1/tags", &json!({"name": name, "hue": hue})).await?;
        ids.insert(name, text(&made, "id")?);
    }
    for (shortcut, body) in QUICK_REPLIES {
        supervisor.post("/api/v1/quick-replies", &json!({"shortcut": shortcut, "body": body})).await?;
    }
    let hours = json!([
        {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "08:00", "to": "12:00"},
        {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "13:00", "to": "18:00"},
        {"days": ["sat"], "from": "08:00", "to": "12:00"},
    ]);
    let away = json!({"enabled": false, "text": AWAY, "hours": hours, "holidays": []});
    supervisor.post("/api/v1/away-messages", &away).await?;
    Ok(())
}

fn user(email: &str, password: &str, role: &str) -> DemoUser {
    DemoUser { email: email.to_owned(), password: password.to_owned(), role: role.to_owned() }
}

pub(super) fn text(value: &Value, key: &str) -> anyhow::Result<String> {
    value[key].as_str().map(str::to_owned).with_context(|| format!("{key} is missing"))
}
