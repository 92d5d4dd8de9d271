//! The JSON body of a control call, strict, whatever its content type says.

use axum::{
    body::to_bytes,
    extract::{FromRequest, Request},
};
use serde::de::DeserializeOwned;

use super::{MAX_BODY, Refused};

pub(super) struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Refused> {
        let bytes = to_bytes(request.into_body(), MAX_BODY).await.map_err(|error| Refused::bad(error.to_string()))?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| Refused::bad(error.to_string()))
    }
}
