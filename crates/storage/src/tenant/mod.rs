//! Repositories behind the tenant door: one tenant's rows, one file per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `tenant/<noun>.rs` with its `statements! { Tenant "<noun>"; … }`
//! (each text names `tenant_id`) and a struct `{ tx, tenant }`; here a `mod` line and a line in `repositories!`.

pub mod contacts;
pub mod conversations;
pub mod evidence;
pub mod idempotency;
pub mod jobs;
pub mod messages;
pub mod outbox;

crate::scope::repositories! { Tenant { tx, tenant };
    /// Contacts and their identities.
    contacts: Contacts;
    /// Conversations.
    conversations: Conversations;
    /// What projection has seen of each number.
    evidence: Evidence;
    /// Idempotency keys.
    idempotency: Idempotency;
    /// Background jobs.
    jobs: Jobs;
    /// Messages.
    messages: Messages;
    /// Realtime events to be numbered.
    outbox: Outbox;
}
