//! What handlers take out of a request. Every rejection is a [`Problem`](crate::problem::Problem).
//!
//! Order in a handler's arguments: `State, Can<P>, IdempotencyKey, Path, Query, Body`. Nothing here knows a use case.

mod body;
mod faults;
mod idempotency;
mod objects;
mod path;
mod picture;
mod query;

pub use body::{Body, OptionalBody};
pub use idempotency::{Answer, Claim, IdempotencyKey};
pub use path::Path;
pub use picture::{Picture, PictureBytes};
pub use query::{Limit, Query};
