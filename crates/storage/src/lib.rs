//! The only crate that knows SQL: handles, scopes, statements, migrations.
