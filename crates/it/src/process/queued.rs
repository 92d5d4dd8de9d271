//! A long queue, made faster than any program could fill it.

use recado_storage::testing::Kind;

/// SQL that puts the one template that was sent into the queue again, for so many others with a contact and a conversation each.
pub fn queued_again(kind: Kind, count: u32) -> String {
    let (numbers, id, phone) = match kind {
        Kind::Sqlite => (
            format!("WITH RECURSIVE g (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < {count})"),
            "unhex(printf('%032x', g.i))",
            "printf('55217%08d', g.i)",
        ),
        Kind::Postgres => (
            format!("WITH g AS (SELECT i FROM generate_series(1, {count}) AS g (i))"),
            "CAST(lpad(to_hex(g.i), 32, '0') AS uuid)",
            "'55217' || lpad(g.i::text, 8, '0')",
        ),
    };
    let into = |table: &str, columns: &str, values: &str, from: &str| {
        let insert = format!("INSERT INTO {table} ({columns})");
        let select = format!("SELECT {values} FROM {from}, g");
        match kind {
            Kind::Sqlite => format!("{insert} {numbers} {select};"),
            Kind::Postgres => format!("{numbers} {insert} {select};"),
        }
    };
    let template = "messages m WHERE m.kind = 'template'";
    let of = |table: &str| format!("(SELECT * FROM {table} WHERE id = (SELECT conversation_id FROM {template})) v");
    let contact = format!("(SELECT * FROM contacts WHERE id = (SELECT contact_id FROM {})) c", of("conversations"));
    [
        into(
            "contacts",
            "tenant_id, id, name, name_key, name_is_edited, phone, needs_review, last_seen_at, created_at, updated_at",
            &format!("c.tenant_id, {id}, c.name, c.name_key, c.name_is_edited, {phone}, c.needs_review, 0, 0, 0"),
            &contact,
        ),
        into(
            "contact_identities",
            "tenant_id, id, contact_id, scope, kind, value, given, valid_from",
            &format!("c.tenant_id, {id}, {id}, '', 'phone', {phone}, {phone}, 0"),
            &contact,
        ),
        into(
            "conversations",
            "tenant_id, id, contact_id, phone_number_id, status, is_open, unread_count, is_unread, last_activity_at, created_at",
            &format!("v.tenant_id, {id}, {id}, v.phone_number_id, 'open', 1, 0, 0, 0, 0"),
            &of("conversations"),
        ),
        into(
            "messages",
            "tenant_id, id, conversation_id, phone_number_id, direction, source, kind, content, sending, priority, due_at, \
             tries, delivery_policy, created_at, queued_at, words_version",
            &format!(
                "m.tenant_id, {id}, {id}, m.phone_number_id, m.direction, m.source, m.kind, m.content, 'queued', 'bulk', \
                 m.queued_at, 0, m.delivery_policy, m.created_at, m.queued_at, m.words_version"
            ),
            &format!("(SELECT * FROM {template}) m"),
        ),
    ]
    .concat()
}
