//! Objects are objects: serde also fills a struct from an array, field by field in the order of our source. No description
//! says so, and an array of nulls would change nothing with 200.

use serde::{
    Deserializer,
    de::{
        DeserializeOwned, Error as _, IntoDeserializer, Unexpected, Visitor, value::MapDeserializer,
        value::SeqDeserializer,
    },
    forward_to_deserialize_any,
};
use serde_json::{Error, Value};

use super::faults;
use crate::problem::Problem;

/// Refuses an array where `T` has an object, at whatever depth, with a pointer to it.
pub(super) fn require<T: DeserializeOwned>(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.contains(&b'[') {
        return Ok(());
    }
    let value: Value = serde_json::from_slice(bytes).expect("it was parsed before");
    serde_path_to_error::deserialize::<_, T>(Strict(value))
        .map(|_| ())
        .map_err(|error| Problem::invalid(vec![faults::finding(error.path(), &error.inner().to_string())]))
}

/// Like the value itself, but for structs out of arrays.
struct Strict(Value);

impl IntoDeserializer<'_, Error> for Strict {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Strict {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter().map(Strict))),
            Value::Object(fields) => {
                visitor.visit_map(MapDeserializer::new(fields.into_iter().map(|(name, value)| (name, Strict(value)))))
            }
            plain => plain.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.0.is_array() {
            return Err(Error::invalid_type(Unexpected::Seq, &visitor));
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[expect(dead_code, reason = "only its parsing is tested")]
    #[derive(Deserialize)]
    struct Outer {
        names: Vec<String>,
        inner: Option<Inner>,
        many: Option<Vec<Inner>>,
    }

    #[expect(dead_code, reason = "only its parsing is tested")]
    #[derive(Deserialize)]
    struct Inner {
        hours: Option<u32>,
    }

    fn pointer(body: &str) -> Option<String> {
        let problem = require::<Outer>(body.as_bytes()).err()?;
        let request = recado_domain::RequestId::from_uuid(uuid::Uuid::nil());
        let document = problem.document(request, recado_domain::Language::En);
        document.errors.into_iter().flatten().map(|error| error.pointer).next()
    }

    #[test]
    fn arrays_are_no_objects_at_any_depth() {
        for (body, wrong) in [
            (r#"{"names":["a"],"inner":{"hours":1},"many":[{"hours":null}]}"#, None),
            (r#"{"names":[],"inner":null}"#, None),
            (r#"[["a"],null,null]"#, Some("")),
            (r#"{"names":[],"inner":[24]}"#, Some("/inner")),
            (r#"{"names":[],"many":[[24]]}"#, Some("/many/0")),
        ] {
            assert_eq!(pointer(body).as_deref(), wrong, "{body}");
        }
    }
}
