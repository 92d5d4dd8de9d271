use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use recado_domain::{Role, TenantId, Timestamp};
use recado_storage::{
    DbError, Scope, Tx,
    platform::{
        refresh_tokens::RefreshToken,
        sessions::{Session, SessionEnd},
        users::User,
    },
};
use sha2::Sha256;

use super::{
    audit::{self, Deed},
    caller::{Actor, AuthError, Standing},
    events::AccessEvent,
    login::{Family, Origin, SignedIn, chosen, read_standings},
    sha256,
};
use crate::{Engine, Secret};

/// How long a used token still gives the same child: two tabs that refresh at once both live.
const GRACE: Duration = Duration::from_secs(30);

/// Why a refresh token was not taken.
#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    /// Unknown, of an ended session, or used before: in the last case the session has ended now.
    #[error("the refresh token is not valid")]
    Invalid,
    /// The named tenant is not one of the person's, or the database did not answer.
    #[error(transparent)]
    Refused(#[from] AuthError),
}

impl From<DbError> for RefreshError {
    fn from(error: DbError) -> Self {
        Self::Refused(error.into())
    }
}

/// Makes a token's child: always the same one, and only with our key.
pub(super) struct Derivation([u8; 32]);

impl Derivation {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    fn child(&self, parent: &str) -> Secret {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(parent.as_bytes());
        Secret::new(URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }
}

/// 256 random bits: the first token of a family, or the token of a link.
pub(super) fn fresh_token() -> Secret {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the machine has randomness");
    Secret::new(URL_SAFE_NO_PAD.encode(bytes))
}

/// What a token that was presented is good for.
enum Use {
    /// Its child, which it becomes now.
    First,
    /// Its child, which it became a moment ago.
    Again,
    /// Nothing: it is in two hands.
    Stolen,
}

/// A family whose token was presented, and that may still be used.
struct Living {
    session: Session,
    user: User,
    standings: Vec<Standing>,
    chosen: Option<(TenantId, Role)>,
}

impl Living {
    /// Whether nobody used it for longer than the strictest of the person's tenants allows.
    fn is_idle(&self, now: Timestamp) -> bool {
        let strictest = self.standings.iter().map(|standing| standing.idle_limit).min();
        strictest.is_some_and(|limit| now.since(self.session.last_used_at) >= limit)
    }
}

impl Engine {
    /// Exchanges a refresh token for its child and a fresh access token.
    ///
    /// A token is used once. Within 30 seconds of its first use, and before its child is used, it gives the same child
    /// again; later it is taken for stolen, and the whole family ends.
    pub async fn refresh(
        &self,
        token: &Secret,
        tenant: Option<&str>,
        origin: &Origin,
    ) -> Result<SignedIn, RefreshError> {
        let mut tx = self.db.write(Scope::System).await?;
        let living = self.find_family(&mut tx, token, tenant).await?;
        if living.is_idle(self.now()) {
            return self.end_idle(tx, &living.session).await;
        }
        let child = self.access.refresh.child(token.expose());
        match self.use_of(&mut tx, token, &child).await? {
            Use::First => self.step(&mut tx, &living, token, &child).await?,
            Use::Again => {}
            Use::Stolen => return self.end_family(tx, living, origin).await,
        }
        tx.commit().await?;
        let Living { session, user, standings, chosen } = living;
        let family = Family { session: session.id, expires_at: session.expires_at, refresh_token: child, chosen };
        Ok(self.signed_in(user, standings, family))
    }

    /// The family behind a token, held until the write ends: of many who refresh at once, one goes first.
    async fn find_family(&self, tx: &mut Tx, token: &Secret, tenant: Option<&str>) -> Result<Living, RefreshError> {
        let found = tx.platform().refresh_tokens().find(&sha256(token.expose())).await?.ok_or(RefreshError::Invalid)?;
        let session = tx.platform().sessions().lock(found.session_id).await?;
        let session = session.filter(|session| session.is_live(self.now())).ok_or(RefreshError::Invalid)?;
        let user = tx.platform().users().find(session.user_id).await?;
        let user = user.filter(|user| user.is_active).ok_or(RefreshError::Invalid)?;
        let standings = read_standings(tx, user.id).await?;
        let last = standings.iter().find(|standing| Some(standing.tenant) == session.tenant_id);
        let chosen = match (tenant, last) {
            (None, Some(last)) => Some((last.tenant, last.role)),
            (named, _) => chosen(&standings, named)?,
        };
        Ok(Living { session, user, standings, chosen })
    }

    async fn use_of(&self, tx: &mut Tx, token: &Secret, child: &Secret) -> Result<Use, RefreshError> {
        let parent = find(tx, token).await?.ok_or(RefreshError::Invalid)?;
        let Some(used_at) = parent.used_at else { return Ok(Use::First) };
        let child_is_unused = find(tx, child).await?.is_some_and(|child| child.used_at.is_none());
        let is_recent = self.now().since(used_at) <= GRACE;
        Ok(if is_recent && child_is_unused { Use::Again } else { Use::Stolen })
    }

    async fn step(&self, tx: &mut Tx, living: &Living, token: &Secret, child: &Secret) -> Result<(), RefreshError> {
        let (now, session) = (self.now(), living.session.id);
        tx.platform().refresh_tokens().mark_used(&sha256(token.expose()), now).await?;
        tx.platform().refresh_tokens().insert(&sha256(child.expose()), session, now).await?;
        let tenant = living.chosen.map(|(tenant, _)| tenant);
        tx.platform().sessions().touch(session, tenant, now).await?;
        if let Some(tenant) = tenant {
            tx.platform().memberships().mark_entered(tenant, living.user.id).await?;
        }
        Ok(())
    }

    async fn end_idle<T>(&self, mut tx: Tx, session: &Session) -> Result<T, RefreshError> {
        let (user, reason) = (session.user_id, SessionEnd::Idle);
        tx.platform().sessions().end(session.id, reason, self.now()).await?;
        tx.commit().await?;
        self.access_changed([AccessEvent::SessionEnded { session: session.id, user, reason }]);
        Err(RefreshError::Invalid)
    }

    async fn end_family<T>(&self, mut tx: Tx, living: Living, origin: &Origin) -> Result<T, RefreshError> {
        let (session, user, reason) = (living.session.id, living.user.id, SessionEnd::Reused);
        tx.platform().sessions().end(session, reason, self.now()).await?;
        let deed = Deed::new("session.reused", "session").of(session).sensitive();
        let tenants: Vec<TenantId> = living.standings.iter().map(|standing| standing.tenant).collect();
        audit::record_in_all(&mut tx, &tenants, self, &origin.by(Actor::User(user)), &deed).await?;
        tx.commit().await?;
        tracing::warn!(category = "auth", session_id = %session, user_id = %user, "a refresh token was used twice");
        self.access_changed([AccessEvent::SessionEnded { session, user, reason }]);
        Err(RefreshError::Invalid)
    }
}

async fn find(tx: &mut Tx, token: &Secret) -> Result<Option<RefreshToken>, DbError> {
    tx.platform().refresh_tokens().find(&sha256(token.expose())).await
}
