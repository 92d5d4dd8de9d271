//! The shape of both migrated schemas: the same but for a list, and tenants first in every key.

use std::collections::{BTreeMap, BTreeSet};

use super::*;

/// Tables with something of tenants outside row-level security, at most ten (S-04); `docs/isolation.md` says why each.
const OPT_OUTS: [&str; 10] = [
    "apps",
    "inbound_events",
    "memberships",
    "one_time_links",
    "outgoing_mails",
    "quarantine",
    "refresh_tokens",
    "sessions",
    "tenants",
    "users",
];

/// Tables with nothing of any tenant.
const OF_THE_SERVER: [&str; 6] =
    ["counters", "instance_settings", "leases", "schema_migrations", "sqlite_stat1", "sqlite_stat4"];

/// Whether a table is outside row-level security.
fn is_outside(table: &str) -> bool {
    OPT_OUTS.contains(&table) || OF_THE_SERVER.contains(&table)
}

/// Unique without the tenant in front: found before the tenant is known, or unique on the whole server.
const UNIQUE_ON_THE_SERVER: [(&str, &str); 3] =
    [("api_keys", "hash"), ("outbox", "pos"), ("phone_numbers", "phone_number_id")];

/// Differences that are meant: SQLite's row numbers, of its search index and of the order of writing; the words of messages,
/// which are a virtual table there and a column on PostgreSQL.
const ONLY_ON_SQLITE: [&str; 2] = ["column messages.n whole null", "column outbox.ord whole null"];
const ONLY_ON_POSTGRES: [&str; 2] = ["column messages.words tsvector null", "column outbox.ord whole required"];

/// What the tenants' role may do with tables that are not locked: each one is a decision.
const GRANTED: [&str; 3] =
    ["apps SELECT (id,slug,tenant_id)", "leases SELECT (fence,holder,name,until)", "leases UPDATE (holder)"];

#[derive(Debug, Default)]
struct Shape {
    /// `table.column type null|required`.
    columns: BTreeSet<String>,
    /// Table and columns of each primary or unique key; a partial one says so.
    keys: BTreeSet<(String, Vec<String>, bool)>,
    /// Table and columns, target and its columns.
    references: BTreeSet<(String, Vec<String>, String, Vec<String>)>,
}

async fn of_sqlite() -> Shape {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let connection = rusqlite::Connection::open(database.file()).unwrap();
    let lines = |sql: &str| -> Vec<Vec<String>> {
        let mut statement = connection.prepare(sql).unwrap();
        let width = statement.column_count();
        let rows = statement.query_map([], |row| (0..width).map(|column| row.get(column)).collect());
        rows.unwrap().map(Result::unwrap).collect()
    };
    shape(
        &lines(
            "SELECT t.name, c.name, CASE c.type WHEN 'BLOB' THEN 'bytes' WHEN 'INTEGER' THEN 'whole' \
             WHEN 'BIGINT' THEN 'whole' ELSE lower(c.type) END, CASE c.\"notnull\" WHEN 1 THEN 'required' ELSE 'null' END \
             FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'message_words%'",
        ),
        &lines(
            "SELECT t.name, i.name, c.name, CASE i.partial WHEN 1 THEN 'partial' ELSE 'whole' END \
             FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c \
             WHERE t.type = 'table' AND i.\"unique\" = 1 AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE 'message_words%' ORDER BY t.name, i.name, c.seqno",
        ),
        &lines(
            "SELECT t.name, CAST(f.id AS TEXT), f.\"from\", f.\"table\", f.\"to\" \
             FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table' ORDER BY t.name, f.id, f.seq",
        ),
    )
}

async fn of_postgres() -> Shape {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let spy = database.superuser().await;
    let lines = async |sql: &str| -> Vec<Vec<String>> {
        let rows = spy.query(sql, &[]).await.unwrap();
        rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect()).collect()
    };
    shape(
        &lines(
            "SELECT CAST(t.relname AS TEXT), CAST(a.attname AS TEXT), CASE format_type(a.atttypid, NULL) \
             WHEN 'uuid' THEN 'bytes' WHEN 'bytea' THEN 'bytes' WHEN 'bigint' THEN 'whole' WHEN 'boolean' THEN 'whole' \
             ELSE format_type(a.atttypid, NULL) END, CASE WHEN a.attnotnull THEN 'required' ELSE 'null' END \
             FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped \
             WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition",
        )
        .await,
        &lines(
            "SELECT CAST(t.relname AS TEXT), CAST(x.relname AS TEXT), CAST(a.attname AS TEXT), \
             CASE WHEN i.indpred IS NULL THEN 'whole' ELSE 'partial' END \
             FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid \
             CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (attnum, place) \
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum \
             WHERE i.indisunique AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition \
             ORDER BY t.relname, x.relname, k.place",
        )
        .await,
        &lines(
            "SELECT CAST(t.relname AS TEXT), CAST(c.oid AS TEXT), CAST(a.attname AS TEXT), CAST(f.relname AS TEXT), \
             CAST(b.attname AS TEXT) FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid \
             JOIN pg_class f ON f.oid = c.confrelid CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY \
             k (source, target, place) JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.source \
             JOIN pg_attribute b ON b.attrelid = f.oid AND b.attnum = k.target \
             WHERE c.contype = 'f' AND NOT t.relispartition ORDER BY t.relname, c.oid, k.place",
        )
        .await,
    )
}

