//! Read receipts and the typing indicator: courtesies, told to Meta by jobs. They are never worth a failure that somebody
//! has to look at.

use std::time::Duration;

use recado_domain::{ConversationId, MessageId, Timestamp};
use recado_graph::{
    classify::policy_of,
    client::{AccessToken, Outcome, Reply},
};
use recado_storage::{
    DbResult, Scope, Tx,
    tenant::{
        conversations::ConversationRow,
        messages::MessageRow,
        phone_numbers::{NumberRow, NumberStatus},
    },
};
use serde::{Deserialize, Serialize};

use crate::{
    Engine,
    channel::TokenError,
    jobs::{self, Job, JobCx, JobError, Urgency},
};

/// Meta takes receipts for messages at most so old.
const RECEIVABLE: Duration = Duration::from_hours(30 * 24);
/// An indicator that is shown later than this tells nothing any more.
const TYPING_LASTS: Duration = Duration::from_secs(10);

impl Engine {
    /// Tells Meta that the newest message of a conversation was read, unless its number keeps that to itself. After the
    /// commit ring `wake.enqueued()`.
    pub async fn send_read_receipt(&self, tx: &mut Tx, conversation: &ConversationRow) -> DbResult<()> {
        let number = tx.tenant().phone_numbers().find(conversation.phone_number_id).await?;
        if !number.is_some_and(|number| number.sends_read_receipts) {
            return Ok(());
        }
        let Some(message) = tx.tenant().outgoing().newest_inbound(conversation.id).await? else { return Ok(()) };
        jobs::enqueue(self, &mut tx.tenant(), &MarkRead { message }, self.now()).await.map(drop)
    }

    /// Shows the customer that somebody is typing, until the reply or for 25 seconds. After the commit ring
    /// `wake.enqueued()`.
    pub async fn show_typing(&self, tx: &mut Tx, conversation: ConversationId) -> DbResult<()> {
        let Some(message) = tx.tenant().outgoing().newest_inbound(conversation).await? else { return Ok(()) };
        let (now, until) = (self.now(), self.now().plus(TYPING_LASTS));
        jobs::enqueue(self, &mut tx.tenant(), &ShowTyping { message, until }, now).await.map(drop)
    }
}

/// Marks an inbound message, and all before it, as read at Meta.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct MarkRead {
    /// Which one.
    pub message: MessageId,
}

impl Job for MarkRead {
    const KIND: &'static str = "mark-read.v1";
    const URGENCY: Urgency = Urgency::Prompt;

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        let Some(told) = told(cx, self.message).await? else { return Ok(()) };
        let Told { token, number, wamid } = &told;
        let reply = cx.engine.graph.mark_read(token, &number.phone_number_id, wamid).await;
        end(&reply)
    }
}

/// Shows the typing indicator below an inbound message. Meta marks the message as read with it.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ShowTyping {
    /// Which one.
    pub message: MessageId,
    /// Not after this.
    pub until: Timestamp,
}

impl Job for ShowTyping {
    const KIND: &'static str = "show-typing.v1";
    const URGENCY: Urgency = Urgency::Prompt;

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        if cx.engine.now() > self.until {
            return Ok(());
        }
        let Some(told) = told(cx, self.message).await? else { return Ok(()) };
        let Told { token, number, wamid } = &told;
        // One try: a late indicator is worse than none.
        drop(cx.engine.graph.typing(token, &number.phone_number_id, wamid).await);
        Ok(())
    }
}

/// What Meta is told with.
struct Told {
    token: AccessToken,
    number: NumberRow,
    wamid: String,
}

/// What a courtesy takes; `None` when there is nobody to tell: the message is too old or gone, or the number is stopped.
async fn told(cx: &JobCx<'_>, message: MessageId) -> Result<Option<Told>, JobError> {
    let mut tx = cx.engine.db.read(Scope::Tenant(cx.tenant)).await?;
    let Some(row) = tx.tenant().messages().find(message).await? else { return Ok(None) };
    let number = tx.tenant().phone_numbers().find(row.phone_number_id).await?;
    drop(tx);
    let is_fresh = |row: &MessageRow| cx.engine.now().since(row.created_at) < RECEIVABLE;
    let wamid = is_fresh(&row).then_some(row.wamid).flatten();
    let active = number.filter(|number| number.status == NumberStatus::Active);
    let (Some(wamid), Some(number)) = (wamid, active) else { return Ok(None) };
    match cx.engine.token_of(cx.tenant, number.id, number.access_token.as_deref()).await {
        Ok(token) => Ok(Some(Told { token, number, wamid })),
        Err(TokenError::None) => Ok(None),
        Err(error) => Err(JobError::retry(error)),
    }
}

/// A receipt may be sent twice: it is tried again unless Meta refused it for good, and then let go.
fn end(reply: &Reply<()>) -> Result<(), JobError> {
    match &reply.outcome {
        Outcome::Accepted(()) => Ok(()),
        Outcome::Rejected(error) if !policy_of(error).keeps_message() => {
            metrics::counter!("recado_receipts_refused_total", "code" => error.code.to_string()).increment(1);
            Ok(())
        }
        Outcome::Rejected(error) => Err(JobError::retry(format!("Meta refused with code {}", error.code))),
        Outcome::NotSent(_) | Outcome::Unknown(_) => Err(JobError::retry(&reply.exchange.outcome)),
    }
}
