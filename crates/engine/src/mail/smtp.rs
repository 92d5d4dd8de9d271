use std::time::Duration;

use futures_util::future::BoxFuture;
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp::{
        Error,
        authentication::Credentials,
        client::{Certificate, Tls as Encryption, TlsParameters},
    },
};

use super::{Letter, Post, PostError};
use crate::Secret;

/// A server that says nothing for so long is away.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tls {
    /// From the first byte.
    Implicit,
    /// By STARTTLS, or no mail is sent.
    StartTls,
    /// Not at all: for a relay on the same machine or in a network of one's own.
    Never,
}

/// Where the mail server is and how it is spoken to.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: Tls,
    /// User and password, if it wants them.
    pub login: Option<(String, Secret)>,
    /// Whom mail is from: `Recado <no-reply@example.com>`.
    pub from: String,
    /// An authority that is trusted besides the system's, in PEM.
    pub authority: Option<Vec<u8>>,
}

/// Sends letters to a mail server.
pub struct Smtp {
    server: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Whether mail can be from this: `no-reply@example.com` or `Recado <no-reply@example.com>`.
pub fn is_sender(text: &str) -> bool {
    text.parse::<Mailbox>().is_ok()
}

impl Smtp {
    /// Speaks to this server, from the first letter on.
    pub fn new(settings: SmtpSettings) -> Result<Self, PostError> {
        let from = settings.from.parse().map_err(|_| PostError::Unfit("the sender is not an address"))?;
        let encryption = encryption(&settings)?;
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .tls(encryption)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = settings.login {
            server = server.credentials(Credentials::new(user, password.expose().to_owned()));
        }
        Ok(Self { server: server.build(), from })
    }

    fn message(&self, letter: &Letter) -> Result<Message, PostError> {
        let to = Mailbox::new(None, letter.to.parse().map_err(|_| PostError::Unfit("not an address"))?);
        let host = self.from.email.domain();
        let body = MultiPart::alternative_plain_html(letter.text.clone(), letter.html.clone());
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.clone())
            .message_id(Some(format!("<{}@{host}>", letter.id)))
            .multipart(body)
            .map_err(|_| PostError::Unfit("a part is missing"))
    }
}

fn encryption(settings: &SmtpSettings) -> Result<Encryption, PostError> {
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authority {
        let wrong = PostError::Unfit("the authority is not a certificate in PEM");
        parameters = parameters.add_root_certificate(Certificate::from_pem(pem).map_err(|_| wrong)?);
    }
    let parameters = parameters.build().map_err(|_| PostError::Unfit("the name of the mail server"))?;
    Ok(match settings.tls {
        Tls::Implicit => Encryption::Wrapper(parameters),
        Tls::StartTls => Encryption::Required(parameters),
        Tls::Never => Encryption::None,
    })
}

impl Post for Smtp {
    fn reaches_people(&self) -> bool {
        true
    }

    fn send<'l>(&'l self, letter: &'l Letter) -> BoxFuture<'l, Result<(), PostError>> {
        Box::pin(async move {
            let message = self.message(letter)?;
            self.server.send(message).await.map(|_| ()).map_err(|error| told(&error))
        })
    }
}

/// The server's own words may repeat an address: only the code is kept.
fn told(error: &Error) -> PostError {
    if let Some(code) = error.status() {
        return PostError::Refused(code.to_string());
    }
    PostError::Away(if error.is_timeout() {
        "no answer in time"
    } else if error.is_tls() {
        "encryption failed"
    } else if error.is_client() {
        "it does not speak what we need"
    } else {
        "the connection failed"
    })
}

impl std::fmt::Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp")
    }
}
