//! What is to become of an optional value: three answers, where `Option` knows two.

/// What is to become of an optional value. In JSON a field that is left out, null, or a value; the field needs
/// `#[serde(default)]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is taken away.
    Clear,
    /// It becomes this.
    Set(T),
}

impl<T> Change<T> {
    /// The value afterwards.
    pub fn apply(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Keep => before,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The value it becomes, if it becomes one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Keep | Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// Whether it stays as it is.
    pub fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// The same about another type.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Keep => Change::Keep,
            Self::Clear => Change::Clear,
            Self::Set(value) => Change::Set(change(value)),
        }
    }
}

impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Change<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Clear, Self::Set))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Patch {
        #[serde(default)]
        name: Change<String>,
    }

    #[test]
    fn left_out_null_and_a_value_are_three_things() {
        let table =
            [("{}", Change::Keep), (r#"{"name":null}"#, Change::Clear), (r#"{"name":"x"}"#, Change::Set("x".into()))];
        for (json, change) in table {
            assert_eq!(serde_json::from_str::<Patch>(json).unwrap().name, change, "{json}");
        }
        let after = |change: Change<u8>| change.apply(Some(1));
        assert_eq!((after(Change::Keep), after(Change::Clear), after(Change::Set(2))), (Some(1), None, Some(2)));
    }
}
