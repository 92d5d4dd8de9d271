//! Opens the configured database, with a schema that fits this program.

use std::sync::Arc;

use recado_storage::{DatabaseUrl, Db, DbError, LoginCheck, MigrateMode, SchemaState, Settings};

use crate::{
    config::{Config, Keys},
    failure::Failure,
    telemetry::flush_log,
};

/// The database as it is; on SQLite its folder and file are made when missing.
pub async fn open(config: &Config, login: LoginCheck) -> Result<Db, Failure> {
    config.data.make_folder()?;
    let mut settings = Settings::new(config.database.address(&config.data));
    settings.login = login;
    settings.on_fatal = Arc::new(end_process);
    if matches!(settings.url, DatabaseUrl::Postgres(_)) {
        settings.connections = config.database.max_connections as usize;
    }
    Ok(Db::open(settings).await?)
}

/// What was acknowledged may not be kept any more: nothing else may be acknowledged. The restart recovers from the log.
fn end_process(error: &DbError) {
    tracing::error!(category = "system", %error, "the database cannot be trusted any more: ending");
    flush_log();
    std::process::exit(3);
}

/// The end of a process that wrote to it; a failure is told and costs nothing.
pub async fn settle(db: &Db) {
    if let Err(error) = db.settle().await {
        tracing::warn!(category = "system", %error, "the database's log stays beside its file");
    }
}

/// Brings the schema up to date, or, where migrating is switched off, finds it to be so. Keys that are not the ones of
/// the database are found out before anything of it is changed.
pub async fn make_current(db: &Db, config: &Config, keys: &Keys) -> Result<(), Failure> {
    if !config.database.migrate {
        return require_current(db).await;
    }
    if db.schema_state().await? != SchemaState::Missing {
        keys.check(db).await?;
    }
    for migration in db.migrate(MigrateMode::Apply).await? {
        tracing::info!(category = "system", migration, "applied a migration");
    }
    let settings = db.durability().await?.join(" ");
    tracing::info!(category = "system", settings, "the database commits with these settings");
    Ok(())
}

/// A database that is there, with a current schema: for a command that must not make either.
pub async fn open_existing(config: &Config, login: LoginCheck) -> Result<Db, Failure> {
    require_file(config)?;
    let db = open(config, login).await?;
    require_current(&db).await?;
    Ok(db)
}

/// SQLite's file is there: for a command that must not make it.
pub fn require_file(config: &Config) -> Result<(), Failure> {
    match config.database.address(&config.data) {
        DatabaseUrl::Sqlite(file) if !file.exists() => Err(Failure::NoDatabase(file)),
        _ => Ok(()),
    }
}

async fn require_current(db: &Db) -> Result<(), Failure> {
    match db.schema_state().await? {
        SchemaState::Current => Ok(()),
        SchemaState::Missing | SchemaState::Open(_) => Err(Failure::OldSchema),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use recado_storage::testing::{Kind, TestDatabase};

    use super::*;

    fn config(folder: &Path, changes: &[(&str, &str)]) -> Config {
        let data = [("RECADO_DATA__DIR", folder.to_str().unwrap())];
        let all = data.iter().chain(changes).map(|(name, value)| ((*name).into(), (*value).into()));
        Config::read(all, None).unwrap()
    }

    async fn start(config: &Config) -> Result<(), Failure> {
        let db = open(config, LoginCheck::Restricted).await?;
        make_current(&db, config, &Keys::load(config)?).await
    }

    #[tokio::test]
    async fn an_old_schema_is_migrated_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let frozen = config(folder.path(), &[("RECADO_DATABASE__MIGRATE", "false")]);
        let refused = start(&frozen).await.unwrap_err();
        assert!(matches!(refused, Failure::OldSchema), "{refused}");
        start(&config(folder.path(), &[])).await.unwrap();
        start(&frozen).await.unwrap();
    }

    #[tokio::test]
    async fn a_node_with_other_keys_migrates_nothing() {
        const LAST: &str = "(SELECT MAX(version) FROM schema_migrations)";
        let (folder, database) = (tempfile::tempdir().unwrap(), TestDatabase::migrated(Kind::Sqlite).await);
        let url = format!("sqlite://{}", database.file().display());
        let own = config(folder.path(), &[("DATABASE_URL", &url)]);
        Keys::load(&own).unwrap().check(&database.open().await).await.unwrap();
        database.run(&format!("DELETE FROM schema_migrations WHERE version = {LAST}")).await;
        let before = database.number(&format!("SELECT {LAST}")).await;

        let other = "another secret of 32 characters or more";
        let refused =
            start(&config(folder.path(), &[("DATABASE_URL", &url), ("JWT_SECRET", other)])).await.unwrap_err();
        assert!(matches!(refused, Failure::Configuration(_)), "{refused}");
        assert_eq!(database.number(&format!("SELECT {LAST}")).await, before);
    }

    #[tokio::test]
    async fn a_command_makes_no_database() {
        let folder = tempfile::tempdir().unwrap();
        let config = config(folder.path(), &[]);
        let refused = open_existing(&config, LoginCheck::Restricted).await.err().unwrap();
        assert!(matches!(refused, Failure::NoDatabase(_)), "{refused}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(open(&config, LoginCheck::Restricted).await.unwrap());
        let refused = open_existing(&config, LoginCheck::Restricted).await.err().unwrap();
        assert!(matches!(refused, Failure::OldSchema), "{refused}");
    }
}
