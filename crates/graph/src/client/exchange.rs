//! A call and its answer, fit to be kept.

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use super::outcome::Outcome;

/// What a call gave: its outcome, its redacted record, and how hard Meta says we press.
#[derive(Debug, Clone)]
pub struct Reply<A> {
    pub outcome: Outcome<A>,
    pub exchange: Exchange,
    pub pressure: Pressure,
}

/// The redacted record of a call: no token, no text of a message, no phone number.
#[derive(Debug, Clone, PartialEq)]
pub struct Exchange {
    pub method: String,
    /// With version, without query.
    pub path: String,
    /// Absent when no answer began.
    pub status: Option<u16>,
    pub duration_ms: u64,
    /// `accepted`, `rejected`, `not_sent: dns`, `unknown: timed_out`, …
    pub outcome: String,
    pub request: Option<Value>,
    /// The answer, or `{"bytes":N}` where it is no JSON.
    pub response: Option<Value>,
}

impl Exchange {
    /// The record as JSON, for a column.
    pub fn to_json(&self) -> Value {
        let Self { method, path, status, duration_ms, outcome, request, response } = self;
        json!({
            "method": method, "path": path, "status": status, "durationMs": duration_ms, "outcome": outcome,
            "request": request, "response": response,
        })
    }
}

/// Meta's hints to go slower.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pressure {
    pub retry_after: Option<Duration>,
    /// `x-app-usage`.
    pub app_usage: Option<Value>,
    /// `x-business-use-case-usage`, by account.
    pub business_usage: Option<Value>,
}

const PERCENTAGES: [&str; 3] = ["call_count", "total_cputime", "total_time"];

impl Pressure {
    pub(super) fn read(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let json = |name| text(name).and_then(|value| serde_json::from_str(value).ok());
        Self {
            retry_after: text("retry-after").and_then(|seconds| seconds.trim().parse().ok()).map(Duration::from_secs),
            app_usage: json("x-app-usage"),
            business_usage: json("x-business-use-case-usage"),
        }
    }

    /// The highest share of any budget, in percent. Slow down at 80, stop at 95.
    pub fn highest_percent(&self) -> Option<u64> {
        let accounts = self.business_usage.iter().filter_map(Value::as_object).flat_map(|usage| usage.values());
        let entries = accounts.filter_map(Value::as_array).flatten();
        let budgets = self.app_usage.iter().chain(entries);
        budgets.flat_map(|budget| PERCENTAGES.iter().filter_map(|name| budget.get(name)?.as_u64())).max()
    }

    /// When Meta expects to serve the busiest account again.
    pub fn regain_after(&self) -> Option<Duration> {
        let accounts = self.business_usage.iter().filter_map(Value::as_object).flat_map(|usage| usage.values());
        let entries = accounts.filter_map(Value::as_array).flatten();
        let minutes = entries.filter_map(|entry| entry.get("estimated_time_to_regain_access")?.as_u64()).max()?;
        (minutes > 0).then(|| Duration::from_secs(minutes.saturating_mul(60)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_budget_counts() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "7".parse().unwrap());
        headers.insert("x-app-usage", r#"{"call_count":12,"total_time":3}"#.parse().unwrap());
        let usage =
            r#"{"1":[{"type":"whatsapp","call_count":81,"total_cputime":2,"estimated_time_to_regain_access":5}]}"#;
        headers.insert("x-business-use-case-usage", usage.parse().unwrap());
        let pressure = Pressure::read(&headers);
        assert_eq!(pressure.retry_after, Some(Duration::from_secs(7)));
        assert_eq!(pressure.highest_percent(), Some(81));
        assert_eq!(pressure.regain_after(), Some(Duration::from_mins(5)));
    }

    #[test]
    fn wrong_hints_are_no_hints() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "Wed, 21 Oct 2026 07:28:00 GMT".parse().unwrap());
        headers.insert("x-app-usage", "not json".parse().unwrap());
        headers.insert("x-business-use-case-usage", r#"{"1":[{"call_count":"many"}],"2":7}"#.parse().unwrap());
        let pressure = Pressure::read(&headers);
        assert_eq!((pressure.retry_after, pressure.highest_percent(), pressure.regain_after()), (None, None, None));
    }
}
