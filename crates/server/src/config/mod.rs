//! Configuration: one typed struct per section, from `recado.toml` and the environment, checked as a whole.
//!
//! The binary starts with no configuration at all; each setting has a default in code. The rest of the product is
//! handed values and never reads the environment. The page for operators is `docs/operator-guide.md`.
//!
//! To add a setting: a field and one line in its section's `read`; then `.env.example` and the operator guide, whose
//! tests will ask for it. To add a section: a file like `lease.rs`, a field here.

mod auth;
mod backup;
mod bootstrap;
mod data;
mod database;
mod graph;
mod keys;
mod lease;
mod log;
mod mail;
mod metrics;
mod providers;
mod reader;
mod retention;
mod search;
mod secrets;
mod sending;
mod server;
#[cfg(test)]
mod tests;
mod traces;
mod value;
mod whatsapp;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

pub use self::{
    auth::AuthConfig,
    backup::BackupConfig,
    bootstrap::BootstrapConfig,
    data::DataConfig,
    database::DatabaseConfig,
    graph::{GraphConfig, GraphVersion},
    keys::Keys,
    lease::LeaseConfig,
    log::{LogConfig, LogFormat, LogLevel},
    mail::MailConfig,
    metrics::MetricsConfig,
    providers::ProvidersConfig,
    reader::{ConfigProblems, Listed, Origin},
    retention::RetentionConfig,
    search::SearchConfig,
    secrets::{SecretsConfig, WrappingKey},
    sending::SendingConfig,
    server::ServerConfig,
    traces::TracesConfig,
    value::BaseUrl,
    whatsapp::WhatsappConfig,
};

/// Read when it lies in the folder we start in and no other is named.
const CONVENTIONAL_FILE: &str = "recado.toml";

/// Everything that can be set.
#[derive(Debug)]
pub struct Config {
    /// Where we listen.
    pub server: ServerConfig,
    /// The data folder.
    pub data: DataConfig,
    /// The database.
    pub database: DatabaseConfig,
    /// Meta's Graph API.
    pub graph: GraphConfig,
    /// `[retention]`
    pub retention: RetentionConfig,
    /// `[search]`
    pub search: SearchConfig,
    /// Sending.
    pub sending: SendingConfig,
    /// Leases.
    pub lease: LeaseConfig,
    /// Signing in.
    pub auth: AuthConfig,
    /// Outgoing mail.
    pub mail: MailConfig,
    /// Logs.
    pub log: LogConfig,
    /// Metrics.
    pub metrics: MetricsConfig,
    /// Traces.
    pub traces: TracesConfig,
    /// The wrapping key.
    pub secrets: SecretsConfig,
    /// Backups.
    pub backup: BackupConfig,
    /// The first owner.
    pub bootstrap: BootstrapConfig,
    /// The app `default`.
    pub whatsapp: WhatsappConfig,
    /// Each setting as it is in force, for `recado config check`.
    pub listing: Vec<Listed>,
}

impl Config {
    /// Reads the process's environment and the named file, or `recado.toml` if there is one.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigProblems> {
        let conventional = PathBuf::from(CONVENTIONAL_FILE);
        let file = file.or_else(|| conventional.is_file().then_some(conventional.as_path()));
        Self::read(std::env::vars_os(), file)
    }

    /// The file that tells who was erased.
    pub fn erasures(&self) -> PathBuf {
        self.backup.erasures(&self.data.dir)
    }

    /// The file that tells how far audit logs were signed.
    pub fn checkpoints(&self) -> PathBuf {
        self.backup.checkpoints(&self.data.dir)
    }

    /// Reads the given environment and file; knows nothing of the process.
    pub fn read(
        environment: impl IntoIterator<Item = (OsString, OsString)>,
        file: Option<&Path>,
    ) -> Result<Self, ConfigProblems> {
        let mut reader = reader::Reader::new(environment, file);
        let mut config = Self {
            server: ServerConfig::read(reader.section("server")),
            data: DataConfig::read(reader.section("data")),
            database: DatabaseConfig::read(reader.section("database")),
            graph: GraphConfig::read(reader.section("graph")),
            retention: RetentionConfig::read(reader.section("retention")),
            search: SearchConfig::read(reader.section("search")),
            sending: SendingConfig::read(reader.section("sending")),
            lease: LeaseConfig::read(reader.section("lease")),
            auth: AuthConfig::read(reader.section("auth")),
            mail: MailConfig::read(reader.section("mail")),
            log: LogConfig::read(reader.section("log")),
            metrics: MetricsConfig::read(reader.section("metrics")),
            traces: TracesConfig::read(reader.section("traces")),
            secrets: SecretsConfig::read(reader.section("secrets")),
            backup: BackupConfig::read(reader.section("backup")),
            bootstrap: BootstrapConfig::read(reader.section("bootstrap")),
            whatsapp: WhatsappConfig::read(reader.section("whatsapp")),
            listing: Vec::new(),
        };
        config.listing = reader.finish()?;
        Ok(config)
    }
}
