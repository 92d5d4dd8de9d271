use recado_storage::{
    DbError, Scope, Tx,
    platform::{
        one_time_links::{LinkPurpose, OneTimeLink},
        tenants::Plan,
    },
};

use super::{
    caller::By,
    links::LINK_LIFE,
    members::MemberError,
    tenants::{MadeTenant, NewOwner, NewTenant, TenantError},
};
use crate::{Engine, Secret};

/// Written once, by whoever makes the first tenant: of two nodes that start at once, one does.
const MARK: &str = "first_tenant";

/// The first owner, from the environment (`RECADO_BOOTSTRAP__*`).
#[derive(Debug)]
pub struct FirstOwner<'o> {
    /// The tenant's slug, and its name until it is changed.
    pub tenant: &'o str,
    /// The address.
    pub email: &'o str,
    /// The password.
    pub password: &'o Secret,
}

/// What start-up found or made.
#[derive(Debug)]
pub enum Bootstrapped {
    /// There are people already: nothing was done.
    Existing,
    /// The first tenant and its owner were made.
    Made(Box<MadeTenant>),
    /// There is nobody: whoever follows this link becomes the first owner. Printed once, never logged.
    Link(Secret),
}

/// Why start-up could not make the first owner.
#[derive(Debug, thiserror::Error)]
pub enum BootstrapError {
    /// The tenant or owner is not acceptable: a problem of the configuration.
    #[error(transparent)]
    Refused(#[from] TenantError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<MemberError> for BootstrapError {
    fn from(error: MemberError) -> Self {
        Self::Refused(error.into())
    }
}

impl Engine {
    /// While there is no user at all: makes the first tenant and its owner, who is also super-admin; without one in the
    /// environment, a one-time link for doing it by hand. There is no default password anywhere.
    pub async fn bootstrap(&self, first: Option<FirstOwner<'_>>) -> Result<Bootstrapped, BootstrapError> {
        if self.db.read(Scope::System).await?.platform().users().any().await? {
            return Ok(Bootstrapped::Existing);
        }
        let Some(first) = first else { return self.first_link().await };
        let words = [first.tenant, first.email];
        let password_hash = self.hash_password(first.password, &words).await?;
        let name = first.email.split('@').next().unwrap_or(first.email);
        let owner = NewOwner { email: first.email, name, password_hash: &password_hash };
        let mut tx = self.db.write(Scope::System).await?;
        let made = self.make_first_tenant(&mut tx, first.tenant, first.tenant, owner, &By::SYSTEM).await?;
        let Some(made) = made else { return Ok(Bootstrapped::Existing) };
        tx.commit().await?;
        Ok(Bootstrapped::Made(Box::new(made)))
    }

    async fn first_link(&self) -> Result<Bootstrapped, BootstrapError> {
        let mut tx = self.db.write(Scope::System).await?;
        let link = OneTimeLink { purpose: LinkPurpose::SetUpInstance, user_id: None };
        let url = self.make_link(&mut tx, &link, LINK_LIFE).await?;
        tx.commit().await?;
        Ok(Bootstrapped::Link(url))
    }

    /// Makes the first tenant, with its owner as super-admin; `None` when somebody else was first.
    pub(super) async fn make_first_tenant(
        &self,
        tx: &mut Tx,
        slug: &str,
        name: &str,
        owner: NewOwner<'_>,
        by: &By,
    ) -> Result<Option<MadeTenant>, TenantError> {
        let mark = self.fresh_id().to_string();
        if tx.platform().instance_settings().get_or_insert(MARK, &mark).await? != mark {
            return Ok(None);
        }
        let new = NewTenant { slug, name, plan: Plan::Enterprise, owner };
        let mut made = self.make_tenant(tx, by, new).await?;
        tx.platform().users().make_super_admin(made.owner.id, self.now()).await?;
        made.owner.is_super_admin = true;
        Ok(Some(made))
    }
}
