use recado_domain::{Role, TenantId, UserId};
use recado_storage::{
    DbError, Tx,
    platform::{
        memberships::Member,
        one_time_links::{LinkPurpose, OneTimeLink},
        users::{NewUser, email_key},
    },
};
use serde_json::json;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::{By, Caller},
    hasher::Busy,
    links::LINK_LIFE,
    order_reload,
    password::{self, PasswordFault},
    rows_of,
};
use crate::{Engine, Secret, mail::Mail};

/// A member to be made.
#[derive(Debug)]
pub struct NewMember<'m> {
    /// The address they sign in with.
    pub email: &'m str,
    /// The name shown.
    pub name: &'m str,
    /// The role in the tenant.
    pub role: Role,
    /// The first password, hashed (see [`Engine::hash_password`]); without one, a set-up link is made.
    pub password_hash: Option<&'m str>,
}

/// A member that was made.
#[derive(Debug)]
pub struct MadeMember {
    /// The member.
    pub member: Member,
    /// Where the first password is set, for somebody new without one: shown once.
    pub set_up_url: Option<Secret>,
    /// Whether a mail to them is on its way.
    pub mailed: bool,
    /// Whether nobody had the address before.
    pub is_new: bool,
}

/// Why a member was not made, changed or removed.
#[derive(Debug, thiserror::Error)]
pub enum MemberError {
    /// They are a member already.
    #[error("already a member")]
    AlreadyMember,
    /// The tenant has no such member.
    #[error("no such member")]
    Unknown,
    /// Only owners make, change and remove owners.
    #[error("only an owner may do this to an owner")]
    OwnersOnly,
    /// A tenant keeps at least one owner.
    #[error("the last owner stays")]
    LastOwner,
    /// They have a password already, or belong to other tenants too: a link for them is not this tenant's to give.
    #[error("not somebody who was invited here only")]
    NotInvited,
    /// They belong to other tenants or to the platform too: what they sign in with is not this tenant's to change.
    #[error("not somebody of this tenant alone")]
    NotOursAlone,
    /// The tenant has no such person or team to give conversations to.
    #[error("nobody to give the conversations to")]
    UnknownSuccessor,
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordFault),
    /// Too many passwords are being hashed.
    #[error("too many at once")]
    Busy,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<Busy> for MemberError {
    fn from(Busy: Busy) -> Self {
        Self::Busy
    }
}

/// A member as they are, while nobody else can change them.
#[derive(Debug)]
pub struct LockedMember {
    /// The member.
    pub member: Member,
    owners: i64,
}

impl LockedMember {
    /// Whether the caller may give them this role (or none), and an owner is left afterwards.
    pub(super) fn may_become(&self, becomes: Option<Role>, caller: &Caller) -> Result<(), MemberError> {
        let (manager, role) = (manages_as(caller), self.member.role);
        if !manager.may_manage(role) || becomes.is_some_and(|role| !manager.may_manage(role)) {
            return Err(MemberError::OwnersOnly);
        }
        if role == Role::Owner && becomes != Some(Role::Owner) && self.owners <= 1 {
            return Err(MemberError::LastOwner);
        }
        Ok(())
    }
}

impl Engine {
    /// Checks a password against the policy (`words`: the tenant's and the person's own) and hashes it. It takes tens of
    /// milliseconds: before a write, never inside.
    pub async fn hash_password(&self, password: &Secret, words: &[&str]) -> Result<String, MemberError> {
        password::check(password.expose(), words)?;
        let turn = self.access.hasher.turn(self.access.hasher.place()?).await;
        Ok(self.access.hasher.hash(turn, password).await)
    }

    /// Makes somebody a member of the caller's tenant, inside a write of the system scope. An address that is known
    /// elsewhere gains the membership; its name and password are not touched, and nothing of them is told.
    pub async fn make_member(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        new: NewMember<'_>,
    ) -> Result<MadeMember, MemberError> {
        if !manages_as(caller).may_manage(new.role) {
            return Err(MemberError::OwnersOnly);
        }
        self.add_member(tx, caller.tenant(), caller.by(), new).await
    }

