//! Whether a number is its tenant's: Meta is asked right after the registration, with the number's own token.
//!
//! All numbers under an app of the platform share its secret, so a signature does not tell whose a number is; until the
//! answer is there its webhooks wait in quarantine. Numbers under a tenant's own app need no proof: their secret is it.
//! What follows from an answer is decided in `verdict`, which is pure; see docs/adr/0011.

mod verdict;

use std::time::Duration;

use recado_domain::NumberId;
use recado_graph::client::AccessToken;
use recado_storage::{
    DbResult, Scope, Tx,
    tenant::{
        graph_exchanges::ExchangeRow,
        phone_numbers::{NumberRow, NumberStatus, Proof},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use self::verdict::{No, Verdict, of_account, of_number};
use super::TokenError;
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    events::{Event, emit},
    inbound::TryAwaiting,
    jobs::{self, Job, JobCx, JobError, Urgency},
    view::load,
};

/// What is read of the number: whether it is there.
const FIELDS: [&str; 2] = ["id", "display_phone_number"];
/// Longer than this Meta's answers are not waited for.
const PATIENCE: Duration = Duration::from_secs(5);
/// What stands before the reason of a number that was suspended because it is not its tenant's.
const REASON: &str = "proof:";

/// Asks Meta whether a number is its tenant's, until there is an answer. Safe to run twice.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ProveNumber {
    /// The number.
    pub number: NumberId,
}

impl Job for ProveNumber {
    const KIND: &'static str = "prove-number.v1";
    const URGENCY: Urgency = Urgency::Prompt;
    const TRIES: u32 = u32::MAX;

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        let engine = cx.engine;
        let mut read = engine.db.read(Scope::Tenant(cx.tenant)).await?;
        let Some(number) = read.tenant().phone_numbers().find(self.number).await? else { return Ok(()) };
        drop(read);
        let (verdict, exchanges) = match engine.token_of(cx.tenant, number.id, number.access_token.as_deref()).await {
            Ok(token) => engine.ask_for_proof(&token, &number).await,
            Err(TokenError::None) if engine.is_alone().await? => (Verdict::Open, Vec::new()),
            // A token that is saved asks again.
            Err(TokenError::None) => return Ok(()),
            Err(TokenError::Storage(error)) => return Err(error.into()),
            Err(error @ TokenError::Sealed(_)) => return Err(JobError::GiveUp(error.to_string())),
        };
        let mut tx = engine.db.write(Scope::Tenant(cx.tenant)).await?;
        let settled = engine.settle_proof(&mut tx, &number, verdict, exchanges).await?;
        tx.commit().await?;
        engine.wake.enqueued();
        engine.wake.queued();
        engine.wake.events();
        if settled { Ok(()) } else { Err(JobError::retry("Meta has not said whose the number is")) }
    }
}

impl Engine {
    /// Meta's verdict and the exchanges it follows from.
    async fn ask_for_proof(&self, token: &AccessToken, number: &NumberRow) -> (Verdict, Vec<ExchangeRow>) {
        let mut exchanges = Vec::new();
        let asking = async {
            let reply = self.graph.number(token, &number.phone_number_id, &FIELDS).await;
            exchanges.push(self.exchange_row(number.id, "number.read", &reply));
            let first = of_number(&reply.outcome, &number.phone_number_id);
            if first != Verdict::Yes {
                return first;
            }
            let (account, more) = self.ask_account(token, number).await;
            exchanges.extend(more);
            of_account(&account, &number.phone_number_id)
        };
        let verdict = tokio::time::timeout(PATIENCE, asking).await.unwrap_or(Verdict::Silent);
        (verdict, exchanges)
    }

    /// Whether the server has one tenant only: then a number cannot be another's.
    async fn is_alone(&self) -> DbResult<bool> {
        let tenants = self.db.read(Scope::System).await?.platform().tenants().list(Uuid::nil(), 2).await?;
        Ok(tenants.len() == 1)
    }

    /// Applies a verdict to the number as it was `asked` about; answers whether nobody needs to ask again.
    async fn settle_proof(
        &self,
        tx: &mut Tx,
        asked: &NumberRow,
        verdict: Verdict,
        exchanges: Vec<ExchangeRow>,
    ) -> DbResult<bool> {
        if !exchanges.is_empty() {
            tx.tenant().graph_exchanges().insert(exchanges).await?;
        }
        let Some(row) = self.lock_number(tx, asked.id).await? else { return Ok(true) };
        if row.access_token != asked.access_token || row.waba != asked.waba {
            // What was asked is no longer the question; whoever changed it has enqueued the new one.
            return Ok(true);
        }
        match verdict {
            Verdict::Yes => self.proved(tx, row).await?,
            Verdict::Open => self.left_open(tx, row).await?,
            Verdict::No(no) => self.refused(tx, row, no).await?,
            Verdict::Undecided => return Ok(false),
            Verdict::Silent => {
                self.left_open(tx, row).await?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn proved(&self, tx: &mut Tx, mut row: NumberRow) -> DbResult<()> {
        if row.proof == Proof::Proved {
            return Ok(());
        }
        row.proof = Proof::Proved;
        if row.status_reason.as_ref().is_some_and(|reason| reason.starts_with(REASON)) {
            row.status_reason = None;
            if row.status == NumberStatus::Suspended {
                row.status = self.status_with(row.access_token.as_ref());
                row.updated_at = self.now();
            }
        }
        self.routed_now(tx, &row).await
    }

    async fn left_open(&self, tx: &mut Tx, mut row: NumberRow) -> DbResult<()> {
        if row.proof != Proof::Due {
            return Ok(());
        }
        row.proof = Proof::Open;
        tracing::warn!(category = "system", number_id = %row.id, "Meta could not be asked whose a number is; it is asked again");
        self.routed_now(tx, &row).await
    }

    /// What Meta told of it meanwhile is in quarantine.
    async fn routed_now(&self, tx: &mut Tx, row: &NumberRow) -> DbResult<()> {
        tx.tenant().phone_numbers().update(row).await?;
        jobs::enqueue(self, &mut tx.tenant(), &TryAwaiting { number: row.id }, self.now()).await?;
        emit(self, &mut tx.tenant(), vec![Event::number_updated(&load::number(row))]).await?;
        Ok(())
    }

    async fn refused(&self, tx: &mut Tx, mut row: NumberRow, no: No) -> DbResult<()> {
        let reason = format!("{REASON}{}", no.as_str());
        if row.proof == Proof::Refused && row.status_reason.as_ref() == Some(&reason) {
            return Ok(());
        }
        row.proof = Proof::Refused;
        if matches!(row.status, NumberStatus::Active | NumberStatus::Pending) {
            row.status = NumberStatus::Suspended;
        }
        row.status_reason = Some(reason);
        row.updated_at = self.now();
        tx.tenant().phone_numbers().update(&row).await?;
        tracing::warn!(category = "system", number_id = %row.id, reason = no.as_str(), "Meta does not confirm whose a number is");
        let deed = Deed::new("number.refused", "number").of(row.id).with(json!({ "reason": no.as_str() })).sensitive();
        audit::record(tx.tenant(), self, &By::SYSTEM, deed).await?;
        emit(self, &mut tx.tenant(), vec![Event::number_updated(&load::number(&row))]).await
    }
}

/// What a number begins with.
pub(super) fn first(app_is_own: bool) -> Proof {
    if app_is_own { Proof::Proved } else { Proof::Due }
}
