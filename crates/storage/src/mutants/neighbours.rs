//! Tenants made of another one's rows: whatever a statement without its predicate finds or changes is theirs as well.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use recado_domain::TenantId;
use rusqlite::{Connection, params_from_iter, types::Value};
use uuid::Uuid;

/// How a twin differs from the tenant that it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Likeness {
    /// Its things have the same ids, its texts other words, and all was a second later.
    SameIds,
    /// Its things have other ids, and the same words.
    OtherIds,
    /// Its things have other ids, belong to things of the same ids, and have the same words.
    SameParents,
}

/// A twin: how it differs, and whether a walk through everybody's rows meets it before or after its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twin {
    likeness: Likeness,
    is_before: bool,
    n: u8,
}

/// All twins there are.
pub const TWINS: [Twin; 6] = [
    Twin { likeness: Likeness::SameIds, is_before: true, n: 1 },
    Twin { likeness: Likeness::OtherIds, is_before: true, n: 2 },
    Twin { likeness: Likeness::SameParents, is_before: true, n: 3 },
    Twin { likeness: Likeness::SameIds, is_before: false, n: 4 },
    Twin { likeness: Likeness::OtherIds, is_before: false, n: 5 },
    Twin { likeness: Likeness::SameParents, is_before: false, n: 6 },
];

impl Twin {
    fn id(self) -> Uuid {
        let n = u128::from(self.n);
        Uuid::from_u128(if self.is_before { n } else { u128::MAX - n })
    }

    /// Another id: a smaller one for the twins before their original, a greater one for the others.
    fn another(self, mut id: Vec<u8>) -> Vec<u8> {
        if let Some(first) = id.first_mut() {
            *first = if self.is_before { 0 } else { *first | 0x80 };
        }
        id
    }

    /// What must be unique on the server.
    fn own(self, value: Value) -> Value {
        match value {
            Value::Text(text) => Value::Text(format!("{text}-{}", self.n)),
            Value::Integer(number) => Value::Integer(-number * 8 - i64::from(self.n)),
            Value::Blob(mut bytes) => {
                if let Some(last) = bytes.last_mut() {
                    *last ^= self.n;
                }
                Value::Blob(bytes)
            }
            other => other,
        }
    }
}

/// Copies a tenant's rows into the file of a database, as those of a twin; in the texts of [`Likeness::SameIds`] `twin`
/// stands for `marker`. What must be unique on the server is made so.
///
/// # Panics
/// If the file is no database of the product's.
pub fn plant(file: &Path, of: TenantId, marker: &str, twin: Twin) {
    let database = Connection::open(file).expect("a database");
    database.execute_batch("PRAGMA foreign_keys = OFF").expect("a setting");
    let copying = Copying { database: &database, marker, twin };
    for (table, place) in tables(&database) {
        copying.rows(&table, place, of.uuid());
    }
}

/// Every row of a twin as text, by table.
///
/// # Panics
/// If the file is no database of the product's.
pub fn rows(file: &Path, twin: Twin) -> BTreeMap<String, Vec<String>> {
    let database = Connection::open(file).expect("a database");
    crate::testing::rows_of_file(&database, twin.id())
}

/// The tables with something of a tenant, and where its rows are. Sessions and what hangs on them stay a person's own.
fn tables(database: &Connection) -> Vec<(String, &'static str)> {
    let sql = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'tenant_id' \
        WHERE t.type = 'table' AND t.name NOT IN ('sessions', 'quarantine', 'outgoing_mails', 'one_time_links')";
    let mut tables = database.prepare(sql).expect("the schema answers");
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).expect("the schema answers");
    let tables = tables.map(|table| (table.expect("a name"), "tenant_id = $1"));
    let others = [
        ("tenants".to_owned(), "id = $1"),
        ("users".to_owned(), "id IN (SELECT user_id FROM memberships WHERE tenant_id = $1)"),
    ];
    tables.chain(others).collect()
}

/// A whole number beyond this is a time, in microseconds.
const SINCE_2001: i64 = 1_000_000_000_000_000;
/// Columns that SQLite numbers by itself.
const ROW_NUMBERS: [&str; 2] = ["n", "ord"];

struct Copying<'c> {
    database: &'c Connection,
    marker: &'c str,
    twin: Twin,
}

impl Copying<'_> {
    fn rows(&self, table: &str, place: &str, of: Uuid) {
        let unique = unique_columns(self.database, table);
        let mut select = self.database.prepare(&format!("SELECT * FROM {table} WHERE {place}")).expect("a table");
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let rows = select.query_map([of], |row| (0..names.len()).map(|at| row.get(at)).collect());
        let rows: Vec<Vec<Value>> = rows.expect("rows").collect::<Result<_, _>>().expect("rows");
        let places = (1..=names.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(",");
        let insert = format!("INSERT INTO {table} ({}) VALUES ({places})", names.join(","));
        for row in rows {
            let values = names.iter().zip(row).map(|(name, value)| {
                if name == "tenant_id" || (table == "tenants" && name == "id") {
                    Value::Blob(self.twin.id().into_bytes().to_vec())
                } else {
                    self.value(name, value, unique.contains(name.as_str()))
                }
            });
            // A person who works for both twins is one person already.
            let inserted = self.database.execute(&insert, params_from_iter(values));
            assert!(inserted.is_ok() || table == "users", "{table}: {inserted:?}");
        }
    }

    fn value(&self, name: &str, value: Value, is_unique: bool) -> Value {
        let Twin { likeness, .. } = self.twin;
        match value {
            // A row number is given anew.
            Value::Integer(_) if is_unique && ROW_NUMBERS.contains(&name) => Value::Null,
            value if is_unique => self.twin.own(value),
            // Its words are not in the index of the search yet.
            _ if name == "words_version" => Value::Null,
            Value::Integer(time) if likeness == Likeness::SameIds && time > SINCE_2001 => {
                Value::Integer(time + 1_000_000)
            }
            Value::Text(text) if likeness == Likeness::SameIds => Value::Text(text.replace(self.marker, "twin")),
            Value::Blob(mut picture) if likeness == Likeness::SameIds && name == "bytes" => {
                picture.push(0);
                Value::Blob(picture)
            }
            // A key made of words is no id.
            Value::Blob(id) if self.is_another(name) && id.len() == 16 && name != "dedupe_key" => {
                Value::Blob(self.twin.another(id))
            }
            other => other,
        }
    }

    fn is_another(&self, name: &str) -> bool {
        match self.twin.likeness {
            Likeness::SameIds => false,
            Likeness::OtherIds => true,
            Likeness::SameParents => name == "id",
        }
    }
}

/// The columns of every unique index that does not name the tenant.
fn unique_columns(database: &Connection, table: &str) -> BTreeSet<String> {
    let sql = "SELECT c.name FROM pragma_index_list($1) i JOIN pragma_index_info(i.name) c WHERE i.\"unique\" = 1 \
        AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name) o WHERE o.name = 'tenant_id') \
        UNION SELECT p.name FROM pragma_table_info($1) p WHERE p.pk = 1 AND p.type = 'INTEGER'";
    let mut columns = database.prepare(sql).expect("the schema answers");
    let columns = columns.query_map([table], |row| row.get(0)).expect("the schema answers");
    columns.collect::<Result<_, _>>().expect("names")
}
