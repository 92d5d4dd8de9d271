//! A change of the operator's key: all that stands under another key is sealed under the present one. Tenants' own data keys
//! stay; only their wrapping changes, so that nothing of a tenant's is touched.
//!
//! It may be ended at any moment and begun again: what is under the present key already is left alone.

use std::collections::BTreeMap;

use recado_domain::TenantId;
use recado_storage::{
    Db, Scope,
    platform::sealed_rows::{RowKey, SealedColumn, SealedRow},
    secrets::{Keyring, SecretError},
};

use super::VaultError;

/// Rows that are sealed anew in one transaction.
const BATCH: i64 = 100;

/// How many rows of each column were sealed anew.
pub type Resealed = BTreeMap<SealedColumn, u64>;

/// Seals everything anew that is not under the keyring's present key, until there is nothing left.
pub async fn reseal(db: &Db, keyring: &Keyring) -> Result<Resealed, VaultError> {
    let mut done = Resealed::new();
    loop {
        let before: u64 = done.values().sum();
        for column in SealedColumn::ALL {
            *done.entry(*column).or_default() += reseal_column(db, keyring, *column).await?;
        }
        // Another node may have sealed something under the other key meanwhile.
        if done.values().sum::<u64>() == before {
            return Ok(done);
        }
    }
}

/// The columns in which something stands under another key than the present one, and how many rows that is.
pub async fn under_other_keys(db: &Db, keyring: &Keyring) -> Result<Resealed, VaultError> {
    let mut left = Resealed::new();
    for column in SealedColumn::ALL {
        let mut after = RowKey::before(*column);
        while let Some((last, rows)) = page(db, *column, &after).await? {
            let others = rows.iter().filter(|row| !is_present(keyring, *column, &row.sealed)).count();
            if others > 0 {
                *left.entry(*column).or_default() += others as u64;
            }
            after = last;
        }
    }
    Ok(left)
}

async fn reseal_column(db: &Db, keyring: &Keyring, column: SealedColumn) -> Result<u64, VaultError> {
    let (mut done, mut after) = (0, RowKey::before(column));
    while let Some((last, rows)) = page(db, column, &after).await? {
        let old: Vec<SealedRow> = rows.into_iter().filter(|row| !is_present(keyring, column, &row.sealed)).collect();
        if !old.is_empty() {
            let mut tx = db.write(Scope::System).await?;
            for row in old {
                let anew = sealed_anew(keyring, column, &row)?;
                tx.platform().sealed_rows().replace(column, row, anew).await?;
                done += 1;
            }
            tx.commit().await?;
        }
        after = last;
    }
    Ok(done)
}

/// The next rows and the last of them; `None` behind the end.
async fn page(db: &Db, column: SealedColumn, after: &RowKey) -> Result<Option<(RowKey, Vec<SealedRow>)>, VaultError> {
    let rows = db.read(Scope::System).await?.platform().sealed_rows().page(column, after, BATCH).await?;
    Ok(rows.last().map(|last| last.key.clone()).map(|last| (last, rows)))
}

fn is_present(keyring: &Keyring, column: SealedColumn, sealed: &[u8]) -> bool {
    if column == SealedColumn::TenantKey {
        keyring.has_wrapped(sealed)
    } else {
        keyring.platform_key().has_sealed(sealed)
    }
}

#[expect(clippy::disallowed_methods, reason = "the id of a tenant's own row")]
fn sealed_anew(keyring: &Keyring, column: SealedColumn, row: &SealedRow) -> Result<Vec<u8>, SecretError> {
    let id = row.key.row();
    if column == SealedColumn::TenantKey {
        return keyring.wrap_anew(TenantId::from_uuid(id), &row.sealed);
    }
    let (key, place) = (keyring.platform_key(), column.place(id));
    key.seal(place, key.open(place, &row.sealed)?.expose())
}
