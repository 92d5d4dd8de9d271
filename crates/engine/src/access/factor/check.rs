use recado_domain::UserId;
use recado_storage::{
    Scope,
    platform::second_factors::{SecondFactor, Tries},
    secrets::Owner,
};

use super::{
    super::{
        audit::{self, Deed},
        caller::By,
        login::tenants_of,
    },
    CodeError, MOST_TRIES, TRIES_TIME, codes, place, totp,
};
use crate::{Engine, Secret};

impl Engine {
    /// Takes a code of the person's app or one of their recovery codes, and uses it up.
    pub(in crate::access) async fn prove_code(&self, user: UserId, code: &Secret, by: &By) -> Result<(), CodeError> {
        self.admit_code(user).await?;
        let mut read = self.db.read(Scope::System).await?;
        let factor = read.platform().second_factors().find(user).await?.ok_or(CodeError::Wrong)?;
        drop(read);
        if let Some(digits) = totp::digits(code.expose()) {
            return self.use_step(user, &factor, &digits).await;
        }
        match codes::written(code.expose()) {
            Some(code) => self.use_recovery_code(user, &factor, code, by).await,
            None => Err(CodeError::Wrong),
        }
    }

    /// Counts a try, unless there were too many of late.
    pub(super) async fn admit_code(&self, user: UserId) -> Result<(), CodeError> {
        let now = self.now();
        let tries = Tries { most: MOST_TRIES, since: now.minus(TRIES_TIME) };
        let mut tx = self.db.write(Scope::System).await?;
        if tx.platform().second_factors().admit(user, now, tries).await? {
            return Ok(tx.commit().await?);
        }
        let began = tx.platform().second_factors().tried_since(user).await?;
        Err(CodeError::TooMany { retry_after: TRIES_TIME.saturating_sub(now.since(began)) })
    }

    async fn use_step(&self, user: UserId, factor: &SecondFactor, digits: &str) -> Result<(), CodeError> {
        let sealed = factor.secret.as_deref().ok_or(CodeError::Wrong)?;
        let secret = self.vault.open(Owner::Platform, place(user), sealed).await?;
        let step = totp::step_of(&secret, digits, self.now()).ok_or(CodeError::Wrong)?;
        let mut tx = self.db.write(Scope::System).await?;
        if !tx.platform().second_factors().use_step(user, sealed, step).await? {
            return Err(CodeError::Wrong);
        }
        Ok(tx.commit().await?)
    }

    async fn use_recovery_code(
        &self,
        user: UserId,
        factor: &SecondFactor,
        code: Secret,
        by: &By,
    ) -> Result<(), CodeError> {
        let before = &factor.recovery_codes;
        let after = codes::without(&self.access.hasher, before, code).await?.ok_or(CodeError::Wrong)?;
        let mut tx = self.db.write(Scope::System).await?;
        if !tx.platform().second_factors().use_code(user, before, &after).await? {
            return Err(CodeError::Wrong);
        }
        let metadata = serde_json::json!({ "left": codes::count(&after) });
        let deed = Deed::new("user.recovery_code_used", "user").of(user).with(metadata).sensitive();
        let tenants = tenants_of(&mut tx, user).await?;
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        Ok(tx.commit().await?)
    }
}
