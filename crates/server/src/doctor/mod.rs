//! `recado doctor`: one check after the other, each with what it found and, where it is not well, what to do about it.
//!
//! To add a check: a function in the file of what it looks at that answers a [`Finding`], a line where that file's checks
//! are called, a test in which it fails, a row in the operator guide.

mod data;
mod machine;
mod outside;
mod settings;
#[cfg(test)]
mod tests;

use std::{fmt::Write as _, path::Path};

use recado_storage::LoginCheck;
use serde::Serialize;

use crate::config::{Config, Keys};

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Well.
    Ok,
    /// It works; somebody should look at it.
    Advice,
    /// It does not work, or will lose something.
    Fault,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// The check, as the operator guide lists it.
    pub check: &'static str,
    /// How bad it is.
    pub verdict: Verdict,
    /// What is so.
    pub found: String,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

impl Finding {
    fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Ok, found: found.into(), remedy: None }
    }

    fn advice(check: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Advice, found: found.into(), remedy: Some(remedy.into()) }
    }

    fn fault(check: &'static str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Fault, found: found.into(), remedy: Some(remedy.into()) }
    }
}

/// Looks at everything that can be looked at; what stands on something faulty is left out. Changes nothing, but that
/// SQLite folds its log.
pub async fn examine(file: Option<&Path>) -> Vec<Finding> {
    let config = match Config::load(file) {
        Ok(config) => config,
        Err(problems) => {
            let remedy = "correct the settings that are named; docs/operator-guide.md explains each";
            return vec![Finding::fault("configuration", problems.to_string(), remedy)];
        }
    };
    examine_with(&config, LoginCheck::Restricted).await
}

async fn examine_with(config: &Config, login: LoginCheck) -> Vec<Finding> {
    let set = config.listing.iter().filter(|listed| listed.origin != crate::config::Origin::Default).count();
    let mut found = vec![Finding::ok("configuration", format!("{set} settings differ from their defaults"))];
    found.extend(settings::all(config));
    found.extend(machine::all(config));
    found.extend(data::all(config, login).await);
    found.extend(outside::all(config).await);
    found
}

/// The findings for people, a line each, and what to do below it.
pub fn as_text(findings: &[Finding]) -> String {
    let mut text = String::new();
    for Finding { check, verdict, found, remedy } in findings {
        let mark = match verdict {
            Verdict::Ok => "ok    ",
            Verdict::Advice => "advice",
            Verdict::Fault => "FAULT ",
        };
        let found = found.replace('\n', "\n        ");
        writeln!(text, "{mark}  {check}: {found}").expect("a String takes all that is written");
        if let Some(remedy) = remedy {
            writeln!(text, "        -> {remedy}").expect("a String takes all that is written");
        }
    }
    text
}

/// The key as it would be, without one being made.
fn keys(config: &Config) -> Option<Keys> {
    Keys::has_all(config).then(|| Keys::load(config).ok()).flatten()
}
