//! Statements: constant SQL texts, one for both engines wherever possible.
//!
//! Each repository file begins with one `statements!`; `registry` lists them all, so that one test prepares each on
//! both migrated engines and looks for `tenant_id` in all of the tenant door.

use tokio_postgres::types::Type;

/// Which door a statement stands behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// One tenant's rows: the text names `tenant_id`.
    Tenant,
    /// Across tenants: routing, claiming, clean-up.
    System,
    /// Tables that belong to no tenant: users, sessions, apps and the tenants themselves.
    Platform,
}

/// A constant SQL text with a name for metrics and the log.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) name: &'static str,
    pub(crate) door: Door,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// Rows per statement of a batch, largest first: a batch is cut greedily.
pub(crate) const BATCH_SIZES: [usize; 4] = [64, 16, 4, 1];

/// A multi-row statement, written once.
///
/// SQLite gets the same text with 64, 16, 4 and 1 rows of `VALUES` (four prepared statements). PostgreSQL gets one array per
/// column for `UNNEST`, at most 64 rows at a time: one text for every number of rows, and little to plan (planning rows of
/// `VALUES` anew each time was a third of the server's processor time while messages came in).
///
/// Where one column picks the rows write `IN (` and not `IN (VALUES `: PostgreSQL gets `= ANY (…)` and always goes by the
/// index, where it else walks all the rows of a tenant of which its statistics know little (measured: 46 ms instead of 0.2
/// for 16 of 10,000).
///
/// Sort the rows by key before, or two writers on PostgreSQL deadlock; sum up rows of one target before an `UPDATE … FROM`,
/// which applies only one of them.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Batch {
    /// Arguments in front of the rows, `$1` and so on.
    pub(crate) fixed: usize,
    /// The types of a row's arguments.
    pub(crate) columns: &'static [Type],
    /// One statement per size of `BATCH_SIZES`.
    pub(crate) sizes: [Statement; BATCH_SIZES.len()],
}

