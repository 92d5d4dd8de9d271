//! Signed-in sessions: each is a family of refresh tokens.

use recado_domain::{SessionId, TenantId, Timestamp, UserId};

use crate::{
    column::{args, column},
    error::DbResult,
    rows::row,
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str =
    "id, user_id, tenant_id, user_agent, ip, created_at, last_used_at, expires_at, ended_at, ended_reason, proved_at";

statements! { Platform "sessions";
    INSERT = "INSERT INTO sessions (id, user_id, tenant_id, user_agent, ip, created_at, last_used_at, expires_at, proved_at)
              VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $6)";
    FIND = "SELECT ", COLUMNS, " FROM sessions WHERE id = $1";
    LOCK = sqlite ["SELECT ", COLUMNS, " FROM sessions WHERE id = $1"]
        postgres ["SELECT ", COLUMNS, " FROM sessions WHERE id = $1 FOR UPDATE"];
    LIVE_OF_USER = "SELECT ", COLUMNS, " FROM sessions
                    WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC";
    TOUCH = "UPDATE sessions SET last_used_at = $2, tenant_id = $3 WHERE id = $1";
    PROVE = "UPDATE sessions SET proved_at = $2 WHERE id = $1 AND ended_at IS NULL";
    END = "UPDATE sessions SET ended_at = $2, ended_reason = $3 WHERE id = $1 AND ended_at IS NULL";
}

recado_domain::words! {
    /// Why a session ended.
    SessionEnd {
        /// Its owner signed out.
        SignedOut = "signed_out",
        /// Somebody ended it: its owner from another session, or the platform's operator.
        Revoked = "revoked",
        /// A refresh token was used twice: it is in two hands.
        Reused = "reused",
        /// The password changed.
        PasswordChanged = "password_changed",
        /// The second factor was set up, replaced or taken away.
        FactorChanged = "factor_changed",
        /// The person opened more sessions than are kept.
        TooMany = "too_many",
        /// Nobody used it for longer than the tenant allows.
        Idle = "idle",
    }
}
column!(SessionEnd: text);

/// One session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The id: the `sid` of access tokens.
    pub id: SessionId,
    /// Whose it is.
    pub user_id: UserId,
    /// The tenant that was chosen last, if one was.
    pub tenant_id: Option<TenantId>,
    /// The program that signed in.
    pub user_agent: Option<String>,
    /// The address that signed in.
    pub ip: Option<String>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last refreshed.
    pub last_used_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub ended_at: Option<Timestamp>,
    /// Why it was ended.
    pub ended_reason: Option<SessionEnd>,
    /// When its person last proved who they are: at its beginning, or by a step-up.
    pub proved_at: Option<Timestamp>,
}
row!(Session {
    id,
    user_id,
    tenant_id,
    user_agent,
    ip,
    created_at,
    last_used_at,
    expires_at,
    ended_at,
    ended_reason,
    proved_at
});

impl Session {
    /// Whether it may still be used.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// A session to be made.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// A fresh id.
    pub id: SessionId,
    /// Whose it is.
    pub user: UserId,
    /// The tenant that was chosen, if one was.
    pub tenant: Option<TenantId>,
    /// The program that signed in.
    pub user_agent: Option<&'a str>,
    /// The address that signed in.
    pub ip: Option<&'a str>,
    /// Now.
    pub at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// All sessions.
#[derive(Debug)]
pub struct Sessions<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Sessions<'_> {
    /// Begins a session.
    pub async fn insert(&mut self, new: NewSession<'_>) -> DbResult<()> {
        let NewSession { id, user, tenant, user_agent, ip, at, expires_at } = new;
        self.tx.execute(&INSERT, args![id, user, tenant, user_agent, ip, at, expires_at]).await.map(|_| ())
    }

    /// The session.
    pub async fn find(&mut self, id: SessionId) -> DbResult<Option<Session>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// The session, which nobody else changes until this write ends.
    pub async fn lock(&mut self, id: SessionId) -> DbResult<Option<Session>> {
        self.tx.optional(&LOCK, args![id]).await
    }

    /// The person's sessions that may still be used, the newest first.
    pub async fn live_of_user(&mut self, user: UserId, now: Timestamp) -> DbResult<Vec<Session>> {
        self.tx.all(&LIVE_OF_USER, args![user, now]).await
    }

    /// Notes that it was refreshed, and for which tenant.
    pub async fn touch(&mut self, id: SessionId, tenant: Option<TenantId>, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&TOUCH, args![id, at, tenant]).await.map(|_| ())
    }

    /// Notes that its person proved again who they are.
    pub async fn prove(&mut self, id: SessionId, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&PROVE, args![id, at]).await.map(|_| ())
    }

    /// Ends it; `false` when it had ended.
    pub async fn end(&mut self, id: SessionId, reason: SessionEnd, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&END, args![id, at, reason]).await? == 1)
    }
}
