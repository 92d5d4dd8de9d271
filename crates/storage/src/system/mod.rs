//! Repositories behind the system door: work across tenants (routing, claiming, clean-up), one file per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `system/<noun>.rs` with its `statements! { System "<noun>"; … }`
//! and a struct `{ tx }`; here a `mod` line and a line in `repositories!`.

pub mod api_keys;
pub mod expired;
pub mod jobs;
pub mod lanes;
pub mod leases;

crate::scope::repositories! { System { tx };
    /// API keys of all tenants.
    api_keys: ApiKeys;
    /// Rows whose time is over.
    expired: Expired;
    /// The job queue.
    jobs: JobQueue;
    /// Which lanes have work, and what their evidence is.
    lanes: Lanes;
    /// Leases.
    leases: Leases;
}
