//! The operations of `/api/v1`, one folder per resource. To add a resource: its folder and one line here.

mod api_keys;
mod apps;
mod audit_log;
mod auth;
mod away_messages;
mod bulk;
mod contacts;
mod conversations;
mod events;
mod inbound_events;
mod jobs;
mod messages;
mod notes;
mod numbers;
mod outbound_exchanges;
mod quarantine;
mod quick_replies;
mod saved_views;
mod tags;
mod teams;
mod templates;
mod tenant;
mod tenants;
mod users;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// All resources, below `/api/v1`.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(api_keys::routes())
        .merge(apps::routes())
        .merge(audit_log::routes())
        .merge(auth::routes())
        .merge(away_messages::routes())
        .merge(bulk::routes())
        .merge(contacts::routes())
        .merge(conversations::routes())
        .merge(events::routes())
        .merge(inbound_events::routes())
        .merge(jobs::routes())
        .merge(messages::routes())
        .merge(notes::routes())
        .merge(numbers::routes())
        .merge(outbound_exchanges::routes())
        .merge(quarantine::routes())
        .merge(quick_replies::routes())
        .merge(saved_views::routes())
        .merge(tags::routes())
        .merge(teams::routes())
        .merge(templates::routes())
        .merge(tenant::routes())
        .merge(tenants::routes())
        .merge(users::routes())
}
