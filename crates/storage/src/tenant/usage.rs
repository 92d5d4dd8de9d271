//! What one tenant uses: messages and bytes by hour and number. Hours are counted from what is stored, never kept up to
//! date by whoever writes: no writer waits for a counter, and what is counted twice is the same.

use recado_domain::{NumberId, TenantId, Timestamp, first_id};
use uuid::Uuid;

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Number, row},
    statement::statements,
};

statements! { Tenant "usage";
    COUNT = "SELECT number_id, CAST(SUM(inbound) AS BIGINT) AS inbound, CAST(SUM(outbound) AS BIGINT) AS outbound,
            CAST(SUM(message_bytes) AS BIGINT) AS message_bytes, CAST(SUM(log_bytes) AS BIGINT) AS log_bytes
        FROM (SELECT number_id, inbound, outbound, message_bytes, log_bytes FROM
            (SELECT phone_number_id AS number_id, CASE WHEN direction = 'inbound' THEN 1 ELSE 0 END AS inbound,
                CASE WHEN direction = 'inbound' THEN 0 ELSE 1 END AS outbound,
                COALESCE(OCTET_LENGTH(content), 0) AS message_bytes, 0 AS log_bytes
            FROM messages WHERE tenant_id = $1 AND id >= $2 AND id < $3 LIMIT $5) AS written
            UNION ALL
            SELECT number_id, inbound, outbound, message_bytes, log_bytes FROM
            (SELECT COALESCE(number_id, $4) AS number_id, 0 AS inbound, 0 AS outbound, 0 AS message_bytes,
                OCTET_LENGTH(body) AS log_bytes
            FROM inbound_changes WHERE tenant_id = $1 AND id >= $2 AND id < $3 LIMIT $5) AS told) AS everything
        GROUP BY number_id";
    CLEAR = "DELETE FROM usage_hours WHERE tenant_id = $1 AND hour >= $2 AND hour < $3";
    INSERT = batch [1 + INT8, UUID, INT8, INT8, INT8, INT8]
        ["INSERT INTO usage_hours (tenant_id, hour, number_id, inbound, outbound, message_bytes, log_bytes)
            SELECT $1, column1, column2, column3, column4, column5, column6 FROM (VALUES "] [") AS v"];
    SINCE = "SELECT hour, number_id, inbound, outbound FROM usage_hours WHERE tenant_id = $1 AND hour >= $2
        ORDER BY hour, number_id";
    SUMS = "SELECT CAST(COALESCE(SUM(CASE WHEN hour >= $2 THEN inbound + outbound ELSE 0 END), 0) AS BIGINT) AS month_messages,
            CAST(COALESCE(SUM(inbound + outbound), 0) AS BIGINT) AS messages,
            CAST(COALESCE(SUM(message_bytes), 0) AS BIGINT) AS message_bytes,
            CAST(COALESCE(SUM(CASE WHEN hour >= $3 THEN log_bytes ELSE 0 END), 0) AS BIGINT) AS log_bytes
        FROM usage_hours WHERE tenant_id = $1";
    MARK = "SELECT through, month_messages, messages, message_bytes, log_bytes FROM usage_marks WHERE tenant_id = $1";
    SAVE_MARK = "INSERT INTO usage_marks (tenant_id, through, month_messages, messages, message_bytes, log_bytes)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (tenant_id) DO UPDATE SET through = excluded.through,
        month_messages = excluded.month_messages, messages = excluded.messages,
        message_bytes = excluded.message_bytes, log_bytes = excluded.log_bytes";
    CONTACTS = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM contacts
        WHERE tenant_id = $1 AND merged_into IS NULL LIMIT $2) AS known";
    WAITING = "SELECT COUNT(*) AS n, MIN(due_at) AS since FROM (SELECT due_at FROM messages
        WHERE tenant_id = $1 AND sending = 'queued' LIMIT $2) AS waiting";
}

/// What one number did in some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The number; nil: the account as a whole.
    pub number_id: NumberId,
    /// Messages that came in.
    pub inbound: i64,
    /// Messages that were written to go out.
    pub outbound: i64,
    /// What the messages' content takes.
    pub message_bytes: i64,
    /// What the tenant's part of the log of webhooks takes.
    pub log_bytes: i64,
}
row!(Counted { number_id, inbound, outbound, message_bytes, log_bytes });

