use recado_domain::{Change, NumberId, TenantId, Timestamp, WabaId};
use recado_storage::{
    DbError, DbResult, Tx,
    tenant::phone_numbers::{NumberRow, NumberStatus, Proof},
};
use serde_json::json;

use super::proof::{self, ProveNumber};
use crate::{
    Engine, Secret, VaultError,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{Event, emit},
    inbound::TryAwaiting,
    jobs,
    view::{NumberView, load},
};

/// A number to be registered.
#[derive(Debug)]
pub struct NewNumber {
    /// Meta's id of its account.
    pub waba_id: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// The number as people read it.
    pub display_phone_number: String,
    /// Our name for it.
    pub name: Option<String>,
    /// Its own token; without one the installation's is used.
    pub access_token: Option<Secret>,
    /// The slug of the app whose webhooks may name it.
    pub app: String,
    /// Messages per second, in and out together.
    pub throughput: i64,
}

/// A number to be registered, with its id and its token sealed for it.
#[derive(Debug)]
pub struct SealedNumber {
    id: NumberId,
    new: NewNumber,
    access_token: Option<Vec<u8>>,
}

/// What is to become different about a number; what is not set stays.
#[derive(Debug, Default)]
pub struct NumberChange {
    /// Whether it sends: `Active` or `Inactive`.
    pub status: Option<NumberStatus>,
    /// Its own token.
    pub access_token: Change<SealedToken>,
    /// Our name for it.
    pub name: Change<String>,
    /// Messages per second, in and out together.
    pub throughput: Option<i64>,
    /// Messages that it may begin to send in any minute.
    pub cap_per_minute: Change<i64>,
    /// Messages that it may begin to send in a day of the company's own time.
    pub cap_per_day: Change<i64>,
    /// Meta's id of its account.
    pub waba_id: Option<String>,
}

/// A token, sealed for the number it belongs to.
pub struct SealedToken(Vec<u8>);

impl std::fmt::Debug for SealedToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// Why a number was not registered or changed.
#[derive(Debug, thiserror::Error)]
pub enum NumberError {
    /// There is no such app, or it is another tenant's: nobody learns which.
    #[error("no such app is open to the tenant")]
    UnknownApp,
    /// Meta's id is registered on this server already.
    #[error("the number is registered already")]
    Taken,
    /// A number without a token cannot be active.
    #[error("no token is known for the number")]
    NoToken,
    /// Its token could not be sealed.
    #[error("the token could not be sealed")]
    Vault(#[source] VaultError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<VaultError> for NumberError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Storage(error) => Self::Storage(error),
            sealed => Self::Vault(sealed),
        }
    }
}

impl Engine {
    /// Gives a number its id and seals its token: before the transaction that registers it.
    pub async fn seal_number(&self, caller: &Caller, mut new: NewNumber) -> Result<SealedNumber, NumberError> {
        let id = NumberId::from_uuid(self.fresh_id());
        let access_token = match new.access_token.take() {
            Some(token) => Some(self.seal_number_token(caller.tenant(), id, &token).await?),
            None => None,
        };
        Ok(SealedNumber { id, new, access_token })
    }

    /// Registers a number in a write of the caller's tenant, without asking Meta. Call [`Engine::number_changed`] after
    /// the commit.
    pub async fn register_number(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        number: SealedNumber,
    ) -> Result<NumberView, NumberError> {
        let (SealedNumber { id, new, access_token }, now) = (number, self.now());
        let app = tx.tenant().apps().find(&new.app).await?.ok_or(NumberError::UnknownApp)?;
        let waba = WabaId::from_uuid(self.fresh_id());
        let waba = tx.tenant().wabas().upsert(waba, &new.waba_id, now).await?;
        let row = NumberRow {
            id,
            waba: waba.id,
            waba_id: waba.waba_id,
            portfolio_id: waba.portfolio_id,
            app_id: app.id,
            app: app.slug,
            phone_number_id: new.phone_number_id,
            display_phone_number: new.display_phone_number,
            name: new.name,
            status: self.status_with(access_token.as_ref()),
            status_reason: None,
            proof: proof::first(app.is_own),
            throughput: new.throughput,
            cap_per_minute: None,
            cap_per_day: None,
            sends_read_receipts: true,
            access_token,
            created_at: now,
            updated_at: now,
        };
        if !tx.tenant().phone_numbers().insert(&row).await? {
            return Err(NumberError::Taken);
        }
        if app.is_own {
            // What Meta told of it before is in quarantine.
            jobs::enqueue(self, &mut tx.tenant(), &TryAwaiting { number: id }, now).await?;
        } else {
            jobs::enqueue(self, &mut tx.tenant(), &ProveNumber { number: id }, now).await?;
        }
        self.note_number(tx, caller, &row, "number.created", json!({ "app": row.app })).await
    }

    /// The number, which nobody else can change until the transaction ends.
    pub async fn lock_number(&self, tx: &mut Tx, id: NumberId) -> Result<Option<NumberRow>, DbError> {
        tx.tenant().evidence().lock(id).await?;
        tx.tenant().phone_numbers().find(id).await
    }

