//! Work on many conversations at once: those that are named, at once; all that match a filter, as a job.
//!
//! Each conversation is changed in a transaction of its own, with its own audit entry and event, as if somebody had done it
//! by hand. Who asked is judged again for every piece of the work: a right that was taken away ends it.

mod action;
mod run;
mod start;

pub use action::{BulkAction, Prepared};
pub use run::RunBulk;
pub use start::BulkError;

use recado_domain::{BulkId, Timestamp, bulk::BulkState};
use recado_storage::tenant::bulk_actions::BulkRow;
use serde::Serialize;
use utoipa::ToSchema;

use crate::conversations::ConversationQuery;

/// One action on all conversations that match, as shown outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BulkAction)]
pub struct BulkView {
    /// `blk_…`
    #[schema(value_type = String)]
    pub id: BulkId,
    /// `counting`, `running`, `done`, `cancelled` or `failed` (who started it may not do it any more).
    #[schema(value_type = String)]
    pub state: BulkState,
    /// Which conversations.
    pub query: ConversationQuery,
    /// What is done to them.
    pub action: BulkAction,
    /// How many matched when it began.
    pub total: i64,
    /// To how many it was done.
    pub done: i64,
    /// To how many it could not be done.
    pub failed: i64,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it ended.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Timestamp>,
}

impl BulkView {
    /// The view of a row; `None` when a newer program wrote it.
    pub fn of(row: &BulkRow) -> Option<Self> {
        let BulkRow { id, state, total, done, failed, created_at, ended_at, .. } = *row;
        let query = serde_json::from_str(&row.query).ok()?;
        let action = serde_json::from_str(&row.action).ok()?;
        Some(Self { id, state, query, action, total, done, failed, created_at, ended_at })
    }
}
