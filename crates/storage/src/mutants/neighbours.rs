//! Tenants made of another one's rows: whatever a statement without its predicate finds or changes is theirs as well.

use std::collections::BTreeSet;

use rusqlite::{Connection, params_from_iter, types::Value};
use uuid::Uuid;

/// How a neighbour differs from the tenant that it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// Its things have the same ids, its texts other words, and all was a second before or after.
    SameIds,
    /// Its things have other ids, and the same words.
    OtherIds,
    /// Its things have other ids, belong to things of the same ids, and have the same words.
    SameParents,
}

/// A neighbour: how it differs, and whether a walk through everybody's rows meets it before or after its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbour {
    likeness: Likeness,
    is_before: bool,
    n: u8,
}

/// All of them.
pub(super) const NEIGHBOURS: [Neighbour; 6] = [
    Neighbour { likeness: Likeness::SameIds, is_before: true, n: 1 },
    Neighbour { likeness: Likeness::OtherIds, is_before: true, n: 2 },
    Neighbour { likeness: Likeness::SameParents, is_before: true, n: 3 },
    Neighbour { likeness: Likeness::SameIds, is_before: false, n: 4 },
    Neighbour { likeness: Likeness::OtherIds, is_before: false, n: 5 },
    Neighbour { likeness: Likeness::SameParents, is_before: false, n: 6 },
];

impl Neighbour {
    fn id(self) -> Uuid {
        let n = u128::from(self.n);
        Uuid::from_u128(if self.is_before { n } else { u128::MAX - n })
    }

    /// Another id: a smaller one for the neighbours before their original, a greater one for the others.
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

/// Copies a tenant's rows as those of a neighbour. What must be unique on the server is made so.
pub(super) fn plant(database: &Connection, of: Uuid, neighbour: Neighbour) -> rusqlite::Result<()> {
    let copying = Copying { database, neighbour };
    tables(database)?.iter().try_for_each(|(table, place)| copying.rows(table, place, of))
}

/// Every row of a tenant as text, without the numbers that SQLite gives.
pub(super) fn own_rows(database: &Connection, tenant: Uuid) -> rusqlite::Result<Vec<String>> {
    let mut own = Vec::new();
    for (table, place) in tables(database)? {
        let mut select = database.prepare(&format!("SELECT * FROM {table} WHERE {place}"))?;
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let told = |name: &&String| !ROW_NUMBERS.contains(&name.as_str());
        let rows = select.query_map([tenant], |row| {
            names.iter().filter(told).map(|name| row.get(name.as_str())).collect::<rusqlite::Result<Vec<Value>>>()
        })?;
        for row in rows {
            own.push(format!("{table}: {:?}", row?));
        }
    }
    own.sort_unstable();
    Ok(own)
}

/// The tables with something of a tenant, and where its rows are. Sessions and what hangs on them stay a person's own.
fn tables(database: &Connection) -> rusqlite::Result<Vec<(String, &'static str)>> {
    let sql = "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'tenant_id' \
        WHERE t.type = 'table' AND t.name NOT IN ('sessions', 'quarantine', 'outgoing_mails', 'one_time_links')";
    let mut tables = database.prepare(sql)?;
    let tables = tables.query_map([], |row| Ok((row.get::<_, String>(0)?, "tenant_id = $1")))?;
    let others = [
        ("tenants".to_owned(), "id = $1"),
        ("users".to_owned(), "id IN (SELECT user_id FROM memberships WHERE tenant_id = $1)"),
    ];
    tables.chain(others.map(Ok)).collect()
}

/// A whole number beyond this is a time, in microseconds.
const SINCE_2001: i64 = 1_000_000_000_000_000;
/// Columns that SQLite numbers by itself.
const ROW_NUMBERS: [&str; 2] = ["n", "ord"];

struct Copying<'c> {
    database: &'c Connection,
    neighbour: Neighbour,
}

impl Copying<'_> {
    fn rows(&self, table: &str, place: &str, of: Uuid) -> rusqlite::Result<()> {
        let unique = unique_columns(self.database, table)?;
        let mut select = self.database.prepare(&format!("SELECT * FROM {table} WHERE {place}"))?;
        let names: Vec<String> = select.column_names().map(str::to_owned).collect();
        let rows = select.query_map([of], |row| (0..names.len()).map(|at| row.get(at)).collect())?;
        let rows: Vec<Vec<Value>> = rows.collect::<Result<_, _>>()?;
        let places = (1..=names.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(",");
        // A person who works for both is one person already.
        let insert = format!("INSERT OR IGNORE INTO {table} ({}) VALUES ({places})", names.join(","));
        let mut insert = self.database.prepare(&insert)?;
        for row in rows {
            let values = names.iter().zip(row).map(|(name, value)| {
                if name == "tenant_id" || (table == "tenants" && name == "id") {
                    Value::Blob(self.neighbour.id().into_bytes().to_vec())
                } else {
                    self.value(name, value, unique.contains(name.as_str()))
                }
            });
            insert.execute(params_from_iter(values))?;
        }
        Ok(())
    }

    fn value(&self, name: &str, value: Value, is_unique: bool) -> Value {
        let Neighbour { likeness, is_before, .. } = self.neighbour;
        match value {
            // A row number is given anew.
            Value::Integer(_) if is_unique && ROW_NUMBERS.contains(&name) => Value::Null,
            value if is_unique => self.neighbour.own(value),
            // Its words are not in the index of the search yet.
            _ if name == "words_version" => Value::Null,
            Value::Integer(time) if likeness == Likeness::SameIds && time > SINCE_2001 => {
                Value::Integer(if is_before { time - 1_000_000 } else { time + 1_000_000 })
            }
            Value::Text(text) if likeness == Likeness::SameIds && is_free(name, &text) => {
                Value::Text(format!("{text}~"))
            }
            Value::Blob(mut picture) if likeness == Likeness::SameIds && name == "bytes" => {
                picture.push(0);
                Value::Blob(picture)
            }
            // A key made of words is no id.
            Value::Blob(id) if self.is_another(name) && id.len() == 16 && !name.ends_with("_key") => {
                Value::Blob(self.neighbour.another(id))
            }
            other => other,
        }
    }

    fn is_another(&self, name: &str) -> bool {
        match self.neighbour.likeness {
            Likeness::SameIds => false,
            Likeness::OtherIds => true,
            Likeness::SameParents => name == "id",
        }
    }
}

/// Words of people's own. Others are of a list that the schema knows.
fn is_free(name: &str, text: &str) -> bool {
    ["name", "title", "body", "email", "note", "label"].contains(&name) && !text.starts_with(['{', '['])
}

/// The columns of every unique index that does not name the tenant.
fn unique_columns(database: &Connection, table: &str) -> rusqlite::Result<BTreeSet<String>> {
    let sql = "SELECT c.name FROM pragma_index_list($1) i JOIN pragma_index_info(i.name) c WHERE i.\"unique\" = 1 \
        AND NOT EXISTS (SELECT 1 FROM pragma_index_info(i.name) o WHERE o.name = 'tenant_id') \
        UNION SELECT p.name FROM pragma_table_info($1) p WHERE p.pk = 1 AND p.type = 'INTEGER'";
    let mut columns = database.prepare(sql)?;
    let columns = columns.query_map([table], |row| row.get(0))?;
    columns.collect()
}
