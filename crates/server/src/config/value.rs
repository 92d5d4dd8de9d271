//! What a setting can be, and how each is read from text. To add a kind of value: one `impl Setting` here.

use std::{fmt, net::SocketAddr, path::PathBuf};

use axum::http::Uri;
use recado_domain::network::{Network, NotANetwork};
use recado_engine::Secret;

/// How the configuration file writes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In quotes.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    Flag,
    /// Texts in brackets; in the environment separated by commas.
    List,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text in quotes",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::List => "a list of texts",
        })
    }
}

/// A value of the configuration. A message about a secret never repeats it.
pub(super) trait Setting: Sized {
    const SHAPE: Shape = Shape::Text;
    /// Secrets can come from `NAME_FILE` and are never shown.
    const IS_SECRET: bool = false;

    fn parse(text: &str) -> Result<Self, String>;

    fn show(&self) -> String;
}

impl Setting for Secret {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        Ok(Self::new(text))
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}

impl Setting for String {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() { Err("is empty".to_owned()) } else { Ok(text.to_owned()) }
    }

    fn show(&self) -> String {
        self.clone()
    }
}

/// Where people tell of a weakness: an address to mail to, or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact(String);

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Setting for Contact {
    fn parse(text: &str) -> Result<Self, String> {
        let is_one = text.strip_prefix("mailto:").is_some_and(|address| address.contains('@'))
            || text.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        if is_one && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("{text:?} is neither mailto:somebody@example.com nor https://…"))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for u32 {
    const SHAPE: Shape = Shape::Number;

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{text:?} is not a whole number"))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for bool {
    const SHAPE: Shape = Shape::Flag;

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{text:?} is neither true nor false"))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

impl Setting for PathBuf {
    fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() { Err("is empty".to_owned()) } else { Ok(Self::from(text)) }
    }

    fn show(&self) -> String {
        self.display().to_string()
    }
}

impl Setting for SocketAddr {
    fn parse(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{text:?} is not an address with a port, such as 127.0.0.1:8080"))
    }

    fn show(&self) -> String {
        self.to_string()
    }
}

/// An `http://` or `https://` address without path, query or closing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// The address, ready to have a path put behind it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether browsers reach us encrypted, so that cookies may be marked `Secure`.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl Setting for BaseUrl {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is not an address such as https://recado.example.com");
        let uri: Uri = text.parse().map_err(|_| wrong())?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else { return Err(wrong()) };
        let bare = matches!(uri.path(), "" | "/") && uri.query().is_none() && !authority.as_str().contains('@');
        if !bare || !matches!(scheme, "http" | "https") {
            return Err(wrong());
        }
        Ok(Self(format!("{scheme}://{authority}")))
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

/// Networks whose `X-Forwarded-For` we believe.
impl Setting for Vec<Network> {
    const SHAPE: Shape = Shape::List;

    fn parse(text: &str) -> Result<Self, String> {
        text.split(',').map(|part| part.trim().parse().map_err(|error: NotANetwork| error.to_string())).collect()
    }

    fn show(&self) -> String {
        self.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_has_no_path_and_no_password() {
        for (text, read) in [
            ("https://recado.example.com", Some("https://recado.example.com")),
            ("https://recado.example.com/", Some("https://recado.example.com")),
            ("http://127.0.0.1:9090", Some("http://127.0.0.1:9090")),
            ("http://[::1]:9090", Some("http://[::1]:9090")),
            ("recado.example.com", None),
            ("ftp://recado.example.com", None),
            ("https://recado.example.com/app", None),
            ("https://recado.example.com/?a=1", None),
            ("https://someone:secret@recado.example.com", None),
            ("https://", None),
        ] {
            assert_eq!(BaseUrl::parse(text).ok().as_ref().map(BaseUrl::as_str), read, "{text}");
        }
    }

    #[test]
    fn proxies_are_networks_between_commas() {
        assert_eq!(Vec::<Network>::parse("10.0.0.0/8, 10.1.2.3").unwrap().show(), "10.0.0.0/8,10.1.2.3/32");
        assert!(Vec::<Network>::parse("10.0.0.0/8,,").is_err());
    }
}
