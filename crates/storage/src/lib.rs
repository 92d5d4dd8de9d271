//! The only crate that knows SQL: handles, scopes, statements, migrations, and the repositories behind the doors.
//!
//! It must not know rules, HTTP or Meta's words: repositories take and return plain rows. No driver's type leaves it.
//!
//! # Using it
//!
//! ```text
//! let mut tx = db.write(Scope::Tenant(tenant)).await?;        // or Scope::System
//! tx.guard(&lease).await?;                                     // first of all, if the write is done under a lease
//! tx.tenant().jobs().enqueue(new_job).await?;                  // doors: tenant(), system(), platform()
//! tx.commit().await?;                                          // dropped instead: nothing happened
//! let mut read = db.read(scope).await?;                        // opens the same doors; both engines refuse a write
//! let answer = read.tenant().idempotency().find(key).await?;
//! ```
//!
//! Between `write` and `commit` nothing is awaited but SQL; at most 64 rows a statement, 500 a purge. An error or a
//! cancelled statement breaks the transaction: conflicts are `ON CONFLICT`, never caught.
//!
//! # Writing a repository
//!
//! One file per noun, here `tenant/labels.rs`, plus a `mod` line and `labels: Labels;` in `tenant/mod.rs`:
//!
//! ```text
//! //! Labels of a tenant.
//!
//! statements! { Tenant "labels";                                // texts of the tenant door name tenant_id
//!     FIND = "SELECT ", COLUMNS, " FROM labels WHERE tenant_id = $1 AND id = $2";
//!     INSERT = "INSERT INTO labels (tenant_id, id, name, kind, created_at) VALUES ($1, $2, $3, $4, $5)
//!               ON CONFLICT (tenant_id, name) DO NOTHING";
//!     INSERT_ALL = batch [0 + UUID, UUID, TEXT] ["INSERT INTO labels (tenant_id, id, name) VALUES "] [" ON CONFLICT DO NOTHING"];
//! }
//! const COLUMNS: &str = "id, name, kind, created_at";
//!
//! /// One label.
//! #[derive(Debug, Clone, PartialEq, Eq)]
//! pub struct Label { /// … pub id: LabelId, pub name: String, pub kind: LabelKind, pub created_at: Timestamp }
//! row!(Label { id, name, kind, created_at });                   // columns are found by the fields' names
//!
//! /// One tenant's labels. Only a door can make one.
//! pub struct Labels<'t> { pub(crate) tx: &'t mut Tx, pub(crate) tenant: TenantId }
//!
//! impl Labels<'_> {
//!     /// The label, if the tenant has it.
//!     pub async fn find(&mut self, id: LabelId) -> DbResult<Option<Label>> {
//!         self.tx.optional(&FIND, args![self.tenant, id]).await   // also all, one, execute, execute_batch, all_batch
//!     }
//! }
//! ```
//!
//! Types of columns are listed in `column.rs` (`column!(LabelId: id)`, `column!(LabelKind: text)`). SQL is one text for
//! both engines; where it cannot be, `NAME = sqlite ["…"] postgres ["…"];`, counted by a test. `TRUE`/`FALSE` for
//! booleans, BIGINT for numbers, JSON as text, `CAST(SUM(x) AS BIGINT)`, `ORDER BY` ends with the id and names no
//! nullable column, never `LIKE`, never `*`, never `($2 IS NULL OR x = $2)`. Names: `find` answers an `Option`, `get` must be there, `list` a page,
//! `insert`, `upsert`, `mark_<state>`, `claim`.
//!
//! Every statement is prepared on both engines by a test; another refuses a plan that walks a whole table. A list
//! names its index in `tests/plans.rs`. A test of behaviour begins with [`testing::TestDatabase::migrated`].
#![warn(missing_docs)]

mod column;
mod db;
pub mod disk;
pub mod dump;
mod dynamic;
mod error;
mod held;
mod migrate;
#[cfg(feature = "mutants")]
mod mutants;
pub mod platform;
mod postgres;
#[cfg(any(test, feature = "mutants"))]
mod registry;
mod rows;
mod scope;
pub mod sealed_file;
pub mod secrets;
mod sqlite;
mod statement;
pub mod system;
pub mod tenant;
pub mod testing;
#[cfg(test)]
mod tests;
mod tx;
mod upkeep;
mod url;

pub use db::{Db, FatalHook, LoginCheck, Settings};
pub use error::{DbError, DbResult, DriverError};
pub use migrate::{MigrateError, MigrateMode, SchemaState};
pub use postgres::{Ears, Notice, Notices};
pub use scope::{Platform, Scope, System, Tenant};
pub use tx::{Read, Tx};
pub use url::{DatabaseUrl, PostgresUrl, UrlError};