/// Messages of one number in one hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourRow {
    /// When the hour began.
    pub hour: Timestamp,
    /// The number; nil: the account as a whole.
    pub number_id: NumberId,
    /// Messages that came in.
    pub inbound: i64,
    /// Messages that were written to go out.
    pub outbound: i64,
}
row!(HourRow { hour, number_id, inbound, outbound });

/// The sums of all hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Messages since the month began.
    pub month_messages: i64,
    /// All messages.
    pub messages: i64,
    /// What their content takes.
    pub message_bytes: i64,
    /// What is kept of the log takes.
    pub log_bytes: i64,
}
row!(Sums { month_messages, messages, message_bytes, log_bytes });

/// How far was counted, and what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The end of the last hour that was counted.
    pub through: Timestamp,
    /// Messages since the month began.
    pub month_messages: i64,
    /// All messages.
    pub messages: i64,
    /// What their content takes.
    pub message_bytes: i64,
    /// What is kept of the log takes.
    pub log_bytes: i64,
}
row!(Mark { through, month_messages, messages, message_bytes, log_bytes });

/// What waits to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// How many messages, up to the limit.
    pub n: i64,
    /// Since when the oldest of those has been due.
    pub since: Option<Timestamp>,
}
row!(Waiting { n, since });

/// One tenant's usage. Only a door can make one.
#[derive(Debug)]
pub struct UsageHours<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl UsageHours<'_> {
    /// Counts what was made from `from` to before `to`, at most `limit` messages and as many changes of the log.
    pub async fn count(&mut self, from: Timestamp, to: Timestamp, limit: u32) -> DbResult<Vec<Counted>> {
        self.tx.all(&COUNT, args![self.tenant, first_id(from), first_id(to), Uuid::nil(), limit]).await
    }

    /// Puts counted hours in the place of those from `from` to before `to`.
    pub async fn replace(&mut self, from: Timestamp, to: Timestamp, hours: &[(Timestamp, Counted)]) -> DbResult<()> {
        self.tx.execute(&CLEAR, args![self.tenant, from, to]).await?;
        let row = |(hour, c): &(Timestamp, Counted)| {
            args![*hour, c.number_id, c.inbound, c.outbound, c.message_bytes, c.log_bytes]
        };
        self.tx.execute_batch(&INSERT, args![self.tenant], hours.iter().map(row).collect()).await.map(drop)
    }

    /// The hours from `since` on, oldest first.
    pub async fn since(&mut self, since: Timestamp) -> DbResult<Vec<HourRow>> {
        self.tx.all(&SINCE, args![self.tenant, since]).await
    }

    /// Adds all hours up, of the log those since `log`: what came before was deleted. A walk over them, so not for a page.
    pub async fn sums(&mut self, month: Timestamp, log: Timestamp) -> DbResult<Sums> {
        self.tx.one(&SUMS, args![self.tenant, month, log]).await
    }

    /// How far was counted; `None`: not yet.
    pub async fn mark(&mut self) -> DbResult<Option<Mark>> {
        self.tx.optional(&MARK, args![self.tenant]).await
    }

    /// Notes how far was counted.
    pub async fn save_mark(&mut self, through: Timestamp, sums: Sums) -> DbResult<()> {
        let Sums { month_messages, messages, message_bytes, log_bytes } = sums;
        let args = args![self.tenant, through, month_messages, messages, message_bytes, log_bytes];
        self.tx.execute(&SAVE_MARK, args).await.map(drop)
    }

    /// How many contacts there are, up to `limit`.
    pub async fn contacts(&mut self, limit: u32) -> DbResult<i64> {
        Ok(self.tx.one::<Number>(&CONTACTS, args![self.tenant, limit]).await?.n)
    }

    /// What waits to be sent, up to `limit`.
    pub async fn waiting(&mut self, limit: u32) -> DbResult<Waiting> {
        self.tx.one(&WAITING, args![self.tenant, limit]).await
    }
}
