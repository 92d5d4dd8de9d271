use std::time::Duration;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use recado_domain::{Role, TenantId};
use recado_engine::access::SignedIn;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Cookie, Jar},
    v1::users::UserView,
};

/// How the refresh token travels.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Transport {
    /// In the body of the answer.
    #[default]
    Body,
    /// In a cookie that no script sees.
    Cookie,
}

/// Somebody signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SignedIn)]
pub(super) struct SignedInView {
    /// For the header Authorization.
    access_token: String,
    /// Seconds that it lives.
    expires_in: u64,
    /// For the next refresh; null when it travels in a cookie.
    refresh_token: Option<String>,
    /// The person, with the role in the chosen tenant.
    user: UserView,
    /// The tenants that the person belongs to.
    tenants: Vec<TenantChoice>,
}

/// One tenant that a person may choose.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TenantChoice {
    /// `ten_…`
    #[schema(value_type = String)]
    id: TenantId,
    /// Its name in addresses and headers.
    slug: String,
    /// Its name for people.
    name: String,
    /// The person's role in it.
    #[schema(value_type = String)]
    role: Role,
    /// The time zone that its people think in, as `America/Sao_Paulo`.
    time_zone: String,
    /// The hue of its accent colour, 0 to 359; null: the product's own.
    accent: Option<u16>,
    /// Where its logo is, below this server's public address, for its people; null: it has none.
    logo_url: Option<String>,
}

/// A device is known for so long: see `recado_engine::access`.
const DEVICE_COOKIE: Duration = Duration::from_hours(180 * 24);

/// The answer of login and refresh, with its cookies.
pub(super) fn signed_in(app: &App, signed_in: SignedIn, transport: Transport) -> Response {
    let mut jar = Jar::new(app);
    if transport == Transport::Cookie {
        let life = signed_in.session_expires_at.since(app.engine.now());
        jar.keep(Cookie::Refresh, &signed_in.refresh_token, life);
        jar.keep(Cookie::Device, &signed_in.device, DEVICE_COOKIE);
    }
    let shown = (transport == Transport::Body).then(|| signed_in.refresh_token.expose().to_owned());
    let tenants = signed_in.standings.into_iter().map(|standing| TenantChoice {
        id: standing.tenant,
        slug: standing.slug,
        name: standing.name,
        role: standing.role,
        time_zone: standing.time_zone,
        accent: standing.accent,
        logo_url: standing.logo_url,
    });
    let view = SignedInView {
        access_token: signed_in.access_token.expose().to_owned(),
        expires_in: signed_in.expires_in.as_secs(),
        refresh_token: shown,
        user: UserView::of_user(signed_in.user, signed_in.role, signed_in.availability),
        tenants: tenants.collect(),
    };
    (jar.into_headers(), Json(view)).into_response()
}
