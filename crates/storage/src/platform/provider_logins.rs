//! Where else people sign in: the account that a provider knows them by. At most one for each person and provider, in columns
//! of `users`.

use recado_domain::{Timestamp, UserId};

use crate::{
    column::{args, column},
    error::DbResult,
    rows::row,
    statement::{Statement, statements},
    tx::Tx,
};

statements! { Platform "provider_logins";
    FIND_GOOGLE = "SELECT id FROM users WHERE google_subject = $1";
    FIND_FACEBOOK = "SELECT id FROM users WHERE facebook_subject = $1";
    OF_USER = "SELECT google_since, facebook_since FROM users WHERE id = $1";
    LINK_GOOGLE = "UPDATE users SET google_subject = $2, google_since = $3, updated_at = $3
                   WHERE id = $1 AND google_subject IS NULL AND NOT EXISTS (SELECT 1 FROM users WHERE google_subject = $2)";
    LINK_FACEBOOK = "UPDATE users SET facebook_subject = $2, facebook_since = $3, updated_at = $3
                     WHERE id = $1 AND facebook_subject IS NULL AND NOT EXISTS (SELECT 1 FROM users WHERE facebook_subject = $2)";
    IS_UNENTERED = "SELECT id FROM users WHERE id = $1 AND is_active AND password_hash IS NULL AND google_subject IS NULL
                    AND facebook_subject IS NULL AND factor_secret IS NULL";
    UNLINK_GOOGLE = "UPDATE users SET google_subject = NULL, google_since = NULL, updated_at = $2
                     WHERE id = $1 AND google_subject IS NOT NULL
                     AND (password_hash IS NOT NULL OR (facebook_subject IS NOT NULL AND $3))";
    UNLINK_FACEBOOK = "UPDATE users SET facebook_subject = NULL, facebook_since = NULL, updated_at = $2
                       WHERE id = $1 AND facebook_subject IS NOT NULL
                       AND (password_hash IS NOT NULL OR (google_subject IS NOT NULL AND $3))";
}

recado_domain::words! {
    /// Somewhere else where people sign in.
    Provider {
        /// Google, or another provider that speaks `OpenID` Connect.
        Google = "google",
        /// Facebook.
        Facebook = "facebook",
    }
}
column!(Provider: text);

/// A person found by an account elsewhere.
struct Owner {
    id: UserId,
}
row!(Owner { id });

/// Since when a person signs in elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProviderLinks {
    /// At Google.
    pub google_since: Option<Timestamp>,
    /// At Facebook.
    pub facebook_since: Option<Timestamp>,
}
row!(ProviderLinks { google_since, facebook_since });

impl ProviderLinks {
    /// Since when at this one.
    pub fn since(&self, provider: Provider) -> Option<Timestamp> {
        match provider {
            Provider::Google => self.google_since,
            Provider::Facebook => self.facebook_since,
        }
    }
}

/// All accounts elsewhere.
#[derive(Debug)]
pub struct ProviderLogins<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl ProviderLogins<'_> {
    /// Whose account this is.
    pub async fn find(&mut self, provider: Provider, subject: &str) -> DbResult<Option<UserId>> {
        let statement = of(provider, &FIND_GOOGLE, &FIND_FACEBOOK);
        let found: Option<Owner> = self.tx.optional(statement, args![subject]).await?;
        Ok(found.map(|owner| owner.id))
    }

    /// Where else the person signs in.
    pub async fn of_user(&mut self, user: UserId) -> DbResult<Option<ProviderLinks>> {
        self.tx.optional(&OF_USER, args![user]).await
    }

    /// Connects an account with a person; `false` when the person has one there, or it is somebody's.
    pub async fn link(&mut self, user: UserId, provider: Provider, subject: &str, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(of(provider, &LINK_GOOGLE, &LINK_FACEBOOK), args![user, subject, at]).await? == 1)
    }

    /// Whether the person has no way in yet: they were invited, and did not come.
    pub async fn is_unentered(&mut self, user: UserId) -> DbResult<bool> {
        let found: Option<Owner> = self.tx.optional(&IS_UNENTERED, args![user]).await?;
        Ok(found.is_some())
    }

    /// Takes an account away, unless it is the last way in; the one at the other provider is one if `other_is_open`.
    pub async fn unlink(
        &mut self,
        user: UserId,
        provider: Provider,
        other_is_open: bool,
        at: Timestamp,
    ) -> DbResult<bool> {
        let statement = of(provider, &UNLINK_GOOGLE, &UNLINK_FACEBOOK);
        Ok(self.tx.execute(statement, args![user, at, other_is_open]).await? == 1)
    }
}

fn of<'s>(provider: Provider, google: &'s Statement, facebook: &'s Statement) -> &'s Statement {
    match provider {
        Provider::Google => google,
        Provider::Facebook => facebook,
    }
}
