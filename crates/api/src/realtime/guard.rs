use axum::{
    Router,
    extract::{Request, State},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};

use super::{PATH, handshake::Tries};
use crate::{
    app::App,
    problem::{Problem, ProblemKind},
    shell::comes_from_a_foreign_page,
};

/// Puts the sockets in front of the routes.
pub(crate) fn mount(routes: Router<App>, app: &App) -> Router<App> {
    routes.layer(app.realtime.layer.clone()).layer(from_fn_with_state(app.clone(), guard))
}

/// In front of the sockets: browsers may open them for our own pages only, whatever the method.
async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(PATH) {
        if comes_from_a_foreign_page(&app, request.headers()) {
            return Problem::from(ProblemKind::Forbidden).into_response();
        }
        request.extensions_mut().insert(Tries::default());
    }
    next.run(request).await
}
