use std::{net::IpAddr, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use recado_domain::{Availability, RequestId, Role, SessionId, TenantId, Timestamp, UserId};
use recado_storage::{
    DbError, DbResult, Scope, Tx,
    platform::{
        sessions::{NewSession, SessionEnd},
        users::{User, email_key},
    },
};
use sha2::{Digest as _, Sha256};

use super::{
    audit::{self, Deed},
    caller::{Actor, AuthError, By, Standing},
    events::AccessEvent,
    factor::CodeError,
    hasher::{Busy, Verdict},
    identify::standing,
    providers::{Claim, Ticket},
    throttle::{Account, Tries, Wait},
    token::Subject,
};
use crate::{Engine, Secret, VaultError};

/// A session lasts no longer, however often it is refreshed.
pub(super) const SESSION_LIFE: Duration = Duration::from_hours(30 * 24);
/// A person's sessions beyond these end, the oldest first.
const MOST_SESSIONS: usize = 20;
/// A device is known for so long after its last sign-in.
const DEVICE_LIFE: Duration = Duration::from_hours(180 * 24);

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum LoginError {
    /// Unknown address, wrong password, no password, or not active: nobody learns which.
    #[error("address or password is wrong")]
    WrongCredentials,
    /// The password is right, and a code is asked for beside it.
    #[error("a code is needed")]
    CodeMissing,
    /// The password is right, and the code is not.
    #[error("the code is wrong")]
    WrongCode,
    /// The person's secret cannot be opened.
    #[error(transparent)]
    Vault(VaultError),
    /// The ticket of a provider was used, has run out, or is another browser's.
    #[error("the way by a provider is over")]
    Over,
    /// The account at a provider is connected with nobody here.
    #[error("connected with nobody")]
    NotLinked,
    /// The account at a provider is connected with somebody else, or this person has another one there.
    #[error("connected otherwise")]
    Taken,
    /// Too many wrong passwords or codes.
    #[error("too many tries")]
    TooMany {
        /// How long to wait.
        retry_after: Duration,
    },
    /// The named tenant is not one of the person's, or the database did not answer.
    #[error(transparent)]
    Refused(#[from] AuthError),
}

impl From<DbError> for LoginError {
    fn from(error: DbError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<Wait> for LoginError {
    fn from(Wait(retry_after): Wait) -> Self {
        Self::TooMany { retry_after }
    }
}

impl From<Busy> for LoginError {
    fn from(Busy: Busy) -> Self {
        Self::TooMany { retry_after: Duration::from_secs(1) }
    }
}

impl From<CodeError> for LoginError {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Wrong => Self::WrongCode,
            CodeError::TooMany { retry_after } => Self::TooMany { retry_after },
            CodeError::Vault(error) => Self::Vault(error),
            CodeError::Storage(error) => error.into(),
        }
    }
}

/// Where a request for signing in or refreshing comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The address.
    pub ip: IpAddr,
    /// The program.
    pub user_agent: Option<String>,
    /// The request.
    pub request: RequestId,
}

impl Origin {
    /// Somebody who acts from there.
    pub fn by(&self, actor: Actor) -> By {
        By { actor, ip: Some(self.ip), request: Some(self.request) }
    }
}

/// What a person types in, and what comes with it.
#[derive(Debug)]
pub struct Login<'l> {
    /// The address.
    pub email: &'l str,
    /// The password.
    pub password: &'l Secret,
    /// A code of the person's second factor, or a recovery code.
    pub code: Option<&'l Secret>,
    /// The tenant to choose, by id or slug; else the only one.
    pub tenant: Option<&'l str>,
    /// What an earlier sign-in left with this device.
    pub device: Option<&'l str>,
    /// Of who came from a provider: the account there is to be connected.
    pub ticket: Option<Ticket<'l>>,
    /// Where it comes from.
    pub origin: &'l Origin,
}

/// A person who is signed in.
#[derive(Debug)]
pub struct SignedIn {
    /// For the header Authorization.
    pub access_token: Secret,
    /// How long it lives.
    pub expires_in: Duration,
    /// For the next refresh.
    pub refresh_token: Secret,
    /// When the session ends by itself.
    pub session_expires_at: Timestamp,
    /// What the device is known by from now on.
    pub device: Secret,
    /// The person.
    pub user: User,
    /// The person's role in the chosen tenant.
    pub role: Option<Role>,
    /// Whether colleagues in the chosen tenant may count on the person.
    pub availability: Option<Availability>,
    /// The tenants that the person belongs to.
    pub standings: Vec<Standing>,
}

/// Somebody who proved who they are, on the way in.
pub(super) struct Entering<'e> {
    /// A stronger hash of the password that was shown.
    pub(super) rehashed: Option<String>,
    /// The tenant to choose.
    pub(super) tenant: Option<&'e str>,
    /// Where it comes from.
    pub(super) origin: &'e Origin,
    /// What a provider says of them, to be used up.
    pub(super) claim: Option<Claim<'e>>,
}

/// The account that an address names, known or not.
struct Found {
    user: Option<User>,
    account: Account,
    stored: Tries,
}

