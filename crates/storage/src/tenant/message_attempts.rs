//! Attempts to send: on record before a byte leaves, settled by Meta's answer or by evidence.

use std::collections::BTreeSet;

use recado_domain::{ContactId, MessageId, NumberId, TenantId, Timestamp, message::AttemptState};
use uuid::Uuid;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// One attempt to send one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// The message.
    pub message_id: MessageId,
    /// The attempt's number, from 1.
    pub n: i64,
    /// Our number.
    pub number_id: NumberId,
    /// Where it stands.
    pub state: AttemptState,
    /// When it was put on record.
    pub started_at: Timestamp,
    /// When its outcome was.
    pub ended_at: Option<Timestamp>,
    /// What became of the call, in words: `accepted`, `not_sent: dns`, `unknown: timed_out`.
    pub outcome: Option<String>,
    /// HTTP status of the answer.
    pub http_status: Option<i64>,
    /// Meta's code of a refusal.
    pub graph_code: Option<i64>,
    /// Meta's id of the message that this attempt made.
    pub wamid: Option<String>,
    /// The key of that id.
    pub wamid_key: Option<Uuid>,
    /// The redacted exchange, as JSON text.
    pub exchange: Option<String>,
    /// The fencing number of the lane that made it.
    pub fence: i64,
}
row!(AttemptRow {
    message_id,
    n,
    number_id,
    state,
    started_at,
    ended_at,
    outcome,
    http_status,
    graph_code,
    wamid,
    wamid_key,
    exchange,
    fence,
});

/// A message that went to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecentSend {
    /// To whom.
    pub contact_id: ContactId,
    /// When.
    pub started_at: Timestamp,
}
row!(RecentSend { contact_id, started_at });

/// Some newest attempts of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewestAttempts {
    /// How many.
    pub begun: i64,
    /// When the first of them began.
    pub first: Option<Timestamp>,
}
row!(NewestAttempts { begun, first });

const COLUMNS: &str = "message_id, n, number_id, state, started_at, ended_at, outcome, http_status, graph_code, wamid, \
    wamid_key, exchange, fence";
/// Attempts whose outcome is not known, begun then or before.
const OF_UNKNOWN: &str = "SELECT a.message_id, a.n, a.number_id, a.state, a.started_at, a.ended_at, a.outcome, \
    a.http_status, a.graph_code, a.wamid, a.wamid_key, a.exchange, a.fence FROM message_attempts a \
    JOIN messages m ON m.tenant_id = a.tenant_id AND m.id = a.message_id \
    WHERE a.tenant_id = $1 AND a.number_id = $2 AND a.state IN ('in_flight', 'unknown') AND a.state = 'unknown' \
    AND a.started_at <= $3";
const SETTLED: &str = "state = v.column3, ended_at = v.column4, outcome = v.column5, http_status = v.column6, \
    graph_code = v.column7, wamid = v.column8, wamid_key = v.column9, exchange = v.column10";

statements! { Tenant "message_attempts";
    OPEN = batch [0 + UUID, UUID, INT8, UUID, TEXT, INT8, INT8]
        ["INSERT INTO message_attempts (tenant_id, message_id, n, number_id, state, started_at, fence) VALUES "] [""];
    SETTLE = batch [1 + UUID, INT8, TEXT, INT8, TEXT, INT8, INT8, TEXT, UUID, TEXT, INT8]
        ["UPDATE message_attempts SET ", SETTLED, " FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE message_attempts.tenant_id = $1 AND message_attempts.message_id = v.column1
        AND message_attempts.n = v.column2 AND message_attempts.fence = v.column11"];
    OF_MESSAGES = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM message_attempts
        WHERE tenant_id = $1 AND message_id IN ("] [")"];
    BY_WAMID = "SELECT ", COLUMNS, " FROM message_attempts WHERE tenant_id = $1 AND wamid_key = $2
        ORDER BY message_id, n LIMIT 1";
    NEWEST = "SELECT COUNT(*) AS begun, MIN(started_at) AS first FROM (SELECT started_at FROM message_attempts
        WHERE tenant_id = $1 AND number_id = $2 AND started_at > $3 AND state <> 'not_sent'
        ORDER BY started_at DESC LIMIT $4) AS newest";
    OF_MESSAGE = "SELECT ", COLUMNS, " FROM message_attempts WHERE tenant_id = $1 AND message_id = $2 ORDER BY n";
    IN_FLIGHT = "SELECT ", COLUMNS, " FROM message_attempts
        WHERE tenant_id = $1 AND number_id = $2 AND state IN ('in_flight', 'unknown') AND state = 'in_flight'
        AND fence <= $3 ORDER BY started_at, message_id, n LIMIT 64";
    UNKNOWN = OF_UNKNOWN, " AND m.sending = 'unknown' ORDER BY a.started_at, a.message_id, a.n LIMIT 64";
    UNKNOWN_SHOWN = OF_UNKNOWN, " AND m.sending <> 'unknown' ORDER BY a.started_at, a.message_id, a.n LIMIT 64";
    RECENT = "SELECT c.contact_id, a.started_at FROM message_attempts a
        JOIN messages m ON m.tenant_id = a.tenant_id AND m.id = a.message_id
        JOIN conversations c ON c.tenant_id = a.tenant_id AND c.id = m.conversation_id
        WHERE a.tenant_id = $1 AND a.number_id = $2 AND a.started_at > $3 AND a.state <> 'not_sent'
        ORDER BY a.started_at, a.message_id, a.n";
}

