use recado_domain::{AppId, Change};
use recado_storage::{
    DbError, Scope, Tx,
    platform::apps::AppRow,
    secrets::{Owner, Place},
};
use serde_json::json;

use crate::{
    Engine, Secret, VaultError,
    access::{
        Caller,
        audit::{self, Deed},
        rows_of,
    },
    intake::DEFAULT_SLUG,
    view::AppView,
};

/// An app to be registered.
#[derive(Debug)]
pub struct NewApp {
    /// Its name in webhook paths.
    pub slug: String,
    /// Meta's id of it, if known.
    pub meta_app_id: Option<String>,
    /// Signs its webhooks.
    pub secret: Secret,
    /// Opens its webhooks.
    pub verify_token: Secret,
}

/// What is to become different about an app; what is not set stays.
#[derive(Debug, Default)]
pub struct AppChange {
    /// Meta's id of it.
    pub meta_app_id: Change<String>,
    /// A new secret; the one it replaces stays valid.
    pub secret: Option<Secret>,
    /// A new verify token; the one it replaces is invalid at once.
    pub verify_token: Option<Secret>,
    /// The secret before the last change is invalid from now on.
    pub removes_previous_secret: bool,
}

/// Why an app was not registered or changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Another app of this server has the slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// It is the platform's: only super-admins change it.
    #[error("the app is the platform's")]
    Platforms,
    /// Somebody else changed it meanwhile.
    #[error("the app has changed meanwhile")]
    Changed,
    /// Its secrets could not be sealed or opened.
    #[error("a secret of the app could not be sealed or opened")]
    Vault(#[source] VaultError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<VaultError> for AppError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Storage(error) => Self::Storage(error),
            sealed => Self::Vault(sealed),
        }
    }
}

fn place(id: AppId, column: &'static str) -> Place {
    Place { table: "apps", column, row: id.uuid() }
}

fn owner(row: &AppRow) -> Owner {
    row.tenant_id.map_or(Owner::Platform, Owner::Tenant)
}

impl Engine {
    /// Gives an app its id and seals its secrets: before the transaction that registers it.
    pub async fn seal_app(&self, caller: &Caller, new: &NewApp) -> Result<AppRow, AppError> {
        let (id, now, owner) = (AppId::from_uuid(self.fresh_id()), self.now(), Owner::Tenant(caller.tenant()));
        Ok(AppRow {
            id,
            tenant_id: Some(caller.tenant()),
            slug: new.slug.clone(),
            meta_app_id: new.meta_app_id.clone(),
            secret: self.vault.seal(owner, place(id, "secret"), &new.secret).await?,
            previous_secret: None,
            verify_token: self.vault.seal(owner, place(id, "verify_token"), &new.verify_token).await?,
            created_at: now,
            updated_at: now,
        })
    }

    /// Registers an app for the caller's tenant, inside a write of the system scope. Call [`Engine::apps_changed`] after
    /// the commit.
    pub async fn register_app(&self, tx: &mut Tx, caller: &Caller, app: AppRow) -> Result<AppView, AppError> {
        // Also where the platform's own app has not been made yet.
        if app.slug == DEFAULT_SLUG || !tx.platform().apps().insert(&app).await? {
            return Err(AppError::SlugTaken);
        }
        let deed = Deed::new("app.created", "app").of(app.id).with(json!({ "slug": app.slug })).sensitive();
        audit::record(rows_of(tx, caller.tenant()), self, caller.by(), deed).await?;
        Ok(AppView::from(app))
    }

    /// The app, if it is open to the caller.
    pub async fn find_app(&self, caller: &Caller, id: AppId) -> Result<Option<AppRow>, DbError> {
        let found = self.db.read(Scope::System).await?.platform().apps().find(id).await?;
        Ok(found.filter(|app| app.tenant_id.is_none_or(|owner| owner == caller.tenant())))
    }

    /// Changes an app as it was `seen`.
    pub async fn change_app(&self, caller: &Caller, seen: AppRow, change: AppChange) -> Result<AppView, AppError> {
        if seen.tenant_id.is_none() && !caller.is_super_admin() {
            return Err(AppError::Platforms);
        }
        let fields = change.fields();
        let changed = self.changed_app(&seen, change).await?;
        let mut tx = self.db.write(Scope::System).await?;
        if tx.platform().apps().lock(seen.id).await?.as_ref() != Some(&seen) {
            return Err(AppError::Changed);
        }
        tx.platform().apps().update(&changed).await?;
        let deed = Deed::new("app.changed", "app").of(seen.id).with(json!({ "fields": fields })).sensitive();
        audit::record(rows_of(&mut tx, caller.tenant()), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.apps_changed();
        Ok(AppView::from(changed))
    }

    /// Tells this node that an app or a number's app changed: webhooks are judged by the new state at once.
    pub fn apps_changed(&self) {
        self.intake().forget_apps();
    }

    async fn changed_app(&self, seen: &AppRow, change: AppChange) -> Result<AppRow, AppError> {
        let (id, owner) = (seen.id, owner(seen));
        let mut row = AppRow { updated_at: self.now(), ..seen.clone() };
        row.meta_app_id = change.meta_app_id.apply(row.meta_app_id);
        if let Some(secret) = &change.secret {
            row.previous_secret = self.previous_secret(seen, secret).await?;
            row.secret = self.vault.seal(owner, place(id, "secret"), secret).await?;
        }
        if change.removes_previous_secret {
            row.previous_secret = None;
        }
        if let Some(token) = &change.verify_token {
            row.verify_token = self.vault.seal(owner, place(id, "verify_token"), token).await?;
        }
        Ok(row)
    }

    /// What stays valid beside a new secret: the present one, or, when that is given again, what stood beside it. A
    /// present one that opens no more is replaced without a trace: that is how a damaged app is mended.
    async fn previous_secret(&self, seen: &AppRow, new: &Secret) -> Result<Option<Vec<u8>>, AppError> {
        let owner = owner(seen);
        match self.vault.open(owner, place(seen.id, "secret"), &seen.secret).await {
            Ok(known) if known.expose() == new.expose() => Ok(seen.previous_secret.clone()),
            Ok(known) => Ok(Some(self.vault.seal(owner, place(seen.id, "previous_secret"), &known).await?)),
            Err(VaultError::Storage(error)) => Err(error.into()),
            Err(error) => {
                tracing::warn!(category = "system", app_id = %seen.id, %error, "an unreadable app secret was replaced");
                Ok(None)
            }
        }
    }
}

impl AppChange {
    /// The names of what changes, for the audit log.
    fn fields(&self) -> Vec<&'static str> {
        let changes = [
            (!self.meta_app_id.is_keep(), "appId"),
            (self.secret.is_some(), "appSecret"),
            (self.verify_token.is_some(), "verifyToken"),
            (self.removes_previous_secret, "previousSecret"),
        ];
        changes.into_iter().filter_map(|(changes, name)| changes.then_some(name)).collect()
    }
}