impl Engine {
    /// Signs a person in.
    pub async fn login(&self, login: Login<'_>) -> Result<SignedIn, LoginError> {
        let (address, access) = (login.origin.ip, &self.access);
        let claim = self.claim_to_connect(login.ticket, login.origin).await?;
        let place = access.hasher.place()?;
        let found = self.find_account(&login).await?;
        if found.account.device.is_none() {
            self.hear_stranger(login.origin)?;
        }
        access.throttle.peek(&found.account, address, found.stored, self.now())?;
        let turn = access.hasher.turn(place).await;
        let attempt = access.throttle.admit(found.account, address, found.stored, self.now())?;
        let hash = found.user.as_ref().and_then(|user| user.password_hash.as_deref());
        let verdict = access.hasher.verify(turn, login.password, hash).await;
        match (verdict, found.user) {
            (Verdict::Right { rehashed }, Some(user)) if user.is_active => {
                access.throttle.proved_right(&attempt);
                self.prove_factor(&user, login.code, login.origin).await?;
                let entering = Entering { rehashed, tenant: login.tenant, origin: login.origin, claim };
                self.begin_session(user, entering).await
            }
            (_, user) => {
                self.stranger_failed(login.origin);
                self.note_failure(user, login.origin, "login.failed");
                Err(LoginError::WrongCredentials)
            }
        }
    }

    /// Asks who has a second factor for a code.
    pub(super) async fn prove_factor(
        &self,
        user: &User,
        code: Option<&Secret>,
        origin: &Origin,
    ) -> Result<(), LoginError> {
        if user.factor_since.is_none() {
            return Ok(());
        }
        let code = code.ok_or(LoginError::CodeMissing)?;
        let proved = self.prove_code(user.id, code, &origin.by(Actor::User(user.id))).await;
        if matches!(proved, Err(CodeError::Wrong)) {
            self.stranger_failed(origin);
            self.note_failure(Some(user.clone()), origin, "login.code_failed");
        }
        Ok(proved?)
    }

    async fn find_account(&self, login: &Login<'_>) -> DbResult<Found> {
        let key = email_key(login.email);
        let mut read = self.db.read(Scope::System).await?;
        let user = read.platform().users().find_by_email(&key).await?;
        let device = match &user {
            Some(user) => {
                let known = login.device.and_then(|text| self.access.devices.known(text, user.id, self.now()));
                let sessions = read.platform().sessions().live_of_user(user.id, self.now()).await?;
                let address = login.origin.ip.to_string();
                let seen = sessions.iter().any(|session| session.ip.as_deref() == Some(address.as_str()));
                known.or_else(|| seen.then(|| Sha256::digest(&address).into()))
            }
            None => None,
        };
        let stored = user.as_ref().map_or_else(Tries::default, |user| Tries {
            wrong: user.failed_logins,
            last: user.failed_at.unwrap_or_default(),
        });
        Ok(Found { user, account: Account { email: Sha256::digest(key).into(), device }, stored })
    }

    /// After the answer, so that an unknown address takes no less time than a known one.
    fn note_failure(&self, user: Option<User>, origin: &Origin, action: &'static str) {
        let Some(user) = user else { return };
        let (engine, by) = (self.clone(), origin.by(Actor::System));
        self.access.background.spawn(async move {
            if let Err(error) = engine.write_failure(user.id, &by, action).await {
                tracing::error!(category = "auth", user_id = %user.id, %error, "a failed sign-in was not recorded");
            }
        });
    }

    async fn write_failure(&self, user: UserId, by: &By, action: &'static str) -> DbResult<()> {
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().users().count_failure(user, self.now()).await?;
        let tenants = tenants_of(&mut tx, user).await?;
        let deed = Deed::new(action, "user").of(user).sensitive();
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        tx.commit().await
    }

    pub(super) async fn begin_session(&self, user: User, entering: Entering<'_>) -> Result<SignedIn, LoginError> {
        let Entering { rehashed, tenant, origin, claim } = entering;
        let (now, id) = (self.now(), SessionId::from_uuid(self.fresh_id()));
        let (refresh_token, expires_at) = (super::refresh::fresh_token(), now.plus(SESSION_LIFE));
        let mut tx = self.db.write(Scope::System).await?;
        if let Some(claim) = &claim {
            self.use_claim(&mut tx, user.id, claim, origin).await?;
        }
        let standings = read_standings(&mut tx, user.id).await?;
        let chosen = chosen(&standings, tenant)?;
        if let (Some(new), Some(old)) = (rehashed, &user.password_hash) {
            tx.platform().users().rehash(user.id, old, &new).await?;
        }
        tx.platform().users().clear_failures(user.id).await?;
        if let Some((tenant, _)) = chosen {
            tx.platform().memberships().mark_entered(tenant, user.id).await?;
        }
        let ended = self.end_surplus(&mut tx, user.id).await?;
        let new = NewSession {
            id,
            user: user.id,
            tenant: chosen.map(|(tenant, _)| tenant),
            user_agent: origin.user_agent.as_deref(),
            ip: Some(&origin.ip.to_string()),
            at: now,
            expires_at,
        };
        tx.platform().sessions().insert(new).await?;
        tx.platform().refresh_tokens().insert(&super::sha256(refresh_token.expose()), id, now).await?;
        let deed = Deed::new("login.succeeded", "session").of(id).with(told_of(claim.as_ref())).sensitive();
        let by = origin.by(Actor::User(user.id));
        let tenants: Vec<TenantId> = standings.iter().map(|standing| standing.tenant).collect();
        audit::record_in_all(&mut tx, &tenants, self, &by, &deed).await?;
        tx.commit().await?;
        self.access_changed(ended);
        let family = Family { session: id, expires_at, refresh_token, chosen };
        Ok(self.signed_in(user, standings, family))
    }

