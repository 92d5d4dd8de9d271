use std::{convert::Infallible, time::Duration};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use recado_engine::Secret;

use crate::app::App;

/// Cookies that browsers keep for us, and no script ever sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    Refresh,
    Device,
    /// Of somebody who is away at a provider, or came back from one.
    Way,
}

/// The cookies that came with a request.
#[derive(Debug, Default)]
pub(crate) struct Cookies {
    pub(crate) refresh: Option<Secret>,
    pub(crate) device: Option<Secret>,
    pub(crate) way: Option<Secret>,
}

impl Cookie {
    /// Under https the prefix `__Host-` makes browsers refuse the cookie from anybody but us.
    fn name(self, is_https: bool) -> &'static str {
        match (self, is_https) {
            (Self::Refresh, true) => "__Host-recado_refresh",
            (Self::Refresh, false) => "recado_refresh",
            (Self::Device, true) => "__Host-recado_device",
            (Self::Device, false) => "recado_device",
            (Self::Way, true) => "__Host-recado_way",
            (Self::Way, false) => "recado_way",
        }
    }

    /// Who comes back from a provider comes from a foreign page: there the strict ones are not shown.
    fn same_site(self) -> &'static str {
        match self {
            Self::Refresh | Self::Device => "Strict",
            Self::Way => "Lax",
        }
    }
}

impl FromRequestParts<App> for Cookies {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let find = |cookie: Cookie| found(&parts.headers, cookie.name(app.is_https())).map(Secret::new);
        Ok(Self { refresh: find(Cookie::Refresh), device: find(Cookie::Device), way: find(Cookie::Way) })
    }
}

fn found<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| value)
}

/// Cookies to be set with an answer.
#[derive(Debug)]
pub(crate) struct Jar {
    is_https: bool,
    headers: HeaderMap,
}

impl Jar {
    pub(crate) fn new(app: &App) -> Self {
        Self { is_https: app.is_https(), headers: HeaderMap::new() }
    }

    pub(crate) fn keep(&mut self, cookie: Cookie, value: &Secret, life: Duration) {
        self.set(cookie, value.expose(), life.as_secs());
    }

    pub(crate) fn forget(&mut self, cookie: Cookie) {
        self.set(cookie, "", 0);
    }

    fn set(&mut self, kind: Cookie, value: &str, life: u64) {
        let secure = if self.is_https { "; Secure" } else { "" };
        let (name, site) = (kind.name(self.is_https), kind.same_site());
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite={site}; Max-Age={life}{secure}");
        let cookie = HeaderValue::try_from(cookie).expect("base64url and names of ours");
        self.headers.append(header::SET_COOKIE, cookie);
    }

    pub(crate) fn into_headers(self) -> HeaderMap {
        self.headers
    }
}