/// What the messages of attempts with unknown outcome show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnknownMessages {
    /// They are being sent.
    StillSending,
    /// They were declared unconfirmed, or another attempt settled them.
    ShownOtherwise,
}

/// One tenant's attempts. Only a door can make one.
pub struct MessageAttempts<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl MessageAttempts<'_> {
    /// Puts attempts on record.
    pub async fn open(&mut self, attempts: &[AttemptRow]) -> DbResult<()> {
        let row = |a: &AttemptRow| args![self.tenant, a.message_id, a.n, a.number_id, a.state, a.started_at, a.fence];
        let rows = attempts.iter().map(row).collect();
        self.tx.execute_batch(&OPEN, args![], rows).await.map(drop)
    }

    /// Writes what is known of these attempts now, each if it was made under the fencing number it carries; how many.
    pub async fn settle(&mut self, attempts: &[AttemptRow]) -> DbResult<u64> {
        let rows = attempts.iter().map(|a| {
            args![
                a.message_id,
                a.n,
                a.state,
                a.ended_at,
                &a.outcome,
                a.http_status,
                a.graph_code,
                &a.wamid,
                a.wamid_key,
                &a.exchange,
                a.fence
            ]
        });
        self.tx.execute_batch(&SETTLE, args![self.tenant], rows.collect()).await
    }

    /// Those of the attempts (message, number of the attempt) that exist, in no order.
    pub async fn find_many(&mut self, keys: &[(MessageId, i64)]) -> DbResult<Vec<AttemptRow>> {
        let messages: BTreeSet<_> = keys.iter().map(|(message, _)| *message).collect();
        let messages = messages.into_iter().map(|message| args![message]).collect();
        let mut found: Vec<AttemptRow> = self.tx.all_batch(&OF_MESSAGES, args![self.tenant], messages).await?;
        found.retain(|attempt| keys.contains(&(attempt.message_id, attempt.n)));
        Ok(found)
    }

    /// The attempt that made the message with this wamid's key.
    pub async fn find_by_wamid_key(&mut self, key: Uuid) -> DbResult<Option<AttemptRow>> {
        self.tx.optional(&BY_WAMID, args![self.tenant, key]).await
    }

    /// The newest attempts of a number behind `since`, at most `most` of them.
    pub async fn newest(&mut self, number: NumberId, since: Timestamp, most: i64) -> DbResult<NewestAttempts> {
        self.tx.one(&NEWEST, args![self.tenant, number, since, most]).await
    }

    /// All attempts of a message, first to last.
    pub async fn list(&mut self, message: MessageId) -> DbResult<Vec<AttemptRow>> {
        self.tx.all(&OF_MESSAGE, args![self.tenant, message]).await
    }

    /// At most 64 attempts of a number that are in flight by the record of this fencing number or an earlier one.
    pub async fn list_in_flight(&mut self, number: NumberId, fence: i64) -> DbResult<Vec<AttemptRow>> {
        self.tx.all(&IN_FLIGHT, args![self.tenant, number, fence]).await
    }

    /// At most 64 attempts of a number begun by `started_by` whose outcome is not known, the oldest first: those whose
    /// messages still show as being sent, or those whose messages show something else by now.
    pub async fn list_unknown(
        &mut self,
        number: NumberId,
        started_by: Timestamp,
        messages: UnknownMessages,
    ) -> DbResult<Vec<AttemptRow>> {
        let statement = match messages {
            UnknownMessages::StillSending => &UNKNOWN,
            UnknownMessages::ShownOtherwise => &UNKNOWN_SHOWN,
        };
        self.tx.all(statement, args![self.tenant, number, started_by]).await
    }

    /// What a number sent after `since`, in order.
    pub async fn recent(&mut self, number: NumberId, since: Timestamp) -> DbResult<Vec<RecentSend>> {
        self.tx.all(&RECENT, args![self.tenant, number, since]).await
    }
}
