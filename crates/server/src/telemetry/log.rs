//! The shape of a log line: time, level, category, message, the fields of the event and of the spans around it.
//!
//! Fields of spans (the request id above all) stand beside the event's own, so that one filter finds all of a request.

use std::{
    collections::BTreeMap,
    fmt,
    fmt::Write as _,
    panic::PanicHookInfo,
    sync::{Arc, OnceLock},
};

use recado_domain::Clock;
use serde::Serialize;
use serde_json::Value;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    level_filters::LevelFilter,
    span::{Attributes, Id, Record},
};
use tracing_subscriber::{
    Layer, Registry,
    filter::Targets,
    layer::{Context, SubscriberExt as _},
    registry::LookupSpan,
};

use super::{
    lines::{Lines, LogGuard},
    traces::{self, TracesGuard},
};
use crate::config::{LogConfig, LogFormat, TracesConfig};

/// The category of a line that names none and is no error.
const DEFAULT_CATEGORY: &str = "system";

/// The log of this process, for those who end it on the spot.
static LOG: OnceLock<Lines> = OnceLock::new();

/// Sends the process's log to stderr from here on, panics included, and its traces to the collector if there is one.
pub fn start_telemetry(
    config: &LogConfig,
    traces: &TracesConfig,
    clock: Arc<dyn Clock>,
) -> anyhow::Result<(LogGuard, TracesGuard)> {
    let lines = Lines::to(std::io::stderr())?;
    let guard = lines.guard();
    LOG.get_or_init(|| lines.clone());
    let out = move |line| lines.send(line);
    let (exporting, last_traces) = traces::layer(traces)?;
    tracing::subscriber::set_global_default(subscriber(config, clock, out).with(exporting))?;
    std::panic::set_hook(Box::new(log_panic));
    Ok((guard, last_traces))
}

/// Writes out what was logged so far, before the process ends without unwinding.
pub fn flush_log() {
    if let Some(lines) = LOG.get() {
        lines.flush();
    }
}

fn subscriber(
    config: &LogConfig,
    clock: Arc<dyn Clock>,
    out: impl Fn(String) + Send + Sync + 'static,
) -> impl Subscriber + for<'span> LookupSpan<'span> + Send + Sync {
    let layer = LogLayer { format: config.format, clock, out };
    Registry::default().with(layer.with_filter(levels(config.level.0)))
}

/// Libraries are held at `warn`: at `debug` some of them print statements, addresses and headers.
fn levels(ours: LevelFilter) -> Targets {
    Targets::new().with_default(ours.min(LevelFilter::WARN)).with_target("recado", ours)
}

/// A panic's own text is left out when it was put together at run time: it may quote what must not be logged.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let at = panic.location().map(ToString::to_string);
    let literal = panic.payload().downcast_ref::<&'static str>().copied();
    tracing::error!(category = "error", at, panic = literal, "a panic: this is a fault in Recado");
}

/// Fields by name, sorted.
#[derive(Default, Clone)]
struct Fields(BTreeMap<&'static str, Value>);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), Value::String(format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.0.insert(field.name(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.0.insert(field.name(), value.into());
    }

    fn record_f64(&mut self, field: &Field, value: f64) {
        self.0.insert(field.name(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name(), value.into());
    }
}

#[derive(Serialize)]
struct Line {
    at: String,
    level: &'static str,
    category: Value,
    message: Value,
    #[serde(flatten)]
    fields: BTreeMap<&'static str, Value>,
    target: &'static str,
}

impl Line {
    /// Fields of the event win over those of spans, inner spans over outer ones.
    fn new(at: String, event: &Event<'_>, spans: Fields) -> Self {
        let level = *event.metadata().level();
        let mut own = Fields::default();
        event.record(&mut own);
        let mut fields = spans.0;
        fields.append(&mut own.0);
        let fallback = if level == Level::ERROR { "error" } else { DEFAULT_CATEGORY };
        Self {
            at,
            level: name(level),
            category: fields.remove("category").unwrap_or_else(|| fallback.into()),
            message: fields.remove("message").unwrap_or_default(),
            fields,
            target: event.metadata().target(),
        }
    }

    fn into_json(self) -> String {
        serde_json::to_string(&self).expect("a map with text keys is JSON")
    }

    /// Values are quoted, so that no value can pretend to be another line.
    fn into_text(self) -> String {
        let mut line = format!("{} {:5} {}", self.at, self.level, self.category.as_str().unwrap_or_default());
        let message = self.message.as_str().unwrap_or_default();
        let fields = self.fields.iter().try_for_each(|(name, value)| write!(line, " {name}={value}"));
        fields.and_then(|()| write!(line, " {}", message.escape_debug())).expect("a String takes all that is written");
        line
    }
}

