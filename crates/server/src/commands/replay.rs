//! `recado replay`

use clap::Args;
use recado_domain::{Clock as _, NumberId, SystemClock, TenantId, Timestamp};
use recado_engine::{
    Engine,
    access::TenantName,
    inbound::{ReplayError, ReplayOrder, Replayed, replay, tenant_named},
};
use recado_storage::{DbResult, Scope};

use crate::{
    cli::ConfigFile,
    config::Config,
    failure::Failure,
    node::{open_existing, reachable},
};

/// What `recado replay` can be told.
#[derive(Debug, Args)]
pub struct ReplayArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Whose changes.
    #[arg(long, value_name = "SLUG_OR_ID")]
    tenant: Option<String>,
    /// Only those of this number: its id here, or Meta's.
    #[arg(long, value_name = "ID")]
    number: Option<String>,
    /// Received from this time on, as 2026-11-22T04:00:00Z.
    #[arg(long, value_name = "TIME")]
    from: Option<String>,
    /// Received before this time.
    #[arg(long, value_name = "TIME")]
    to: Option<String>,
    /// Change nothing: count what would be tried.
    #[arg(long)]
    dry_run: bool,
}

/// Applies what Meta sent in a time again, beside a server that runs.
pub async fn run(args: ReplayArgs) -> Result<(), Failure> {
    let (from, to) = times(&args)?;
    let config = Config::load(args.file.path.as_deref())?;
    let engine = open_existing(&config, &reachable(config.server.listen)).await?;
    let order = order(&engine, &args, from, to).await?;
    let told = replay(&engine, order).await.map_err(|error| match error {
        ReplayError::Storage(error) => Failure::Database(error),
        other => anyhow::anyhow!("{other}").into(),
    })?;
    let kept_since = SystemClock.now().minus(config.retention.raw());
    if order.from < kept_since {
        println!("deliveries of before {} are deleted (RECADO_RETENTION__RAW_DAYS)", kept_since.to_rfc3339());
    }
    println!("{}", words(told, order.is_dry));
    Ok(())
}

/// Everything that is wrong with the arguments themselves, at once.
fn times(args: &ReplayArgs) -> Result<(Timestamp, Timestamp), Failure> {
    let mut problems = Vec::new();
    if args.tenant.is_none() {
        problems.push("--tenant: say whose, by slug or ten_…".to_owned());
    }
    let mut time = |name: &str, given: Option<&str>| {
        let read = given.map(Timestamp::from_rfc3339);
        match read {
            None => problems.push(format!("{name}: say the time, as 2026-11-22T04:00:00Z")),
            Some(None) => problems.push(format!("{name}: this is no time; write it as 2026-11-22T04:00:00Z")),
            Some(Some(_)) => {}
        }
        read.flatten()
    };
    let (from, to) = (time("--from", args.from.as_deref()), time("--to", args.to.as_deref()));
    if from.is_some() && to.is_some() && from >= to {
        problems.push("--to: this must be later than --from".to_owned());
    }
    match (from, to) {
        (Some(from), Some(to)) if problems.is_empty() => Ok((from, to)),
        _ => Err(Failure::Arguments(problems)),
    }
}

/// What is to be done, with names looked up.
async fn order(engine: &Engine, args: &ReplayArgs, from: Timestamp, to: Timestamp) -> Result<ReplayOrder, Failure> {
    let refused = |text: &str| Failure::Arguments(vec![text.to_owned()]);
    let named = TenantName::parse(args.tenant.as_deref().unwrap_or_default());
    let tenant = tenant_named(engine, named).await?;
    let tenant = tenant.ok_or_else(|| refused("--tenant: no tenant has this slug or id"))?;
    let number = match &args.number {
        None => None,
        Some(wanted) => {
            let found = number_of(engine, tenant, wanted).await?;
            Some(found.ok_or_else(|| refused("--number: the tenant has no number with this id"))?)
        }
    };
    Ok(ReplayOrder { tenant, number, from, to, is_dry: args.dry_run })
}

/// The tenant's number with this id of ours or Meta's.
async fn number_of(engine: &Engine, tenant: TenantId, wanted: &str) -> DbResult<Option<NumberId>> {
    let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
    let id: Option<NumberId> = wanted.parse().ok();
    let all = read.tenant().phone_numbers().list().await?;
    let found = all.into_iter().find(|row| Some(row.id) == id || row.phone_number_id == wanted);
    Ok(found.map(|row| row.id))
}

fn words(told: Replayed, is_dry: bool) -> String {
    let Replayed { events, applied, known, failing } = told;
    let applied_as = if is_dry { "to be applied" } else { "applied now" };
    format!(
        "deliveries looked at: {events}\nchanges {applied_as}: {applied}\nchanges that had been before: {known}\n\
         changes that still fail: {failing}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(tenant: Option<&str>, from: Option<&str>, to: Option<&str>) -> ReplayArgs {
        let text = |given: Option<&str>| given.map(str::to_owned);
        ReplayArgs {
            file: ConfigFile { path: None },
            tenant: text(tenant),
            number: None,
            from: text(from),
            to: text(to),
            dry_run: false,
        }
    }

    #[test]
    fn all_wrong_arguments_are_named_at_once() {
        let told = times(&args(None, None, Some("tomorrow"))).unwrap_err().to_string();
        for name in ["--tenant", "--from", "--to"] {
            assert!(told.contains(name), "{told}");
        }
        let (early, late) = ("2026-11-22T04:00:00Z", "2026-11-22T05:00:00Z");
        let told = times(&args(Some("shop"), Some(late), Some(early))).unwrap_err().to_string();
        assert!(told.contains("later than --from"), "{told}");
        assert!(times(&args(Some("shop"), Some(early), Some(late))).is_ok());
    }
}
