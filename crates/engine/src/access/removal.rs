use recado_domain::UserId;
use recado_storage::{DbResult, Scope, Tx, platform::sessions::SessionEnd};
use serde_json::json;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::Caller,
    members::MemberError,
    order_reload, rows_of,
};
use crate::{
    Engine,
    conversations::{Giver, HandOver, Successor},
};

impl Engine {
    /// How many open, pending and snoozed conversations a member has: what their removal gives to somebody else.
    pub async fn open_conversations_of(&self, caller: &Caller, user: UserId) -> Result<i64, MemberError> {
        let mut read = self.db.read(Scope::System).await?;
        read.platform().memberships().find(caller.tenant(), user).await?.ok_or(MemberError::Unknown)?;
        Ok(rows_of(&mut read, caller.tenant()).hand_overs().count_of_person(user).await?)
    }

    /// Ends a membership; the person and their other tenants stay. What they were working on goes to the successor. Who
    /// belongs to no tenant any more is signed out everywhere.
    pub async fn remove_member(&self, caller: &Caller, user: UserId, to: Successor) -> Result<(), MemberError> {
        let tenant = caller.tenant();
        let what = HandOver { by: caller.by(), from: Giver::Person(user), to };
        self.check_removal(caller, user, to).await?;
        self.hand_over_ahead(tenant, what).await?;
        let mut tx = self.db.write(Scope::System).await?;
        let before = self.lock_member(&mut tx, caller, user).await?;
        before.may_become(None, caller)?;
        self.hand_over_rest(&mut rows_of(&mut tx, tenant), what).await?;
        rows_of(&mut tx, tenant).hand_overs().leave_person(user).await?;
        tx.platform().memberships().delete(tenant, user).await?;
        let ended = self.end_homeless(&mut tx, user).await?;
        order_reload(self, rows_of(&mut tx, tenant), &[user]).await?;
        let deed = Deed::new("user.removed", "user").of(user).with(json!({ "role": before.member.role })).sensitive();
        audit::record(rows_of(&mut tx, tenant), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.access_changed(ended);
        self.member_changed(caller, user);
        Ok(())
    }

    /// Whether it may be done at all, before anything is given away.
    async fn check_removal(&self, caller: &Caller, user: UserId, to: Successor) -> Result<(), MemberError> {
        let mut tx = self.db.write(Scope::System).await?;
        self.lock_member(&mut tx, caller, user).await?.may_become(None, caller)?;
        let exists = match to {
            Successor::Nobody => true,
            Successor::Person(person) => person.user() != user,
            Successor::Team(team) => rows_of(&mut tx, caller.tenant()).teams().find(team).await?.is_some(),
        };
        exists.then_some(()).ok_or(MemberError::UnknownSuccessor)
    }

    /// Ends the sessions of somebody who belongs to no tenant and not to the platform's people.
    async fn end_homeless(&self, tx: &mut Tx, user: UserId) -> DbResult<Vec<AccessEvent>> {
        let has_home = !tx.platform().memberships().of_user(user).await?.is_empty();
        let is_platforms = tx.platform().users().find(user).await?.is_some_and(|user| user.is_super_admin);
        if has_home || is_platforms { Ok(Vec::new()) } else { self.end_all(tx, user, SessionEnd::Revoked).await }
    }

    /// A new one-time link for a member who has no way in yet; the one before ends. Somebody who belongs to other
    /// tenants too has accounts there to lose: their link is not this tenant's to give.
    pub async fn invite_again(&self, caller: &Caller, user: UserId) -> Result<crate::Secret, MemberError> {
        let mut tx = self.db.write(Scope::System).await?;
        let before = self.lock_member(&mut tx, caller, user).await?;
        before.may_become(Some(before.member.role), caller)?;
        let homes = tx.platform().memberships().of_user(user).await?.len();
        if !before.member.is_invited || before.member.is_super_admin || homes != 1 {
            return Err(MemberError::NotInvited);
        }
        let url = self.invite(&mut tx, caller.tenant(), user).await?;
        let deed = Deed::new("user.invited", "user").of(user).sensitive();
        audit::record(rows_of(&mut tx, caller.tenant()), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.wake.mailed();
        Ok(url)
    }
}
