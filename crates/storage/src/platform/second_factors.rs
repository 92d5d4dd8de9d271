//! Second factors: what a person's app shares with us, sealed, and the hashes of their recovery codes. One for each
//! person, in columns of `users`.

use recado_domain::{Timestamp, UserId};
use serde_json::Value as Json;

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

statements! { Platform "second_factors";
    FIND = "SELECT factor_secret AS secret, factor_since AS since, factor_pending AS pending, factor_pending_at AS pending_at,
                   COALESCE(recovery_codes, '[]') AS recovery_codes FROM users WHERE id = $1";
    BEGIN = "UPDATE users SET factor_pending = $2, factor_pending_at = $3 WHERE id = $1";
    ADMIT = "UPDATE users SET factor_tries = CASE WHEN factor_tried_at > $3 THEN factor_tries + 1 ELSE 1 END,
                              factor_tried_at = CASE WHEN factor_tried_at > $3 THEN factor_tried_at ELSE $2 END
             WHERE id = $1 AND (factor_tried_at <= $3 OR factor_tries < $4)";
    TRIED_SINCE = "SELECT factor_tried_at AS n FROM users WHERE id = $1";
    USE_STEP = "UPDATE users SET factor_step = $3, factor_tries = 0, factor_tried_at = 0
                WHERE id = $1 AND factor_secret = $2 AND (factor_step IS NULL OR factor_step < $3)";
    CONFIRM = "UPDATE users SET factor_secret = factor_pending, factor_since = $3, factor_step = $4, factor_pending = NULL,
                      factor_pending_at = NULL, recovery_codes = $5, factor_tries = 0, factor_tried_at = 0, updated_at = $3
               WHERE id = $1 AND factor_pending = $2";
    USE_CODE = "UPDATE users SET recovery_codes = $3, factor_tries = 0, factor_tried_at = 0 WHERE id = $1 AND recovery_codes = $2";
    REPLACE_CODES = "UPDATE users SET recovery_codes = $2 WHERE id = $1 AND factor_secret IS NOT NULL";
    REMOVE = "UPDATE users SET factor_secret = NULL, factor_since = NULL, factor_step = NULL, factor_pending = NULL,
                     factor_pending_at = NULL, recovery_codes = NULL, factor_tries = 0, factor_tried_at = 0, updated_at = $2
              WHERE id = $1 AND factor_secret IS NOT NULL";
}

/// A person's second factor, or the lack of one.
#[derive(Debug, Clone, PartialEq)]
pub struct SecondFactor {
    /// What the app and we share, sealed; none: there is no second factor.
    pub secret: Option<Vec<u8>>,
    /// Since when.
    pub since: Option<Timestamp>,
    /// A secret that is not confirmed yet, sealed for the place of the other.
    pub pending: Option<Vec<u8>>,
    /// When that was made.
    pub pending_at: Option<Timestamp>,
    /// PHC strings of the recovery codes that are left, as a list of texts.
    pub recovery_codes: Json,
}
row!(SecondFactor { secret, since, pending, pending_at, recovery_codes });

/// How many tries in which time.
#[derive(Debug, Clone, Copy)]
pub struct Tries {
    /// As many.
    pub most: i64,
    /// Tries before this are over.
    pub since: Timestamp,
}

/// A secret that a code was seen of, to be the person's from now on.
#[derive(Debug)]
pub struct Confirmed<'c> {
    /// The pending one, as it was read.
    pub pending: &'c [u8],
    /// The step of the code that was seen: it is used up.
    pub step: i64,
    /// The hashes of the recovery codes.
    pub recovery_codes: &'c Json,
    /// Now.
    pub at: Timestamp,
}

/// All second factors.
#[derive(Debug)]
pub struct SecondFactors<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl SecondFactors<'_> {
    /// The person's.
    pub async fn find(&mut self, user: UserId) -> DbResult<Option<SecondFactor>> {
        self.tx.optional(&FIND, args![user]).await
    }

    /// Keeps a secret until it is confirmed; the one in force stays.
    pub async fn begin(&mut self, user: UserId, pending: &[u8], at: Timestamp) -> DbResult<()> {
        self.tx.execute(&BEGIN, args![user, pending, at]).await.map(|_| ())
    }

    /// Counts a try, unless there were too many of late: of many at once no more are admitted.
    pub async fn admit(&mut self, user: UserId, now: Timestamp, tries: Tries) -> DbResult<bool> {
        Ok(self.tx.execute(&ADMIT, args![user, now, tries.since, tries.most]).await? == 1)
    }

    /// When the first of the tries that are counted was.
    pub async fn tried_since(&mut self, user: UserId) -> DbResult<Timestamp> {
        let Number { n } = self.tx.one(&TRIED_SINCE, args![user]).await?;
        Ok(Timestamp::from_micros(n))
    }

    /// Uses a step up: of many who try at once, and of all later ones, one gets it.
    pub async fn use_step(&mut self, user: UserId, secret: &[u8], step: i64) -> DbResult<bool> {
        Ok(self.tx.execute(&USE_STEP, args![user, secret, step]).await? == 1)
    }

    /// Puts the pending secret into force; `false` when it is pending no more.
    pub async fn confirm(&mut self, user: UserId, confirmed: Confirmed<'_>) -> DbResult<bool> {
        let Confirmed { pending, step, recovery_codes, at } = confirmed;
        Ok(self.tx.execute(&CONFIRM, args![user, pending, at, step, recovery_codes.clone()]).await? == 1)
    }

    /// Leaves these recovery codes where those were; `false` when somebody was quicker.
    pub async fn use_code(&mut self, user: UserId, before: &Json, after: &Json) -> DbResult<bool> {
        Ok(self.tx.execute(&USE_CODE, args![user, before.clone(), after.clone()]).await? == 1)
    }

    /// Replaces all recovery codes; `false` when there is no second factor.
    pub async fn replace_codes(&mut self, user: UserId, codes: &Json) -> DbResult<bool> {
        Ok(self.tx.execute(&REPLACE_CODES, args![user, codes.clone()]).await? == 1)
    }

    /// Takes the second factor away; `false` when there is none.
    pub async fn remove(&mut self, user: UserId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&REMOVE, args![user, at]).await? == 1)
    }
}
