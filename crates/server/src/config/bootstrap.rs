//! The first tenant and its owner, made while there is no user at all.

use recado_domain::is_slug;
use recado_engine::{Secret, access::FirstOwner};

use super::reader::Section;

/// `[bootstrap]`: all three, or none.
#[derive(Debug)]
pub struct BootstrapConfig {
    /// The tenant's slug.
    pub tenant: Option<String>,
    /// The owner signs in with it.
    pub email: Option<String>,
    /// The owner's first password.
    pub password: Option<Secret>,
}

impl BootstrapConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let config = Self {
            tenant: from.optional("tenant"),
            email: from.optional("email"),
            password: from.optional("password"),
        };
        if config.tenant.as_ref().is_some_and(|slug| !is_slug(slug)) {
            from.problem("tenant", "must be 2 to 40 of a-z, 0-9 and -, beginning with a letter");
        }
        if config.email.as_ref().is_some_and(|email| !email.contains('@')) {
            from.problem("email", "is not an e-mail address");
        }
        let set = [config.tenant.is_some(), config.email.is_some(), config.password.is_some()];
        for (key, is_set) in ["tenant", "email", "password"].into_iter().zip(set) {
            if !is_set && set.contains(&true) {
                from.problem(key, "is missing: tenant, email and password are needed together");
            }
        }
        config
    }

    /// The first owner, if one is to be made.
    pub fn first_owner(&self) -> Option<FirstOwner<'_>> {
        let (tenant, email) = (self.tenant.as_deref()?, self.email.as_deref()?);
        Some(FirstOwner { tenant, email, password: self.password.as_ref()? })
    }
}
