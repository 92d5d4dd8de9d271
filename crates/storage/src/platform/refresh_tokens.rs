//! Refresh tokens, by their SHA-256 only. A session's tokens form a chain: each is used once for the next.

use recado_domain::{SessionId, Timestamp};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Platform "refresh_tokens";
    INSERT = "INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING";
    FIND = "SELECT hash, session_id, created_at, used_at FROM refresh_tokens WHERE hash = $1";
    MARK_USED = "UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshToken {
    /// SHA-256 of the token.
    pub hash: Vec<u8>,
    /// The session it belongs to.
    pub session_id: SessionId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was first used.
    pub used_at: Option<Timestamp>,
}
row!(RefreshToken { hash, session_id, created_at, used_at });

/// All refresh tokens.
#[derive(Debug)]
pub struct RefreshTokens<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl RefreshTokens<'_> {
    /// Adds a token; nothing happens when it is there.
    pub async fn insert(&mut self, hash: &[u8], session: SessionId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&INSERT, args![hash, session, at]).await.map(|_| ())
    }

    /// The token with this hash.
    pub async fn find(&mut self, hash: &[u8]) -> DbResult<Option<RefreshToken>> {
        self.tx.optional(&FIND, args![hash]).await
    }

    /// Marks it used; `false` when it had been used.
    pub async fn mark_used(&mut self, hash: &[u8], at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&MARK_USED, args![hash, at]).await? == 1)
    }
}
