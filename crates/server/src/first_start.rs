//! The first start on an empty database: the first owner from the configuration, else a link for making one by hand.

use recado_engine::{
    Engine,
    access::{BootstrapError, Bootstrapped},
};

use crate::{
    config::{Config, ConfigProblems},
    failure::Failure,
};

/// Makes the first tenant and owner, or prints the one-time link on stderr; does nothing where there are people.
pub async fn settle(engine: &Engine, config: &Config) -> Result<(), Failure> {
    match engine.bootstrap(config.bootstrap.first_owner()).await {
        Ok(Bootstrapped::Existing) => {}
        Ok(Bootstrapped::Made(made)) => {
            tracing::info!(category = "auth", tenant_id = %made.tenant.id, "made the first tenant and its owner");
        }
        Ok(Bootstrapped::Link(link)) => {
            eprintln!(
                "There is nobody yet. Whoever follows this link, once, becomes the first owner:\n{}",
                link.expose()
            );
        }
        Err(BootstrapError::Storage(error)) => return Err(error.into()),
        Err(BootstrapError::Refused(error)) => {
            return Err(ConfigProblems::one("RECADO_BOOTSTRAP__*", error.to_string()).into());
        }
    }
    Ok(())
}
