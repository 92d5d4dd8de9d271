//! The people of a tenant.

mod change;
mod create;
mod factor;
mod invite;
mod list;
mod me;
mod problems;
mod providers;
mod remove;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) use factor::wrong_code;
pub(super) use problems::{password, whole_seconds};
pub(super) use view::UserView;

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_users, create::create_user))
        .routes(routes!(me::me, me::change_me))
        .routes(routes!(me::change_password))
        .routes(routes!(list::get_user, change::change_user, remove::remove_user))
        .routes(routes!(remove::count_open_conversations))
        .routes(routes!(invite::invite_user))
        .routes(routes!(providers::list_own_providers))
        .routes(routes!(providers::connect_provider, providers::disconnect_provider))
        .merge(factor::routes())
}
