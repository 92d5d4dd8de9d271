use recado_domain::{ConversationId, TeamId, TransferId, conversation::HistoryKind, visibility::Placement};
use recado_storage::{
    DbResult, Tx,
    tenant::{conversations::ConversationRow, transfers::Transfer},
};
use serde_json::json;

use super::{
    Assignable, ConversationError, Done,
    assign::{moved, place},
    open,
};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

/// To whom a conversation is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handover {
    /// To a person. The conversation leaves its team unless they are in it.
    Person(Assignable),
    /// To a team, in which nobody has taken it yet.
    Team(TeamId),
}

/// A transfer to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTransfer {
    /// To whom.
    pub to: Handover,
    /// What the giver says.
    pub note: Option<String>,
}

impl Engine {
    /// Hands a conversation over and keeps a record of it.
    pub async fn transfer_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
        new: NewTransfer,
    ) -> Result<Transfer, ConversationError> {
        let before = open(tx, caller, id).await?;
        let after = placed(tx, &before, new.to).await?;
        place(tx, &before, after).await?;
        let at = self.now();
        let transfer = Transfer {
            id: TransferId::from_uuid(self.ids.v7(at)),
            conversation_id: id,
            from_user_id: before.assignee_id,
            from_team_id: before.team_id,
            to_user_id: after.assignee,
            to_team_id: after.team,
            note: new.note.clone(),
            by_user_id: caller.user(),
            at,
        };
        tx.tenant().transfers().insert(&transfer).await?;
        let mut data = moved(&before, after);
        let deed = Deed::new("conversation.transferred", "conversation").of(id).with(data.clone()).sensitive();
        data["note"] = json!(new.note);
        let happened = Some((HistoryKind::Transferred, data));
        let done = Done { change: ConversationChange::Transferred, deed, happened };
        self.close_change(tx, caller.by(), &before, done).await?;
        Ok(transfer)
    }
}

async fn placed(tx: &mut Tx, before: &ConversationRow, to: Handover) -> DbResult<Placement> {
    match to {
        Handover::Team(team) => Ok(Placement { assignee: None, team: Some(team) }),
        Handover::Person(person) => {
            let teams = tx.tenant().teams().of_user(person.user()).await?;
            let team = before.team_id.filter(|team| teams.contains(team));
            Ok(Placement { assignee: Some(person.user()), team })
        }
    }
}
