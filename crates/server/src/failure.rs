//! How the process ends when it does not end well: the exit codes of `docs/contract.md`.

use std::{path::PathBuf, process::ExitCode};

use recado_engine::backup::BackupError;
use recado_storage::{DbError, MigrateError, dump::LoadError};

use crate::config::ConfigProblems;

/// Why a subcommand did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The operator has to change a setting: exit code 2.
    #[error(transparent)]
    Configuration(#[from] ConfigProblems),
    /// The command line asks for something that cannot be: exit code 2.
    #[error("these arguments cannot be used:\n  {}", .0.join("\n  "))]
    Arguments(Vec<String>),
    /// The database is away, refuses us or is not as it must be: exit code 3.
    #[error("the database: {0}")]
    Database(#[from] DbError),
    /// The schema could not be brought up to date: exit code 3.
    #[error("the database's schema: {0}")]
    Schema(#[from] MigrateError),
    /// Migrating is switched off and the schema is not current: exit code 3.
    #[error("the database's schema is not the one of this program: run recado migrate")]
    OldSchema,
    /// A command that must not make a database found none: exit code 3.
    #[error("there is no database at {}: recado serve or recado migrate makes one", .0.display())]
    NoDatabase(PathBuf),
    /// A backup was not made or not restored: 3 when it is the database's fault, else 1.
    #[error("{0}")]
    Backup(#[from] BackupError),
    /// Anything else: exit code 1.
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Failure {
    /// The number that a supervisor sees.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code())
    }

    fn code(&self) -> u8 {
        match self {
            Self::Configuration(_) | Self::Arguments(_) => 2,
            Self::Database(_) | Self::Schema(_) | Self::OldSchema | Self::NoDatabase(_) => 3,
            Self::Backup(error) => of_backup(error),
            Self::Other(_) => 1,
        }
    }
}

/// 2 when a key is missing, 3 when the database does not take it, 1 when the file is to blame.
const fn of_backup(error: &BackupError) -> u8 {
    match error {
        BackupError::OtherSecrets => 2,
        BackupError::Load(LoadError::Incomplete | LoadError::UnknownTable(_) | LoadError::Orphans(_))
        | BackupError::File { .. } => 1,
        BackupError::Database(_) | BackupError::Load(_) | BackupError::Erasure { .. } => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_the_contract() {
        let failures: [(Failure, u8); 7] = [
            (ConfigProblems::one("RECADO_TURBO", "no setting has this name").into(), 2),
            (Failure::Arguments(vec!["--to: no time".to_owned()]), 2),
            (DbError::Unavailable("it is away".to_owned()).into(), 3),
            (MigrateError::Changed("0001_access".to_owned()).into(), 3),
            (Failure::OldSchema, 3),
            (Failure::NoDatabase(PathBuf::from("recado.db")), 3),
            (anyhow::anyhow!("no more files").into(), 1),
        ];
        for (failure, code) in failures {
            assert_eq!(failure.code(), code, "{failure}");
        }
    }
}
