//! Saved views: filters of the inbox under a name, somebody's own or shared.

use recado_domain::{SavedViewId, TenantId, Timestamp, UserId};
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, name, owner_id, query, created_at, updated_at";

statements! { Tenant "saved_views";
    INSERT = "INSERT INTO saved_views (tenant_id, id, name, owner_id, query, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)";
    OWN = "SELECT ", COLUMNS, " FROM saved_views WHERE tenant_id = $1 AND owner_id = $2 AND id > $3 ORDER BY id LIMIT $4";
    SHARED = "SELECT ", COLUMNS, " FROM saved_views WHERE tenant_id = $1 AND owner_id IS NULL AND id > $2
        ORDER BY id LIMIT $3";
    TOUCH = "UPDATE saved_views SET updated_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING ", COLUMNS;
    UPDATE = "UPDATE saved_views SET name = $3, owner_id = $4, query = $5 WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM saved_views WHERE tenant_id = $1 AND id = $2";
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: SavedViewId,
    /// The name shown.
    pub name: String,
    /// Whose it is; `None`: shared with everybody.
    pub owner_id: Option<UserId>,
    /// The filters, as JSON text.
    pub query: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(SavedView { id, name, owner_id, query, created_at, updated_at });

/// The saved views of one tenant. Only a door can make one.
#[derive(Debug)]
pub struct SavedViews<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl SavedViews<'_> {
    /// Adds a view.
    pub async fn insert(&mut self, view: &SavedView) -> DbResult<()> {
        let SavedView { id, name, owner_id, query, created_at, .. } = view;
        self.tx.execute(&INSERT, args![self.tenant, *id, name, *owner_id, query, *created_at]).await.map(drop)
    }

    /// The shared views and a person's own behind `after`, the oldest first.
    pub async fn list(
        &mut self,
        owner: Option<UserId>,
        after: Option<SavedViewId>,
        limit: u32,
    ) -> DbResult<Vec<SavedView>> {
        let after = after.unwrap_or(SavedViewId::from_uuid(Uuid::nil()));
        let mut found: Vec<SavedView> = self.tx.all(&SHARED, args![self.tenant, after, limit]).await?;
        if let Some(owner) = owner {
            found.extend(self.tx.all::<SavedView>(&OWN, args![self.tenant, owner, after, limit]).await?);
        }
        found.sort_by_key(|view| view.id);
        found.truncate(usize::try_from(limit).expect("a page is small"));
        Ok(found)
    }

    /// The view, which nobody else changes until this transaction ends.
    pub async fn touch(&mut self, id: SavedViewId, at: Timestamp) -> DbResult<Option<SavedView>> {
        self.tx.optional(&TOUCH, args![self.tenant, id, at]).await
    }

    /// Writes the view as it is now.
    pub async fn update(&mut self, view: &SavedView) -> DbResult<()> {
        let SavedView { id, name, owner_id, query, .. } = view;
        self.tx.execute(&UPDATE, args![self.tenant, *id, name, *owner_id, query]).await.map(drop)
    }

    /// Deletes a view.
    pub async fn delete(&mut self, id: SavedViewId) -> DbResult<()> {
        self.tx.execute(&DELETE, args![self.tenant, id]).await.map(drop)
    }
}
