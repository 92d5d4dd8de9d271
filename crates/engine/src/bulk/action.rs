use recado_domain::{
    Change, ConversationId, TagId, TeamId, Timestamp, UserId,
    conversation::{ConversationPriority, ConversationStatus},
};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use crate::{
    Engine,
    access::Caller,
    conversations::{Assignable, Assignment, ConversationError, NewStatus, Retag},
};

/// What is done to each conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
#[schema(as = BulkDeed)]
pub enum BulkAction {
    /// Given to a person, or to nobody.
    #[serde(rename_all = "camelCase")]
    Assign {
        /// `usr_…`, or null.
        #[serde(deserialize_with = "given")]
        #[schema(value_type = Option<String>)]
        user_id: Option<UserId>,
    },
    /// Given to a team, or to none.
    #[serde(rename_all = "camelCase")]
    Team {
        /// `tem_…`, or null.
        #[serde(deserialize_with = "given")]
        #[schema(value_type = Option<String>)]
        team_id: Option<TeamId>,
    },
    /// Tags are put on it.
    #[serde(rename_all = "camelCase")]
    Tag {
        /// `tag_…`
        #[schema(value_type = Vec<String>)]
        tag_ids: Vec<TagId>,
    },
    /// Tags are taken off it.
    #[serde(rename_all = "camelCase")]
    Untag {
        /// `tag_…`
        #[schema(value_type = Vec<String>)]
        tag_ids: Vec<TagId>,
    },
    /// Opened, parked, closed or archived.
    Status {
        /// `open`, `pending`, `closed` or `archived`.
        #[schema(value_type = String)]
        status: ConversationStatus,
    },
    /// Put to sleep.
    Snooze {
        /// When it wakes.
        #[schema(value_type = String, format = DateTime)]
        until: Timestamp,
    },
    /// Given a priority.
    Priority {
        /// `none`, `low`, `medium`, `high` or `urgent`.
        #[schema(value_type = String)]
        priority: ConversationPriority,
    },
    /// Marked read.
    Read {},
    /// Marked unread.
    Unread {},
}

/// An action whose person was looked up. Only [`Engine::prepare_bulk`] makes one.
#[derive(Debug, Clone)]
pub struct Prepared {
    action: BulkAction,
    person: Option<Assignable>,
}

/// A field that may be null, but must be there.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

impl Engine {
    /// Looks up whom an action names. Asked before the writes, because people belong to no single tenant.
    pub async fn prepare_bulk(&self, caller: &Caller, action: BulkAction) -> Result<Prepared, ConversationError> {
        let person = match action {
            BulkAction::Assign { user_id: Some(user) } => Some(self.assignable(caller.tenant(), user).await?),
            _ => None,
        };
        Ok(Prepared { action, person })
    }

    /// Does it to one conversation, in a transaction of its own.
    pub async fn do_to_conversation(
        &self,
        caller: &Caller,
        id: ConversationId,
        what: &Prepared,
    ) -> Result<(), ConversationError> {
        let mut tx = self.db.write(caller.scope()).await?;
        match &what.action {
            BulkAction::Assign { .. } => {
                let person = what.person.map_or(Change::Clear, Change::Set);
                self.assign_conversation(&mut tx, caller, id, Assignment { person, team: Change::Keep }).await?;
            }
            BulkAction::Team { team_id } => {
                let team = team_id.map_or(Change::Clear, Change::Set);
                self.assign_conversation(&mut tx, caller, id, Assignment { person: Change::Keep, team }).await?;
            }
            BulkAction::Tag { tag_ids } => {
                let retag = Retag { add: tag_ids.clone(), remove: Vec::new() };
                self.retag_conversation(&mut tx, caller, id, &retag).await?;
            }
            BulkAction::Untag { tag_ids } => {
                let retag = Retag { add: Vec::new(), remove: tag_ids.clone() };
                self.retag_conversation(&mut tx, caller, id, &retag).await?;
            }
            BulkAction::Status { status } => {
                self.set_conversation_status(&mut tx, caller, id, new_status(*status, self.now())).await?;
            }
            BulkAction::Snooze { until } => {
                self.set_conversation_status(&mut tx, caller, id, NewStatus::Snoozed(*until)).await?;
            }
            BulkAction::Priority { priority } => self.prioritize_conversation(&mut tx, caller, id, *priority).await?,
            BulkAction::Read {} => self.read_conversation(&mut tx, caller, id).await.map(drop)?,
            BulkAction::Unread {} => self.unread_conversation(&mut tx, caller, id).await?,
        }
        Ok(tx.commit().await?)
    }
}

fn new_status(status: ConversationStatus, now: Timestamp) -> NewStatus {
    match status {
        ConversationStatus::Open => NewStatus::Open,
        ConversationStatus::Pending => NewStatus::Pending,
        ConversationStatus::Snoozed => NewStatus::Snoozed(now),
        ConversationStatus::Closed => NewStatus::Closed,
        ConversationStatus::Archived => NewStatus::Archived,
    }
}
