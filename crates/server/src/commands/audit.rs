//! `recado audit`

use std::path::PathBuf;

use clap::{Args, Subcommand};
use recado_domain::TenantId;
use recado_engine::{
    Engine,
    access::TenantName,
    inbound::tenant_named,
    seals::{self, Finding, Report, SealError, Word},
};
use recado_storage::{DbResult, Scope};
use uuid::Uuid;

use crate::{
    cli::ConfigFile,
    config::Config,
    failure::Failure,
    node::{open_existing, reachable},
};

/// What can be asked of the audit log.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Look whether somebody changed, deleted, inserted or cut off entries; exit code 1 where something does not fit.
    Verify(VerifyArgs),
}

/// What `recado audit verify` can be told.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Only this company's.
    #[arg(long, value_name = "SLUG_OR_ID")]
    tenant: Option<String>,
    /// The checkpoints that were kept outside of the database; else those in their usual place here.
    #[arg(long, value_name = "FILE")]
    checkpoints: Option<PathBuf>,
}

/// Looks at the log of one company, or of all, beside a server that runs.
pub async fn verify(args: VerifyArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    if let Some(missing) = args.checkpoints.as_ref().filter(|file| !file.is_file()) {
        return Err(Failure::Arguments(vec![format!("--checkpoints: there is no file {}", missing.display())]));
    }
    let engine = open_existing(&config, &reachable(config.server.listen)).await?;
    let tenants = tenants(&engine, args.tenant.as_deref()).await?;
    let file = args.checkpoints.unwrap_or_else(|| config.checkpoints());
    let told = seals::read_copy(&file).await.map_err(failure)?;
    if told.is_empty() {
        println!(
            "{} tells of no checkpoint: an end that was cut off with its checkpoints is not found",
            file.display()
        );
    }
    let mut findings = 0;
    for (tenant, slug) in tenants {
        findings += look(&engine, tenant, (&slug, &told)).await?;
    }
    match findings {
        0 => Ok(()),
        n => {
            Err(anyhow::anyhow!("{n} findings: somebody tampered with the audit log, or it was restored from a backup")
                .into())
        }
    }
}

/// Looks at one company's and prints what is found; how much that is.
async fn look(engine: &Engine, tenant: TenantId, (slug, told): (&str, &[Word])) -> Result<u64, Failure> {
    let report = seals::verify(engine, tenant, told).await.map_err(failure)?;
    for Finding { seq, entry, what } in &report.findings {
        let place = seq.map_or_else(|| "-".to_owned(), |seq| seq.to_string());
        let entry = entry.map_or_else(|| "-".to_owned(), |entry| entry.to_string());
        println!("{slug}: link {place}, entry {entry}: {}", what.as_str());
    }
    let Report { links, erased, checkpoints, findings, more } = report;
    if more > 0 {
        println!("{slug}: and {more} more");
    }
    println!("{slug}: {links} links ({erased} erased) and {checkpoints} checkpoints looked at");
    Ok(findings.len() as u64 + more)
}

fn failure(error: SealError) -> Failure {
    match error {
        SealError::Storage(error) => Failure::Database(error),
        other => anyhow::anyhow!("{other}").into(),
    }
}

/// The one that is named, or all.
async fn tenants(engine: &Engine, named: Option<&str>) -> Result<Vec<(TenantId, String)>, Failure> {
    let Some(name) = named else { return Ok(all(engine).await?) };
    let found = tenant_named(engine, TenantName::parse(name)).await?;
    let refused = || Failure::Arguments(vec!["--tenant: no tenant has this slug or id".to_owned()]);
    Ok(vec![(found.ok_or_else(refused)?, name.to_owned())])
}

async fn all(engine: &Engine) -> DbResult<Vec<(TenantId, String)>> {
    let (mut after, mut all) = (Uuid::nil(), Vec::new());
    loop {
        let page = engine.db.read(Scope::System).await?.platform().tenants().list(after, 100).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = last.id.uuid();
        all.extend(page.into_iter().map(|tenant| (tenant.id, tenant.slug)));
    }
}
