//! The list of all statements, for the tests that walk it.

use crate::{
    migrate, platform,
    statement::{Listed, Statement},
    system, tenant, tx,
};

/// The statements of every file that has some.
pub(crate) const FILES: &[&[&[Listed]]] =
    &[&[tx::STATEMENTS, migrate::STATEMENTS], tenant::FILES, system::FILES, platform::FILES];

/// Every statement; a batch in each of its sizes.
pub(crate) fn all() -> impl Iterator<Item = &'static Statement> {
    FILES.iter().copied().flatten().copied().flatten().flat_map(|listed| match listed {
        Listed::One(statement) => std::slice::from_ref(*statement).iter(),
        Listed::Batch(batch) => batch.sizes.iter(),
    })
}
