//! What is done to rows that come out of a backup, in the transaction that puts them in: time went on without them.

use super::{LoadTerms, Outline};

/// A table, and what is done to its rows. A backup of an older schema may not have it yet.
type Change = (&'static str, &'static str);

/// The hold, in place of one that the backup was made under. While it stands no lane, job or mail is taken: the statements
/// that take them name it themselves.
const HOLD: [Change; 2] = [
    ("instance_settings", "DELETE FROM instance_settings WHERE name = 'hold.restore'"),
    ("instance_settings", "INSERT INTO instance_settings (name, value) VALUES ('hold.restore', '{now}')"),
];

/// No client can have seen a number as high as these: each asks for everything anew.
const RENUMBERED: [Change; 3] = [
    ("outbox", "UPDATE outbox SET seq = seq + 1000000000 WHERE seq IS NOT NULL"),
    ("outbox_heads", "UPDATE outbox_heads SET seq = seq + 1000000000, deleted_through = deleted_through + 1000000000"),
    (
        "outbox_heads",
        "INSERT INTO outbox_heads (tenant_id, seq, deleted_through) SELECT id, 1000000000, 1000000000 FROM tenants
         WHERE NOT EXISTS (SELECT 1 FROM outbox_heads h WHERE h.tenant_id = tenants.id)",
    ),
];

/// Nobody holds anything any more; fencing numbers go on.
const FREE: Change = ("leases", "UPDATE leases SET until = 0");

/// The old installation lived on: it may have sent what was queued, ended sessions, used up links. People decide about
/// messages; everybody signs in anew, under whatever key signs from now on.
const LIVED_ON: [Change; 7] = [
    (
        "messages",
        "UPDATE messages SET sending = 'unconfirmed', due_at = NULL, unconfirmed_at = COALESCE(unconfirmed_at, {now})
         WHERE sending IN ('queued', 'in_flight', 'unknown')",
    ),
    (
        "message_attempts",
        "UPDATE message_attempts SET state = 'unconfirmed', ended_at = COALESCE(ended_at, {now}),
         outcome = 'unknown: restored' WHERE state IN ('in_flight', 'unknown')",
    ),
    ("jobs", "DELETE FROM jobs WHERE kind IN ('mark-read.v1', 'show-typing.v1')"),
    ("outgoing_mails", "DELETE FROM outgoing_mails WHERE state = 'ready'"),
    ("one_time_links", "UPDATE one_time_links SET used_at = {now} WHERE used_at IS NULL"),
    ("sessions", "UPDATE sessions SET ended_at = {now}, ended_reason = 'revoked' WHERE ended_at IS NULL"),
    ("instance_settings", "DELETE FROM instance_settings WHERE name = 'key.jwt'"),
];

/// Everything, as one text for either engine: the only variable is a number.
pub(super) fn statements(outline: &Outline, terms: LoadTerms) -> String {
    let lived_on: &[Change] = if terms.is_moved { &[] } else { &LIVED_ON };
    let all = RENUMBERED.iter().chain([&FREE]).chain(lived_on).chain(&HOLD);
    let known = all.filter(|(table, _)| outline.tables.iter().any(|known| known.name == *table));
    let now = terms.now.micros().to_string();
    known.map(|(_, statement)| statement.replace("{now}", &now)).collect::<Vec<_>>().join(";\n")
}
