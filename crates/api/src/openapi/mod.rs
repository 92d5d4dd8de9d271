//! The description of the API, made from the handlers, and the pages made from it.

pub(crate) mod docs;
mod finish;
mod permissions;

use serde_json::Value as Json;
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::problem::{ProblemDocument, ProblemError};

pub use permissions::{PUBLIC, page as permissions_page};

/// What no handler says: the title, the ways to authenticate, the shape of problems.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Recado",
        description = "WhatsApp Business for teams: contacts, conversations, messages. JSON in camelCase; objects that are \
                       Meta's keep Meta's spelling. Times are RFC 3339 UTC with milliseconds. An unset optional field is \
                       null, never absent. Every refusal is a problem document.",
        license(name = "MIT OR Apache-2.0")
    ),
    components(schemas(ProblemDocument, ProblemError)),
    tags(
        (name = "auth", description = "Signing in and out, sessions."),
        (name = "people", description = "Tenants, users, teams, API keys, the audit log."),
        (name = "contacts", description = "The tenant's customers."),
        (name = "conversations", description = "Lists, threads, and whose they are."),
        (name = "tags", description = "What conversations and contacts are sorted by."),
        (name = "templates", description = "Message templates, as Meta tells of them."),
        (name = "desk", description = "Quick replies and saved views."),
        (name = "events", description = "Catching up after a lost realtime connection."),
        (name = "channel", description = "Meta's apps and business phone numbers."),
        (name = "messages", description = "Sending, and what people do with messages that were sent."),
        (name = "jobs", description = "Background jobs that were given up."),
        (name = "webhook", description = "What Meta calls."),
        (name = "health", description = "For operators.")
    )
)]
struct Base;

pub(crate) fn base() -> OpenApi {
    let mut base = Base::openapi();
    "v1".clone_into(&mut base.info.version);
    let components = base.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(
        "An access token, or an API key (`rck_…`). The tenant comes from the header X-Tenant-Id, else from the token.",
    ));
    components.add_security_scheme("accessToken", SecurityScheme::Http(bearer.build()));
    let key = ApiKeyValue::with_description("x-api-key", "An API key (`rck_…`) of one tenant.");
    components.add_security_scheme("apiKey", SecurityScheme::ApiKey(ApiKey::Header(key)));
    base
}

/// The whole description, as `/api/openapi.json` serves it and `docs/openapi.json` keeps it.
pub fn document() -> Json {
    finish::finished(&crate::router::described(None).1)
}
