//! The tools of the reviewers: each looks at one field and notes what is wrong with it.

use std::ops::RangeInclusive;

use serde_json::Value;

/// One thing Meta would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// JSON pointer, beginning with the kind.
    pub pointer: String,
    /// A sentence in English without its subject: "must have at most 20 characters".
    pub detail: String,
}

impl Problem {
    pub(super) fn new(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), detail: detail.into() }
    }
}

/// Problems found so far.
#[derive(Default)]
pub(super) struct Review {
    problems: Vec<Problem>,
}

impl Review {
    pub(super) fn refuse(&mut self, pointer: impl Into<String>, detail: impl Into<String>) {
        self.problems.push(Problem::new(pointer, detail));
    }

    pub(super) fn into_problems(self) -> Vec<Problem> {
        self.problems
    }

    /// Text of 1 to `max` characters.
    pub(super) fn text<'v>(&mut self, at: &str, object: &'v Value, name: &str, max: usize) -> Option<&'v str> {
        if present(object, name).is_none() {
            self.refuse(format!("{at}/{name}"), "is required");
            return None;
        }
        let text = self.optional_text(at, object, name, max)?;
        if text.trim().is_empty() {
            self.refuse(format!("{at}/{name}"), "must not be empty");
        }
        Some(text)
    }

    /// Text of at most `max` characters, or nothing.
    pub(super) fn optional_text<'v>(&mut self, at: &str, object: &'v Value, name: &str, max: usize) -> Option<&'v str> {
        let pointer = format!("{at}/{name}");
        let Some(text) = present(object, name)?.as_str() else {
            self.refuse(pointer, "must be text");
            return None;
        };
        if text.chars().count() > max {
            self.refuse(pointer, format!("must have at most {max} characters"));
        }
        Some(text)
    }

    /// True, false or nothing.
    pub(super) fn optional_flag(&mut self, at: &str, object: &Value, name: &str) {
        if present(object, name).is_some_and(|value| !value.is_boolean()) {
            self.refuse(format!("{at}/{name}"), "must be true or false");
        }
    }

    /// One of a few words.
    pub(super) fn word<'v>(&mut self, at: &str, object: &'v Value, name: &str, words: &[&str]) -> Option<&'v str> {
        let word = present(object, name).and_then(Value::as_str).filter(|word| words.contains(word));
        if word.is_none() {
            self.refuse(format!("{at}/{name}"), format!("must be {}", words.join(", ")));
        }
        word
    }

    /// An http or https address.
    pub(super) fn address(&mut self, at: &str, object: &Value, name: &str) {
        let Some(address) = self.text(at, object, name, MAX_ADDRESS) else { return };
        if !address.starts_with("https://") && !address.starts_with("http://") {
            self.refuse(format!("{at}/{name}"), "must be an http or https address");
        }
    }

    /// A list with an allowed number of elements; an empty one where it is anything else.
    pub(super) fn list<'v>(
        &mut self,
        at: &str,
        object: &'v Value,
        name: &str,
        allowed: RangeInclusive<usize>,
    ) -> &'v [Value] {
        let items = present(object, name).and_then(Value::as_array);
        if !items.is_some_and(|items| allowed.contains(&items.len())) {
            let (least, most) = allowed.into_inner();
            self.refuse(format!("{at}/{name}"), format!("must be a list of {least} to {most}"));
        }
        items.map_or(&[], Vec::as_slice)
    }

    /// An object that must be there.
    pub(super) fn object<'v>(&mut self, at: &str, object: &'v Value, name: &str) -> Option<&'v Value> {
        let inner = present(object, name).filter(|value| value.is_object());
        if inner.is_none() {
            self.refuse(format!("{at}/{name}"), "is required and must be an object");
        }
        inner
    }

    /// A field that this kind does not have.
    pub(super) fn absent(&mut self, at: &str, object: &Value, name: &str) {
        if present(object, name).is_some() {
            self.refuse(format!("{at}/{name}"), "is not allowed here");
        }
    }

    /// Exactly one of two fields, each text.
    pub(super) fn either(&mut self, at: &str, object: &Value, [first, second]: [&str; 2]) {
        match (present(object, first), present(object, second)) {
            (Some(_), None) => drop(self.text(at, object, first, MAX_ADDRESS)),
            (None, Some(_)) => drop(self.text(at, object, second, MAX_ADDRESS)),
            _ => self.refuse(at, format!("must have exactly one of {first} and {second}")),
        }
    }

    /// No two of these may be equal.
    pub(super) fn unique<'v>(&mut self, pointer: &str, ids: impl IntoIterator<Item = &'v str>) {
        let mut ids: Vec<_> = ids.into_iter().collect();
        ids.sort_unstable();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            self.refuse(pointer, "must have ids that differ");
        }
    }
}

/// Longest address that is taken.
pub(super) const MAX_ADDRESS: usize = 2000;

/// A field that is there and not null.
pub(super) fn present<'v>(object: &'v Value, name: &str) -> Option<&'v Value> {
    object.get(name).filter(|value| !value.is_null())
}
