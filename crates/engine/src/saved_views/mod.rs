//! Saved views: filters of the inbox under a name, somebody's own or shared with the tenant.
//!
//! Shared ones are made and changed by those who manage the desk; others are their owner's alone. What is changed is
//! written into the audit log in the caller's transaction.

use recado_domain::{Permission, SavedViewId};
use recado_storage::{DbError, Tx, tenant::saved_views::SavedView};
use serde_json::json;

use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    conversations::ConversationQuery,
};

/// Why a view was not saved, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// There is none, or it is somebody else's: nobody learns which.
    #[error("no such view")]
    Unknown,
    /// The caller does not share views, or is a key and has none of its own.
    #[error("not allowed to share views")]
    MayNotShare,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// A view to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewView {
    /// The name shown.
    pub name: String,
    /// The filters.
    pub query: ConversationQuery,
    /// Whether it is everybody's.
    pub is_shared: bool,
}

/// What is to change about a view.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ViewPatch {
    /// The name shown.
    pub name: Option<String>,
    /// The filters.
    pub query: Option<ConversationQuery>,
    /// Whether it is everybody's.
    pub is_shared: Option<bool>,
}

impl Engine {
    /// Saves a view.
    pub async fn save_view(&self, tx: &mut Tx, caller: &Caller, new: NewView) -> Result<SavedView, ViewError> {
        let at = self.now();
        let owner_id = if new.is_shared { None } else { Some(caller.user().ok_or(ViewError::MayNotShare)?) };
        let id = SavedViewId::from_uuid(self.ids.v7(at));
        let view = SavedView { id, name: new.name, owner_id, query: text(&new.query), created_at: at, updated_at: at };
        require(caller, &view)?;
        tx.tenant().saved_views().insert(&view).await?;
        self.note_view(tx, caller, "view.created", &view).await?;
        Ok(view)
    }

    /// Changes a view.
    pub async fn change_view(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: SavedViewId,
        patch: ViewPatch,
    ) -> Result<SavedView, ViewError> {
        let before = self.own_view(tx, caller, id).await?;
        let owner_id = match patch.is_shared {
            None => before.owner_id,
            Some(true) => None,
            Some(false) => Some(caller.user().ok_or(ViewError::MayNotShare)?),
        };
        let query = patch.query.as_ref().map_or_else(|| before.query.clone(), text);
        let name = patch.name.unwrap_or_else(|| before.name.clone());
        let view = SavedView { name, owner_id, query, ..before.clone() };
        require(caller, &view)?;
        if view != before {
            tx.tenant().saved_views().update(&view).await?;
            self.note_view(tx, caller, "view.changed", &view).await?;
        }
        Ok(view)
    }

    /// Deletes a view.
    pub async fn delete_view(&self, tx: &mut Tx, caller: &Caller, id: SavedViewId) -> Result<(), ViewError> {
        let view = self.own_view(tx, caller, id).await?;
        tx.tenant().saved_views().delete(id).await?;
        self.note_view(tx, caller, "view.deleted", &view).await
    }

    /// The view, which nobody else changes until the transaction ends, if the caller may change it.
    async fn own_view(&self, tx: &mut Tx, caller: &Caller, id: SavedViewId) -> Result<SavedView, ViewError> {
        let view = tx.tenant().saved_views().touch(id, self.now()).await?.ok_or(ViewError::Unknown)?;
        if view.owner_id.is_some() && view.owner_id != caller.user() {
            return Err(ViewError::Unknown);
        }
        require(caller, &view)?;
        Ok(view)
    }

    async fn note_view(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &'static str,
        view: &SavedView,
    ) -> Result<(), ViewError> {
        let metadata = json!({ "name": view.name, "shared": view.owner_id.is_none() });
        let deed = Deed::new(action, "view").of(view.id).with(metadata);
        Ok(audit::record(tx.tenant(), self, caller.by(), deed).await?)
    }
}

/// What is everybody's is managed by those who manage the desk.
fn require(caller: &Caller, view: &SavedView) -> Result<(), ViewError> {
    let is_shared = view.owner_id.is_none();
    if is_shared && !caller.may(Permission::DeskManage) { Err(ViewError::MayNotShare) } else { Ok(()) }
}

fn text(query: &ConversationQuery) -> String {
    serde_json::to_string(query).expect("filters are plain data")
}
