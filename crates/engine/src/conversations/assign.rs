use recado_domain::{
    Change, ConversationId, Permission, TeamId, TenantId, UserId, conversation::HistoryKind, visibility::Placement,
};
use recado_storage::{Scope, Tx, tenant::conversations::ConversationRow};
use serde_json::json;

use super::{ConversationError, Done, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

/// A member of the tenant to whom conversations may be given. Only [`Engine::assignable`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignable(UserId);

impl Assignable {
    /// Who it is.
    pub fn user(self) -> UserId {
        self.0
    }
}

/// What is to change about whose a conversation is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The person, or nobody.
    pub person: Change<Assignable>,
    /// The team, or none.
    pub team: Change<TeamId>,
}

impl Engine {
    /// The person as somebody to give conversations to: an active member of the tenant whose role works on them. Asked
    /// before the write, because people belong to no single tenant.
    pub async fn assignable(&self, tenant: TenantId, user: UserId) -> Result<Assignable, ConversationError> {
        let member = self.db.read(Scope::System).await?.platform().memberships().find(tenant, user).await?;
        let works = member.is_some_and(|member| member.is_active && member.role.has(Permission::ConversationsManage));
        works.then_some(Assignable(user)).ok_or(ConversationError::UnknownPerson)
    }

    /// Assigns a conversation to a person, a team, both or nobody.
    pub async fn assign_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
        to: Assignment,
    ) -> Result<(), ConversationError> {
        let before = open(tx, caller, id).await?;
        let after = Placement {
            assignee: to.person.map(Assignable::user).apply(before.assignee_id),
            team: to.team.apply(before.team_id),
        };
        if after == before.placement() {
            return Ok(());
        }
        place(tx, &before, after).await?;
        let data = moved(&before, after);
        let deed = Deed::new("conversation.assigned", "conversation").of(id).with(data.clone());
        let happened = Some((HistoryKind::Assigned, data));
        self.close_change(tx, caller.by(), &before, Done { change: ConversationChange::Assigned, deed, happened }).await
    }
}

/// Puts the conversation there; the team must exist.
pub(super) async fn place(tx: &mut Tx, before: &ConversationRow, after: Placement) -> Result<(), ConversationError> {
    if let Some(team) = after.team.filter(|_| after.team != before.team_id)
        && tx.tenant().teams().find(team).await?.is_none()
    {
        return Err(ConversationError::UnknownTeam);
    }
    Ok(tx.tenant().conversation_changes().place(before.id, after).await?)
}

/// From where to where, for the audit log and the thread.
pub(super) fn moved(before: &ConversationRow, after: Placement) -> serde_json::Value {
    json!({
        "from": { "userId": before.assignee_id, "teamId": before.team_id },
        "to": { "userId": after.assignee, "teamId": after.team },
    })
}
