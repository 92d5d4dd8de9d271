//! Opens the configured database, with a schema that fits this program.

use std::sync::Arc;

use recado_storage::{DatabaseUrl, Db, DbError, LoginCheck, MigrateMode, Settings};

use crate::{config::Config, failure::Failure, telemetry::flush_log};

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

/// The database with a current schema: brought up to date, or, where migrating is switched off, found to be so.
pub async fn open_current(config: &Config, login: LoginCheck) -> Result<Db, Failure> {
    let db = open(config, login).await?;
    if config.database.migrate {
        for migration in db.migrate(MigrateMode::Apply).await? {
            tracing::info!(category = "system", migration, "applied a migration");
        }
    } else if !db.schema_is_current().await? {
        return Err(Failure::OldSchema);
    }
    Ok(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_old_schema_is_migrated_or_refused() {
        let folder = tempfile::tempdir().unwrap();
        let config = |migrate: &str| {
            let data = folder.path().join("data").to_str().unwrap().to_owned();
            let variables = [("RECADO_DATA__DIR", data), ("RECADO_DATABASE__MIGRATE", migrate.to_owned())];
            Config::read(variables.map(|(name, value)| (name.into(), value.into())), None).unwrap()
        };
        let refused = open_current(&config("false"), LoginCheck::Restricted).await.err().unwrap();
        assert!(matches!(refused, Failure::OldSchema), "{refused}");
        open_current(&config("true"), LoginCheck::Restricted).await.unwrap();
        open_current(&config("false"), LoginCheck::Restricted).await.unwrap();
    }
}
