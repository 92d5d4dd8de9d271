use recado_domain::{SessionId, UserId};
use recado_storage::{
    DbResult, Scope, Tx,
    platform::sessions::{Session, SessionEnd},
};
use serde_json::json;

use super::{
    audit::{self, Deed},
    caller::{By, Person},
    events::AccessEvent,
    login::tenants_of,
    sha256,
};
use crate::{Engine, Secret};

impl Engine {
    /// The person's sessions that may still be used, the newest first.
    pub async fn sessions_of(&self, user: UserId) -> DbResult<Vec<Session>> {
        self.db.read(Scope::System).await?.platform().sessions().live_of_user(user, self.now()).await
    }

    /// The session that a refresh token belongs to, if it may still be used: for signing out with it.
    pub async fn session_of_token(&self, token: &Secret) -> DbResult<Option<Session>> {
        let mut read = self.db.read(Scope::System).await?;
        let Some(found) = read.platform().refresh_tokens().find(&sha256(token.expose())).await? else {
            return Ok(None);
        };
        let session = read.platform().sessions().find(found.session_id).await?;
        Ok(session.filter(|session| session.is_live(self.now())))
    }

    /// Ends one of the person's sessions, at once on this node and within five seconds everywhere; `false` when the
    /// person has no such session.
    pub async fn end_session(&self, user: UserId, id: SessionId, reason: SessionEnd, by: &By) -> DbResult<bool> {
        let mut tx = self.db.write(Scope::System).await?;
        let found = tx.platform().sessions().lock(id).await?;
        if !found.is_some_and(|session| session.user_id == user && session.is_live(self.now())) {
            return Ok(false);
        }
        tx.platform().sessions().end(id, reason, self.now()).await?;
        let action = if reason == SessionEnd::SignedOut { "logout" } else { "session.revoked" };
        let tenants = tenants_of(&mut tx, user).await?;
        audit::record_in_all(&mut tx, &tenants, self, by, &Deed::new(action, "session").of(id).sensitive()).await?;
        tx.commit().await?;
        self.access_changed([AccessEvent::SessionEnded { session: id, user, reason }]);
        Ok(true)
    }

    /// Signs a person out everywhere: on this node at once, on the others within five seconds.
    pub async fn end_every_session(&self, user: UserId, by: &By) -> DbResult<()> {
        let mut tx = self.db.write(Scope::System).await?;
        let ended = self.end_all(&mut tx, user, SessionEnd::SignedOut).await?;
        let tenants = tenants_of(&mut tx, user).await?;
        let deed = Deed::new("logout.everywhere", "user").of(user).with(json!({ "sessions": ended.len() })).sensitive();
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        tx.commit().await?;
        self.access_changed(ended);
        Ok(())
    }

    /// Ends all sessions of a person inside a write; the events are announced after its commit.
    pub(super) async fn end_all(&self, tx: &mut Tx, user: UserId, reason: SessionEnd) -> DbResult<Vec<AccessEvent>> {
        let live = tx.platform().sessions().live_of_user(user, self.now()).await?;
        self.end_these(tx, live, reason).await
    }

    /// The same, but the session that the person acts in stays.
    pub(super) async fn end_others(
        &self,
        tx: &mut Tx,
        person: &Person,
        reason: SessionEnd,
    ) -> DbResult<Vec<AccessEvent>> {
        let mut live = tx.platform().sessions().live_of_user(person.user, self.now()).await?;
        live.retain(|session| session.id != person.session);
        self.end_these(tx, live, reason).await
    }

    async fn end_these(&self, tx: &mut Tx, live: Vec<Session>, reason: SessionEnd) -> DbResult<Vec<AccessEvent>> {
        let mut ended = Vec::with_capacity(live.len());
        for session in live {
            tx.platform().sessions().end(session.id, reason, self.now()).await?;
            ended.push(AccessEvent::SessionEnded { session: session.id, user: session.user_id, reason });
        }
        Ok(ended)
    }
}
