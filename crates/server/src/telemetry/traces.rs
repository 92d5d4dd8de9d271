//! Traces for an OpenTelemetry collector: every span with the target `trace`, over HTTP from a thread of its own.

use std::{sync::Arc, time::Duration};

use opentelemetry::{
    Context, KeyValue,
    trace::{SpanContext, SpanId, TraceContextExt as _, TraceFlags, TraceId, TraceState, TracerProvider as _},
};
use opentelemetry_otlp::{WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracerProvider},
};
use recado_engine::trace::join_by;
use tracing::{Span, Subscriber, level_filters::LevelFilter};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, filter::Targets, registry::LookupSpan};
use uuid::Uuid;

use crate::config::TracesConfig;

/// Where a collector takes traces (OTLP 1.0, "OTLP/HTTP request").
const PATH: &str = "/v1/traces";
/// A batch that is not taken within this time is given up.
const EXPORT_WITHIN: Duration = Duration::from_secs(10);
/// How long the end of the process waits for the last batch.
const LAST_BATCH: Duration = Duration::from_secs(2);

/// Hands over the last spans when it is dropped, at the end of the process.
#[must_use = "the last traces are lost when this is dropped early"]
pub struct TracesGuard(Option<SdkTracerProvider>);

impl Drop for TracesGuard {
    fn drop(&mut self) {
        if let Some(provider) = &self.0
            && let Err(error) = provider.shutdown_with_timeout(LAST_BATCH)
        {
            tracing::warn!(category = "system", %error, "the last traces did not reach the collector");
        }
    }
}

/// The layer that exports spans, and what ends it; neither does anything without a collector.
pub(super) fn layer<S>(config: &TracesConfig) -> anyhow::Result<(Option<impl Layer<S> + use<S>>, TracesGuard)>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    let Some(collector) = &config.collector else { return Ok((None, TracesGuard(None))) };
    let provider = provider(&format!("{}{PATH}", collector.as_str()), config.percent)?;
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("recado"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_level(false)
        .with_tracked_inactivity(false)
        .with_filter(Targets::new().with_target("trace", LevelFilter::DEBUG));
    let percent = u64::from(config.percent);
    join_by(Arc::new(move |span: &Span, id: Uuid| join(span, id, percent)));
    Ok((Some(layer), TracesGuard(Some(provider))))
}

fn provider(endpoint: &str, percent: u32) -> anyhow::Result<SdkTracerProvider> {
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_endpoint(endpoint)
        .with_headers([("user-agent".to_owned(), "recado".to_owned())].into())
        .with_timeout(EXPORT_WITHIN)
        .build()?;
    let service = [("service.name", "recado"), ("service.version", env!("CARGO_PKG_VERSION"))];
    let resource = Resource::builder_empty().with_attributes(service.map(|(name, value)| KeyValue::new(name, value)));
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(f64::from(percent) / 100.0)));
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).with_sampler(sampler);
    Ok(provider.with_resource(resource.build()).build())
}

/// The span's trace is the one with this id. Whether it is exported follows from the id alone, so that every node decides
/// alike.
fn join(span: &Span, id: Uuid, percent: u64) {
    let (_, random) = id.as_u64_pair();
    let flags = if random % 100 < percent { TraceFlags::SAMPLED } else { TraceFlags::default() };
    let parent = SpanContext::new(
        TraceId::from_bytes(id.into_bytes()),
        SpanId::from_bytes(random.to_be_bytes()),
        flags,
        true,
        TraceState::default(),
    );
    if let Err(error) = span.set_parent(Context::new().with_remote_span_context(parent)) {
        tracing::debug!(category = "system", %error, "a span has its trace already");
    }
}
