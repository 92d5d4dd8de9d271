use recado_domain::UserId;
use recado_storage::{
    Scope, Tx,
    platform::{
        one_time_links::{Kept, LinkPurpose},
        users::{User, email_key},
    },
};
use serde_json::json;

use super::{
    super::{
        audit::{self, Deed},
        caller::{Actor, AuthError},
        login::{Entering, LoginError, Origin, SignedIn, tenants_of},
        sha256,
    },
    Claimed,
};
use crate::{Engine, Secret};

/// What somebody has who came back from a provider: the ticket and what their browser keeps.
#[derive(Debug, Clone, Copy)]
pub struct Ticket<'t> {
    /// What they were sent on with.
    pub token: &'t Secret,
    /// What their browser keeps.
    pub browser: &'t Secret,
}

/// Signing in with a ticket.
#[derive(Debug)]
pub struct ProviderFinish<'f> {
    /// The ticket.
    pub ticket: Ticket<'f>,
    /// A code of the person's second factor, or a recovery code.
    pub code: Option<&'f Secret>,
    /// The tenant to choose, by id or slug; else the only one.
    pub tenant: Option<&'f str>,
    /// Where it comes from.
    pub origin: &'f Origin,
}

/// A ticket that is about to be used.
#[derive(Debug)]
pub(in crate::access) struct Claim<'c> {
    ticket: Ticket<'c>,
    pub(in crate::access) claimed: Claimed,
    purpose: ClaimFor,
}

/// What for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::access) enum ClaimFor {
    /// The account is connected: it signs the person in.
    Known,
    /// The person proved who they are here: the account is connected with them.
    Connect,
    /// The person was invited at an address that the provider vouches for, and has no way in yet.
    Accept,
}

impl Engine {
    /// Signs in who came back from a provider, if their account there is connected with somebody here.
    pub async fn finish_provider(&self, finish: ProviderFinish<'_>) -> Result<SignedIn, LoginError> {
        let ProviderFinish { ticket, code, tenant, origin } = finish;
        let (user, claim) = self.heard(self.claimant(ticket, origin).await, origin)?;
        if !user.is_active {
            return Err(LoginError::WrongCredentials);
        }
        self.prove_factor(&user, code, origin).await?;
        let entering = Entering { rehashed: None, tenant, origin, claim: Some(claim) };
        self.begin_session(user, entering).await
    }

    /// Counts what went wrong.
    fn heard<T>(&self, result: Result<T, LoginError>, origin: &Origin) -> Result<T, LoginError> {
        if matches!(result, Err(LoginError::Over | LoginError::NotLinked)) {
            self.stranger_failed(origin);
        }
        result
    }

    async fn claimant<'t>(&self, ticket: Ticket<'t>, origin: &Origin) -> Result<(User, Claim<'t>), LoginError> {
        self.hear_stranger(origin)?;
        let claimed = self.claimed(ticket).await?;
        let mut read = self.db.read(Scope::System).await?;
        let known = read.platform().provider_logins().find(claimed.provider, &claimed.subject).await?;
        let (user, purpose) = match (known, &claimed.email) {
            (Some(user), _) => (read.platform().users().find(user).await?, ClaimFor::Known),
            (None, Some(email)) => (read.platform().users().find_by_email(&email_key(email)).await?, ClaimFor::Accept),
            (None, None) => (None, ClaimFor::Accept),
        };
        let user = user.ok_or(LoginError::NotLinked)?;
        if purpose == ClaimFor::Accept && !read.platform().provider_logins().is_unentered(user.id).await? {
            return Err(LoginError::NotLinked);
        }
        Ok((user, Claim { ticket, claimed, purpose }))
    }

    /// Whom the ticket of somebody who signs in with a password is about: their account there is to be connected.
    pub(in crate::access) async fn claim_to_connect<'t>(
        &self,
        ticket: Option<Ticket<'t>>,
        origin: &Origin,
    ) -> Result<Option<Claim<'t>>, LoginError> {
        let Some(ticket) = ticket else { return Ok(None) };
        self.hear_stranger(origin)?;
        let claimed = self.heard(self.claimed(ticket).await, origin)?;
        Ok(Some(Claim { ticket, claimed, purpose: ClaimFor::Connect }))
    }

    async fn claimed(&self, ticket: Ticket<'_>) -> Result<Claimed, LoginError> {
        let (hash, subject) = (sha256(ticket.token.expose()), sha256(ticket.browser.expose()));
        let kept = Kept { hash: &hash, purpose: LinkPurpose::ProviderTicket, subject: &subject };
        let sealed = self.ticket(kept).await?.ok_or(LoginError::Over)?;
        let claimed: Claimed = self.opened(&hash, &sealed).await.map_err(LoginError::Vault)?;
        // A provider that the operator took away lets nobody in any more.
        if self.provider(claimed.provider).is_some() { Ok(claimed) } else { Err(LoginError::Over) }
    }

    /// Uses a ticket up in the transaction that signs the person in: of many who try at once, one gets it.
    pub(in crate::access) async fn use_claim(
        &self,
        tx: &mut Tx,
        user: UserId,
        claim: &Claim<'_>,
        origin: &Origin,
    ) -> Result<(), LoginError> {
        let Claim { ticket, claimed: Claimed { provider, subject, .. }, purpose } = claim;
        let (hash, browser) = (sha256(ticket.token.expose()), sha256(ticket.browser.expose()));
        let kept = Kept { hash: &hash, purpose: LinkPurpose::ProviderTicket, subject: &browser };
        tx.platform().one_time_links().take(kept, self.now()).await?.ok_or(LoginError::Over)?;
        let known = tx.platform().provider_logins().find(*provider, subject).await?;
        match purpose {
            ClaimFor::Known => return if known == Some(user) { Ok(()) } else { Err(LoginError::Over) },
            // Connected meanwhile, in another tab.
            ClaimFor::Connect if known == Some(user) => return Ok(()),
            ClaimFor::Connect => {}
            ClaimFor::Accept => {
                if !tx.platform().provider_logins().is_unentered(user).await? {
                    return Err(LoginError::Over);
                }
                tx.platform().one_time_links().forget_open(user).await?;
            }
        }
        if !tx.platform().provider_logins().link(user, *provider, subject, self.now()).await? {
            return Err(LoginError::Taken);
        }
        let metadata = json!({ "provider": provider, "invited": *purpose == ClaimFor::Accept });
        let deed = Deed::new("user.provider_linked", "user").of(user).with(metadata).sensitive();
        let tenants = tenants_of(tx, user).await?;
        audit::record_in_all(tx, &tenants, self, &origin.by(Actor::User(user)), &deed)
            .await
            .map_err(AuthError::from)?;
        Ok(())
    }
}
