//! `/metrics` on a port of its own, for operators who keep it off the main one.

use axum::{Router, http::header, routing::get};
use recado_api::listen::{self, Limits};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::MetricsPage;

/// What Prometheus is told about the text it gets.
const TEXT_FORMAT: &str = "text/plain; version=0.0.4";

/// Connections: whoever scrapes needs one or two.
const SCRAPES: usize = 16;

/// Answers scrapes until the token is cancelled.
pub async fn serve_metrics(listener: TcpListener, page: MetricsPage, until: CancellationToken) {
    let scrape = move || {
        let text = page.render();
        async { ([(header::CONTENT_TYPE, TEXT_FORMAT)], text) }
    };
    let router = Router::new().route("/metrics", get(scrape));
    listen::serve(listener, router, Limits { connections: SCRAPES, ..Limits::default() }, until).await;
}

#[cfg(test)]
mod tests {
    use recado_domain::SystemClock;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };

    use super::*;
    use crate::telemetry::install_metrics;

    #[tokio::test]
    async fn a_scrape_is_answered_until_the_end() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let serving = tokio::spawn(serve_metrics(listener, install_metrics(&SystemClock).unwrap(), stop.clone()));

        let mut connection = TcpStream::connect(address).await.unwrap();
        connection.write_all(b"GET /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("recado_build_info{"), "{answer}");

        stop.cancel();
        serving.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
