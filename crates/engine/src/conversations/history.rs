use recado_domain::{ConversationId, HistoryId, conversation::HistoryKind};
use recado_storage::tenant::history::HistoryRow;
use serde_json::Value as Json;

use crate::{
    Engine,
    access::{Actor, By, audit::Deed},
    events::ConversationChange,
};

/// What was done to a conversation: for the audit log, for the sockets, and for those who read its thread.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// The event's name.
    pub change: ConversationChange,
    /// For the audit log.
    pub deed: Deed,
    /// For the thread; `None`: nothing that people would want to read there.
    pub happened: Option<(HistoryKind, Json)>,
}

/// An entry of a conversation's history, now.
pub(crate) fn entry(engine: &Engine, by: &By, of: ConversationId, kind: HistoryKind, data: Json) -> HistoryRow {
    let at = engine.now();
    let (actor_kind, actor_id) = match by.actor {
        Actor::User(user) => ("user", Some(user.uuid())),
        Actor::Key(key) => ("key", Some(key.uuid())),
        Actor::System => ("system", None),
    };
    HistoryRow {
        id: HistoryId::from_uuid(engine.ids.v7(at)),
        conversation_id: of,
        kind,
        actor_kind: actor_kind.to_owned(),
        actor_id,
        data,
        at,
    }
}
