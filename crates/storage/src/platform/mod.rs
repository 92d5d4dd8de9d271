//! Repositories behind the platform door: tables that belong to no tenant (tenants, users, sessions, apps), one file
//! per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `platform/<noun>.rs` with its `statements! { Platform "<noun>"; … }`
//! and a struct `{ tx }`; here a `mod` line and a line in `repositories!`.

pub mod data_keys;

crate::scope::repositories! { Platform { tx };
    /// Tenants' wrapped data keys.
    data_keys: DataKeys;
}
