//! What `PUT /_sim/config` can change while the simulator runs.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The whole of the changeable configuration, with the keys of the contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    pub webhook: Webhook,
    pub statuses: Statuses,
    /// Whether throughput (130429) and pair (131056) limits are enforced.
    pub limits: bool,
    /// Whether the personas write.
    pub personas: bool,
    /// User ids of personas who write nothing by themselves, because somebody plays them.
    #[serde(default)]
    pub quiet_personas: Vec<String>,
    /// Mean time between two unprompted messages of all personas together.
    pub persona_interval_ms: u64,
    /// Added to the clock for everything a product can see: times in webhooks, windows, limits.
    pub clock_offset_ms: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhook {
    pub url: Option<String>,
    pub app_secret: String,
    pub verify_token: String,
    /// Waits between the tries of one delivery; the last one repeats for seven days. Empty: never again.
    pub retry_ms: Vec<u64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Statuses {
    /// Whether accepted messages get statuses by themselves.
    pub auto: bool,
    pub sent_ms: u64,
    pub delivered_ms: u64,
    /// None: this customer never shows read receipts.
    pub read_ms: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            webhook: Webhook {
                url: None,
                app_secret: String::new(),
                verify_token: String::new(),
                retry_ms: vec![500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000],
            },
            statuses: Statuses { auto: true, sent_ms: 50, delivered_ms: 200, read_ms: Some(600) },
            limits: true,
            personas: false,
            quiet_personas: Vec::new(),
            persona_interval_ms: 20_000,
            clock_offset_ms: 0,
        }
    }
}

impl Settings {
    /// These settings with `patch` laid over them; unknown keys, wrong types and bad values are refused by name.
    pub fn patched(&self, patch: Value) -> Result<Self, String> {
        if !patch.is_object() {
            return Err("the configuration is a JSON object".to_owned());
        }
        let mut whole = serde_json::to_value(self).expect("settings are plain JSON");
        lay_over(&mut whole, patch);
        let patched: Self = serde_json::from_value(whole).map_err(|error| error.to_string())?;
        if let Some(url) = &patched.webhook.url {
            check_url(url)?;
        }
        if patched.persona_interval_ms == 0 {
            return Err("persona_interval_ms is at least 1".to_owned());
        }
        Ok(patched)
    }
}

/// An absolute http or https address.
pub(crate) fn check_url(url: &str) -> Result<(), String> {
    match reqwest::Url::parse(url) {
        Ok(parsed) if matches!(parsed.scheme(), "http" | "https") => Ok(()),
        Ok(_) => Err("a webhook's url is http or https".to_owned()),
        Err(error) => Err(format!("a webhook's url is absolute: {error}")),
    }
}

fn lay_over(base: &mut Value, patch: Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (key, value) in patch {
                lay_over(base.entry(key).or_insert(Value::Null), value);
            }
        }
        (base, patch) => *base = patch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_patch_changes_only_what_it_names() {
        let patched = Settings::default()
            .patched(json!({"statuses": {"read_ms": null}, "webhook": {"url": "http://h/w"}}))
            .unwrap();
        assert_eq!(patched.statuses.read_ms, None);
        assert_eq!(patched.statuses.sent_ms, 50);
        assert_eq!(patched.webhook.url.as_deref(), Some("http://h/w"));
        assert!(patched.limits);
    }

    #[test]
    fn what_is_not_a_setting_is_refused_by_name() {
        for (patch, named) in [
            (json!({"limit": true}), "limit"),
            (json!({"statuses": {"sentMs": 1}}), "sentMs"),
            (json!({"webhook": {"url": "ftp://h"}}), "http"),
            (json!({"limits": "yes"}), "boolean"),
            (json!([]), "object"),
        ] {
            let refused = Settings::default().patched(patch).unwrap_err();
            assert!(refused.contains(named), "{refused}");
        }
    }
}
