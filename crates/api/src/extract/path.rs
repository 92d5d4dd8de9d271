use axum::{
    extract::{FromRequestParts, Path as AxumPath},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::problem::{Problem, ProblemKind};

/// What stands in the path. An id that cannot be one names nothing: 404, as an unknown id.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = AxumPath::from_request_parts(parts, state).await;
        found.map(|AxumPath(value)| Self(value)).map_err(|_| ProblemKind::NotFound.into())
    }
}
