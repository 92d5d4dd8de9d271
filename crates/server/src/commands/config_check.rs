//! `recado config check`

use std::fmt::Write as _;

use crate::{
    cli::ConfigFile,
    config::{Config, Listed},
    failure::Failure,
};

/// Prints every setting in force, or fails with all that is wrong. Changes nothing.
pub fn run(file: &ConfigFile) -> Result<(), Failure> {
    let config = Config::load(file.path.as_deref())?;
    print!("{}", table(&config.listing));
    Ok(())
}

fn table(listing: &[Listed]) -> String {
    let longest = listing.iter().map(|listed| listed.name.len()).max().unwrap_or(0);
    let mut text = String::new();
    for Listed { name, value, origin, .. } in listing {
        let value = value.as_deref().unwrap_or("(unset)");
        writeln!(text, "{name:longest$} = {value}  [{origin}]").expect("a String takes all that is written");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_who_set_what_and_no_secret() {
        let variables = [("WHATSAPP_TOKEN", "EAAplanted"), ("RECADO_LEASE__SECS", "5")];
        let config = Config::read(variables.map(|(name, value)| (name.into(), value.into())), None).unwrap();
        let table = table(&config.listing);
        for line in [
            "whatsapp.token              = ***  [WHATSAPP_TOKEN]",
            "lease.secs                  = 5  [RECADO_LEASE__SECS]",
            "server.public_url           = (unset)  [default]",
            "server.listen               = 127.0.0.1:8080  [default]",
        ] {
            assert!(table.lines().any(|shown| shown == line), "{line} is not in\n{table}");
        }
        assert!(!table.contains("planted"));
    }
}
