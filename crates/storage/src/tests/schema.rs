//! What holds for the migrated schemas and for every statement.

use super::*;
use crate::{migrate::MigrateMode, scope::Scope, testing::TestDatabase};

both_engines! {
    async fn a_migrated_database_is_current(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        assert!(db.schema_is_current().await.unwrap());
        assert_eq!(db.migrate(MigrateMode::Apply).await.unwrap(), Vec::<&str>::new());
        assert!(db.read(Scope::System).await.unwrap().db_now().await.unwrap().micros() > 1_700_000_000_000_000);
    }
}
