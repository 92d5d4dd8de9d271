//! What clients say: a fresh token, that somebody writes. Anything else, anything malformed and anything too often ends
//! the socket.

use std::sync::Arc;

use recado_domain::ConversationId;
use recado_engine::access::{AuthError, Credential};
use recado_storage::DbResult;
use serde::{Deserialize, Serialize};
use socketioxide::extract::{AckSender, SocketRef, TryData};

use super::{connection::Connection, hub::Hub};

/// Somebody writes, or stopped.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Typing {
    conversation_id: ConversationId,
    on: bool,
}

/// A fresh access token of the same session.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Renewal {
    token: String,
}

/// Whether it was taken.
#[derive(Debug, Serialize)]
struct Taken {
    ok: bool,
}

/// Listens to one client.
pub(super) fn listen(hub: &Arc<Hub>, socket: &SocketRef, connection: &Arc<Connection>) {
    let with = (hub.clone(), connection.clone());
    socket.on("typing", move |TryData(typing): TryData<Typing>| {
        let (hub, connection) = with.clone();
        async move {
            if let Some(typing) = heard(&hub, &connection, typing.ok()) {
                typed(&hub, &connection, &typing).await;
            }
        }
    });
    let with = (hub.clone(), connection.clone());
    socket.on("session:renew", move |ack: AckSender, TryData(renewal): TryData<Renewal>| {
        let (hub, connection) = with.clone();
        async move {
            if let Some(renewal) = heard(&hub, &connection, renewal.ok()) {
                let ok = renew(&hub, &connection, &renewal.token).await.is_ok();
                if let Err(error) = ack.send(&Taken { ok }) {
                    tracing::debug!(category = "system", %error, "an answer found no room");
                }
            }
        }
    });
    let with = connection.clone();
    socket.on_fallback(move || {
        let connection = with.clone();
        async move { refuse(&connection) }
    });
}

/// What was said, if it is what it should be and not too often; else the socket ends.
fn heard<T>(hub: &Hub, connection: &Connection, said: Option<T>) -> Option<T> {
    let said = said.filter(|_| connection.may_speak(hub.engine().clock.monotonic()));
    if said.is_none() {
        refuse(connection);
    }
    said
}

fn refuse(connection: &Connection) {
    metrics::counter!("recado_sockets_refused_total").increment(1);
    connection.hang_up();
}

/// Passes it on to those who may see the conversation. About what a person does not see they say nothing to anybody.
async fn typed(hub: &Hub, connection: &Connection, typing: &Typing) {
    let placement = async {
        let mut read = hub.engine().db.read(connection.caller().scope()).await?;
        let row = read.tenant().conversations().find(typing.conversation_id).await?;
        DbResult::Ok(row.map(|row| row.placement()))
    };
    match placement.await {
        Ok(Some(at)) if connection.sees(at) => hub.tell_typing(connection, typing.conversation_id, at, typing.on),
        Ok(_) => {}
        Err(error) => tracing::debug!(category = "system", %error, "a hint was not passed on"),
    }
}

/// Takes a token of the same person and session for the same tenant.
async fn renew(hub: &Hub, connection: &Connection, token: &str) -> Result<(), AuthError> {
    let before = connection.caller();
    let identified = hub.engine().identify(Credential::AccessToken(token)).await?;
    let caller = identified.choose(Some(&connection.tenant.to_string()), before.by().clone())?;
    caller.require_factor()?;
    let same =
        caller.person().is_some_and(|person| (person.user, person.session) == (connection.user, connection.session));
    if !same {
        return Err(AuthError::Unauthenticated);
    }
    connection.renew(caller, identified.expires_at);
    Ok(())
}
