//! The READY line: the last line of start-up, on stdout, for whoever started us.

use std::{
    io::{self, Write as _},
    path::Path,
};

use serde::Serialize;

/// What the line says.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ready<'r> {
    event: &'static str,
    url: &'r str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    demo_file: Option<&'r Path>,
}

impl<'r> Ready<'r> {
    /// Ready at this address.
    pub fn at(url: &'r str) -> Self {
        Self { event: "ready", url, version: env!("CARGO_PKG_VERSION"), demo_file: None }
    }

    /// Names the demo's file as well.
    #[must_use]
    pub fn with_demo_file(self, file: &'r Path) -> Self {
        Self { demo_file: Some(file), ..self }
    }

    fn line(&self) -> String {
        serde_json::to_string(self).expect("three texts are JSON")
    }

    /// Prints the line. A closed stdout is no reason to end.
    pub fn announce(&self) {
        let mut out = io::stdout().lock();
        if let Err(error) = writeln!(out, "{}", self.line()).and_then(|()| out.flush()) {
            tracing::warn!(category = "system", %error, "the READY line could not be printed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_one_json_object() {
        let version = env!("CARGO_PKG_VERSION");
        let ready = Ready::at("http://127.0.0.1:8080");
        assert_eq!(ready.line(), format!(r#"{{"event":"ready","url":"http://127.0.0.1:8080","version":"{version}"}}"#));
        let demo = ready.with_demo_file(Path::new("d/demo.json")).line();
        assert!(demo.ends_with(r#","demoFile":"d/demo.json"}"#), "{demo}");
    }
}