fn name(level: Level) -> &'static str {
    match level {
        Level::ERROR => "error",
        Level::WARN => "warn",
        Level::INFO => "info",
        Level::DEBUG => "debug",
        Level::TRACE => "trace",
    }
}

struct LogLayer<O> {
    format: LogFormat,
    clock: Arc<dyn Clock>,
    out: O,
}

impl<S, O> Layer<S> for LogLayer<O>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    O: Fn(String) + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            let mut fields = Fields::default();
            attributes.record(&mut fields);
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut around = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(tracing_subscriber::registry::Scope::from_root) {
            if let Some(fields) = span.extensions().get::<Fields>() {
                around.0.extend(fields.clone().0);
            }
        }
        let line = Line::new(self.clock.now().to_rfc3339(), event, around);
        (self.out)(match self.format {
            LogFormat::Json => line.into_json(),
            LogFormat::Text => line.into_text(),
        });
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use recado_domain::{ManualClock, Timestamp};
    use serde_json::json;

    use super::*;
    use crate::config::LogLevel;

    fn logged(format: LogFormat, level: LevelFilter, act: impl FnOnce()) -> Vec<String> {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&lines);
        let clock = Arc::new(ManualClock::at(Timestamp::from_secs(1_795_320_197)));
        let config = LogConfig { format, level: LogLevel(level) };
        let subscriber = subscriber(&config, clock, move |line| kept.lock().unwrap().push(line));
        tracing::subscriber::with_default(subscriber, act);
        let lines = lines.lock().unwrap();
        lines.clone()
    }

    #[test]
    fn a_line_carries_the_fields_of_its_spans() {
        let lines = logged(LogFormat::Json, LevelFilter::INFO, || {
            let request = tracing::info_span!(
                "request",
                category = "access",
                request_id = "req_1",
                status = 0,
                user = tracing::field::Empty
            );
            let _entered = request.enter();
            request.record("user", "usr_1");
            tracing::info!(status = 202, slow = false, "answered");
        });
        let line: Value = serde_json::from_str(&lines[0]).unwrap();
        let target = module_path!();
        let expected = json!({"at": "2026-11-22T04:03:17.000Z", "level": "info", "category": "access", "message": "answered",
            "request_id": "req_1", "slow": false, "status": 202, "target": target, "user": "usr_1"});
        assert_eq!(line, expected);
    }

    #[test]
    fn a_line_without_a_category_gets_one() {
        let lines = logged(LogFormat::Json, LevelFilter::INFO, || {
            tracing::info!("started");
            tracing::error!("broken");
            tracing::error!(category = "send", "refused");
        });
        let categories: Vec<Value> =
            lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap()["category"].take()).collect();
        assert_eq!(categories, [json!("system"), json!("error"), json!("send")]);
    }

    #[test]
    fn text_stays_on_its_line() {
        let lines = logged(LogFormat::Text, LevelFilter::INFO, || {
            tracing::warn!(category = "auth", reason = "a\n2026 error forged", "refused\r\n");
        });
        assert_eq!(lines, [r#"2026-11-22T04:03:17.000Z warn  auth reason="a\n2026 error forged" refused\r\n"#]);
    }

    #[test]
    fn libraries_stay_quiet_however_loud_we_are() {
        let speak = || {
            tracing::debug!("ours");
            tracing::info!(target: "hyper::client", "theirs: Authorization: Bearer x");
            tracing::warn!(target: "hyper::client", "theirs");
        };
        assert_eq!(logged(LogFormat::Text, LevelFilter::TRACE, speak).len(), 2);
        assert_eq!(logged(LogFormat::Text, LevelFilter::INFO, speak).len(), 1);
        assert_eq!(logged(LogFormat::Text, LevelFilter::ERROR, speak).len(), 0);
        assert_eq!(logged(LogFormat::Text, LevelFilter::OFF, speak).len(), 0);
    }

    #[test]
    fn a_panic_is_logged_without_what_it_quotes() {
        let lines = logged(LogFormat::Json, LevelFilter::INFO, || {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(log_panic));
            let phone = "+5511998765432";
            let quoting = std::panic::catch_unwind(|| panic!("no contact {phone}"));
            let literal = std::panic::catch_unwind(|| panic!("the lane stopped"));
            std::panic::set_hook(before);
            assert!(quoting.is_err() && literal.is_err());
        });
        assert!(lines[0].contains("telemetry/log.rs") && !lines[0].contains("5511"), "{}", lines[0]);
        assert!(lines[1].contains("the lane stopped"), "{}", lines[1]);
    }
}
