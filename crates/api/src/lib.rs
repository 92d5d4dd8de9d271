//! The HTTP and Socket.IO surface: axum handlers, problems, OpenAPI, real time.
