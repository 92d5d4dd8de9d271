//! Who is calling: credentials, the tenant, the permission. The only place that reads a tenant's name.
//!
//! A handler asks with [`Can<P>`] (in a tenant) or [`CanPlatform<P>`] (super-admins, no tenant); with [`Sure<P>`] or
//! [`SurePlatform<P>`] if the person must have proved lately who they are. To add a permission:
//! one variant in `domain::access` and one name in [`may`].

mod can;
mod cookies;
mod credential;
pub mod may;
mod problems;

pub use can::{Can, CanPlatform, Sure, SurePlatform};

pub(crate) use cookies::{Cookie, Cookies, Jar};
pub(crate) use credential::{bearer_of, named_tenant};
