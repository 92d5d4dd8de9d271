//! Checking a number: asks Meta, with the number's token, all that must be right for it to send and receive.
//!
//! [`Engine::check_number`] makes the calls and keeps their redacted exchanges, `judge` draws the conclusions. To add a
//! thing that can be wrong: a variant in `findings`, its rule in `judge`, its words where findings are shown.

mod findings;
mod judge;

use recado_domain::NumberId;
use recado_graph::client::{AccessToken, Outcome, Page, Reply};
use recado_storage::{
    DbError, DbResult, Scope,
    tenant::{graph_exchanges::ExchangeRow, phone_numbers::NumberRow},
};
use serde_json::json;

pub use findings::{Findings, NumberFinding, NumberState, Refusal, Silence, TokenFinding, WebhookFinding};

pub(super) use self::judge::lists;
use self::judge::{Answers, Known, judge};
use super::TokenError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
};

/// What is read of a number.
const FIELDS: [&str; 5] = ["id", "display_phone_number", "verified_name", "quality_rating", "status"];
/// Pages of an account's numbers that are looked through: more than any account has.
const PAGES: usize = 20;

/// The exchanges of one check.
type Exchanges = Vec<ExchangeRow>;

impl Engine {
    /// Checks a number of the caller's tenant.
    pub async fn check_number(&self, caller: &Caller, number: &NumberRow) -> Result<Findings, DbError> {
        let token = match self.token_of(caller.tenant(), number.id, number.access_token.as_deref()).await {
            Ok(token) => token,
            Err(TokenError::None) => return Ok(Findings::without(TokenFinding::Missing)),
            Err(TokenError::Storage(error)) => return Err(error),
            Err(error @ TokenError::Sealed(_)) => {
                tracing::error!(category = "system", number_id = %number.id, %error, "a token is unreadable");
                return Ok(Findings::without(TokenFinding::Unreadable));
            }
        };
        let app = self.db.read(Scope::System).await?.platform().apps().find(number.app_id).await?;
        let meta_app_id = app.and_then(|app| app.meta_app_id);
        let (answers, exchanges) = self.ask(&token, number).await;
        self.keep_exchanges(caller, number.id, exchanges).await?;
        let known = Known { phone_number_id: &number.phone_number_id, meta_app_id: meta_app_id.as_deref() };
        Ok(judge(answers, &known))
    }

    /// All questions at once: each may take as long as Graph is given, and somebody waits.
    async fn ask(&self, token: &AccessToken, number: &NumberRow) -> (Answers, Exchanges) {
        let (state, account, subscribed, info) = tokio::join!(
            self.graph.number(token, &number.phone_number_id, &FIELDS),
            self.ask_account(token, number),
            self.graph.subscribed_apps(token, &number.waba_id),
            self.graph.debug_token(token, token),
        );
        let (account, mut exchanges) = account;
        exchanges.push(self.exchange_row(number.id, "number.read", &state));
        exchanges.push(self.exchange_row(number.id, "account.subscriptions", &subscribed));
        exchanges.push(self.exchange_row(number.id, "token.read", &info));
        let answers = Answers { number: state.outcome, account, subscribed: subscribed.outcome, token: info.outcome };
        (answers, exchanges)
    }

    /// Looks for the number among those of its account; answers the page that has it, or the last one.
    pub(super) async fn ask_account(&self, token: &AccessToken, number: &NumberRow) -> (Outcome<Page>, Exchanges) {
        let (mut exchanges, mut after) = (Vec::new(), None);
        loop {
            let reply = self.graph.numbers_of_waba(token, &number.waba_id, &["id"], after.as_deref()).await;
            exchanges.push(self.exchange_row(number.id, "account.numbers", &reply));
            let next = match &reply.outcome {
                Outcome::Accepted(page) if !lists(page, &number.phone_number_id) => page.after.clone(),
                _ => None,
            };
            if next.is_none() || exchanges.len() >= PAGES {
                return (reply.outcome, exchanges);
            }
            after = next;
        }
    }

    pub(super) fn exchange_row<A>(&self, number: NumberId, operation: &'static str, reply: &Reply<A>) -> ExchangeRow {
        let (at, exchange) = (self.now(), &reply.exchange);
        let graph_code = match &reply.outcome {
            Outcome::Rejected(error) => Some(error.code),
            Outcome::Accepted(_) | Outcome::NotSent(_) | Outcome::Unknown(_) => None,
        };
        ExchangeRow {
            id: self.ids.v7(at),
            number_id: Some(number),
            operation,
            at,
            took_ms: i64::try_from(exchange.duration_ms).unwrap_or(i64::MAX),
            http_status: exchange.status,
            graph_code,
            exchange: exchange.to_json().to_string(),
        }
    }

    async fn keep_exchanges(&self, caller: &Caller, number: NumberId, exchanges: Exchanges) -> DbResult<()> {
        let mut tx = self.db.write(caller.scope()).await?;
        let deed = Deed::new("number.checked", "number").of(number).with(json!({ "calls": exchanges.len() }));
        tx.tenant().graph_exchanges().insert(exchanges).await?;
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        tx.commit().await
    }
}
