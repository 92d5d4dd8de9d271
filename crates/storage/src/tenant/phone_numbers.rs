//! One tenant's business phone numbers.

use recado_domain::{AppId, NumberId, TenantId, Timestamp, WabaId};
use uuid::Uuid;

use crate::{
    DbResult, Tx,
    column::{args, column},
    rows::row,
    statement::statements,
};

recado_domain::words! {
    /// Whether a number sends.
    NumberStatus {
        /// No token is known for it yet.
        Pending = "pending",
        /// It sends and receives.
        Active = "active",
        /// Switched off by its owner; it still receives.
        Inactive = "inactive",
        /// Stopped by Meta or by us; see the reason.
        Suspended = "suspended",
    }
}
column!(NumberStatus: text);

recado_domain::words! {
    /// Whether Meta confirmed that a number is its tenant's. Only webhooks of proved and open ones reach the tenant.
    Proof {
        /// Meta was not asked yet, or has not decided.
        Due = "due",
        /// It is: Meta said so, or the tenant's own app signs its webhooks.
        Proved = "proved",
        /// Meta could not be asked; it is asked again.
        Open = "open",
        /// It is not, says Meta; see the reason.
        Refused = "refused",
    }
}
column!(Proof: text);

/// A business phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberRow {
    /// Our id.
    pub id: NumberId,
    /// Its account, ours.
    pub waba: WabaId,
    /// Its account, Meta's id.
    pub waba_id: String,
    /// The portfolio of its account, once Graph has told.
    pub portfolio_id: Option<String>,
    /// The app whose webhooks may name it.
    pub app_id: AppId,
    /// That app's slug.
    pub app: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// The number as people read it.
    pub display_phone_number: String,
    /// Our name for it.
    pub name: Option<String>,
    /// Whether it sends.
    pub status: NumberStatus,
    /// Why it does not.
    pub status_reason: Option<String>,
    /// Whether it is the tenant's.
    pub proof: Proof,
    /// Messages per second, in and out together.
    pub throughput: i64,
    /// Messages that it may begin to send in any minute; `None`: as many as its pace allows.
    pub cap_per_minute: Option<i64>,
    /// Messages that it may begin to send in a day of the tenant's own time.
    pub cap_per_day: Option<i64>,
    /// Whether reading here sends Meta's read receipt.
    pub sends_read_receipts: bool,
    /// Its own access token, sealed.
    pub access_token: Option<Vec<u8>>,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(NumberRow {
    id,
    waba,
    waba_id,
    portfolio_id,
    app_id,
    app,
    phone_number_id,
    display_phone_number,
    name,
    status,
    status_reason,
    proof,
    throughput,
    cap_per_minute,
    cap_per_day,
    sends_read_receipts,
    access_token,
    created_at,
    updated_at,
});

const SELECT: &str = "SELECT n.id, n.waba, w.waba_id, w.portfolio_id, n.app_id, a.slug AS app, n.phone_number_id, \
    n.display_phone_number, n.name, n.status, n.status_reason, n.proof, n.throughput, n.cap_per_minute, n.cap_per_day, \
    n.sends_read_receipts, \
    n.access_token, n.created_at, n.updated_at FROM phone_numbers n JOIN wabas w ON w.tenant_id = n.tenant_id AND w.id = n.waba \
    JOIN apps a ON a.id = n.app_id WHERE n.tenant_id = $1";

statements! { Tenant "phone_numbers";
    FIND = SELECT, " AND n.id = $2";
    LIST = SELECT, " ORDER BY n.id";
    LIST_AFTER = SELECT, " AND n.id > $2 ORDER BY n.id LIMIT $3";
    INSERT = "INSERT INTO phone_numbers (tenant_id, id, waba, app_id, phone_number_id, display_phone_number, name, \
        status, status_reason, proof, throughput, sends_read_receipts, access_token, created_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (phone_number_id) DO NOTHING";
    UPDATE = "UPDATE phone_numbers SET app_id = $3, display_phone_number = $4, name = $5, status = $6, \
        status_reason = $7, throughput = $8, sends_read_receipts = $9, access_token = $10, updated_at = $11, \
        waba = $12, proof = $13, cap_per_minute = $14, cap_per_day = $15 WHERE tenant_id = $1 AND id = $2";
    SUSPEND = "UPDATE phone_numbers SET status = 'suspended', status_reason = $3, updated_at = $4 \
        WHERE tenant_id = $1 AND id = $2 AND status = 'active'";
    SUSPEND_ACCOUNT = "UPDATE phone_numbers SET status = 'suspended', status_reason = $3, updated_at = $4 \
        WHERE tenant_id = $1 AND status = 'active' \
        AND waba IN (SELECT waba FROM phone_numbers WHERE tenant_id = $1 AND id = $2)";
}

/// How far a stop by Meta reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspendReach {
    /// One number.
    Number,
    /// All numbers of its account.
    Account,
}

/// One tenant's numbers. Only a door can make one.
#[derive(Debug)]
pub struct PhoneNumbers<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl PhoneNumbers<'_> {
    /// The number, if the tenant has it.
    pub async fn find(&mut self, id: NumberId) -> DbResult<Option<NumberRow>> {
        self.tx.optional(&FIND, args![self.tenant, id]).await
    }

    /// All numbers of the tenant, oldest first.
    pub async fn list(&mut self) -> DbResult<Vec<NumberRow>> {
        self.tx.all(&LIST, args![self.tenant]).await
    }

    /// Numbers whose ids follow `after`, oldest first.
    pub async fn list_after(&mut self, after: Option<NumberId>, limit: u32) -> DbResult<Vec<NumberRow>> {
        let after = after.unwrap_or(NumberId::from_uuid(Uuid::nil()));
        self.tx.all(&LIST_AFTER, args![self.tenant, after, limit]).await
    }

    /// Adds a number (its `waba_id`, `portfolio_id` and `app` are read from their own tables); false when another
    /// tenant or this one has Meta's id already.
    pub async fn insert(&mut self, number: &NumberRow) -> DbResult<bool> {
        let args = args![
            self.tenant,
            number.id,
            number.waba,
            number.app_id,
            &number.phone_number_id,
            &number.display_phone_number,
            &number.name,
            number.status,
            &number.status_reason,
            number.proof,
            number.throughput,
            number.sends_read_receipts,
            number.access_token.clone(),
            number.created_at,
            number.updated_at,
        ];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// Writes everything about a number that may change.
    pub async fn update(&mut self, number: &NumberRow) -> DbResult<()> {
        let args = args![
            self.tenant,
            number.id,
            number.app_id,
            &number.display_phone_number,
            &number.name,
            number.status,
            &number.status_reason,
            number.throughput,
            number.sends_read_receipts,
            number.access_token.clone(),
            number.updated_at,
            number.waba,
            number.proof,
            number.cap_per_minute,
            number.cap_per_day,
        ];
        self.tx.execute(&UPDATE, args).await.map(drop)
    }

    /// Stops an active number, or all of its account; how many. What is queued stays queued.
    pub async fn suspend(&mut self, id: NumberId, reach: SuspendReach, reason: &str, at: Timestamp) -> DbResult<u64> {
        let statement = match reach {
            SuspendReach::Number => &SUSPEND,
            SuspendReach::Account => &SUSPEND_ACCOUNT,
        };
        self.tx.execute(statement, args![self.tenant, id, reason, at]).await
    }
}
