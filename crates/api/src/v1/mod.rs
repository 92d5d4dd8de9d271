//! The operations of `/api/v1`, one folder per resource. To add a resource: its folder and one line here.

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

/// All resources, below `/api/v1`.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