    /// The same for start-up and the platform's own operations, which may make anybody.
    pub async fn add_member(
        &self,
        tx: &mut Tx,
        tenant: TenantId,
        by: &By,
        new: NewMember<'_>,
    ) -> Result<MadeMember, MemberError> {
        let (user, is_new) = self.find_or_make_user(tx, &new).await?;
        let given_name = (!is_new).then(|| new.name.trim());
        if !tx.platform().memberships().insert(tenant, user, new.role, given_name, self.now()).await? {
            return Err(MemberError::AlreadyMember);
        }
        let set_up_url = match new.password_hash {
            None if is_new => Some(self.invite(tx, tenant, user).await?),
            _ => None,
        };
        if !is_new {
            let company = self.name_of(tx, tenant).await?;
            self.post_mail(tx, &Mail::Membership { user, company }).await?;
        }
        let deed = Deed::new("user.created", "user").of(user).with(json!({ "role": new.role })).sensitive();
        audit::record(rows_of(tx, tenant), self, by, deed).await?;
        let mut member = tx.platform().memberships().find(tenant, user).await?.ok_or(MemberError::Unknown)?;
        new.email.trim().clone_into(&mut member.email); // as the caller spells it, not as its owner does
        let mailed = self.mail_reaches_people() && (set_up_url.is_some() || !is_new);
        Ok(MadeMember { member, set_up_url, mailed, is_new })
    }

    async fn find_or_make_user(&self, tx: &mut Tx, new: &NewMember<'_>) -> Result<(UserId, bool), MemberError> {
        let (id, key) = (UserId::from_uuid(self.fresh_id()), email_key(new.email));
        let row = NewUser {
            id,
            email: new.email.trim(),
            email_key: &key,
            name: new.name.trim(),
            company: None,
            password_hash: new.password_hash,
            is_super_admin: false,
            at: self.now(),
        };
        if tx.platform().users().insert(row).await? {
            return Ok((id, true));
        }
        let known = tx.platform().users().find_by_email(&key).await?.ok_or(MemberError::Unknown)?;
        Ok((known.id, false))
    }

    /// A one-time link for the first password, answered and mailed.
    pub(super) async fn invite(&self, tx: &mut Tx, tenant: TenantId, user: UserId) -> Result<Secret, DbError> {
        let url = self.password_link(tx, user).await?;
        let (company, link) = (self.name_of(tx, tenant).await?, url.expose().to_owned());
        self.post_mail(tx, &Mail::Invitation { user, company, link }).await?;
        Ok(url)
    }

    async fn name_of(&self, tx: &mut Tx, tenant: TenantId) -> Result<String, DbError> {
        Ok(tx.platform().tenants().find(tenant).await?.map_or_else(String::new, |tenant| tenant.name))
    }

    /// A one-time link for setting this person's password.
    pub(super) async fn password_link(&self, tx: &mut Tx, user: UserId) -> Result<Secret, DbError> {
        self.make_link(tx, &OneTimeLink { purpose: LinkPurpose::SetPassword, user_id: Some(user) }, LINK_LIFE).await
    }

    /// The member, locked until the transaction ends.
    pub async fn lock_member(&self, tx: &mut Tx, caller: &Caller, user: UserId) -> Result<LockedMember, MemberError> {
        let owners = tx.platform().memberships().lock_owners(caller.tenant()).await?;
        let member = tx.platform().memberships().find(caller.tenant(), user).await?.ok_or(MemberError::Unknown)?;
        Ok(LockedMember { member, owners })
    }

    /// Changes the role of a member who is [locked](Engine::lock_member). Call [`Engine::member_changed`] after the commit.
    pub async fn change_role(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        before: &LockedMember,
        role: Role,
    ) -> Result<Member, MemberError> {
        let (tenant, user) = (caller.tenant(), before.member.id);
        before.may_become(Some(role), caller)?;
        tx.platform().memberships().mark_role(tenant, user, role, self.now()).await?;
        order_reload(self, rows_of(tx, tenant), &[user]).await?;
        let metadata = json!({ "from": before.member.role, "to": role });
        let deed = Deed::new("user.role_changed", "user").of(user).with(metadata).sensitive();
        audit::record(rows_of(tx, tenant), self, caller.by(), deed).await?;
        tx.platform().memberships().find(tenant, user).await?.ok_or(MemberError::Unknown)
    }

    /// Tells this node that what a member may do has changed: after the commit.
    pub fn member_changed(&self, caller: &Caller, user: UserId) {
        self.access_changed([AccessEvent::MemberChanged { tenant: caller.tenant(), user }]);
        self.wake.events();
    }
}

/// A key with the permission manages people as an admin does.
fn manages_as(caller: &Caller) -> Role {
    caller.role().unwrap_or(Role::Admin)
}
