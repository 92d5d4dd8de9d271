//! TLS to PostgreSQL: which certificates are believed.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, aws_lc_rs, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    error::{DbError, DbResult},
    url::{PostgresUrl, Verification},
};

pub(super) fn connector(url: &PostgresUrl) -> DbResult<MakeRustlsConnect> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider.clone());
    let builder = builder.with_safe_default_protocol_versions().map_err(DbError::client)?;
    let config = match url.verification {
        Verification::Full => builder.with_root_certificates(roots(url.root_certificates.as_deref())?),
        Verification::None => builder.dangerous().with_custom_certificate_verifier(Arc::new(Anybody(provider))),
    };
    Ok(MakeRustlsConnect::new(config.with_no_client_auth()))
}

/// The authorities of the given file, else those of the machine.
fn roots(file: Option<&Path>) -> DbResult<RootCertStore> {
    let mut roots = RootCertStore::empty();
    let Some(file) = file else {
        let found = rustls_native_certs::load_native_certs();
        roots.add_parsable_certificates(found.certs);
        return if roots.is_empty() {
            Err(refused("the machine's certificates", found.errors.first()))
        } else {
            Ok(roots)
        };
    };
    let place = file.display().to_string();
    let certificates = CertificateDer::pem_file_iter(file).map_err(|error| refused(&place, Some(error)))?;
    for certificate in certificates {
        roots.add(certificate.map_err(|error| refused(&place, Some(error)))?).map_err(DbError::client)?;
    }
    Ok(roots)
}

fn refused(place: &str, error: Option<impl std::fmt::Display>) -> DbError {
    let why = error.map_or_else(|| "none found".to_owned(), |error| error.to_string());
    DbError::Refused(format!("certificates for PostgreSQL ({place}): {why}"))
}

/// `sslmode=prefer` takes whoever answers, as libpq does: it keeps listeners out, not impostors.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls12_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        verify_tls13_signature(message, certificate, signature, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
