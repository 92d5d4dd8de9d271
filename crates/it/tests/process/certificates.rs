//! Whom the built binary believes: Meta and PostgreSQL by TLS, with certificates that are good, expired, somebody else's, or
//! their own authority. `tls/` holds them, all for one key; `authority.pem` signed them but `itself.pem`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use recado_it::process::recado;
use recado_simulator::{Simulator, SimulatorConfig, SimulatorHandle, TlsFiles};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

use super::run;

/// Certificate, and what is said of it; the last is believed.
const CERTIFICATES: [(&str, Option<&str>); 4] = [
    ("expired", Some("expired")),
    ("elsewhere", Some("not valid for name")),
    ("itself", Some("UnknownIssuer")),
    ("good", None),
];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/process/tls").join(format!("{name}.pem"))
}

/// What a doctor who believes the authority of the tests finds with these addresses, by check.
async fn examined(graph: &str, database: &str) -> Vec<Value> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = recado(["doctor", "--json"]);
    command.env("RECADO_DATA__DIR", folder.path()).env("SSL_CERT_FILE", file("authority"));
    command.env("RECADO_GRAPH__BASE_URL", graph).env("DATABASE_URL", database);
    let (_, told, stderr) = tokio::task::spawn_blocking(move || run(&mut command)).await.expect("it ends");
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}{stderr}"))
}

fn found<'f>(told: &'f [Value], check: &str) -> (&'f str, &'f str) {
    let finding = told.iter().find(|finding| finding["check"] == check).expect(check);
    (finding["verdict"].as_str().expect("a verdict"), finding["found"].as_str().expect("a finding"))
}

async fn meta_with(certificate: &str) -> (SimulatorHandle, String) {
    let tls = TlsFiles { cert: file(certificate), key: file("key") };
    let config = SimulatorConfig { tls: Some(tls), ..SimulatorConfig::on_free_port() };
    let simulator = Simulator::start(config).await.expect("a loopback port is free");
    let url = simulator.url().replace("127.0.0.1", "localhost");
    (simulator, url)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn meta_is_believed_by_a_good_certificate_only() {
    for (certificate, refused) in CERTIFICATES {
        let (_simulator, url) = meta_with(certificate).await;
        let told = examined(&url, "postgres://127.0.0.1:1/x").await;
        let (verdict, said) = found(&told, "graph");
        match refused {
            None => assert_eq!(verdict, "ok", "{certificate}: {said}"),
            Some(why) => {
                assert_eq!(verdict, "fault", "{certificate}: {said}");
                assert!(said.contains(why), "{why} is not in {said}");
            }
        }
    }
}

/// The word by which a client asks PostgreSQL for TLS.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

/// Answers like a PostgreSQL that has TLS with this certificate, or none; what a client said after that, as it could be read.
async fn postgres_with(certificate: Option<&str>) -> (u16, tokio::task::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port is free");
    let port = listener.local_addr().expect("it is bound").port();
    let acceptor = certificate.map(acceptor);
    let said = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.expect("a client");
        listen(stream, acceptor).await
    });
    (port, said)
}

async fn listen(mut stream: TcpStream, acceptor: Option<TlsAcceptor>) -> Vec<u8> {
    let mut word = [0; 8];
    stream.read_exact(&mut word).await.expect("the client says what it wants");
    assert_eq!(word, SSL_REQUEST, "TLS is asked for before anything is said");
    stream.write_all(if acceptor.is_some() { b"S" } else { b"N" }).await.expect("it listens");
    let mut said = vec![0; 512];
    let read = match acceptor {
        None => stream.read(&mut said).await,
        Some(acceptor) => match acceptor.accept(stream).await {
            Ok(mut sealed) => sealed.read(&mut said).await,
            Err(_) => Ok(0),
        },
    };
    said.truncate(read.unwrap_or(0));
    said
}

fn acceptor(certificate: &str) -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(file(certificate)).expect("a certificate");
    let key = PrivateKeyDer::from_pem_file(file("key")).expect("a key");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().expect("versions");
    let config = builder.with_no_client_auth().with_single_cert(vec![certificate], key).expect("they fit");
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_is_believed_by_a_good_certificate_only() {
    for (certificate, refused) in CERTIFICATES {
        let (port, said) = postgres_with(Some(certificate)).await;
        let url = format!("postgres://ana:hunter2@localhost:{port}/x?sslmode=require");
        let told = examined("http://127.0.0.1:1", &url).await;
        let said = said.await.expect("it listened");
        let (verdict, found) = found(&told, "database");
        assert_eq!(verdict, "fault", "nobody there is PostgreSQL");
        let knows_ana = said.windows(3).any(|word| word == b"ana");
        assert_eq!(knows_ana, refused.is_none(), "{certificate}: {found}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_postgresql_without_tls_hears_nothing_where_tls_is_required() {
    for (mode, hears) in [("require", false), ("verify-full", false), ("prefer", true)] {
        let (port, said) = postgres_with(None).await;
        examined("http://127.0.0.1:1", &format!("postgres://ana:hunter2@localhost:{port}/x?sslmode={mode}")).await;
        let said = said.await.expect("it listened");
        assert_eq!(said.windows(3).any(|word| word == b"ana"), hears, "{mode}: {said:?}");
    }
}