/// From lines (table, column, type, nullness), (table, index, column, partial), (table, key, column, target, its column).
fn shape(columns: &[Vec<String>], keys: &[Vec<String>], references: &[Vec<String>]) -> Shape {
    let columns =
        columns.iter().map(|line| format!("column {}.{} {} {}", line[0], line[1], line[2], line[3])).collect();
    let mut of_index: BTreeMap<_, (Vec<String>, bool)> = BTreeMap::new();
    for line in keys {
        let key = of_index.entry((line[0].clone(), line[1].clone())).or_default();
        key.0.push(line[2].clone());
        key.1 = line[3] == "partial";
    }
    let mut of_key: BTreeMap<_, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for line in references {
        let key = of_key.entry((line[0].clone(), line[1].clone(), line[3].clone())).or_default();
        key.0.push(line[2].clone());
        key.1.push(line[4].clone());
    }
    Shape {
        columns,
        keys: of_index.into_iter().map(|((table, _), (columns, partial))| (table, columns, partial)).collect(),
        references: of_key.into_iter().map(|((table, _, target), (from, to))| (table, from, target, to)).collect(),
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_columns_and_keys() {
    let (sqlite, postgres) = (of_sqlite().await, of_postgres().await);
    assert!(sqlite.columns.len() > 100 && sqlite.keys.len() > 20 && sqlite.references.len() > 20);
    let only = |one: &Shape, other: &Shape| one.columns.difference(&other.columns).cloned().collect::<Vec<_>>();
    assert_eq!(only(&sqlite, &postgres), ONLY_ON_SQLITE);
    assert_eq!(only(&postgres, &sqlite), ONLY_ON_POSTGRES);
    assert_eq!(sqlite.keys, postgres.keys);
    assert_eq!(sqlite.references, postgres.references);
}

/// A reference across tenants is impossible, not unlikely.
#[tokio::test]
async fn the_tenant_leads_every_key_of_a_tenants_table() {
    for shape in [of_sqlite().await, of_postgres().await] {
        let belongs = |table: &String| !is_outside(table);
        for (table, columns, _) in shape.keys.iter().filter(|(table, ..)| belongs(table)) {
            let listed = UNIQUE_ON_THE_SERVER.contains(&(table, &columns.join(",")));
            assert!(columns[0] == "tenant_id" || listed, "unique key of {table}: {columns:?}");
        }
        for (table, from, target, to) in shape.references.iter().filter(|(table, ..)| belongs(table)) {
            let leads = from[0] == "tenant_id" && (to[0] == "tenant_id" || target == "tenants");
            assert!(leads || target == "apps", "reference of {table}: {from:?} to {target} {to:?}");
        }
        let tables = shape.columns.iter().filter_map(|column| column.split(['.', ' ']).nth(1).map(str::to_owned));
        for table in tables.collect::<BTreeSet<_>>().iter().filter(|table| belongs(table)) {
            let column = format!("column {table}.tenant_id bytes required");
            assert!(shape.columns.contains(&column), "{table} has no tenant_id, and is not on the list of those");
        }
    }
}

/// S-04: each way round the second wall is a decision that somebody can read.
#[test]
fn every_opt_out_is_on_the_page() {
    let page = include_str!("../../../../docs/isolation.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let listed: Vec<&str> = rows.map(|(table, _)| table).collect();
    assert_eq!(listed, OPT_OUTS);
}

#[tokio::test]
async fn every_tenants_table_is_locked_by_two_policies() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let spy = database.superuser().await;
    let tables = "SELECT CAST(t.relname AS TEXT), t.relrowsecurity AND t.relforcerowsecurity, (
            SELECT string_agg(format('%s to %s: %s | %s', p.policyname, p.roles, p.qual, p.with_check), '; ' ORDER BY p.policyname)
            FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = t.relname AND p.cmd = 'ALL' AND p.permissive = 'PERMISSIVE')
        FROM pg_class t WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT t.relispartition";
    let mine = "(tenant_id = (NULLIF(current_setting('recado.tenant'::text, true), ''::text))::uuid)";
    let locked = format!("system to {{recado}}: true | true; tenant to {{recado_tenant}}: {mine} | {mine}");
    let mut count = 0;
    for row in spy.query(tables, &[]).await.unwrap() {
        let (table, forced, policies): (String, bool, Option<String>) = (row.get(0), row.get(1), row.get(2));
        if !is_outside(&table) {
            assert_eq!((forced, policies.as_deref()), (true, Some(locked.as_str())), "{table}");
            count += 1;
        }
    }
    assert!(count > 15, "{count}");
}

/// A partition is a table of its own: reached directly it must be locked too, or not be granted at all.
#[tokio::test]
async fn the_tenants_role_may_touch_nothing_that_is_not_locked() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let spy = database.superuser().await;
    let open = "SELECT format('%s %s (%s)', g.table_name, g.privilege_type, string_agg(g.column_name, ',' ORDER BY g.column_name))
        FROM information_schema.column_privileges g
        JOIN pg_class t ON t.relname = g.table_name AND t.relnamespace = 'public'::regnamespace
        WHERE g.grantee IN ('recado_tenant', 'PUBLIC') AND g.table_schema = 'public' AND NOT t.relforcerowsecurity
        GROUP BY g.table_name, g.privilege_type ORDER BY 1";
    let found: Vec<String> = spy.query(open, &[]).await.unwrap().iter().map(|row| row.get(0)).collect();
    assert_eq!(found, GRANTED);
}
