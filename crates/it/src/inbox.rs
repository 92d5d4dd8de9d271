//! Conversations of the tests, written as projection writes them.

use std::time::Duration;

use recado_domain::{
    ConversationId, MessageId,
    conversation::{ConversationPriority, ConversationStatus},
    message::{Direction, Source},
};
use recado_engine::{
    events::{ConversationChange, Event, emit},
    view::load,
    wamid_key,
};
use recado_storage::{
    Scope, Tx,
    tenant::{
        conversations::ConversationRow,
        inbox::{NewArrival, Touched},
    },
};
use serde_json::json;

use crate::{TestNumber, TestTenant};

impl TestTenant {
    /// An open conversation with a new contact of this name, who has just written; a second later than anything before.
    pub async fn conversation(&self, number: &TestNumber, name: &str) -> String {
        let contact = self.post("/api/v1/contacts", json!({ "name": name })).await.expect(201);
        let contact = contact["id"].as_str().expect("an id").parse().expect("a contact's");
        let engine = &self.app().engine;
        self.app().clock.advance(Duration::from_secs(1));
        let now = engine.now();
        let row = ConversationRow {
            id: ConversationId::from_uuid(engine.fresh_id()),
            contact_id: contact,
            phone_number_id: number.key.number_id,
            status: ConversationStatus::Open,
            assignee_id: None,
            team_id: None,
            unread_count: 0,
            last_activity_at: now,
            last_inbound_at: Some(now),
            last_message_id: None,
            snoozed_until: None,
            priority: ConversationPriority::None,
            closed_at: None,
            created_at: now,
        };
        let mut tx = self.write().await;
        tx.tenant().inbox().insert(&[Touched { row: &row, preview: None }]).await.expect("inserted");
        self.tell(&mut tx, &row, None).await;
        tx.commit().await.expect("committed");
        self.says(&row.id.to_string(), "Oi").await;
        row.id.to_string()
    }

    /// The customer writes; a second later than anything before. Answers the message's id.
    pub async fn says(&self, conversation: &str, text: &str) -> String {
        let wamid = format!("wamid.{}", self.app().engine.fresh_id());
        self.says_as(conversation, &wamid, text).await
    }

    /// The same, as the message that Meta knows by this id.
    pub async fn says_as(&self, conversation: &str, wamid: &str, text: &str) -> String {
        let engine = &self.app().engine;
        self.app().clock.advance(Duration::from_secs(1));
        let (now, id) = (engine.now(), conversation.parse().expect("a conversation's id"));
        let mut tx = self.write().await;
        let mut row = tx.tenant().conversations().lock(id).await.expect("an answer").expect("a conversation");
        let message = arrival(&row, MessageId::from_uuid(engine.fresh_id()), wamid, text, now);
        row.unread_count += 1;
        (row.last_message_id, row.last_activity_at, row.last_inbound_at) = (Some(message.id), now, Some(now));
        let written = message.id;
        tx.tenant().inbox().add(vec![message]).await.expect("added");
        tx.tenant().inbox().update(&[Touched { row: &row, preview: Some(text) }]).await.expect("updated");
        self.tell(&mut tx, &row, Some(written)).await;
        tx.commit().await.expect("committed");
        engine.wake.events();
        written.to_string()
    }

    /// The event of a message, or of a conversation that began.
    async fn tell(&self, tx: &mut Tx, row: &ConversationRow, message: Option<MessageId>) {
        let engine = &self.app().engine;
        let language = engine.settings.language;
        let view = load::conversation_by_id(&mut tx.tenant(), row.id, language).await.expect("an answer");
        let view = view.expect("just written");
        let event = match message {
            None => Event::conversation(ConversationChange::Created, &view, row.placement()),
            Some(id) => {
                let message = tx.tenant().messages().find(id).await.expect("an answer").expect("just written");
                Event::message_new(&load::message(&message, language), &view)
            }
        };
        emit(engine, &mut tx.tenant(), vec![event]).await.expect("written");
    }

    async fn write(&self) -> Tx {
        self.app().engine.db.write(Scope::Tenant(self.tenant)).await.expect("a write")
    }
}

fn arrival(row: &ConversationRow, id: MessageId, wamid: &str, text: &str, now: recado_domain::Timestamp) -> NewArrival {
    NewArrival {
        id,
        conversation_id: row.id,
        phone_number_id: row.phone_number_id,
        direction: Direction::Inbound,
        source: Source::Customer,
        kind: "text".to_owned(),
        content: Some(json!({ "body": text }).to_string()),
        dedupe_key: wamid_key(row.phone_number_id, wamid),
        wamid: wamid.to_owned(),
        reply_to: None,
        context_wamid: None,
        referral: None,
        error_code: None,
        error_details: None,
        created_at: now,
        sent_at: None,
    }
}