/// One entry of the registry.
#[cfg(any(test, feature = "mutants"))]
#[derive(Debug, Clone, Copy)]
pub(crate) enum Listed {
    One(&'static Statement),
    Batch(&'static Batch),
    Composed(fn() -> Vec<&'static Statement>),
}

/// The statements of a repository file:
///
/// ```text
/// statements! { Tenant "contacts";
///     FIND = "SELECT ", COLUMNS, " FROM contacts WHERE tenant_id = $1 AND id = $2";
///     CLAIM = sqlite ["SELECT …"] postgres ["SELECT …", " FOR UPDATE SKIP LOCKED"];
///     INSERT_ALL = batch [0 + UUID, UUID, TEXT] ["INSERT INTO … (tenant_id, id, name) VALUES "] [" ON CONFLICT DO NOTHING"];
///     MARK_ALL = batch [1 + UUID, INT8] ["UPDATE … FROM (SELECT * FROM (VALUES "]
///         [") AS r LIMIT 64) AS v WHERE tenant_id = $1 AND id = v.column1"];
/// }
/// ```
///
/// The parts of a text are joined. In a batch `[fixed + types]` (BOOL, INT8, FLOAT8, TEXT, BYTEA, UUID), the rows
/// `($1,$2,$3),($4,$5,$6),…` stand between the two texts, numbered behind the fixed arguments; `column1…` are the names
/// of a row's cells on both engines; the limit tells SQLite how few rows they are, or it walks the table instead. A batch may end in a text of PostgreSQL's alone: `postgres [" FOR UPDATE"]`. Other texts
/// that differ between the engines are counted by a test: ten is the alarm. `composed` names a function that answers
/// every text the file puts together at run time (see `dynamic.rs`).
macro_rules! statements {
    (@one $door:ident $noun:literal [$($listed:expr,)*]) => {
        /// What the registry lists of this file.
        #[cfg(any(test, feature = "mutants"))]
        pub(crate) const STATEMENTS: &[$crate::statement::Listed] = &[$($listed),*];
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*] composed $every:ident; $($rest:tt)*) => {
        $crate::statement::statements! { @one $door $noun
            [$($listed,)* $crate::statement::Listed::Composed($every),] $($rest)* }
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*]
        $(#[$meta:meta])* $name:ident = sqlite [$($sqlite:expr),+] postgres [$($postgres:expr),+]; $($rest:tt)*) => {
        $(#[$meta])*
        static $name: $crate::statement::Statement = $crate::statement::Statement {
            name: concat!($noun, ".", stringify!($name)),
            door: $crate::statement::Door::$door,
            sqlite: $crate::statement::sqlite_text!($($sqlite),+),
            postgres: $crate::statement::text!($($postgres),+),
        };
        $crate::statement::statements! { @one $door $noun
            [$($listed,)* $crate::statement::Listed::One(&$name),] $($rest)* }
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*]
        $(#[$meta:meta])* $name:ident = batch [$fixed:literal + $($column:ident),+] [$($before:expr),+] [$($after:expr),+]; $($rest:tt)*) => {
        $crate::statement::statements! { @one $door $noun [$($listed,)*]
            $(#[$meta])* $name = batch [$fixed + $($column),+] [$($before),+] [$($after),+] postgres [""]; $($rest)* }
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*]
        $(#[$meta:meta])* $name:ident = batch [$fixed:literal + $($column:ident),+] [$($before:expr),+] [$($after:expr),+]
            postgres [$($tail:expr),+]; $($rest:tt)*) => {
        $(#[$meta])*
        static $name: $crate::statement::Batch = $crate::statement::Batch {
            fixed: $fixed,
            columns: &[$(tokio_postgres::types::Type::$column),+],
            sizes: [
                $crate::statement::sized!($door $noun $name, $fixed, [$($column),+], 64,
                    [$($before),+] [$($after),+] [$($tail),+]),
                $crate::statement::sized!($door $noun $name, $fixed, [$($column),+], 16,
                    [$($before),+] [$($after),+] [$($tail),+]),
                $crate::statement::sized!($door $noun $name, $fixed, [$($column),+], 4,
                    [$($before),+] [$($after),+] [$($tail),+]),
                $crate::statement::sized!($door $noun $name, $fixed, [$($column),+], 1,
                    [$($before),+] [$($after),+] [$($tail),+]),
            ],
        };
        $crate::statement::statements! { @one $door $noun
            [$($listed,)* $crate::statement::Listed::Batch(&$name),] $($rest)* }
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*]
        $(#[$meta:meta])* $name:ident = batch [$fixed:literal + $count:literal] $($rest:tt)*) => {
        compile_error!(concat!(stringify!($name), ": name the types of a row's columns: batch [0 + UUID, TEXT, INT8]"));
    };
    (@one $door:ident $noun:literal [$($listed:expr,)*]
        $(#[$meta:meta])* $name:ident = $($part:expr),+; $($rest:tt)*) => {
        $(#[$meta])*
        static $name: $crate::statement::Statement =
            $crate::statement::shared! { concat!($noun, ".", stringify!($name)), $door, $($part),+ };
        $crate::statement::statements! { @one $door $noun
            [$($listed,)* $crate::statement::Listed::One(&$name),] $($rest)* }
    };
    ($door:ident $noun:literal; $($rest:tt)+) => {
        $crate::statement::statements! { @one $door $noun [] $($rest)+ }
    };
}
pub(crate) use statements;

/// A statement whose text serves both engines.
macro_rules! shared {
    ($name:expr, $door:ident, $($part:expr),+) => {
        $crate::statement::Statement {
            name: $name,
            door: $crate::statement::Door::$door,
            sqlite: $crate::statement::sqlite_text!($($part),+),
            postgres: $crate::statement::text!($($part),+),
        }
    };
}
pub(crate) use shared;

/// One size of a batch; PostgreSQL's text is the same for each, and the tail is its alone.
macro_rules! sized {
    ($door:ident $noun:literal $name:ident, $fixed:expr, [$($column:ident),+], $rows:expr,
        [$($before:expr),+] [$($after:expr),+] [$($tail:expr),+]) => {
        $crate::statement::Statement {
            name: concat!($noun, ".", stringify!($name)),
            door: $crate::statement::Door::$door,
            sqlite: $crate::statement::sqlite_text!(
                $($before,)+ $crate::statement::values!($fixed, [$($column),+], $rows), $($after),+),
            postgres: $crate::statement::text!(
                $crate::statement::in_front_of_rows($crate::statement::text!($($before),+)),
                $crate::statement::arrays!($fixed, [$($column),+], $crate::statement::text!($($before),+)),
                $($after,)+ $($tail),+),
        }
    };
}
pub(crate) use sized;

/// Joins constant texts into one constant text.
macro_rules! text {
    ($($part:expr),+ $(,)?) => {{
        const PARTS: &[&str] = &[$($part),+];
        const LENGTH: usize = $crate::statement::joined_length(PARTS);
        const BYTES: [u8; LENGTH] = $crate::statement::join(PARTS);
        $crate::statement::utf8(&BYTES)
    }};
}
pub(crate) use text;

/// The same with parameters as SQLite numbers them: `?2` is the second argument wherever it stands, while `$2` is only
/// a name there, numbered in the order of appearance.
macro_rules! sqlite_text {
    ($($part:expr),+ $(,)?) => {{
        const TEXT: &str = $crate::statement::text!($($part),+);
        const BYTES: [u8; TEXT.len()] = $crate::statement::numbered(TEXT);
        $crate::statement::utf8(&BYTES)
    }};
}
pub(crate) use sqlite_text;

/// The rows `($1,$2),($3,$4),…` behind `fixed` arguments, as constant text.
macro_rules! values {
    ($fixed:expr, [$($column:ident),+], $rows:expr) => {{
        const COLUMNS: usize = [$(tokio_postgres::types::Type::$column),+].len();
        const LENGTH: usize = $crate::statement::values_length($fixed, COLUMNS, $rows);
        const BYTES: [u8; LENGTH] = $crate::statement::value_rows($fixed, COLUMNS, $rows);
        $crate::statement::utf8(&BYTES)
    }};
}
pub(crate) use values;

/// The rows as arrays, one per column, behind `fixed` arguments: what stands for them in PostgreSQL's text.
macro_rules! arrays {
    ($fixed:expr, [$($column:ident),+], $before:expr) => {{
        const ARRAYS: usize = [$(tokio_postgres::types::Type::$column),+].len();
        const ARRAYS_LENGTH: usize = $crate::statement::array_rows::<0>($before, $fixed, ARRAYS).1;
        const BYTES: [u8; ARRAYS_LENGTH] = $crate::statement::array_rows::<ARRAYS_LENGTH>($before, $fixed, ARRAYS).0;
        $crate::statement::utf8(&BYTES)
    }};
}
pub(crate) use arrays;

/// What stands in front of the rows of a table.
const ROWS: &str = "VALUES ";
/// What stands in front of a list.
const LIST: &str = "IN (";

/// A batch's text up to its rows, without the word that only SQLite has there.
pub(crate) const fn in_front_of_rows(before: &str) -> &str {
    let word = if ends_with(before, LIST) { LIST } else { ROWS };
    assert!(ends_with(before, word), "the rows of a batch stand behind VALUES or IN (");
    before.split_at(before.len() - word.len()).0
}

/// `SELECT * FROM UNNEST($2,$3) AS u (column1,column2)`, or `= ANY ($2` for a list; and its length, whatever fits into
/// `LENGTH`.
pub(crate) const fn array_rows<const LENGTH: usize>(
    before: &str,
    fixed: usize,
    columns: usize,
) -> ([u8; LENGTH], usize) {
    let (mut out, mut at) = ([0; LENGTH], 0);
    if ends_with(before, LIST) {
        assert!(columns == 1, "a list has one column");
        at = put(&mut out, at, "= ANY ($");
        at = put_number(&mut out, at, fixed + 1);
        return (out, at);
    }
    at = put(&mut out, at, "SELECT * FROM UNNEST(");
    at = put_each(&mut out, at, "$", fixed, columns);
    at = put(&mut out, at, ") AS u (");
    at = put_each(&mut out, at, "column", 0, columns);
    at = put(&mut out, at, ")");
    (out, at)
}

/// The same word with the numbers behind `from`, with commas between.
const fn put_each<const LENGTH: usize>(
    out: &mut [u8; LENGTH],
    mut at: usize,
    word: &str,
    from: usize,
    count: usize,
) -> usize {
    let mut n = 1;
    while n <= count {
        if n > 1 {
            at = put(out, at, ",");
        }
        at = put(out, at, word);
        at = put_number(out, at, from + n);
        n += 1;
    }
    at
}

const fn put_number<const LENGTH: usize>(out: &mut [u8; LENGTH], at: usize, number: usize) -> usize {
    let (mut rest, width) = (number, digits(number));
    let mut digit = width;
    while digit > 0 {
        digit -= 1;
        if at + digit < LENGTH {
            out[at + digit] = b"0123456789"[rest % 10];
        }
        rest /= 10;
    }
    at + width
}

const fn put<const LENGTH: usize>(out: &mut [u8; LENGTH], at: usize, text: &str) -> usize {
    let mut i = 0;
    while i < text.len() {
        if at + i < LENGTH {
            out[at + i] = text.as_bytes()[i];
        }
        i += 1;
    }
    at + text.len()
}

const fn ends_with(text: &str, word: &str) -> bool {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let mut i = 0;
    while i < word.len() {
        if text.len() < word.len() || text[text.len() - word.len() + i] != word[i] {
            return false;
        }
        i += 1;
    }
    true
}

pub(crate) const fn utf8(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => panic!("made of whole texts"),
    }
}

pub(crate) const fn joined_length(parts: &[&str]) -> usize {
    let (mut length, mut part) = (0, 0);
    while part < parts.len() {
        length += parts[part].len();
        part += 1;
    }
    length
}

pub(crate) const fn join<const LENGTH: usize>(parts: &[&str]) -> [u8; LENGTH] {
    let (mut out, mut at, mut part) = ([0; LENGTH], 0, 0);
    while part < parts.len() {
        let (bytes, mut i) = (parts[part].as_bytes(), 0);
        while i < bytes.len() {
            out[at] = bytes[i];
            at += 1;
            i += 1;
        }
        part += 1;
    }
    out
}

/// `$1` as `?1`. Texts hold no other dollar sign in front of a digit.
pub(crate) const fn numbered<const LENGTH: usize>(text: &str) -> [u8; LENGTH] {
    let (mut out, mut at) = ([0; LENGTH], 0);
    while at < LENGTH {
        let byte = text.as_bytes()[at];
        let parameter = byte == b'$' && at + 1 < LENGTH && text.as_bytes()[at + 1].is_ascii_digit();
        out[at] = if parameter { b'?' } else { byte };
        at += 1;
    }
    out
}

const fn digits(number: usize) -> usize {
    if number < 10 { 1 } else { 1 + digits(number / 10) }
}

/// Each row: two brackets; each argument: a dollar sign and its digits; commas between all.
pub(crate) const fn values_length(fixed: usize, columns: usize, rows: usize) -> usize {
    let (mut length, mut argument) = (2 * rows, fixed + 1);
    while argument <= fixed + columns * rows {
        length += 1 + digits(argument) + 1;
        argument += 1;
    }
    length - 1
}

pub(crate) const fn value_rows<const LENGTH: usize>(fixed: usize, columns: usize, rows: usize) -> [u8; LENGTH] {
    let (mut out, mut at, mut place) = ([b','; LENGTH], 0, 0);
    while place < columns * rows {
        if place % columns == 0 {
            out[at] = b'(';
            at += 1;
        }
        out[at] = b'$';
        let (mut rest, width) = (fixed + 1 + place, digits(fixed + 1 + place));
        let mut digit = width;
        while digit > 0 {
            out[at + digit] = b"0123456789"[rest % 10];
            rest /= 10;
            digit -= 1;
        }
        at += 1 + width;
        place += 1;
        if place % columns == 0 {
            out[at] = b')';
            at += 1;
        }
        at += 1; // a comma stands there already
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &str = "id, name";

    statements! { Tenant "things";
        FIND = "SELECT ", COLUMNS, " FROM things WHERE tenant_id = $1";
        LOCK = sqlite ["SELECT 1"] postgres ["SELECT 1", " FOR SHARE"];
        ADD = batch [1 + UUID, TEXT] ["INSERT INTO things VALUES "] [" ON CONFLICT DO NOTHING"];
        HOLD = batch [0 + UUID] ["SELECT 1 FROM things WHERE id IN ("] [")"] postgres [" FOR UPDATE"];
        MARK = batch [9 + UUID, INT8] ["DELETE FROM things WHERE (a, b) IN (VALUES "] [")"];
    }

    #[test]
    fn texts_are_joined_and_rows_numbered_behind_the_fixed_arguments() {
        assert_eq!(FIND.postgres, "SELECT id, name FROM things WHERE tenant_id = $1");
        assert_eq!(FIND.sqlite, "SELECT id, name FROM things WHERE tenant_id = ?1");
        assert_eq!((FIND.name, FIND.door), ("things.FIND", Door::Tenant));
        assert_eq!((LOCK.sqlite, LOCK.postgres), ("SELECT 1", "SELECT 1 FOR SHARE"));
        assert_eq!((ADD.fixed, ADD.columns, STATEMENTS.len()), (1, &[Type::UUID, Type::TEXT][..], 5));
    }

    #[test]
    fn a_batch_is_rows_on_sqlite_and_arrays_on_postgres() {
        assert_eq!(ADD.sizes[3].sqlite, "INSERT INTO things VALUES (?2,?3) ON CONFLICT DO NOTHING");
        assert!(ADD.sizes[1].sqlite.contains("VALUES (?2,?3),(?4,?5),(?6,?7),"));
        assert!(ADD.sizes[1].sqlite.ends_with("(?30,?31),(?32,?33) ON CONFLICT DO NOTHING"));
        assert!(ADD.sizes[0].sqlite.ends_with("(?128,?129) ON CONFLICT DO NOTHING"));
        for size in &ADD.sizes {
            assert_eq!(
                size.postgres,
                "INSERT INTO things SELECT * FROM UNNEST($2,$3) AS u (column1,column2) ON CONFLICT DO NOTHING"
            );
        }
        assert_eq!(HOLD.sizes[3].sqlite, "SELECT 1 FROM things WHERE id IN ((?1))");
        assert_eq!(HOLD.sizes[0].postgres, "SELECT 1 FROM things WHERE id = ANY ($1) FOR UPDATE");
        assert_eq!(MARK.sizes[3].sqlite, "DELETE FROM things WHERE (a, b) IN (VALUES (?10,?11))");
        assert_eq!(
            MARK.sizes[3].postgres,
            "DELETE FROM things WHERE (a, b) IN (SELECT * FROM UNNEST($10,$11) AS u (column1,column2))"
        );
    }
}
