use std::sync::Arc;

use recado_domain::{ConversationId, Timestamp};
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

use crate::relay::{NumberedEvent, Shown};

/// A numbered realtime event, as shown outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    /// Its number: rises per tenant.
    pub seq: i64,
    /// The number of the event sent before on the same socket; null in answers of `/events`.
    pub prev: Option<i64>,
    /// What happened, for example `message:new`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// What the type says it is.
    #[schema(value_type = Object)]
    pub data: EventData,
}

/// An event's data, encoded once for all who get it.
#[derive(Debug, Clone)]
pub struct EventData(Arc<RawValue>);

impl EventData {
    /// Bytes of its JSON.
    pub fn weight(&self) -> usize {
        self.0.get().len()
    }
}

impl Serialize for EventData {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// The event of whoever saw a conversation only before the change.
const GONE: &str = "conversation:gone";

impl EventView {
    /// The event as it was judged; `None` when nothing of it is shown.
    pub fn shown(event: &NumberedEvent, shown: Shown, prev: Option<i64>) -> Option<Self> {
        let (kind, data) = match shown {
            Shown::Whole => (event.kind.clone(), event.data.clone()),
            Shown::Gone(conversation) => (GONE.to_owned(), gone(conversation)),
            Shown::Nothing => return None,
        };
        Some(Self { seq: event.seq, prev, kind, at: event.at, data: EventData(data) })
    }
}

fn gone(conversation_id: ConversationId) -> Arc<RawValue> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Gone {
        conversation_id: ConversationId,
    }
    to_raw_value(&Gone { conversation_id }).expect("one text field").into()
}
