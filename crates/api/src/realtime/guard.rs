use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{PATH, handshake::Tries};
use crate::{
    app::App,
    problem::{Problem, ProblemKind},
    shell::comes_from_a_foreign_page,
};

/// In front of the sockets: browsers may open them for our own pages only, whatever the method.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    if request.uri().path().starts_with(PATH) {
        if comes_from_a_foreign_page(&app, request.headers()) {
            return Problem::from(ProblemKind::Forbidden).into_response();
        }
        request.extensions_mut().insert(Tries::default());
    }
    next.run(request).await
}
