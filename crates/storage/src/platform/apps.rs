//! Meta's apps: their secrets sign webhooks, their verify tokens open them. All secrets here are sealed.

use recado_domain::{AppId, NumberId, TenantId, Timestamp};
use uuid::Uuid;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// An app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppRow {
    /// Its id.
    pub id: AppId,
    /// Whose it is; `None` = the platform's, open to all.
    pub tenant_id: Option<TenantId>,
    /// Its name in webhook paths, unique on the server.
    pub slug: String,
    /// Meta's id of it.
    pub meta_app_id: Option<String>,
    /// The app secret, sealed.
    pub secret: Vec<u8>,
    /// The secret before the last change, sealed; valid until removed.
    pub previous_secret: Option<Vec<u8>>,
    /// The verify token, sealed.
    pub verify_token: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(AppRow { id, tenant_id, slug, meta_app_id, secret, previous_secret, verify_token, created_at, updated_at });

const COLUMNS: &str = "a.id, a.tenant_id, a.slug, a.meta_app_id, a.secret, a.previous_secret, a.verify_token, \
    a.created_at, a.updated_at";

statements! { Platform "apps";
    FIND = "SELECT ", COLUMNS, " FROM apps a WHERE a.id = $1";
    BY_SLUG = "SELECT ", COLUMNS, " FROM apps a WHERE a.slug = $1";
    BY_NUMBER = "SELECT ", COLUMNS, " FROM apps a JOIN phone_numbers n ON n.app_id = a.id WHERE n.id = $1";
    BY_PHONE_NUMBER_ID = "SELECT ", COLUMNS, " FROM apps a JOIN phone_numbers n ON n.app_id = a.id \
        WHERE n.phone_number_id = $1";
    /// Takes the row's lock on PostgreSQL too, without a text of its own.
    LOCK = "UPDATE apps SET updated_at = updated_at WHERE id = $1";
    LIST_OPEN_TO = "SELECT ", COLUMNS, " FROM apps a WHERE (a.tenant_id = $1 OR a.tenant_id IS NULL) AND a.id > $2 \
        ORDER BY a.id LIMIT $3";
    INSERT = "INSERT INTO apps (id, tenant_id, slug, meta_app_id, secret, previous_secret, verify_token, created_at, \
        updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (slug) DO NOTHING";
    UPDATE = "UPDATE apps SET meta_app_id = $2, secret = $3, previous_secret = $4, verify_token = $5, updated_at = $6 \
        WHERE id = $1";
}

/// All apps. Only a door can make one.
#[derive(Debug)]
pub struct Apps<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Apps<'_> {
    /// The app with this id.
    pub async fn find(&mut self, id: AppId) -> DbResult<Option<AppRow>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// The app of this name.
    pub async fn find_by_slug(&mut self, slug: &str) -> DbResult<Option<AppRow>> {
        self.tx.optional(&BY_SLUG, args![slug]).await
    }

    /// The app whose webhooks name this number.
    pub async fn find_by_number(&mut self, number: NumberId) -> DbResult<Option<AppRow>> {
        self.tx.optional(&BY_NUMBER, args![number]).await
    }

    /// The same by Meta's id of the number.
    pub async fn find_by_phone_number_id(&mut self, phone_number_id: &str) -> DbResult<Option<AppRow>> {
        self.tx.optional(&BY_PHONE_NUMBER_ID, args![phone_number_id]).await
    }

    /// The app with this id, which nobody else can change until this transaction ends.
    pub async fn lock(&mut self, id: AppId) -> DbResult<Option<AppRow>> {
        self.tx.execute(&LOCK, args![id]).await?;
        self.find(id).await
    }

    /// The tenant's own apps and the platform's whose ids follow `after`, oldest first.
    pub async fn list_open_to(&mut self, tenant: TenantId, after: Option<AppId>, limit: u32) -> DbResult<Vec<AppRow>> {
        let after = after.unwrap_or(AppId::from_uuid(Uuid::nil()));
        self.tx.all(&LIST_OPEN_TO, args![tenant, after, limit]).await
    }

    /// Adds an app; false when its slug is taken.
    pub async fn insert(&mut self, app: &AppRow) -> DbResult<bool> {
        let args = args![
            app.id,
            app.tenant_id,
            &app.slug,
            &app.meta_app_id,
            app.secret.as_slice(),
            app.previous_secret.clone(),
            app.verify_token.as_slice(),
            app.created_at,
            app.updated_at,
        ];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// Writes everything about an app that may change: Meta's id, secrets, token, time of change.
    pub async fn update(&mut self, app: &AppRow) -> DbResult<()> {
        let args = args![
            app.id,
            &app.meta_app_id,
            app.secret.as_slice(),
            app.previous_secret.clone(),
            app.verify_token.as_slice(),
            app.updated_at,
        ];
        self.tx.execute(&UPDATE, args).await.map(drop)
    }
}
