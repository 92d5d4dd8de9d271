//! The list of all statements, for the tests that walk it.

use tokio_postgres::types::Type;

use crate::{
    column::array_of,
    migrate, platform,
    statement::{Listed, Statement},
    system, tenant, tx,
};

/// The statements of every file that has some.
pub(crate) const FILES: &[&[&[Listed]]] =
    &[&[tx::STATEMENTS, migrate::STATEMENTS], tenant::FILES, system::FILES, platform::FILES];

/// Every statement with the types that must be declared for it; a batch in each of its sizes.
pub(crate) fn all() -> impl Iterator<Item = (&'static Statement, Vec<Type>)> {
    FILES.iter().copied().flatten().copied().flatten().flat_map(|listed| match listed {
        Listed::One(statement) => vec![(*statement, Vec::new())],
        Listed::Composed(every) => every().into_iter().map(|statement| (statement, Vec::new())).collect(),
        Listed::Batch(batch) => {
            let fixed = std::iter::repeat_n(Type::UNKNOWN, batch.fixed);
            let types: Vec<Type> = fixed.chain(batch.columns.iter().map(array_of)).collect();
            batch.sizes.iter().map(|statement| (statement, types.clone())).collect()
        }
    })
}
