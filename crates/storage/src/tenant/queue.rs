//! The queue of a number's lane: queued rows of `messages` are the queue, there is no other.
//!
//! A lane alone claims from it, under its lease: every write here follows [`Tx::guard`](crate::Tx::guard).

use recado_domain::{
    ContactId, ConversationId, MessageId, NumberId, TeamId, TenantId, Timestamp, UserId, message::Priority,
    visibility::Placement,
};

use uuid::Uuid;

use super::phone_numbers::NumberStatus;
use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// A number, as its lane sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneNumber {
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of its account.
    pub waba_id: String,
    /// The portfolio of its account, once Graph has told.
    pub portfolio_id: Option<String>,
    /// Only an active number sends.
    pub status: NumberStatus,
    /// Messages per second, in and out together.
    pub throughput: u32,
    /// Its own token, sealed.
    pub access_token: Option<Vec<u8>>,
    /// How many messages came in since the number exists.
    pub inbound_messages: i64,
    /// Messages that it may begin to send in any minute.
    pub cap_per_minute: Option<i64>,
    /// Messages that it may begin to send in a day of the tenant's own time.
    pub cap_per_day: Option<i64>,
}
row!(LaneNumber {
    phone_number_id,
    waba_id,
    portfolio_id,
    status,
    throughput,
    access_token,
    inbound_messages,
    cap_per_minute,
    cap_per_day,
});

/// A message that is due.
#[derive(Debug, Clone)]
pub struct DueMessage {
    /// Its id.
    pub id: MessageId,
    /// Its conversation.
    pub conversation_id: ConversationId,
    /// Whom it goes to.
    pub contact_id: ContactId,
    /// The person the conversation is assigned to.
    pub assignee_id: Option<UserId>,
    /// The team the conversation is assigned to.
    pub team_id: Option<TeamId>,
    /// Meta's time of the last message of theirs in it.
    pub last_inbound_at: Option<Timestamp>,
    /// Meta's word for the kind of message.
    pub kind: String,
    /// Meta's object named by the kind, as JSON text.
    pub content: Option<String>,
    /// Meta's id of the message it answers.
    pub context_wamid: Option<String>,
    /// When it became due.
    pub due_at: Timestamp,
}
row!(DueMessage {
    id,
    conversation_id,
    contact_id,
    assignee_id,
    team_id,
    last_inbound_at,
    kind,
    content,
    context_wamid,
    due_at
});

impl DueMessage {
    /// Where its conversation stands among people.
    pub fn placement(&self) -> Placement {
        Placement { assignee: self.assignee_id, team: self.team_id }
    }
}

/// Which messages of a queue are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Replies or bulk.
    pub priority: Priority,
    /// Due then or before.
    pub now: Timestamp,
    /// Behind this message: its due time and id.
    pub after: (Timestamp, MessageId),
    /// At most so many.
    pub limit: u32,
}

impl Line {
    /// The front of a line.
    pub fn front(priority: Priority, now: Timestamp, limit: u32) -> Self {
        let after = (Timestamp::from_micros(i64::MIN), MessageId::from_uuid(Uuid::nil()));
        Self { priority, now, after, limit }
    }
}

struct Claimed {
    id: MessageId,
    tries: i64,
}
row!(Claimed { id, tries });

struct Waiting {
    n: i64,
}
row!(Waiting { n });

struct Due {
    at: Option<Timestamp>,
}
row!(Due { at });

