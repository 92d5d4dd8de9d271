//! Who connects: an access token, a tenant, the permission to read events. Refused with the slug of the problem.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use recado_domain::{Permission, Timestamp};
use recado_engine::access::{AuthError, By, Caller, Credential};
use serde::Deserialize;
use socketioxide::{
    SocketIo,
    extract::{Extension, SocketRef, TryData},
    handler::ConnectHandler as _,
};
use tokio::sync::Semaphore;

use super::{connection::Connection, hub::Hub, incoming};
use crate::{
    problem::{Problem, ProblemKind},
    shell::RequestContext,
};

/// Sign-ins looked at side by side: when everybody comes back at once, they queue here and not at the database.
const AT_ONCE: usize = 32;
/// Wrong sign-ins on one connection.
const MOST_TRIES: u32 = 5;

/// How often somebody has tried to sign in on one connection; put into its first request.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tries(Arc<AtomicU32>);

/// What a client sends to say who it is.
#[derive(Deserialize)]
struct Auth {
    token: String,
    tenant: Option<String>,
}

/// A person who signed in, and until when.
#[derive(Clone)]
struct SignedIn {
    caller: Caller,
    expires_at: Timestamp,
}

/// Why a client is not let in: its `connect_error`.
struct Refused(ProblemKind);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.entry().slug)
    }
}

impl From<ProblemKind> for Refused {
    fn from(kind: ProblemKind) -> Self {
        Self(kind)
    }
}

impl From<AuthError> for Refused {
    fn from(error: AuthError) -> Self {
        Self(Problem::from(error).kind())
    }
}

/// Answers connections to the namespace `/`.
pub(super) fn serve(io: &SocketIo, hub: &Arc<Hub>) {
    let doors = Arc::new(Semaphore::new(AT_ONCE));
    let asking = hub.clone();
    let sign_in = move |socket: SocketRef, TryData(auth): TryData<Auth>| {
        let (hub, doors) = (asking.clone(), doors.clone());
        async move {
            let _turn = doors.acquire().await.map_err(|_| Refused(ProblemKind::Unavailable))?;
            let auth = auth.map_err(|_| Refused(ProblemKind::Unauthenticated))?;
            let signed_in = signed_in(&hub, &socket, &auth).await?;
            socket.extensions.insert(signed_in);
            Ok::<_, Refused>(())
        }
    };
    let joining = hub.clone();
    let join = move |socket: SocketRef, Extension(signed_in): Extension<SignedIn>| {
        let hub = joining.clone();
        async move { join(&hub, &socket, signed_in) }
    };
    io.ns("/", join.with(sign_in));
}

async fn signed_in(hub: &Hub, socket: &SocketRef, auth: &Auth) -> Result<SignedIn, Refused> {
    let asked = &socket.req_parts().extensions;
    let tries = asked.get::<Tries>().map_or(0, |tries| tries.0.fetch_add(1, Ordering::Relaxed));
    if tries >= MOST_TRIES {
        return Err(ProblemKind::RateLimited.into());
    }
    if !hub.is_following() {
        return Err(ProblemKind::Unavailable.into());
    }
    let identified = hub.engine().identify(Credential::AccessToken(&auth.token)).await?;
    let ip = asked.get::<RequestContext>().map(|context| context.ip);
    let by = By { actor: identified.identity.actor(), ip, request: None };
    let caller = identified.choose(auth.tenant.as_deref(), by)?;
    caller.require_factor()?;
    if !caller.may(Permission::EventsRead) {
        return Err(ProblemKind::Forbidden.into());
    }
    Ok(SignedIn { caller, expires_at: identified.expires_at })
}

fn join(hub: &Arc<Hub>, socket: &SocketRef, SignedIn { caller, expires_at }: SignedIn) {
    let Some(connection) = Connection::new(caller, expires_at, Box::new(socket.clone())) else { return };
    let connection = Arc::new(connection);
    incoming::listen(hub, socket, &connection);
    let (id, tenant, leaving) = (socket.id, connection.tenant, hub.clone());
    socket.on_disconnect(async move || leaving.leave(tenant, id));
    if !hub.join(id, connection.clone()) {
        connection.hang_up();
    }
    // Who was gone before `on_disconnect` was listening is never announced to have gone.
    if connection.is_gone() {
        hub.leave(tenant, id);
    }
}
