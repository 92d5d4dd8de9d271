//! Whatever a database holds of one tenant, so that a test sees whether anything of it changed.

use std::collections::BTreeMap;

use rusqlite::types::ValueRef;
use tokio_postgres::Client;
use uuid::Uuid;

/// Tables without a `tenant_id` that hold something of a tenant, and where its rows are.
const OTHERS: [(&str, &str); 4] = [
    ("tenants", "id = $1"),
    ("users", "id IN (SELECT user_id FROM memberships WHERE tenant_id = $1)"),
    ("one_time_links", "user_id IN (SELECT user_id FROM memberships WHERE tenant_id = $1)"),
    (
        "refresh_tokens",
        "session_id IN (SELECT s.id FROM sessions s JOIN memberships m ON m.user_id = s.user_id WHERE m.tenant_id = $1)",
    ),
];

/// The SQL that finds the tables which have a `tenant_id`.
const OF_FILE: &str = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'tenant_id' \
    WHERE t.type = 'table'";
const OF_SERVER: &str = "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid \
    WHERE c.relkind = 'r' AND a.attname = 'tenant_id' AND NOT a.attisdropped \
    AND c.relnamespace = 'public'::regnamespace";

/// Each table with the condition of a tenant's rows.
fn places(with_tenant: Vec<String>) -> impl Iterator<Item = (String, &'static str)> {
    let others = OTHERS.iter().map(|(table, place)| ((*table).to_owned(), *place));
    with_tenant.into_iter().map(|table| (table, "tenant_id = $1")).chain(others)
}

pub(super) fn of_file(database: &rusqlite::Connection, tenant: Uuid) -> BTreeMap<String, Vec<String>> {
    let mut tables = database.prepare(OF_FILE).expect("the schema answers");
    let tables = tables.query_map([], |row| row.get(0)).expect("the schema answers");
    let tables = tables.collect::<Result<Vec<String>, _>>().expect("names");
    let rows = places(tables).map(|(table, place)| {
        let sql = format!("SELECT * FROM {table} WHERE {place}");
        let mut select = database.prepare(&sql).expect("a table of the product");
        let columns = select.column_count();
        let rows = select.query_map([tenant], |row| {
            (0..columns).map(|column| row.get_ref(column).map(|value| shown(&value))).collect::<Result<String, _>>()
        });
        let mut rows = rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows");
        rows.sort_unstable();
        (table, rows)
    });
    rows.collect()
}

fn shown(value: &ValueRef<'_>) -> String {
    match value {
        ValueRef::Text(text) => format!("{}|", String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => format!("{bytes:02x?}|"),
        other => format!("{other:?}|"),
    }
}

pub(super) async fn of_server(database: &Client, tenant: Uuid) -> BTreeMap<String, Vec<String>> {
    let tables = database.query(OF_SERVER, &[]).await.expect("the catalogue answers");
    let tables = tables.iter().map(|row| row.get(0)).collect();
    let selects: Vec<String> = places(tables)
        .map(|(table, place)| format!("SELECT '{table}', r::text FROM {table} r WHERE {place}"))
        .collect();
    let all = database.query(&selects.join(" UNION ALL "), &[&tenant]).await.expect("rows");
    let mut rows = BTreeMap::<String, Vec<String>>::new();
    for row in all {
        rows.entry(row.get(0)).or_default().push(row.get(1));
    }
    for rows in rows.values_mut() {
        rows.sort_unstable();
    }
    rows
}
