//! Pure rules of Recado: ids, value types, message state, service window, pacing arithmetic, visibility, clock.
//!
//! Nothing here knows a database, HTTP or an async runtime; every function is tested in milliseconds. Time, ids and
//! chance come in through [`Clock`], [`Ids`] and [`Jitter`], so that any run can be repeated.
//!
//! To add an id type: one line in `id.rs`. To add a permission: one variant and one row in `access.rs`.
#![warn(missing_docs)]

pub mod access;
pub mod breaker;
pub mod bulk;
pub mod calendar;
pub mod chance;
pub mod change;
pub mod conversation;
pub mod fold;
pub mod hours;
pub mod id;
pub mod language;
pub mod message;
pub mod network;
pub mod pacing;
pub mod phone;
pub mod picture;
pub mod reply;
pub mod slug;
pub mod time;
pub mod view;
pub mod visibility;
pub mod window;
pub mod words;
pub mod zone;

pub use access::{Availability, FactorPolicy, Permission, Role};
pub use chance::{Ids, Jitter, SeededIds, SeededJitter, SystemIds, SystemJitter};
pub use change::Change;
pub use id::*;
pub use language::Language;
pub use slug::{is_slug, slug_of};
pub use time::{Clock, ManualClock, SystemClock, Timestamp};
pub use visibility::Visibility;
