//! Meta's Graph API: where it is and how long we wait for it.

use std::time::Duration;

use super::{
    reader::{Key, Section},
    value::{BaseUrl, Setting},
};

/// `[graph]`
#[derive(Debug)]
pub struct GraphConfig {
    /// Meta, or a simulator.
    pub base_url: BaseUrl,
    /// The version in the path of every call.
    pub version: GraphVersion,
    /// Milliseconds from the first byte of a call to the last of its answer; then its outcome is unknown.
    timeout_ms: u32,
}

/// `v25.0`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphVersion(String);

impl GraphVersion {
    /// As it stands in a path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Setting for GraphVersion {
    fn parse(text: &str) -> Result<Self, String> {
        let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let parts = text.strip_prefix('v').and_then(|version| version.split_once('.'));
        match parts {
            Some((major, minor)) if number(major) && number(minor) => Ok(Self(text.to_owned())),
            _ => Err(format!("{text:?} is not a version such as v25.0")),
        }
    }

    fn show(&self) -> String {
        self.0.clone()
    }
}

impl GraphConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let meta = BaseUrl::parse("https://graph.facebook.com").expect("Meta's own address is one");
        let current = GraphVersion::parse("v25.0").expect("this is a version");
        Self {
            base_url: from.or("base_url", meta),
            version: from.or(Key::called("version", &["GRAPH_VERSION"]), current),
            timeout_ms: from.number("timeout_ms", 20_000, 100..=300_000),
        }
    }

    /// How long one call may take.
    pub fn timeout(&self) -> Duration {
        Duration::from_millis(self.timeout_ms.into())
    }
}
