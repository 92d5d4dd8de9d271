use recado_domain::UserId;
use recado_storage::{
    DbResult, Scope, Tx,
    platform::{sessions::SessionEnd, users::email_key},
};

use super::super::{
    AccessEvent,
    audit::{self, Deed},
    caller::{By, Caller},
    login::tenants_of,
    members::MemberError,
};
use crate::Engine;

impl Engine {
    /// Takes the second factor of a member away who lost it, and ends their sessions; nothing happens to who has none.
    /// Somebody who belongs to other tenants too has accounts there to lose: theirs is not this tenant's to take.
    pub async fn reset_member_factor(&self, caller: &Caller, user: UserId) -> Result<(), MemberError> {
        let mut tx = self.db.write(Scope::System).await?;
        let before = self.lock_member(&mut tx, caller, user).await?;
        before.may_become(Some(before.member.role), caller)?;
        if before.member.factor_since.is_none() {
            return Ok(()); // none, or theirs alone: of who did not come in yet this tenant knows nothing
        }
        let homes = tx.platform().memberships().of_user(user).await?.len();
        if before.member.is_super_admin || homes != 1 {
            return Err(MemberError::NotOursAlone);
        }
        if let Some(ended) = self.reset_factor(&mut tx, user, caller.by()).await? {
            tx.commit().await?;
            self.access_changed(ended);
            self.member_changed(caller, user);
        }
        Ok(())
    }

    /// The same from the command line, for anybody; `None` when nobody has this address, else whether there was one.
    pub async fn reset_second_factor(&self, email: &str) -> DbResult<Option<bool>> {
        let mut tx = self.db.write(Scope::System).await?;
        let Some(user) = tx.platform().users().find_by_email(&email_key(email)).await? else { return Ok(None) };
        let Some(ended) = self.reset_factor(&mut tx, user.id, &By::SYSTEM).await? else { return Ok(Some(false)) };
        tx.commit().await?;
        self.access_changed(ended);
        Ok(Some(true))
    }

    async fn reset_factor(&self, tx: &mut Tx, user: UserId, by: &By) -> DbResult<Option<Vec<AccessEvent>>> {
        if !tx.platform().second_factors().remove(user, self.now()).await? {
            return Ok(None);
        }
        let ended = self.end_all(tx, user, SessionEnd::FactorChanged).await?;
        let tenants = tenants_of(tx, user).await?;
        let deed = Deed::new("user.second_factor_reset", "user").of(user).sensitive();
        audit::record_in_all(tx, &tenants, self, by, &deed).await?;
        Ok(Some(ended))
    }
}
