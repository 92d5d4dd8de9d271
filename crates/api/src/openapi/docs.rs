//! The description in a browser: Swagger UI from inside the binary, nothing from outside.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::Config;

use crate::{
    app::App,
    extract::Path,
    problem::{Problem, ProblemKind},
    shell::DOCS_POLICY,
};

const PAGE: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Recado API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"#;
const START: &str = r##"SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
"##;

pub(crate) fn routes(document: &OpenApi) -> Router<App> {
    let description = super::finish::finished(document);
    let config = Arc::new(Config::from("/api/openapi.json"));
    Router::new()
        .route("/api/openapi.json", get(async move || Json(description)))
        .route("/api/docs", get(page))
        .route("/api/docs/", get(page))
        .route("/api/docs/start.js", get(async || ([(header::CONTENT_TYPE, "text/javascript")], START)))
        .route("/api/docs/{file}", get(async move |Path(file): Path<String>| asset(&file, config)))
}

async fn page() -> Response {
    let mut response = Html(PAGE).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCS_POLICY));
    response
}

fn asset(file: &str, config: Arc<Config<'static>>) -> Result<Response, Problem> {
    let found = utoipa_swagger_ui::serve(file, config).ok().flatten().ok_or(ProblemKind::NotFound)?;
    let kind = HeaderValue::try_from(found.content_type).map_err(|_| ProblemKind::NotFound)?;
    Ok(([(header::CONTENT_TYPE, kind)], found.bytes.into_owned()).into_response())
}