statements! { Tenant "queue";
    NUMBER = "SELECT n.phone_number_id, w.waba_id, w.portfolio_id, n.status, n.throughput, n.access_token,
        COALESCE(e.inbound_messages, 0) AS inbound_messages, n.cap_per_minute, n.cap_per_day
        FROM phone_numbers n JOIN wabas w ON w.tenant_id = n.tenant_id AND w.id = n.waba
        LEFT JOIN number_evidence e ON e.tenant_id = n.tenant_id AND e.number_id = n.id
        WHERE n.tenant_id = $1 AND n.id = $2";
    DUE = "SELECT m.id, m.conversation_id, c.contact_id, c.assignee_id, c.team_id, c.last_inbound_at, m.kind, m.content, m.context_wamid,
        m.due_at
        FROM (SELECT id, conversation_id, kind, content, context_wamid, due_at FROM messages
            WHERE tenant_id = $1 AND phone_number_id = $2 AND sending = 'queued' AND priority = $3 AND due_at <= $4
            AND (due_at, id) > ($5, $6) ORDER BY due_at, id LIMIT $7) m
        JOIN conversations c ON c.tenant_id = $1 AND c.id = m.conversation_id
        ORDER BY m.due_at, m.id";
    NEXT_DUE = "SELECT MIN(due_at) AS at FROM messages
        WHERE tenant_id = $1 AND phone_number_id = $2 AND sending = 'queued' AND priority = $3
        AND due_at > $4";
    WAITING = "SELECT COUNT(*) AS n FROM (SELECT 1 FROM messages WHERE tenant_id = $1 AND sending = 'queued' LIMIT $2) w";
    // By id: with a plain `sending = 'queued'` both planners may take the queue's index and walk all of it (measured: up to a
    // second for each claim from a million, during which SQLite's writer waits).
    CLAIM = batch [1 + UUID] ["UPDATE messages SET sending = 'in_flight', tries = tries + 1
        WHERE tenant_id = $1 AND COALESCE(sending, '') = 'queued' AND id IN ("] [") RETURNING id, tries"];
    DEFER = batch [1 + UUID, INT8] ["UPDATE messages SET due_at = v.column2 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE messages.tenant_id = $1 AND COALESCE(messages.sending, '') = 'queued' AND messages.id = v.column1"];
}

/// One tenant's queues. Only a door can make one.
pub struct Queue<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Queue<'_> {
    /// The number, as it is now.
    pub async fn number(&mut self, number: NumberId) -> DbResult<Option<LaneNumber>> {
        self.tx.optional(&NUMBER, args![self.tenant, number]).await
    }

    /// A page of the messages of one line that are due, the longest due first.
    pub async fn due(&mut self, number: NumberId, line: Line) -> DbResult<Vec<DueMessage>> {
        let Line { priority, now, after: (due_at, id), limit } = line;
        self.tx.all(&DUE, args![self.tenant, number, priority, now, due_at, id, limit]).await
    }

    /// When the next message of a number becomes due behind `after`; `None` when nothing is queued for then.
    pub async fn next_due(&mut self, number: NumberId, after: Timestamp) -> DbResult<Option<Timestamp>> {
        let mut next = None;
        for priority in Priority::ALL {
            let Due { at } = self.tx.one(&NEXT_DUE, args![self.tenant, number, *priority, after]).await?;
            next = [next, at].into_iter().flatten().min();
        }
        Ok(next)
    }

    /// How many messages of the tenant are queued; it counts no further than `most`.
    pub async fn waiting(&mut self, most: u32) -> DbResult<u32> {
        let Waiting { n } = self.tx.one(&WAITING, args![self.tenant, most]).await?;
        Ok(u32::try_from(n).unwrap_or(most))
    }

    /// Takes messages out of the queue, onto the wire: those that still were queued, with the number of this attempt.
    pub async fn claim(&mut self, ids: &[MessageId]) -> DbResult<Vec<(MessageId, i64)>> {
        let mut ids = ids.to_vec();
        ids.sort_unstable();
        let rows = ids.into_iter().map(|id| args![id]).collect();
        let claimed: Vec<Claimed> = self.tx.all_batch(&CLAIM, args![self.tenant], rows).await?;
        Ok(claimed.into_iter().map(|Claimed { id, tries }| (id, tries)).collect())
    }

    /// Puts queued messages off until their times.
    pub async fn defer(&mut self, mut until: Vec<(MessageId, Timestamp)>) -> DbResult<u64> {
        until.sort_unstable();
        let rows = until.into_iter().map(|(id, at)| args![id, at]).collect();
        self.tx.execute_batch(&DEFER, args![self.tenant], rows).await
    }
}
