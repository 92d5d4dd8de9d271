use recado_domain::{Change, ReplyId, TeamId, fold::fold_key, reply::pieces};
use recado_storage::{DbError, Tx, tenant::quick_replies::QuickReply};
use serde_json::json;

use super::{ReplyError, has};
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
};

/// A quick reply to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewReply {
    /// What is typed behind the slash.
    pub shortcut: String,
    /// The text, with its variables.
    pub body: String,
    /// The team that it belongs to; `None`: everybody's.
    pub team: Option<TeamId>,
}

/// What is to change about a quick reply.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplyPatch {
    /// What is typed behind the slash.
    pub shortcut: Option<String>,
    /// The text, with its variables.
    pub body: Option<String>,
    /// The team that it belongs to.
    pub team: Change<TeamId>,
}

impl Engine {
    /// Makes a quick reply in the caller's tenant.
    pub async fn make_reply(&self, tx: &mut Tx, caller: &Caller, new: NewReply) -> Result<QuickReply, ReplyError> {
        let at = self.now();
        let NewReply { shortcut, body, team } = new;
        let reply = QuickReply {
            id: ReplyId::from_uuid(self.ids.v7(at)),
            shortcut_key: fold_key(&shortcut),
            shortcut,
            body,
            team_id: team,
            created_at: at,
            updated_at: at,
        };
        check(tx, &reply).await?;
        if !tx.tenant().quick_replies().insert(&reply).await? {
            return Err(ReplyError::ShortcutTaken);
        }
        let deed = Deed::new("quick_reply.created", "quick_reply").of(reply.id);
        let deed = deed.with(json!({ "shortcut": reply.shortcut, "teamId": team }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        Ok(reply)
    }

    /// Changes a quick reply.
    pub async fn change_reply(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ReplyId,
        patch: ReplyPatch,
    ) -> Result<QuickReply, ReplyError> {
        let mut reply = own(tx, caller, id, self).await?;
        let before = reply.clone();
        reply.shortcut = patch.shortcut.unwrap_or(reply.shortcut);
        reply.shortcut_key = fold_key(&reply.shortcut);
        reply.body = patch.body.unwrap_or(reply.body);
        reply.team_id = patch.team.apply(reply.team_id);
        if reply == before {
            return Ok(reply);
        }
        check(tx, &reply).await?;
        if tx.tenant().quick_replies().is_taken(&reply.shortcut_key, id).await? {
            return Err(ReplyError::ShortcutTaken);
        }
        tx.tenant().quick_replies().update(&reply).await.map_err(taken)?;
        let deed = Deed::new("quick_reply.changed", "quick_reply").of(id);
        let deed = deed.with(json!({ "shortcut": reply.shortcut, "teamId": reply.team_id }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        Ok(reply)
    }

    /// Deletes a quick reply.
    pub async fn delete_reply(&self, tx: &mut Tx, caller: &Caller, id: ReplyId) -> Result<(), ReplyError> {
        let reply = own(tx, caller, id, self).await?;
        tx.tenant().quick_replies().delete(id).await?;
        let deed = Deed::new("quick_reply.deleted", "quick_reply").of(id).with(json!({ "shortcut": reply.shortcut }));
        Ok(audit::record(tx.tenant(), self, caller.by(), deed).await?)
    }
}

/// The reply, which nobody else changes until the transaction ends, if the caller has it.
async fn own(tx: &mut Tx, caller: &Caller, id: ReplyId, engine: &Engine) -> Result<QuickReply, ReplyError> {
    let found = tx.tenant().quick_replies().touch(id, engine.now()).await?;
    found.filter(|reply| has(caller, reply)).ok_or(ReplyError::Unknown)
}

/// Its variables must be known, and its team the tenant's.
async fn check(tx: &mut Tx, reply: &QuickReply) -> Result<(), ReplyError> {
    pieces(&reply.body).map_err(ReplyError::UnknownVariables)?;
    match reply.team_id {
        Some(team) if tx.tenant().teams().find(team).await?.is_none() => Err(ReplyError::UnknownTeam),
        _ => Ok(()),
    }
}

/// The shortcut became another's between the question and the write: the unique index says so.
fn taken(error: DbError) -> ReplyError {
    match error {
        DbError::Conflict(_) => ReplyError::ShortcutTaken,
        other => other.into(),
    }
}
