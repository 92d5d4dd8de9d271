//! Repositories behind the system door: work across tenants (routing, claiming, clean-up), one file per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `system/<noun>.rs` with its `statements! { System "<noun>"; … }`
//! and a struct `{ tx }`; here a `mod` line and a line in `repositories!`.

pub mod api_keys;
pub mod expired;
pub mod inbound_events;
pub mod jobs;
pub mod lanes;
pub mod leases;
pub mod message_words;
pub mod outbox;
pub mod quarantine;
pub mod queues;
pub mod routes;
pub mod silence;
pub mod stuck;

crate::scope::repositories! { System { tx };
    /// API keys of all tenants.
    api_keys: ApiKeys;
    /// Rows whose time is over.
    expired: Expired;
    /// The raw log of what Meta posted.
    inbound_events: InboundEvents;
    /// The job queue.
    jobs: JobQueue;
    /// Which lanes have work, and what their evidence is.
    lanes: Lanes;
    /// Leases.
    leases: Leases;
    /// The index of the words of messages.
    message_words: MessageWords;
    /// The outbox: numbering, tail, retention.
    outbox: OutboxNumbers;
    /// Changes that could not be projected.
    quarantine: Quarantine;
    /// Whose a change of a webhook is.
    routes: Routes;
    /// Numbers whose webhooks do not come.
    silence: Silence;
    /// What waits.
    queues: Queues;
    /// What was given up.
    stuck: AllStuck;
}