    /// Ends the oldest sessions, so that with the new one no more are open than are kept.
    async fn end_surplus(&self, tx: &mut Tx, user: UserId) -> DbResult<Vec<AccessEvent>> {
        let live = tx.platform().sessions().live_of_user(user, self.now()).await?;
        let mut ended = Vec::new();
        for session in live.into_iter().skip(MOST_SESSIONS - 1) {
            tx.platform().sessions().end(session.id, SessionEnd::TooMany, self.now()).await?;
            ended.push(AccessEvent::SessionEnded { session: session.id, user, reason: SessionEnd::TooMany });
        }
        Ok(ended)
    }

    pub(super) fn signed_in(&self, user: User, standings: Vec<Standing>, family: Family) -> SignedIn {
        let now = self.now();
        let Family { session, expires_at, refresh_token, chosen } = family;
        let token_ends = now.plus(self.settings.access_token_life).min(expires_at);
        let subject = Subject { user: user.id, session, standing: chosen };
        SignedIn {
            access_token: Secret::new(self.access.tokens.sign(&subject, now, token_ends)),
            expires_in: token_ends.since(now),
            refresh_token,
            session_expires_at: expires_at,
            device: self.access.devices.mark(user.id, now),
            role: chosen.map(|(_, role)| role),
            availability: chosen.and_then(|(tenant, _)| availability_in(&standings, tenant)),
            user,
            standings,
        }
    }
}

/// How somebody came in, for the audit log.
fn told_of(claim: Option<&Claim<'_>>) -> serde_json::Value {
    claim.map_or_else(|| serde_json::json!({}), |claim| serde_json::json!({ "provider": claim.claimed.provider }))
}

/// A session, seen by whoever holds its newest refresh token.
pub(super) struct Family {
    pub(super) session: SessionId,
    pub(super) expires_at: Timestamp,
    pub(super) refresh_token: Secret,
    pub(super) chosen: Option<(TenantId, Role)>,
}

fn availability_in(standings: &[Standing], tenant: TenantId) -> Option<Availability> {
    standings.iter().find(|standing| standing.tenant == tenant).map(|standing| standing.availability)
}

pub(super) async fn read_standings(tx: &mut Tx, user: UserId) -> DbResult<Vec<Standing>> {
    let memberships = tx.platform().memberships().of_user(user).await?;
    Ok(memberships.into_iter().map(|membership| standing(membership, Vec::new())).collect())
}

pub(super) async fn tenants_of(tx: &mut Tx, user: UserId) -> DbResult<Vec<TenantId>> {
    let memberships = tx.platform().memberships().of_user(user).await?;
    Ok(memberships.into_iter().map(|membership| membership.tenant_id).collect())
}

/// The tenant that is named, or the only one.
pub(super) fn chosen(standings: &[Standing], named: Option<&str>) -> Result<Option<(TenantId, Role)>, AuthError> {
    let standing = super::caller::standing_of(standings, named)?;
    Ok(standing.map(|standing| (standing.tenant, standing.role)))
}

/// Marks of devices from which somebody signed in: whose, since when, and a seal. They open nothing; they only keep
/// guesses made elsewhere from locking the owner out.
pub(super) struct Devices([u8; 32]);

const USER: usize = 16;
const TIME: usize = 8;

impl Devices {
    pub(super) fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    fn mark(&self, user: UserId, now: Timestamp) -> Secret {
        let mut bytes = [user.uuid().as_bytes().as_slice(), &now.micros().to_be_bytes()].concat();
        let seal = self.sealing(&bytes).finalize().into_bytes();
        bytes.extend_from_slice(&seal);
        Secret::new(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What this device is counted by, if the mark is this person's and not too old.
    fn known(&self, text: &str, user: UserId, now: Timestamp) -> Option<[u8; 32]> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (marked, seal) = bytes.split_at_checked(USER + TIME)?;
        self.sealing(marked).verify_slice(seal).ok()?;
        let (owner, since) = marked.split_at(USER);
        let since = Timestamp::from_micros(i64::from_be_bytes(since.try_into().ok()?));
        (owner == user.uuid().as_bytes() && now.since(since) < DEVICE_LIFE).then(|| Sha256::digest(text).into())
    }

    fn sealing(&self, bytes: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(bytes);
        mac
    }
}
