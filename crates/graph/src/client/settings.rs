//! Where Graph is and how long it may take.

use std::time::Duration;

use reqwest::Url;

/// How to reach Graph.
#[derive(Debug, Clone)]
pub struct GraphSettings {
    /// Without version and trailing slash.
    pub base_url: String,
    /// Pinned in every path: an unversioned path means the app's oldest version.
    pub version: String,
    /// From the call to the last byte of the answer.
    pub timeout: Duration,
    /// Name resolution, TCP and TLS together. Never more than half of `timeout`, so that a connection that hangs is told
    /// apart from an answer that hangs.
    pub connect_timeout: Duration,
}

impl Default for GraphSettings {
    fn default() -> Self {
        Self {
            base_url: "https://graph.facebook.com".to_owned(),
            version: "v25.0".to_owned(),
            timeout: Duration::from_secs(20),
            connect_timeout: Duration::from_secs(3),
        }
    }
}

/// Why a client cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error("the Graph base URL must be an http or https URL without user, query or fragment")]
    BaseUrl,
    #[error("the Graph version must look like v25.0")]
    Version,
    #[error("the HTTP client cannot be built")]
    Http(#[source] reqwest::Error),
}

impl GraphSettings {
    /// Base URL with the version as its last segment.
    pub(super) fn root(&self) -> Result<Url, BuildError> {
        let mut root = Url::parse(&self.base_url).map_err(|_| BuildError::BaseUrl)?;
        let plain = matches!(root.scheme(), "http" | "https")
            && root.username().is_empty()
            && root.password().is_none()
            && root.query().is_none()
            && root.fragment().is_none();
        if !plain {
            return Err(BuildError::BaseUrl);
        }
        if !is_version(&self.version) {
            return Err(BuildError::Version);
        }
        root.path_segments_mut().map_err(|()| BuildError::BaseUrl)?.pop_if_empty().push(&self.version);
        Ok(root)
    }
}

fn is_version(version: &str) -> bool {
    let number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    version
        .strip_prefix('v')
        .and_then(|version| version.split_once('.'))
        .is_some_and(|(major, minor)| number(major) && number(minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(base_url: &str, version: &str) -> Result<String, String> {
        let settings =
            GraphSettings { base_url: base_url.to_owned(), version: version.to_owned(), ..GraphSettings::default() };
        settings.root().map(String::from).map_err(|error| error.to_string())
    }

    #[test]
    fn the_version_ends_the_root() {
        assert_eq!(root("https://graph.facebook.com", "v25.0").unwrap(), "https://graph.facebook.com/v25.0");
        assert_eq!(root("http://127.0.0.1:9090/", "v26.0").unwrap(), "http://127.0.0.1:9090/v26.0");
        assert_eq!(root("http://[::1]:1/graph", "v26.0").unwrap(), "http://[::1]:1/graph/v26.0");
    }

    #[test]
    fn wrong_settings_are_refused() {
        for base_url in ["graph.facebook.com", "ftp://x", "https://u:p@x", "https://x?a=b", "https://x#f", "data:x"] {
            assert!(root(base_url, "v25.0").is_err(), "{base_url}");
        }
        for version in ["25.0", "v25", "v.0", "v25.", "v25.0/..", "latest", ""] {
            assert!(root("https://x", version).is_err(), "{version}");
        }
    }
}
