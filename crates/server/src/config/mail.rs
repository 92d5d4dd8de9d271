//! Outgoing mail.

use std::{fs, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use axum::http::Uri;
use recado_engine::{
    Secret,
    mail::{Post, Printed, Smtp, SmtpSettings, Tls, is_sender},
};

use super::{reader::Section, value::Setting};

/// `[mail]`
#[derive(Debug)]
pub struct MailConfig {
    /// The mail server. Unset: mail is printed to the log.
    url: Option<MailUrl>,
    /// Whom mail is from.
    from: Option<String>,
    /// A certificate authority of one's own, in PEM.
    authority: Option<PathBuf>,
}

impl MailConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let url: Option<MailUrl> = from.optional("url");
        let sender: Option<String> = from.optional("from");
        let authority: Option<PathBuf> = from.optional("authority");
        match &sender {
            None if url.is_some() => from.problem("from", "is needed where a mail server is set"),
            Some(sender) if !is_sender(sender) => {
                from.problem("from", "is not an address such as Recado <no-reply@example.com>");
            }
            _ => {}
        }
        Self { url, from: sender, authority }
    }

    /// Host and port of the mail server, if there is one.
    pub fn server(&self) -> Option<(&str, u16)> {
        self.url.as_ref().map(|url| (url.host.as_str(), url.port))
    }

    /// What letters are handed to.
    pub fn post(&self) -> anyhow::Result<Arc<dyn Post>> {
        let (Some(url), Some(from)) = (&self.url, &self.from) else { return Ok(Arc::new(Printed)) };
        let MailUrl { host, port, tls, login } = url.clone();
        let read =
            |file: &PathBuf| fs::read(file).with_context(|| format!("RECADO_MAIL__AUTHORITY, {}", file.display()));
        let authority = self.authority.as_ref().map(read).transpose()?;
        let settings = SmtpSettings { host, port, tls, login, from: from.clone(), authority };
        Ok(Arc::new(Smtp::new(settings)?))
    }
}

/// `smtp://USER:PASSWORD@HOST:PORT` (STARTTLS), `smtps://…` (TLS from the first byte); `?tls=off` for a relay nearby.
#[derive(Clone)]
struct MailUrl {
    host: String,
    port: u16,
    tls: Tls,
    login: Option<(String, Secret)>,
}

impl std::fmt::Debug for MailUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

const WRONG: &str = "is not an address such as smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST";

impl MailUrl {
    fn read(text: &str) -> Option<Self> {
        let uri: Uri = text.parse().ok()?;
        let (scheme, authority) = (uri.scheme_str()?, uri.authority()?);
        let (tls, usual) = match (scheme, uri.query()) {
            ("smtp", None) => (Tls::StartTls, 587),
            ("smtp", Some("tls=off")) => (Tls::Never, 25),
            ("smtps", None) => (Tls::Implicit, 465),
            _ => return None,
        };
        let login = match authority.as_str().rsplit_once('@') {
            Some((login, _)) => {
                let (user, password) = login.split_once(':')?;
                Some((decoded(user)?, Secret::new(decoded(password)?)))
            }
            None => None,
        };
        let bare = matches!(uri.path(), "" | "/") && !authority.host().is_empty();
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        bare.then(|| Self { host, port: authority.port_u16().unwrap_or(usual), tls, login })
    }
}

/// `%40` is an at sign.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let (digits, after) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

impl Setting for MailUrl {
    const IS_SECRET: bool = true;

    fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).ok_or_else(|| WRONG.to_owned())
    }

    fn show(&self) -> String {
        "***".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scheme_says_how_it_is_encrypted() {
        for (text, read) in [
            ("smtp://mail.example.com", Some(("mail.example.com", 587, Tls::StartTls, None))),
            ("smtp://a%40b:p%3Aw@h:2525", Some(("h", 2525, Tls::StartTls, Some(("a@b", "p:w"))))),
            ("smtps://u:p@h", Some(("h", 465, Tls::Implicit, Some(("u", "p"))))),
            ("smtp://relay?tls=off", Some(("relay", 25, Tls::Never, None))),
            ("smtp://[::1]:25", Some(("::1", 25, Tls::StartTls, None))),
            ("smtps://h?tls=off", None),
            ("smtp://user@h", None),
            ("smtp://h/path", None),
            ("https://h", None),
            ("h:25", None),
        ] {
            let url = MailUrl::read(text);
            let login = |url: &MailUrl| url.login.as_ref().map(|(user, word)| (user.clone(), word.expose().to_owned()));
            let found = url.as_ref().map(|url| (url.host.as_str(), url.port, url.tls, login(url)));
            let read = read.map(|(host, port, tls, login)| {
                (host, port, tls, login.map(|(user, word): (&str, &str)| (user.to_owned(), word.to_owned())))
            });
            assert_eq!(found, read, "{text}");
        }
    }

    #[test]
    fn a_wrong_address_is_not_repeated() {
        let error = MailUrl::parse("smtp://me:hunter2@h/x").expect_err("a path");
        assert!(!error.contains("hunter2"));
    }
}
