//! Who may do what: roles, permissions and the one table between them.

crate::words! {
    /// A person's role in one tenant.
    Role {
        /// Everything of the tenant; cannot be removed while the last one.
        Owner = "owner",
        /// Everything of the tenant.
        Admin = "admin",
        /// All conversations, contacts and teams' work.
        Supervisor = "supervisor",
        /// Own and team conversations.
        Agent = "agent",
        /// Figures only, until granted more.
        Viewer = "viewer",
    }
}

crate::words! {
    /// Whether colleagues may count on a person who is connected. Each sets it for themselves, in each tenant.
    Availability {
        /// At work.
        Available = "available",
        /// Not at present.
        Away = "away",
    }
}

crate::words! {
    /// The tenant's setting for who needs a second factor to work in it.
    FactorPolicy {
        /// Nobody; who wants one has one.
        Optional = "optional",
        /// Owners and admins.
        Managers = "managers",
        /// Everybody.
        All = "all",
    }
}

impl FactorPolicy {
    /// Whether people of this role need one.
    pub const fn requires(self, role: Role) -> bool {
        match self {
            Self::Optional => false,
            Self::Managers => matches!(role, Role::Owner | Role::Admin),
            Self::All => true,
        }
    }
}

crate::words! {
    /// What an operation of the API asks of its caller. The word is the scope of an API key.
    Permission {
        /// See and end one's own sessions and profile.
        ProfileManage = "profile:manage",
        /// Create, suspend and resume tenants (super-admin).
        TenantsManage = "tenants:manage",
        /// Read the tenant's own settings.
        TenantRead = "tenant:read",
        /// Change the tenant's own settings and logo.
        TenantManage = "tenant:manage",
        /// Read members of the tenant.
        UsersRead = "users:read",
        /// Create members and change their roles.
        UsersManage = "users:manage",
        /// Read teams.
        TeamsRead = "teams:read",
        /// Create and change teams.
        TeamsManage = "teams:manage",
        /// Create, list and revoke API keys.
        KeysManage = "keys:manage",
        /// Read the audit log.
        AuditRead = "audit:read",
        /// Read apps, without their secrets.
        AppsRead = "apps:read",
        /// Create and change apps.
        AppsManage = "apps:manage",
        /// Read numbers and WABAs, without their tokens.
        NumbersRead = "numbers:read",
        /// Register, change, pause and check numbers.
        NumbersManage = "numbers:manage",
        /// Read contacts.
        ContactsRead = "contacts:read",
        /// Create and change contacts.
        ContactsManage = "contacts:manage",
        /// Take all that is kept of a contact away as a file, within one's visibility.
        ContactsExport = "contacts:export",
        /// Erase contacts for good.
        ContactsErase = "contacts:erase",
        /// Read conversations and their messages, within one's visibility.
        ConversationsRead = "conversations:read",
        /// Assign, transfer, close, mark read.
        ConversationsManage = "conversations:manage",
        /// Make and change what everybody works with: tags, shared quick replies and views.
        DeskManage = "desk:manage",
        /// Read message templates.
        TemplatesRead = "templates:read",
        /// Send, cancel, resend and dismiss messages.
        MessagesSend = "messages:send",
        /// Follow realtime events and catch up.
        EventsRead = "events:read",
        /// Read the log of what Meta sent and the quarantine; retry entries.
        InboundManage = "inbound:manage",
        /// Read background jobs and retry dead ones.
        JobsManage = "jobs:manage",
    }
}

impl Permission {
    /// True for what only the platform's own people may do; no role and no key of a tenant has it.
    pub const fn is_platform(self) -> bool {
        matches!(self, Self::TenantsManage)
    }

    /// False for what needs a person behind it: an API key may have the rest, each only within its own tenant.
    pub const fn is_open_to_keys(self) -> bool {
        !self.is_platform() && !matches!(self, Self::ProfileManage)
    }
}

/// What agents may do.
const AGENT: &[Permission] = &[
    Permission::ProfileManage,
    Permission::TenantRead,
    Permission::UsersRead,
    Permission::TeamsRead,
    Permission::NumbersRead,
    Permission::ContactsRead,
    Permission::ContactsManage,
    Permission::ContactsExport,
    Permission::ConversationsRead,
    Permission::ConversationsManage,
    Permission::TemplatesRead,
    Permission::MessagesSend,
    Permission::EventsRead,
];

/// What supervisors may do beyond agents.
const SUPERVISOR_MORE: &[Permission] =
    &[Permission::TeamsManage, Permission::ContactsErase, Permission::DeskManage, Permission::InboundManage];

/// What viewers may do.
const VIEWER: &[Permission] = &[
    Permission::ProfileManage,
    Permission::TenantRead,
    Permission::TeamsRead,
    Permission::NumbersRead,
    Permission::EventsRead,
];

impl Role {
    /// Whether this role has the permission. The whole policy is this function over the tables above.
    pub fn has(self, permission: Permission) -> bool {
        match self {
            Self::Owner | Self::Admin => !permission.is_platform(),
            Self::Supervisor => AGENT.contains(&permission) || SUPERVISOR_MORE.contains(&permission),
            Self::Agent => AGENT.contains(&permission),
            Self::Viewer => VIEWER.contains(&permission),
        }
    }

    /// Whether the bearer may give, change or take away `other`: owners and admins anybody's, but only owners an owner's.
    pub fn may_manage(self, other: Self) -> bool {
        self.has(Permission::UsersManage) && (other != Self::Owner || self == Self::Owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_form_a_ladder_and_nobody_has_the_platform() {
        for permission in Permission::ALL.iter().copied() {
            let holders: Vec<bool> =
                [Role::Agent, Role::Supervisor, Role::Admin].iter().map(|r| r.has(permission)).collect();
            assert!(holders.is_sorted(), "{permission} is lost on the way up");
            assert!(!Role::Viewer.has(permission) || Role::Admin.has(permission), "{permission}");
            assert!(!(permission.is_platform() && Role::ALL.iter().any(|r| r.has(permission))), "{permission}");
        }
    }

    #[test]
    fn only_owners_touch_owners() {
        assert!(Role::Owner.may_manage(Role::Owner));
        assert!(!Role::Admin.may_manage(Role::Owner));
        assert!(Role::Admin.may_manage(Role::Admin));
        assert!(!Role::Supervisor.may_manage(Role::Viewer));
    }
}
