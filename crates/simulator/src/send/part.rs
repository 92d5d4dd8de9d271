//! Reads a request object strictly, and says which parameter is wrong the way Graph does.
//!
//! Missing is 131008, a bad value 131009, a key that does not belong there 100.

use serde_json::{Map, Value};

use crate::graph::refusal::Refusal;

pub(crate) type Checked<T = ()> = Result<T, Refusal>;

/// An object inside the request, with its path: `interactive['action']['buttons'][0]`.
#[derive(Clone)]
pub(crate) struct Part<'a> {
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Part<'a> {
    /// `value` must be an object.
    pub fn of(path: &str, value: &'a Value) -> Checked<Self> {
        match value {
            Value::Object(map) => Ok(Self { path: path.to_owned(), map }),
            _ => Err(Refusal::because(131_009, format!("Parameter {path} must be a JSON object"))),
        }
    }

    pub fn invalid(&self, key: &str, why: &str) -> Refusal {
        Refusal::because(131_009, format!("Parameter {}: {why}", self.at(key)))
    }

    pub fn missing(&self, key: &str) -> Refusal {
        Refusal::because(131_008, format!("Parameter {} is required", self.at(key)))
    }

    fn at(&self, key: &str) -> String {
        format!("{}['{key}']", self.path)
    }

    /// A value that is there and not null.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Refuses keys that do not belong here, misspelt ones for example.
    pub fn only(&self, keys: &[&str]) -> Checked {
        match self.map.keys().find(|key| !keys.contains(&key.as_str())) {
            None => Ok(()),
            Some(key) => Err(Refusal::parameter(format!("Unexpected key \"{key}\" on param \"{}\".", self.path))),
        }
    }

    pub fn required(&self, key: &str) -> Checked<&'a Value> {
        self.get(key).ok_or_else(|| self.missing(key))
    }

    /// A text of 1 to `max` characters.
    pub fn text(&self, key: &str, max: usize) -> Checked<&'a str> {
        self.optional_text(key, max)?.ok_or_else(|| self.missing(key))
    }

    /// A text of 1 to `max` characters, or nothing.
    pub fn optional_text(&self, key: &str, max: usize) -> Checked<Option<&'a str>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        let text = value.as_str().ok_or_else(|| self.invalid(key, "must be a string"))?;
        match text.chars().count() {
            0 => Err(self.missing(key)),
            length if length > max => {
                Err(self.invalid(key, &format!("length invalid. Min length: 1, Max length: {max}")))
            }
            _ => Ok(Some(text)),
        }
    }

    pub fn object(&self, key: &str) -> Checked<Part<'a>> {
        Part::of(&self.at(key), self.required(key)?)
    }

    pub fn optional_object(&self, key: &str) -> Checked<Option<Part<'a>>> {
        self.get(key).map(|value| Part::of(&self.at(key), value)).transpose()
    }

    /// A list of `min..=max` objects.
    pub fn list(&self, key: &str, min: usize, max: usize) -> Checked<Vec<Part<'a>>> {
        let items = self.required(key)?.as_array().ok_or_else(|| self.invalid(key, "must be an array"))?;
        if !(min..=max).contains(&items.len()) {
            let why = format!("invalid {key} count. Min allowed {key}: {min}, Max allowed {key}: {max}");
            return Err(self.invalid(key, &why));
        }
        items.iter().enumerate().map(|(n, item)| Part::of(&format!("{}[{n}]", self.at(key)), item)).collect()
    }

    pub fn optional_flag(&self, key: &str) -> Checked<Option<bool>> {
        let Some(value) = self.get(key) else { return Ok(None) };
        value.as_bool().map(Some).ok_or_else(|| self.invalid(key, "must be a boolean"))
    }

    /// A text that must be one of these words.
    pub fn word(&self, key: &str, words: &[&str]) -> Checked<&'a str> {
        let text = self.text(key, usize::MAX)?;
        if words.contains(&text) { Ok(text) } else { Err(self.invalid(key, &format!("must be one of {words:?}"))) }
    }

    /// An absolute http or https address.
    pub fn url(&self, key: &str) -> Checked<&'a str> {
        let text = self.text(key, 2_000)?;
        match reqwest::Url::parse(text) {
            Ok(url) if matches!(url.scheme(), "http" | "https") && url.host().is_some() => Ok(text),
            _ => Err(self.invalid(key, "must be a valid http or https URL")),
        }
    }
}
