//! How a number stands at Meta, and whether its webhooks come.
//!
//! [`Engine::refresh_health`] asks Meta and keeps what it told; `watch` does so every hour for every active number and
//! looks every minute for silence; `judge` says what is good and what is not, which is pure. To add a fact: its field in
//! `judge`, its words in the web app.

mod judge;
mod watch;

use recado_domain::{TenantId, Timestamp};
use recado_graph::client::{AccessToken, Outcome, Reply};
use recado_storage::{
    DbResult, Scope, Tx,
    tenant::{graph_exchanges::ExchangeRow, number_health::HealthRow, phone_numbers::NumberRow},
};
use serde_json::{Map, Value as Json, json};

use self::judge::{ACCOUNT_FIELDS, FAILURE, MESSAGING_LIMIT, NUMBER_FIELDS, OWNER, show};
pub use self::{
    judge::{FactState, FactView, HealthView, LimitUseView},
    watch::{LEASE, look, refresh_due, run},
};
use super::TokenError;
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    events::{Event, emit},
    sending::portfolio::{self, LimitUse},
    view::load,
};

/// Who wants to know.
#[derive(Debug, Clone, Copy)]
pub enum Asker<'a> {
    /// A person or a key: it is noted in the audit log.
    Somebody(&'a By),
    /// The clock.
    Clock,
}

impl Engine {
    /// What is known of a number of the tenant.
    pub async fn health(&self, tx: &mut Tx, number: &NumberRow) -> DbResult<HealthView> {
        let row = tx.tenant().number_health().find(number.id).await?;
        let used = portfolio::used(tx, portfolio_of(number), self.now()).await?;
        Ok(show(row, used))
    }

    /// Asks Meta how a number stands and keeps it. What Meta does not tell now stays as it was told before, with why.
    pub async fn refresh_health(&self, tenant: TenantId, number: &NumberRow, asker: Asker<'_>) -> DbResult<HealthView> {
        let (told, exchanges) = match self.token_of(tenant, number.id, number.access_token.as_deref()).await {
            Ok(token) => self.ask_health(&token, number).await,
            Err(TokenError::Storage(error)) => return Err(error),
            Err(TokenError::None | TokenError::Sealed(_)) => (failed("token"), Vec::new()),
        };
        let now = self.now();
        let mut tx = self.db.write(Scope::Tenant(tenant)).await?;
        if let Asker::Somebody(by) = asker {
            let deed = Deed::new("number.checked", "number").of(number.id).with(json!({ "calls": exchanges.len() }));
            audit::record(tx.tenant(), self, by, deed).await?;
        }
        tx.tenant().graph_exchanges().insert(exchanges).await?;
        let known = tx.tenant().number_health().find(number.id).await?;
        let before = known.as_ref().map(|row| row.facts.clone());
        let facts = merged(before.clone(), told);
        let is_news = before.as_ref() != Some(&facts);
        tx.tenant().number_health().checked(number.id, facts.clone(), now).await?;
        let used = note_portfolio(&mut tx, number, &facts, now).await?;
        if is_news {
            emit(self, &mut tx.tenant(), vec![Event::number_updated(&load::number(number))]).await?;
        }
        tx.commit().await?;
        self.wake.events();
        let silent_since = known.and_then(|row| row.silent_since);
        Ok(show(Some(HealthRow { facts, checked_at: Some(now), silent_since }), used))
    }

    async fn ask_health(&self, token: &AccessToken, number: &NumberRow) -> (Map<String, Json>, Vec<ExchangeRow>) {
        let (state, account) = tokio::join!(
            self.graph.number(token, &number.phone_number_id, &NUMBER_FIELDS),
            self.graph.waba(token, &number.waba_id, &ACCOUNT_FIELDS),
        );
        let exchanges = vec![
            self.exchange_row(number.id, "number.read", &state),
            self.exchange_row(number.id, "account.read", &account),
        ];
        let mut told = read(state, &NUMBER_FIELDS);
        for (name, value) in read(account, &ACCOUNT_FIELDS) {
            // The number's failure is the one that is shown.
            told.entry(name).or_insert(value);
        }
        (told, exchanges)
    }
}

fn portfolio_of(number: &NumberRow) -> &str {
    portfolio::name_of(number.portfolio_id.as_deref(), &number.waba_id)
}

/// Keeps which portfolio the number's account belongs to, and that one's limit.
async fn note_portfolio(tx: &mut Tx, number: &NumberRow, facts: &Json, now: Timestamp) -> DbResult<LimitUse> {
    let owner = facts.get(OWNER).and_then(|owner| owner.get("id")).and_then(Json::as_str);
    if let Some(owner) = owner.filter(|owner| number.portfolio_id.as_deref() != Some(*owner)) {
        tx.tenant().wabas().describe(number.waba, Some(owner), None).await?;
    }
    let name = owner.unwrap_or_else(|| portfolio_of(number));
    if let Some(limit) = facts.get(MESSAGING_LIMIT).and_then(Json::as_str) {
        tx.tenant().portfolios().tell(name, limit).await?;
    }
    portfolio::used(tx, name, now).await
}

/// The fields that Meta told, or why it told none.
fn read(reply: Reply<Json>, fields: &[&str]) -> Map<String, Json> {
    match reply.outcome {
        Outcome::Accepted(Json::Object(mut object)) => {
            object.retain(|name, _| fields.contains(&name.as_str()));
            object
        }
        Outcome::Rejected(error) => failed(&format!("graph:{}", error.code)),
        Outcome::Accepted(_) | Outcome::NotSent(_) | Outcome::Unknown(_) => failed("unanswered"),
    }
}

fn failed(why: &str) -> Map<String, Json> {
    Map::from_iter([(FAILURE.to_owned(), json!(why))])
}

/// What is known after this was told: what was not told now stays.
fn merged(before: Option<Json>, told: Map<String, Json>) -> Json {
    let mut facts = match before {
        Some(Json::Object(facts)) => facts,
        _ => Map::new(),
    };
    facts.remove(FAILURE);
    facts.extend(told);
    Json::Object(facts)
}
