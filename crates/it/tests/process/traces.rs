//! Traces: a collector gets what happened to a message, from the request over the database and Graph to its last status, and
//! nothing that says who it was for.

use std::{collections::BTreeSet, sync::Arc};

use axum::{Router, body::Bytes, http::StatusCode, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message as _;
use recado_domain::MessageId;
use recado_storage::testing::Kind;
use serde_json::{Value as Json, json};
use tokio::{net::TcpListener, sync::watch};

use crate::crash::{
    load::Load,
    product::Product,
    simulator::{NUMBERS, Simulator},
};

const CUSTOMER: &str = "5511960000001";
const SAID: &str = "Seu pedido saiu para entrega";

/// What takes OTLP over HTTP, and remembers it.
struct Collector {
    url: String,
    taken: watch::Receiver<Vec<Span>>,
}

impl Collector {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let url = format!("http://{}", listener.local_addr().expect("bound"));
        let (taking, taken) = watch::channel(Vec::new());
        let taking = Arc::new(taking);
        let take = move |body: Bytes| async move {
            let request = ExportTraceServiceRequest::decode(body).expect("OTLP");
            let resources = request.resource_spans.into_iter();
            let spans = resources.flat_map(|one| one.scope_spans).flat_map(|one| one.spans);
            taking.send_modify(|all: &mut Vec<Span>| all.extend(spans));
            StatusCode::OK
        };
        let router = Router::new().route("/v1/traces", post(take));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, taken }
    }

    /// Waits until these spans have come.
    async fn has(&mut self, wanted: impl Fn(&[Span]) -> bool) -> Vec<Span> {
        self.taken.wait_for(|spans| wanted(spans)).await.expect("the collector goes on").clone()
    }
}

/// The words of a span's attribute.
fn word(span: &Span, key: &str) -> Option<String> {
    let found = span.attributes.iter().find(|attribute| attribute.key == key)?;
    Some(match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => text.clone(),
        Value::IntValue(number) => number.to_string(),
        other => format!("{other:?}"),
    })
}

fn named<'s>(spans: &'s [Span], name: &str) -> Vec<&'s Span> {
    spans.iter().filter(|span| span.name == name).collect()
}

async fn a_message_is_traced(kind: Kind, system: &str) {
    let mut collector = Collector::start().await;
    let mut product = Product::on(kind).await;
    product.surroundings =
        vec![("RECADO_TRACES__COLLECTOR", collector.url.clone()), ("RECADO_TRACES__PERCENT", "100".to_owned())];
    let simulator = Simulator::start(&product).await;
    product.start(simulator.url()).await;
    let load = Load::prepare(&product, &simulator).await;
    simulator.inbound(NUMBERS[0], CUSTOMER, "Oi").await;
    let body = json!({ "to": CUSTOMER, "numberId": load.numbers[0], "type": "text", "text": { "body": SAID } });
    let message = until_sent(&product, &body).await;
    let id: MessageId = message["id"].as_str().expect("an id").parse().expect("ours");
    let trace = id.uuid().into_bytes();

    let of_message = |spans: &[Span]| -> BTreeSet<String> {
        spans.iter().filter(|span| span.trace_id == trace).map(|span| span.name.clone()).collect()
    };
    let whole = ["message.queued", "message.send", "Graph POST", "sent", "delivered"].map(str::to_owned);
    let spans = collector.has(|spans| whole.iter().all(|name| of_message(spans).contains(name))).await;

    let call = named(&spans, "Graph POST").into_iter().find(|span| span.trace_id == trace).expect("just seen");
    let send = named(&spans, "message.send").into_iter().find(|span| span.trace_id == trace).expect("just seen");
    assert_eq!(call.parent_span_id, send.span_id, "the call is what sending is");
    assert_eq!((call.kind, word(call, "http.response.status_code")), (SpanKind::Client as i32, Some("200".to_owned())));

    let queued = named(&spans, "message.queued").into_iter().find(|span| span.trace_id == trace).expect("just seen");
    let request = named(&spans, "POST /api/v1/messages/send");
    let request = request.iter().find(|span| queued.links.iter().any(|link| link.trace_id == span.trace_id));
    let request = request.expect("the message knows its request");
    assert_eq!(word(request, "http.response.status_code").as_deref(), Some("202"));
    let insert = spans.iter().find(|span| span.name == "outgoing.INSERT" && span.trace_id == request.trace_id);
    let insert = insert.expect("the request knows its statements");
    assert_eq!(
        (insert.parent_span_id.clone(), word(insert, "db.system.name").as_deref()),
        (request.span_id.clone(), Some(system))
    );
    let webhook = named(&spans, "POST /webhook/whatsapp");
    assert!(webhook.iter().any(|span| span.kind == SpanKind::Server as i32), "webhooks are requests too");

    let everything = format!("{spans:?}");
    for secret in [CUSTOMER, SAID, "crash-token", "crash-app-secret"] {
        assert!(!everything.contains(secret), "{secret} is in the traces");
    }
}

/// Sends as soon as the customer's message is known.
async fn until_sent(product: &Product, body: &Json) -> Json {
    loop {
        let request = product.http().post(product.url("/api/v1/messages/send")).bearer_auth(product.token().await);
        let answer = request.json(body).send().await.expect("up");
        if answer.status() == 202 {
            return answer.json().await.expect("JSON");
        }
        assert_eq!(answer.status(), 409, "the window is not open yet");
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_traced_on_sqlite() {
    a_message_is_traced(Kind::Sqlite, "sqlite").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_is_traced_on_postgres() {
    a_message_is_traced(Kind::Postgres, "postgresql").await;
}
