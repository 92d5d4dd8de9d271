//! Permissions as types, so that a handler's arguments say what it asks for. Named as in `domain::access`.

use recado_domain::Permission;

/// A permission within a tenant.
pub trait InTenant: Send + Sync + 'static {
    /// The permission.
    const PERMISSION: Permission;
}

/// A permission of the platform's own people.
pub trait OfPlatform: Send + Sync + 'static {
    /// The permission.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($kind:ident: $($name:ident),+ $(,)?) => {$(
        #[doc = concat!("Asks for `Permission::", stringify!($name), "`.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl $kind for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

permissions! { OfPlatform: TenantsManage }
permissions! { InTenant:
    ProfileManage, TenantRead, TenantManage, UsersRead, UsersManage, TeamsRead, TeamsManage, KeysManage, AuditRead, AppsRead, AppsManage,
    NumbersRead, NumbersManage, ContactsRead, ContactsManage, ContactsExport, ContactsErase, ConversationsRead, ConversationsManage, DeskManage, TemplatesRead,
    MessagesSend, EventsRead, InboundManage, JobsManage,
}