    /// Seals a token that a number is to have from now on: before the transaction that changes the number.
    pub async fn seal_token(
        &self,
        tenant: TenantId,
        number: NumberId,
        token: &Secret,
    ) -> Result<SealedToken, NumberError> {
        Ok(SealedToken(self.seal_number_token(tenant, number, token).await?))
    }

    /// Changes a number that is [locked](Engine::lock_number); answers also the time of the change. Another token or
    /// account has Meta asked again whose it is. Call [`Engine::number_changed`] after the commit.
    pub async fn change_number(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        row: NumberRow,
        change: NumberChange,
    ) -> Result<(NumberView, Timestamp), NumberError> {
        let fields = change.fields();
        let mut seen = row;
        let asks_again = change.asks_again(&seen);
        let moves = self.moved(tx, &mut seen, change.waba_id.as_deref()).await?;
        let mut changed = self.changed_number(seen, change)?;
        if (asks_again || moves) && !tx.tenant().apps().find(&changed.app).await?.is_none_or(|app| app.is_own) {
            if moves || changed.proof != Proof::Proved {
                changed.proof = Proof::Due;
            }
            jobs::enqueue(self, &mut tx.tenant(), &ProveNumber { number: changed.id }, self.now()).await?;
        }
        tx.tenant().phone_numbers().update(&changed).await?;
        let metadata = json!({ "fields": fields, "status": changed.status.as_str() });
        let view = self.note_number(tx, caller, &changed, "number.changed", metadata).await?;
        Ok((view, changed.updated_at))
    }

    /// Tells everybody that a number was registered or changed: its webhooks are known, its queue moves, people see it.
    pub fn number_changed(&self) {
        self.apps_changed();
        self.wake.queued();
        self.wake.enqueued();
        self.wake.events();
    }

    /// Puts the number into the account with this id of Meta's; answers whether it was in another one.
    async fn moved(&self, tx: &mut Tx, row: &mut NumberRow, waba_id: Option<&str>) -> DbResult<bool> {
        let Some(waba_id) = waba_id.filter(|waba_id| *waba_id != row.waba_id) else { return Ok(false) };
        let fresh = WabaId::from_uuid(self.fresh_id());
        let waba = tx.tenant().wabas().upsert(fresh, waba_id, self.now()).await?;
        (row.waba, row.waba_id, row.portfolio_id) = (waba.id, waba.waba_id, waba.portfolio_id);
        Ok(true)
    }

    fn changed_number(&self, mut row: NumberRow, change: NumberChange) -> Result<NumberRow, NumberError> {
        row.access_token = change.access_token.map(|SealedToken(sealed)| sealed).apply(row.access_token);
        let has_token = self.status_with(row.access_token.as_ref()) == NumberStatus::Active;
        match (change.status, row.status) {
            (Some(NumberStatus::Active), _) if !has_token => return Err(NumberError::NoToken),
            (Some(status), _) => row.status = status,
            // A number waits for a token and for nothing else.
            (None, NumberStatus::Pending | NumberStatus::Active) => {
                row.status = self.status_with(row.access_token.as_ref());
            }
            (None, NumberStatus::Inactive | NumberStatus::Suspended) => {}
        }
        if row.status != NumberStatus::Suspended {
            row.status_reason = None;
        }
        row.name = change.name.apply(row.name);
        row.throughput = change.throughput.unwrap_or(row.throughput);
        row.cap_per_minute = change.cap_per_minute.apply(row.cap_per_minute);
        row.cap_per_day = change.cap_per_day.apply(row.cap_per_day);
        row.updated_at = self.now();
        Ok(row)
    }

    /// The status of a number that nobody has switched off.
    pub(super) fn status_with(&self, own_token: Option<&Vec<u8>>) -> NumberStatus {
        let known = own_token.is_some() || self.settings.default_access_token.is_some();
        if known { NumberStatus::Active } else { NumberStatus::Pending }
    }

    async fn note_number(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        row: &NumberRow,
        action: &'static str,
        metadata: serde_json::Value,
    ) -> Result<NumberView, NumberError> {
        let deed = Deed::new(action, "number").of(row.id).with(metadata).sensitive();
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::number(row);
        emit(self, &mut tx.tenant(), vec![Event::number_updated(&view)]).await?;
        Ok(view)
    }
}

impl NumberChange {
    /// Whether Meta's answer about the number may be another one after this.
    fn asks_again(&self, seen: &NumberRow) -> bool {
        let activates = self.status == Some(NumberStatus::Active) && seen.proof != Proof::Proved;
        activates || !self.access_token.is_keep()
    }

    /// The names of what changes, for the audit log.
    fn fields(&self) -> Vec<&'static str> {
        let changes = [
            (self.status.is_some(), "status"),
            (!self.access_token.is_keep(), "accessToken"),
            (!self.name.is_keep(), "name"),
            (self.throughput.is_some(), "throughput"),
            (!self.cap_per_minute.is_keep(), "capPerMinute"),
            (!self.cap_per_day.is_keep(), "capPerDay"),
            (self.waba_id.is_some(), "wabaId"),
        ];
        changes.into_iter().filter_map(|(changes, name)| changes.then_some(name)).collect()
    }
}
