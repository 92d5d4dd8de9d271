//! Repositories behind the tenant door: one tenant's rows, one file per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `tenant/<noun>.rs` with its `statements! { Tenant "<noun>"; … }`
//! (each text names `tenant_id`) and a struct `{ tx, tenant }`; here a `mod` line and a line in `repositories!`.

pub mod api_keys;
pub mod apps;
pub mod audit_log;
pub mod audit_seals;
pub mod away;
pub mod beginnings;
pub mod bulk_actions;
pub mod contact_changes;
pub mod contact_lists;
pub mod contact_terms;
pub mod contacts;
pub mod conversation_changes;
pub mod conversation_lists;
pub mod conversations;
pub mod erasure;
pub mod events;
pub mod evidence;
pub mod graph_exchanges;
pub mod hand_overs;
pub mod history;
pub mod idempotency;
pub mod inbound_changes;
pub mod inbox;
pub mod jobs;
pub mod logos;
pub mod message_attempts;
pub mod message_search;
pub mod messages;
pub mod notes;
pub mod number_health;
pub mod outbound;
pub mod outbox;
pub mod outgoing;
pub mod people;
pub mod phone_numbers;
pub mod portfolios;
pub mod queue;
pub mod quick_replies;
pub mod recipients;
pub mod saved_views;
pub mod statuses;
pub mod taggings;
pub mod tags;
pub mod teams;
pub mod templates;
pub mod threads;
pub mod transfers;
pub mod usage;
pub mod wabas;
pub mod work_counts;

crate::scope::repositories! { Tenant { tx, tenant };
    /// API keys.
    api_keys: ApiKeys;
    /// The apps that numbers may have.
    apps: Apps;
    /// What was done, by whom.
    audit_log: AuditLog;
    /// The chain over it.
    audit_seals: AuditSeals;
    /// Away messages.
    away: Away;
    /// What the tenant has begun with.
    beginnings: Beginnings;
    /// Work on many conversations at once.
    bulk_actions: BulkActions;
    /// What people change about contacts.
    contact_changes: ContactChanges;
    /// Pages of contacts.
    contact_lists: ContactLists;
    /// The words that find contacts.
    contact_terms: ContactTerms;
    /// Contacts and their identities.
    contacts: Contacts;
    /// What people change about conversations.
    conversation_changes: ConversationChanges;
    /// Pages of conversations.
    conversation_lists: ConversationLists;
    /// Conversations.
    conversations: Conversations;
    /// Taking away who a contact is.
    erasure: Erasure;
    /// Numbered realtime events.
    events: Events;
    /// What projection has seen of each number.
    evidence: Evidence;
    /// Calls to Graph other than sends.
    graph_exchanges: GraphExchanges;
    /// Conversations that are given away.
    hand_overs: HandOvers;
    /// What was done to conversations.
    history: History;
    /// Idempotency keys.
    idempotency: Idempotency;
    /// The tenant's part of the raw log.
    inbound_changes: InboundChanges;
    /// What projection writes about conversations and messages.
    inbox: Inbox;
    /// Background jobs.
    jobs: Jobs;
    /// The logo.
    logos: Logos;
    /// Attempts to send.
    message_attempts: MessageAttempts;
    /// Messages found by their words.
    message_search: MessageSearch;
    /// Messages.
    messages: Messages;
    /// Notes in threads.
    notes: Notes;
    /// What Meta tells of each number, and since when its webhooks are missed.
    number_health: NumberHealth;
    /// Calls to Graph, sends among them, by time.
    outbound: Outbound;
    /// Realtime events to be numbered.
    outbox: Outbox;
    /// Messages on their way out.
    outgoing: Outgoing;
    /// What projection learns about contacts.
    people: People;
    /// Business phone numbers.
    phone_numbers: PhoneNumbers;
    /// Messaging limits, and who counts against them.
    portfolios: Portfolios;
    /// The queues of lanes.
    queue: Queue;
    /// Quick replies.
    quick_replies: QuickReplies;
    /// Whom a message may be sent to.
    recipients: Recipients;
    /// Saved views of the inbox.
    saved_views: SavedViews;
    /// What Meta reported of messages.
    statuses: Statuses;
    /// Which tags are on what.
    taggings: Taggings;
    /// Tags.
    tags: Tags;
    /// Teams and who is in them.
    teams: Teams;
    /// Message templates.
    templates: Templates;
    /// Pages of messages.
    threads: Threads;
    /// Transfers of conversations.
    transfers: Transfers;
    /// What the tenant uses.
    usage: UsageHours;
    /// WhatsApp Business Accounts.
    wabas: Wabas;
    /// How much open work stands where.
    work_counts: WorkCounts;
}
