use axum::{extract::FromRequestParts, http::request::Parts};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use super::faults;
use crate::problem::Problem;

/// The query. Unknown parameters are refused by the type (`#[serde(deny_unknown_fields)]`).
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        if pairs.clone().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(faults::zero_character());
        }
        let found = serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs));
        let refused = |error: serde_path_to_error::Error<serde_urlencoded::de::Error>| {
            Problem::invalid(vec![faults::finding(error.path(), &error.inner().to_string())])
        };
        found.map(Self).map_err(refused)
    }
}

/// How many rows of a list are wanted: 50, at most 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u32);

impl Limit {
    const MOST: u32 = 200;

    /// Rows of the page.
    pub fn rows(self) -> usize {
        usize::try_from(self.0).expect("200 fits")
    }

    /// Rows to ask the database for: one more than the page, to learn whether there is another page.
    pub fn with_probe(self) -> u32 {
        self.0 + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wanted = u32::deserialize(deserializer)?;
        let refused = || serde::de::Error::custom(format_args!("must be between 1 and {}", Self::MOST));
        if (1..=Self::MOST).contains(&wanted) { Ok(Self(wanted)) } else { Err(refused()) }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use recado_domain::{Language, RequestId, UserId};

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Wanted {
        #[serde(default)]
        limit: Limit,
        actor_id: Option<UserId>,
        unread: Option<bool>,
    }

    async fn read(query: &str) -> Result<Wanted, String> {
        let (mut parts, ()) = Request::get(format!("/x?{query}")).body(()).unwrap().into_parts();
        let read = Query::from_request_parts(&mut parts, &()).await;
        read.map(|Query(wanted)| wanted).map_err(|problem| {
            let document = problem.document(RequestId::from_uuid(uuid::Uuid::nil()), Language::En);
            let errors = document.errors.unwrap_or_default();
            format!("{} {}", document.status, errors[0].pointer)
        })
    }

    #[tokio::test]
    async fn values_are_typed_and_bounds_hold() {
        let wanted = read("limit=200&unread=true").await.unwrap();
        assert_eq!((wanted.limit.rows(), wanted.unread, wanted.actor_id), (200, Some(true), None));
        assert_eq!(read("").await.unwrap().limit, Limit::default());
    }

    #[tokio::test]
    async fn a_wrong_parameter_is_named() {
        for (query, told) in [
            ("limit=0", "422 /limit"),
            ("limit=201", "422 /limit"),
            ("limit=abc", "422 /limit"),
            ("actorId=con_01h455vb4pex5vsknk084sn02q", "422 /actorId"),
            ("nonsense=1", "422 /nonsense"),
        ] {
            assert_eq!(read(query).await.unwrap_err(), told);
        }
    }
}
