use recado_domain::{Timestamp, UserId};
use recado_storage::{
    DbResult, Scope, Tx,
    platform::{
        second_factors::{Confirmed, SecondFactor},
        sessions::SessionEnd,
    },
    secrets::Owner,
};

use super::{
    super::{
        audit::{self, Deed},
        caller::{By, Person},
        login::tenants_of,
    },
    CodeError, FactorError, PENDING_LIFE, codes, is_required, place, totp,
};
use crate::{Engine, Secret};

/// A person's second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactorStatus {
    /// Since when; none: there is none.
    pub since: Option<Timestamp>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
    /// Whether one of the person's tenants asks for it.
    pub is_required: bool,
}

/// What goes into the person's app.
#[derive(Debug)]
pub struct NewFactor {
    /// To be typed.
    pub secret: Secret,
    /// To be scanned: the same as an address.
    pub uri: Secret,
}

impl Engine {
    /// What a person has.
    pub async fn second_factor(&self, person: &Person) -> DbResult<FactorStatus> {
        let found = self.db.read(Scope::System).await?.platform().second_factors().find(person.user).await?;
        Ok(FactorStatus {
            since: found.as_ref().and_then(|factor| factor.since),
            recovery_codes: found.map_or(0, |factor| codes::count(&factor.recovery_codes)),
            is_required: is_required(&person.standings),
        })
    }

    /// Makes a secret for the person's app. It holds once a code of it was seen; one in force stays until then.
    pub async fn begin_factor(&self, person: &Person, by: &By) -> Result<NewFactor, FactorError> {
        let (user, secret) = (person.user, totp::fresh_secret());
        let sealed = self.vault.seal(Owner::Platform, place(user), &secret).await?;
        let mut tx = self.db.write(Scope::System).await?;
        let found = tx.platform().users().find(user).await?.ok_or(FactorError::None)?;
        tx.platform().second_factors().begin(user, &sealed, self.now()).await?;
        self.tell(&mut tx, user, by, "user.second_factor_begun").await?;
        tx.commit().await?;
        Ok(NewFactor { uri: totp::uri(&secret, &found.email), secret })
    }

    /// Puts the new secret into force, which a code shows to be in the person's app. Answers ten recovery codes, shown
    /// once; all other sessions of the person end.
    pub async fn confirm_factor(&self, person: &Person, by: &By, code: &Secret) -> Result<Vec<Secret>, FactorError> {
        let user = person.user;
        let pending = self.pending_factor(user).await?;
        self.admit_code(user).await?;
        let secret = self.vault.open(Owner::Platform, place(user), &pending).await?;
        let step = totp::digits(code.expose()).and_then(|digits| totp::step_of(&secret, &digits, self.now()));
        let step = step.ok_or(CodeError::Wrong)?;
        let fresh = codes::fresh();
        let hashes = codes::hashed(&self.access.hasher, &fresh).await?;
        let confirmed = Confirmed { pending: &pending, step, recovery_codes: &hashes, at: self.now() };
        let mut tx = self.db.write(Scope::System).await?;
        if !tx.platform().second_factors().confirm(user, confirmed).await? {
            return Err(FactorError::NothingPending);
        }
        self.finish(tx, person, by, "user.second_factor_enabled").await?;
        Ok(fresh)
    }

    async fn pending_factor(&self, user: UserId) -> Result<Vec<u8>, FactorError> {
        let found = self.db.read(Scope::System).await?.platform().second_factors().find(user).await?;
        let is_fresh = |at: Timestamp| self.now().since(at) < PENDING_LIFE;
        let pending = found.filter(|factor| factor.pending_at.is_some_and(is_fresh));
        pending.and_then(|factor: SecondFactor| factor.pending).ok_or(FactorError::NothingPending)
    }

    /// Ten fresh recovery codes; the ones before are worth nothing any more.
    pub async fn new_recovery_codes(&self, person: &Person, by: &By) -> Result<Vec<Secret>, FactorError> {
        let fresh = codes::fresh();
        let hashes = codes::hashed(&self.access.hasher, &fresh).await?;
        let mut tx = self.db.write(Scope::System).await?;
        if !tx.platform().second_factors().replace_codes(person.user, &hashes).await? {
            return Err(FactorError::None);
        }
        self.tell(&mut tx, person.user, by, "user.recovery_codes_made").await?;
        tx.commit().await?;
        Ok(fresh)
    }

    /// Takes the person's own second factor away, unless one of their tenants asks for it. All their other sessions end.
    pub async fn remove_factor(&self, person: &Person, by: &By) -> Result<(), FactorError> {
        if is_required(&person.standings) {
            return Err(FactorError::Required);
        }
        let mut tx = self.db.write(Scope::System).await?;
        if tx.platform().second_factors().remove(person.user, self.now()).await? {
            self.finish(tx, person, by, "user.second_factor_removed").await?;
        }
        Ok(())
    }

    /// Ends the person's other sessions, writes it down and commits.
    async fn finish(&self, mut tx: Tx, person: &Person, by: &By, action: &'static str) -> DbResult<()> {
        let ended = self.end_others(&mut tx, person, SessionEnd::FactorChanged).await?;
        self.tell(&mut tx, person.user, by, action).await?;
        tx.commit().await?;
        self.access_changed(ended);
        Ok(())
    }

    async fn tell(&self, tx: &mut Tx, user: UserId, by: &By, action: &'static str) -> DbResult<()> {
        let tenants = tenants_of(tx, user).await?;
        audit::record_in_all(tx, &tenants, self, by, &Deed::new(action, "user").of(user).sensitive()).await
    }
}
