use recado_domain::Timestamp;
use recado_storage::{DbError, DbResult, Scope};

use super::{
    super::{
        audit::{self, Deed},
        caller::{AuthError, By, Person},
        login::tenants_of,
        members::MemberError,
        profile::PasswordChangeError,
    },
    CodeError,
};
use crate::{Engine, Secret};

/// What a person shows once more.
#[derive(Debug, Clone, Copy)]
pub struct Proof<'p> {
    /// The password, of people without a second factor.
    pub password: Option<&'p Secret>,
    /// A code, of people with one.
    pub code: Option<&'p Secret>,
}

/// Why it proves nothing.
#[derive(Debug, thiserror::Error)]
pub enum StepUpError {
    /// The person has a second factor, and showed no code.
    #[error("a code is needed")]
    CodeMissing,
    /// The person has none, and showed no password.
    #[error("the password is needed")]
    PasswordMissing,
    /// The code is not taken.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// The password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordChangeError),
}

impl From<DbError> for StepUpError {
    fn from(error: DbError) -> Self {
        Self::Code(error.into())
    }
}

impl Engine {
    /// Whether this session's person proved lately who they are; keys have nothing to prove.
    pub async fn require_proof(&self, person: Option<&Person>) -> Result<(), AuthError> {
        let Some(person) = person else { return Ok(()) };
        let is_fresh = |proved: Timestamp| self.now().since(proved) < self.settings.step_up_life;
        if is_fresh(person.proved_at) {
            return Ok(());
        }
        // Proved on another node a moment ago, perhaps.
        let session = self.db.read(Scope::System).await?.platform().sessions().find(person.session).await?;
        let proved = session.and_then(|session| session.proved_at).is_some_and(is_fresh);
        proved.then_some(()).ok_or(AuthError::StepUpRequired)
    }

    /// Takes the person's code, or the password of who has no second factor, once more: for a while this session may do
    /// what is asked about twice. Wrong ones are slowed down as at the door.
    pub async fn step_up(&self, person: &Person, by: &By, proof: Proof<'_>) -> Result<(), StepUpError> {
        let proved = self.prove(person, by, proof).await;
        let is_wrong = matches!(
            proved,
            Err(StepUpError::Code(CodeError::Wrong) | StepUpError::Password(PasswordChangeError::WrongCurrent))
        );
        if is_wrong {
            self.record_proof(person, by, None).await?;
        }
        proved?;
        self.record_proof(person, by, Some(self.now())).await?;
        self.access_changed([]);
        Ok(())
    }

    async fn prove(&self, person: &Person, by: &By, proof: Proof<'_>) -> Result<(), StepUpError> {
        let found = self.db.read(Scope::System).await?.platform().users().find(person.user).await?;
        let user = found.ok_or(PasswordChangeError::Member(MemberError::Unknown))?;
        if user.factor_since.is_some() {
            let code = proof.code.ok_or(StepUpError::CodeMissing)?;
            return Ok(self.prove_code(user.id, code, by).await?);
        }
        let password = proof.password.ok_or(StepUpError::PasswordMissing)?;
        Ok(self.prove_password(person, &user, by, password).await?)
    }

    async fn record_proof(&self, person: &Person, by: &By, proved: Option<Timestamp>) -> DbResult<()> {
        let mut tx = self.db.write(Scope::System).await?;
        if let Some(at) = proved {
            tx.platform().sessions().prove(person.session, at).await?;
        }
        let action = if proved.is_some() { "session.stepped_up" } else { "session.step_up_failed" };
        let tenants = tenants_of(&mut tx, person.user).await?;
        let deed = Deed::new(action, "session").of(person.session).sensitive();
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        tx.commit().await
    }
}
