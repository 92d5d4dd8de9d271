use recado_domain::{Availability, Language, UserId};
use recado_storage::{
    DbError, Scope, Tx,
    platform::{
        memberships::Member,
        sessions::SessionEnd,
        users::{User, email_key},
    },
};
use serde_json::json;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::{By, Caller, Person},
    hasher::{Busy, Verdict},
    login::{read_standings, tenants_of},
    members::MemberError,
    rows_of, sha256,
    throttle::{Account, Tries, Wait},
};
use crate::{Engine, Secret};

/// What a person changes about themselves; what is not named stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct ProfileChange<'p> {
    /// The name shown.
    pub name: Option<&'p str>,
    /// The language of everything said to them.
    pub language: Option<Language>,
    /// Whether colleagues in this tenant may count on them.
    pub availability: Option<Availability>,
}

/// A password to be changed by the person it belongs to.
#[derive(Debug)]
pub struct PasswordChange<'p> {
    /// The one that holds.
    pub current: &'p Secret,
    /// The one to be set.
    pub new: &'p Secret,
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum PasswordChangeError {
    /// The current password is another one.
    #[error("the current password is wrong")]
    WrongCurrent,
    /// Too many wrong passwords.
    #[error("too many tries")]
    TooMany {
        /// How long to wait.
        retry_after: std::time::Duration,
    },
    /// The new password is not taken, or too many are being hashed.
    #[error(transparent)]
    Member(#[from] MemberError),
}

impl From<DbError> for PasswordChangeError {
    fn from(error: DbError) -> Self {
        Self::Member(error.into())
    }
}

impl From<Busy> for PasswordChangeError {
    fn from(busy: Busy) -> Self {
        Self::Member(busy.into())
    }
}

impl From<Wait> for PasswordChangeError {
    fn from(Wait(retry_after): Wait) -> Self {
        Self::TooMany { retry_after }
    }
}

impl Engine {
    /// Changes what a person shows of themselves: name and language in all their tenants, availability in this one.
    pub async fn change_profile(
        &self,
        caller: &Caller,
        user: UserId,
        change: ProfileChange<'_>,
    ) -> Result<Member, MemberError> {
        let now = self.now();
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().memberships().mark_entered(caller.tenant(), user).await?;
        if let Some(name) = change.name {
            tx.platform().users().set_name(user, name.trim(), now).await?;
        }
        if let Some(language) = change.language {
            tx.platform().users().set_language(user, language, now).await?;
        }
        if let Some(availability) = change.availability {
            tx.platform().memberships().mark_availability(caller.tenant(), user, availability).await?;
        }
        self.record_profile(&mut tx, caller, user, change).await?;
        let member = tx.platform().memberships().find(caller.tenant(), user).await?.ok_or(MemberError::Unknown)?;
        tx.commit().await?;
        self.access_changed([AccessEvent::MemberChanged { tenant: caller.tenant(), user }]);
        Ok(member)
    }

    async fn record_profile(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        user: UserId,
        change: ProfileChange<'_>,
    ) -> Result<(), DbError> {
        if change.name.is_some() || change.language.is_some() {
            let metadata = json!({ "name": change.name.is_some(), "language": change.language });
            let deed = Deed::new("user.profile_changed", "user").of(user).with(metadata);
            let tenants = tenants_of(tx, user).await?;
            audit::record_in_all(tx, &tenants, self, caller.by(), &deed).await?;
        }
        if let Some(availability) = change.availability {
            let metadata = json!({ "availability": availability });
            let deed = Deed::new("user.availability_changed", "user").of(user).with(metadata);
            audit::record(rows_of(tx, caller.tenant()), self, caller.by(), deed).await?;
        }
        Ok(())
    }

    /// Changes a person's own password and ends all their other sessions. Wrong guesses at the current one are slowed down
    /// as at the door, counted for this session alone: whoever found it open locks nobody out elsewhere.
    pub async fn change_password(
        &self,
        person: &Person,
        by: &By,
        change: PasswordChange<'_>,
    ) -> Result<(), PasswordChangeError> {
        let mut read = self.db.read(Scope::System).await?;
        let user = read.platform().users().find(person.user).await?.ok_or(MemberError::Unknown)?;
        let standings = read_standings(&mut read, user.id).await?;
        drop(read);
        self.prove_password(person, &user, by, change.current).await?;
        let own = [user.email.as_str(), user.name.as_str()];
        let words = standings.iter().flat_map(|standing| [standing.slug.as_str(), standing.name.as_str()]).chain(own);
        let hash = self.hash_password(change.new, &words.collect::<Vec<_>>()).await?;
        self.replace_password(person, &user, by, &hash).await
    }

    pub(super) async fn prove_password(
        &self,
        person: &Person,
        user: &User,
        by: &By,
        current: &Secret,
    ) -> Result<(), PasswordChangeError> {
        let access = &self.access;
        let session = Some(sha256(&person.session.to_string()));
        let account = Account { email: sha256(&email_key(&user.email)), device: session };
        let address = by.ip.unwrap_or(std::net::Ipv4Addr::LOCALHOST.into());
        let turn = access.hasher.turn(access.hasher.place()?).await;
        let attempt = access.throttle.admit(account, address, Tries::default(), self.now())?;
        let verdict = access.hasher.verify(turn, current, user.password_hash.as_deref()).await;
        if verdict == Verdict::Wrong {
            return Err(PasswordChangeError::WrongCurrent);
        }
        access.throttle.proved_right(&attempt);
        Ok(())
    }

    async fn replace_password(
        &self,
        person: &Person,
        user: &User,
        by: &By,
        hash: &str,
    ) -> Result<(), PasswordChangeError> {
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().users().set_password(user.id, hash, self.now()).await?;
        let ended = self.end_others(&mut tx, person, SessionEnd::PasswordChanged).await?;
        let tenants = tenants_of(&mut tx, user.id).await?;
        let deed = Deed::new("user.password_changed", "user").of(user.id).sensitive();
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        tx.commit().await?;
        self.access.throttle.forget(sha256(&email_key(&user.email)));
        self.access_changed(ended);
        Ok(())
    }
}
