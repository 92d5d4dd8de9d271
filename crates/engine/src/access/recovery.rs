use recado_domain::UserId;
use recado_storage::{DbError, DbResult, Scope, Tx, platform::users::email_key};

use super::{
    audit::{self, Deed},
    caller::By,
    limits::{Limit, caller_key},
    login::{LoginError, Origin, tenants_of},
    sha256,
    throttle::Wait,
};
use crate::{Engine, mail::Mail};

/// Why a stranger has to wait, or is not heard.
#[derive(Debug, thiserror::Error)]
pub enum StrangerError {
    /// Too many calls from there.
    #[error("too many calls")]
    TooMany {
        /// How long to wait.
        retry_after: std::time::Duration,
    },
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<Wait> for StrangerError {
    fn from(Wait(retry_after): Wait) -> Self {
        Self::TooMany { retry_after }
    }
}

impl From<StrangerError> for LoginError {
    fn from(error: StrangerError) -> Self {
        match error {
            StrangerError::TooMany { retry_after } => Self::TooMany { retry_after },
            StrangerError::Storage(error) => error.into(),
        }
    }
}

impl Engine {
    /// Whether mail reaches people: a mail server is set.
    pub fn mail_reaches_people(&self) -> bool {
        self.post.reaches_people()
    }

    /// Asks for a link for a new password. What is done is the same for every address; whether anybody has it is found
    /// out after the answer.
    pub async fn forgot_password(&self, email: &str, origin: &Origin) -> Result<(), StrangerError> {
        let (limits, now) = (&self.access.limits, self.now());
        limits.take(Limit::Recovery, caller_key(origin.ip), now)?;
        self.stranger_calls(origin)?;
        let key = sha256(&email_key(email));
        if limits.take(Limit::RecoveryMail, key, now).is_err() {
            return Ok(()); // one was sent: nobody learns whether, and nobody's mail box is filled
        }
        let mut tx = self.db.write(Scope::System).await?;
        self.post_mail(&mut tx, &Mail::Reset { email: email.trim().to_owned() }).await?;
        tx.commit().await?;
        self.wake.mailed();
        Ok(())
    }

    /// Counts a call that would make something for whoever comes.
    pub(super) fn stranger_calls(&self, origin: &Origin) -> Result<(), StrangerError> {
        Ok(self.access.limits.take(Limit::Strangers, caller_key(origin.ip), self.now())?)
    }

    /// Whether somebody without a credential is heard.
    pub(super) fn hear_stranger(&self, origin: &Origin) -> Result<(), StrangerError> {
        Ok(self.access.limits.peek(Limit::Strangers, caller_key(origin.ip), self.now())?)
    }

    /// Counts a call of theirs that failed.
    pub(super) fn stranger_failed(&self, origin: &Origin) {
        self.access.limits.count(Limit::Strangers, caller_key(origin.ip), self.now());
    }

    pub(crate) async fn record_reset(&self, tx: &mut Tx, user: UserId) -> DbResult<()> {
        let tenants = tenants_of(tx, user).await?;
        let deed = Deed::new("user.reset_requested", "user").of(user).sensitive();
        audit::record_in_all(tx, &tenants, self, &By::SYSTEM, &deed).await
    }
}
