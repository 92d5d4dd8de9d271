//! Everything that is sealed under the operator's key, wherever it stands: for a change of that key.

use uuid::Uuid;

use crate::{
    DbResult, Tx,
    column::args,
    rows::row,
    secrets::Place,
    statement::{Statement, statements},
};

statements! { Platform "sealed_rows";
    TENANT_KEYS = "SELECT id, data_key AS sealed FROM tenants WHERE id > $1 ORDER BY id LIMIT $2";
    PUT_TENANT_KEY = "UPDATE tenants SET data_key = $3 WHERE id = $1 AND data_key = $2";
    APP_SECRETS = "SELECT id, secret AS sealed FROM apps WHERE tenant_id IS NULL AND id > $1 ORDER BY id LIMIT $2";
    PUT_APP_SECRET = "UPDATE apps SET secret = $3 WHERE id = $1 AND secret = $2";
    APP_FORMER_SECRETS = "SELECT id, previous_secret AS sealed FROM apps
        WHERE tenant_id IS NULL AND previous_secret IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    PUT_APP_FORMER_SECRET = "UPDATE apps SET previous_secret = $3 WHERE id = $1 AND previous_secret = $2";
    APP_VERIFY_TOKENS = "SELECT id, verify_token AS sealed FROM apps WHERE tenant_id IS NULL AND id > $1 ORDER BY id LIMIT $2";
    PUT_APP_VERIFY_TOKEN = "UPDATE apps SET verify_token = $3 WHERE id = $1 AND verify_token = $2";
    FACTORS = "SELECT id, factor_secret AS sealed FROM users WHERE factor_secret IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    PUT_FACTOR = "UPDATE users SET factor_secret = $3 WHERE id = $1 AND factor_secret = $2";
    BEGUN_FACTORS = "SELECT id, factor_pending AS sealed FROM users WHERE factor_pending IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    PUT_BEGUN_FACTOR = "UPDATE users SET factor_pending = $3 WHERE id = $1 AND factor_pending = $2";
    MAILS = "SELECT id, sealed FROM outgoing_mails WHERE id > $1 ORDER BY id LIMIT $2";
    PUT_MAIL = "UPDATE outgoing_mails SET sealed = $3 WHERE id = $1 AND sealed = $2";
    LINKS = "SELECT hash, sealed FROM one_time_links WHERE sealed IS NOT NULL AND hash > $1 ORDER BY hash LIMIT $2";
    PUT_LINK = "UPDATE one_time_links SET sealed = $3 WHERE hash = $1 AND sealed = $2";
}

recado_domain::words! {
    /// A column with something that is sealed under the operator's key.
    SealedColumn {
        /// Tenants' data keys: what is sealed under those stays as it is.
        TenantKey = "tenants.data_key",
        /// Secrets of the platform's apps.
        AppSecret = "apps.secret",
        /// Their secrets before the last change.
        AppFormerSecret = "apps.previous_secret",
        /// Their verify tokens.
        AppVerifyToken = "apps.verify_token",
        /// People's second factors.
        Factor = "users.factor_secret",
        /// Second factors that are not confirmed yet.
        BegunFactor = "users.factor_pending",
        /// Mail to be sent.
        Mail = "outgoing_mails.sealed",
        /// What links to register carry.
        Link = "one_time_links.sealed",
    }
}

impl SealedColumn {
    fn statements(self) -> (&'static Statement, &'static Statement) {
        match self {
            Self::TenantKey => (&TENANT_KEYS, &PUT_TENANT_KEY),
            Self::AppSecret => (&APP_SECRETS, &PUT_APP_SECRET),
            Self::AppFormerSecret => (&APP_FORMER_SECRETS, &PUT_APP_FORMER_SECRET),
            Self::AppVerifyToken => (&APP_VERIFY_TOKENS, &PUT_APP_VERIFY_TOKEN),
            Self::Factor => (&FACTORS, &PUT_FACTOR),
            Self::BegunFactor => (&BEGUN_FACTORS, &PUT_BEGUN_FACTOR),
            Self::Mail => (&MAILS, &PUT_MAIL),
            Self::Link => (&LINKS, &PUT_LINK),
        }
    }

    /// The place that a row's secret was sealed for.
    pub fn place(self, row: Uuid) -> Place {
        let (table, column) = match self {
            Self::TenantKey => ("tenants", "data_key"),
            Self::AppSecret => ("apps", "secret"),
            Self::AppFormerSecret => ("apps", "previous_secret"),
            Self::AppVerifyToken => ("apps", "verify_token"),
            // What becomes the other when it is confirmed is sealed for its place from the beginning.
            Self::Factor | Self::BegunFactor => ("users", "factor_secret"),
            Self::Mail => ("outgoing_mails", "sealed"),
            Self::Link => ("one_time_links", "sealed"),
        };
        Place { table, column, row }
    }
}

/// What names a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKey {
    /// Its id.
    Id(Uuid),
    /// Of a link the hash of its token.
    Hash(Vec<u8>),
}

impl RowKey {
    /// Before all rows of a column.
    pub fn before(column: SealedColumn) -> Self {
        if column == SealedColumn::Link { Self::Hash(Vec::new()) } else { Self::Id(Uuid::nil()) }
    }

    /// The row as a place names it.
    pub fn row(&self) -> Uuid {
        match self {
            Self::Id(id) => *id,
            Self::Hash(hash) => Uuid::from_slice(hash.get(..16).unwrap_or_default()).unwrap_or_default(),
        }
    }
}

/// A sealed secret and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedRow {
    /// Which row.
    pub key: RowKey,
    /// What stands there.
    pub sealed: Vec<u8>,
}

struct OfId {
    id: Uuid,
    sealed: Vec<u8>,
}
row!(OfId { id, sealed });

struct OfHash {
    hash: Vec<u8>,
    sealed: Vec<u8>,
}
row!(OfHash { hash, sealed });

/// What is sealed under the operator's key. Only a door can make one.
pub struct SealedRows<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl SealedRows<'_> {
    /// Some rows of a column behind this one, in order.
    pub async fn page(&mut self, column: SealedColumn, after: &RowKey, rows: i64) -> DbResult<Vec<SealedRow>> {
        let (page, _) = column.statements();
        Ok(match after {
            RowKey::Id(id) => {
                let found: Vec<OfId> = self.tx.all(page, args![*id, rows]).await?;
                found.into_iter().map(|OfId { id, sealed }| SealedRow { key: RowKey::Id(id), sealed }).collect()
            }
            RowKey::Hash(hash) => {
                let found: Vec<OfHash> = self.tx.all(page, args![hash.as_slice(), rows]).await?;
                found.into_iter().map(|OfHash { hash, sealed }| SealedRow { key: RowKey::Hash(hash), sealed }).collect()
            }
        })
    }

    /// Puts another envelope in the place of the one that was read; nothing, if that is not there any more.
    pub async fn replace(&mut self, column: SealedColumn, row: SealedRow, by: Vec<u8>) -> DbResult<()> {
        let (_, put) = column.statements();
        let SealedRow { key, sealed } = row;
        let args = match key {
            RowKey::Id(id) => args![id, sealed, by],
            RowKey::Hash(hash) => args![hash.as_slice(), sealed, by],
        };
        self.tx.execute(put, args).await.map(drop)
    }
}
