//! One-time links, by the SHA-256 of their token only: setting a password, setting up the installation, registering.

use recado_domain::{Timestamp, UserId};

use crate::{
    column::{args, column},
    error::DbResult,
    rows::row,
    statement::statements,
    tx::Tx,
};

statements! { Platform "one_time_links";
    INSERT = "INSERT INTO one_time_links (hash, purpose, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    CONSUME = "UPDATE one_time_links SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND expires_at > $2
               RETURNING purpose, user_id";
    FIND_OPEN = "SELECT purpose, user_id FROM one_time_links WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
    DELETE_OPEN_OF_USER = "DELETE FROM one_time_links WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL";
    FORGET_OPEN_OF_USER = "DELETE FROM one_time_links WHERE user_id = $1 AND used_at IS NULL";
    DELETE_OPEN_OF_NOBODY = "DELETE FROM one_time_links WHERE user_id IS NULL AND purpose = $1 AND used_at IS NULL";
    INSERT_FOR_ADDRESS = "INSERT INTO one_time_links (hash, purpose, user_id, subject, sealed, created_at, expires_at)
                          VALUES ($1, 'register', NULL, $2, $3, $4, $5)";
    KEEP = "INSERT INTO one_time_links (hash, purpose, user_id, subject, sealed, created_at, expires_at)
            VALUES ($1, $2, NULL, $3, $4, $5, $6)";
    KEPT = "SELECT sealed FROM one_time_links
            WHERE hash = $1 AND purpose = $2 AND subject = $3 AND used_at IS NULL AND expires_at > $4";
    TAKE = "UPDATE one_time_links SET used_at = $4
            WHERE hash = $1 AND purpose = $2 AND subject = $3 AND used_at IS NULL AND expires_at > $4 RETURNING sealed";
    DELETE_OPEN_OF_ADDRESS = "DELETE FROM one_time_links WHERE subject = $1 AND used_at IS NULL";
    SEALED = "SELECT sealed FROM one_time_links WHERE hash = $1 AND used_at IS NULL AND expires_at > $2";
    PURGE_OVER = "DELETE FROM one_time_links WHERE hash IN (
        SELECT hash FROM one_time_links WHERE subject IS NOT NULL AND expires_at < $1 ORDER BY expires_at LIMIT 500)";
}

recado_domain::words! {
    /// What a link is for.
    LinkPurpose {
        /// Makes the first tenant and its owner.
        SetUpInstance = "set_up_instance",
        /// Sets the password of one person.
        SetPassword = "set_password",
        /// The same, for who forgot it and asked for the link.
        ResetPassword = "reset_password",
        /// Proves an address that belongs to nobody yet, and makes its owner's tenant.
        Register = "register",
        /// Somebody went to a provider to sign in there, and is to come back.
        ProviderState = "provider_state",
        /// Somebody came back from a provider, who vouches for them.
        ProviderTicket = "provider_ticket",
    }
}
column!(LinkPurpose: text);

/// What a link allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The person it is for; nobody for the first set-up.
    pub user_id: Option<UserId>,
}
row!(OneTimeLink { purpose, user_id });

/// Something sealed that is kept for whoever shows both halves: the token, and what their browser keeps (each its SHA-256).
#[derive(Debug, Clone, Copy)]
pub struct Kept<'k> {
    /// Of the token.
    pub hash: &'k [u8],
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Of what the browser keeps.
    pub subject: &'k [u8],
}

/// What an address's link carries.
struct SealedLink {
    sealed: Option<Vec<u8>>,
}
row!(SealedLink { sealed });

/// All one-time links.
#[derive(Debug)]
pub struct OneTimeLinks<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl OneTimeLinks<'_> {
    /// Adds a link and takes away the unused ones made for the same purpose and person before (or for nobody).
    pub async fn replace(
        &mut self,
        hash: &[u8],
        link: &OneTimeLink,
        at: Timestamp,
        expires_at: Timestamp,
    ) -> DbResult<()> {
        match link.user_id {
            Some(user) => self.tx.execute(&DELETE_OPEN_OF_USER, args![user, link.purpose]).await?,
            None => self.tx.execute(&DELETE_OPEN_OF_NOBODY, args![link.purpose]).await?,
        };
        self.tx.execute(&INSERT, args![hash, link.purpose, link.user_id, at, expires_at]).await.map(|_| ())
    }

    /// Takes away all unused links of a person.
    pub async fn forget_open(&mut self, user: UserId) -> DbResult<()> {
        self.tx.execute(&FORGET_OPEN_OF_USER, args![user]).await.map(|_| ())
    }

    /// Adds a link for an address (its SHA-256) that belongs to nobody yet, and takes away the unused ones made for it
    /// before.
    pub async fn replace_for_address(
        &mut self,
        hash: &[u8],
        subject: &[u8],
        sealed: &[u8],
        at: Timestamp,
        expires_at: Timestamp,
    ) -> DbResult<()> {
        self.tx.execute(&DELETE_OPEN_OF_ADDRESS, args![subject]).await?;
        self.tx.execute(&INSERT_FOR_ADDRESS, args![hash, subject, sealed, at, expires_at]).await.map(|_| ())
    }

    /// What an address's link carries, sealed.
    pub async fn sealed(&mut self, hash: &[u8], now: Timestamp) -> DbResult<Option<Vec<u8>>> {
        let found: Option<SealedLink> = self.tx.optional(&SEALED, args![hash, now]).await?;
        Ok(found.and_then(|link| link.sealed))
    }

    /// Keeps something sealed.
    pub async fn keep(&mut self, kept: Kept<'_>, sealed: &[u8], at: Timestamp, expires_at: Timestamp) -> DbResult<()> {
        let Kept { hash, purpose, subject } = kept;
        self.tx.execute(&KEEP, args![hash, purpose, subject, sealed, at, expires_at]).await.map(|_| ())
    }

    /// What is kept, without using it up.
    pub async fn kept(&mut self, kept: Kept<'_>, now: Timestamp) -> DbResult<Option<Vec<u8>>> {
        let Kept { hash, purpose, subject } = kept;
        let found: Option<SealedLink> = self.tx.optional(&KEPT, args![hash, purpose, subject, now]).await?;
        Ok(found.and_then(|link| link.sealed))
    }

    /// Takes what is kept: of many who try at once, one gets it.
    pub async fn take(&mut self, kept: Kept<'_>, now: Timestamp) -> DbResult<Option<Vec<u8>>> {
        let Kept { hash, purpose, subject } = kept;
        let found: Option<SealedLink> = self.tx.optional(&TAKE, args![hash, purpose, subject, now]).await?;
        Ok(found.and_then(|link| link.sealed))
    }

    /// Deletes links of addresses that were over before `before`, used or not, 500 at a time; how many.
    pub async fn purge_over(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&PURGE_OVER, args![before]).await
    }

    /// What the link allows, without using it up.
    pub async fn find_open(&mut self, hash: &[u8], now: Timestamp) -> DbResult<Option<OneTimeLink>> {
        self.tx.optional(&FIND_OPEN, args![hash, now]).await
    }

    /// Uses the link up: of many who try at once, one gets it.
    pub async fn consume(&mut self, hash: &[u8], now: Timestamp) -> DbResult<Option<OneTimeLink>> {
        self.tx.optional(&CONSUME, args![hash, now]).await
    }
}
