//! `recado doctor`

use anyhow::anyhow;
use clap::Args;

use crate::{
    cli::ConfigFile,
    doctor::{Verdict, as_text, examine},
    failure::Failure,
};

/// What `recado doctor` can be told.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// One JSON array instead of lines.
    #[arg(long)]
    json: bool,
}

/// Prints what it finds; exit code 1 when anything is a fault.
pub async fn run(args: DoctorArgs) -> Result<(), Failure> {
    let findings = examine(args.file.path.as_deref()).await;
    if args.json {
        println!("{}", serde_json::to_string_pretty(&findings).map_err(|error| anyhow!(error))?);
    } else {
        print!("{}", as_text(&findings));
    }
    match findings.iter().filter(|finding| finding.verdict == Verdict::Fault).count() {
        0 => Ok(()),
        1 => Err(anyhow!("1 fault").into()),
        faults => Err(anyhow!("{faults} faults").into()),
    }
}
