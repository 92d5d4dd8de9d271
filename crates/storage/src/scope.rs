//! Scopes and doors: whose rows a transaction may touch, and the only ways to the repositories.
//!
//! There is no way to a repository but through a door, and no door but on a transaction whose scope allows it. On
//! PostgreSQL the scope is also locked in the database: a tenant's transaction runs as the role `recado_tenant` with
//! `recado.tenant` set, and row-level security does the rest.

use recado_domain::TenantId;

use crate::tx::Tx;

/// Whose rows a transaction may touch. Named when it opens, never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One tenant's rows.
    Tenant(TenantId),
    /// All rows: routing, claiming, clean-up, sign-in.
    System,
}

/// The door to one tenant's repositories; made by [`Tx::tenant`], or by [`System::tenant`] for work across tenants.
///
/// Repositories are listed in `tenant/mod.rs`.
#[derive(Debug)]
pub struct Tenant<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Tenant<'_> {
    /// The same door, for somebody who takes it.
    pub fn reborrow(&mut self) -> Tenant<'_> {
        Tenant { tx: self.tx, tenant: self.tenant }
    }

    /// The tenant behind this door.
    pub fn id(&self) -> TenantId {
        self.tenant
    }
}

/// The door to what crosses tenants: routing, claiming, clean-up; made by [`Tx::system`].
///
/// Repositories are listed in `system/mod.rs`.
#[derive(Debug)]
pub struct System<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl<'t> System<'t> {
    /// The same as [`System::tenant`], for as long as the transaction is borrowed.
    pub fn into_tenant(self, tenant: TenantId) -> Tenant<'t> {
        Tenant { tx: self.tx, tenant }
    }
}

impl System<'_> {
    /// One tenant's repositories inside a transaction of the system scope: for the few writes that touch several
    /// tenants, or create one. Row-level security does not hold here; the statements' `tenant_id` does.
    pub fn tenant(&mut self, tenant: TenantId) -> Tenant<'_> {
        Tenant { tx: self.tx, tenant }
    }
}

/// The door to tables that belong to no tenant: tenants, users, sessions, apps; made by [`Tx::platform`].
///
/// Repositories are listed in `platform/mod.rs`.
#[derive(Debug)]
pub struct Platform<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Tx {
    /// The door to this transaction's tenant.
    ///
    /// # Panics
    /// When the transaction is of the system scope: a mistake of the program, not of its input.
    #[track_caller]
    pub fn tenant(&mut self) -> Tenant<'_> {
        let Scope::Tenant(tenant) = self.scope() else { panic!("a transaction of the system scope has no tenant") };
        Tenant { tx: self, tenant }
    }

    /// The door across tenants: each use outside this crate needs
    /// `#[expect(clippy::disallowed_methods, reason = "…")]`.
    ///
    /// # Panics
    /// When the transaction is a tenant's: a mistake of the program, not of its input.
    #[track_caller]
    pub fn system(&mut self) -> System<'_> {
        assert_eq!(self.scope(), Scope::System, "a tenant's transaction does not open the system door");
        System { tx: self }
    }

    /// The door to the tables of no tenant.
    ///
    /// # Panics
    /// When the transaction is a tenant's: a mistake of the program, not of its input.
    #[track_caller]
    pub fn platform(&mut self) -> Platform<'_> {
        assert_eq!(self.scope(), Scope::System, "a tenant's transaction does not open the platform door");
        Platform { tx: self }
    }
}

/// The repositories of a door: the functions that lead to them, and their statements for the registry.
///
/// `contacts: Contacts;` makes `door.contacts()` of `contacts::Contacts { tx, … }`.
macro_rules! repositories {
    ($door:ident { $($field:ident),+ }; $($(#[$meta:meta])* $noun:ident: $repository:ident;)*) => {
        $crate::scope::repositories! { @open $door [$($field),+] $($(#[$meta])* $noun: $repository;)* }
        /// The statements of each file.
        #[cfg(any(test, feature = "mutants"))]
        pub(crate) const FILES: &[&[$crate::statement::Listed]] = &[$($noun::STATEMENTS),*];
    };
    (@open $door:ident $fields:tt $($(#[$meta:meta])* $noun:ident: $repository:ident;)*) => {
        impl $crate::scope::$door<'_> {
            $($crate::scope::repositories! { @door $fields $(#[$meta])* $noun $repository })*
        }
    };
    (@door [$($field:ident),+] $(#[$meta:meta])* $noun:ident $repository:ident) => {
        $(#[$meta])*
        pub fn $noun(&mut self) -> $noun::$repository<'_> {
            $noun::$repository { $($field: self.$field),+ }
        }
    };
}
pub(crate) use repositories;
