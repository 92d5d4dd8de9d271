//! From rows to views: a page of ids becomes a page of shapes in a fixed number of statements.

use std::collections::HashMap;

use recado_domain::{ContactId, ConversationId, KeyId, Language, MessageId, UserId};
use recado_graph::{
    classify::{self, Lang},
    webhook::content::Media,
};
use recado_storage::{
    DbResult, Tenant,
    tenant::{
        contacts::{ContactRow, IdentityKind, IdentityRow},
        conversations::ConversationRow,
        history::HistoryRow,
        messages::MessageRow,
        notes::NoteRow,
        phone_numbers::NumberRow,
        taggings::{ContactTag, ConversationTag},
        tags::Tag,
    },
};
use serde_json::value::RawValue;

use super::{
    ContactView, ConversationView, Download, ErrorView, HistoryView, IdentityView, MediaView, MessageView, NoteView,
    NumberView, TagView,
};

/// The contacts with these ids, in this order; ids of nobody are left out.
pub async fn contacts(tenant: &mut Tenant<'_>, ids: &[ContactId]) -> DbResult<Vec<ContactView>> {
    let rows = tenant.contacts().find_many(ids).await?;
    let views = contact_rows(tenant, rows).await?;
    let mut views: HashMap<ContactId, ContactView> = views.into_iter().map(|view| (view.id, view)).collect();
    Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
}

/// These contacts with their identities, in this order.
pub async fn contact_rows(tenant: &mut Tenant<'_>, rows: Vec<ContactRow>) -> DbResult<Vec<ContactView>> {
    let ids: Vec<ContactId> = rows.iter().map(|row| row.id).collect();
    let identities = tenant.contacts().identities(&ids).await?;
    let tags = tenant.taggings().of_contacts(&ids).await?;
    Ok(rows.into_iter().map(|row| contact(row, &identities, &tags)).collect())
}

/// These conversations with their contacts and newest messages, in this order.
pub async fn conversations(
    tenant: &mut Tenant<'_>,
    rows: Vec<ConversationRow>,
    language: Language,
) -> DbResult<Vec<ConversationView>> {
    let mut people: Vec<ContactId> = rows.iter().map(|row| row.contact_id).collect();
    people.sort_unstable();
    people.dedup();
    let newest: Vec<MessageId> = rows.iter().filter_map(|row| row.last_message_id).collect();
    let messages = tenant.messages().find_many(&newest).await?;
    let ids: Vec<ConversationId> = rows.iter().map(|row| row.id).collect();
    let tags = tenant.taggings().of_conversations(&ids).await?;
    let people: HashMap<_, _> = contacts(tenant, &people).await?.into_iter().map(|view| (view.id, view)).collect();
    let mut messages: HashMap<_, _> = messages.into_iter().map(|row| (row.id, message(&row, language))).collect();
    let views = rows.into_iter().filter_map(|row| {
        let contact = people.get(&row.contact_id)?.clone();
        let last_message = row.last_message_id.and_then(|id| messages.remove(&id));
        Some(conversation(&row, contact, last_message, &tags))
    });
    Ok(views.collect())
}

/// One conversation, loaded whole; `None` when it does not exist.
pub async fn conversation_by_id(
    tenant: &mut Tenant<'_>,
    id: ConversationId,
    language: Language,
) -> DbResult<Option<ConversationView>> {
    let Some(row) = tenant.conversations().find(id).await? else { return Ok(None) };
    Ok(conversations(tenant, vec![row], language).await?.pop())
}

/// The view of a conversation whose contact and newest message are at hand; takes its own out of the tags given.
pub fn conversation(
    row: &ConversationRow,
    contact: ContactView,
    last_message: Option<MessageView>,
    tags: &[ConversationTag],
) -> ConversationView {
    let own = tags.iter().filter(|tag| tag.conversation_id == row.id);
    ConversationView {
        id: row.id,
        contact,
        number_id: row.phone_number_id,
        status: row.status,
        assignee_id: row.assignee_id,
        team_id: row.team_id,
        priority: row.priority,
        tag_ids: own.map(|tag| tag.tag_id).collect(),
        snoozed_until: row.snoozed_until,
        unread_count: row.unread_count,
        last_message,
        last_activity_at: row.last_activity_at,
        window_expires_at: row.window().expires_at(),
    }
}

/// The view of a contact; takes its own out of the identities and tags given.
pub fn contact(row: ContactRow, identities: &[IdentityRow], tags: &[ContactTag]) -> ContactView {
    let tag_ids = tags.iter().filter(|tag| tag.contact_id == row.id).map(|tag| tag.tag_id).collect();
    let own = identities.iter().filter(|identity| identity.contact_id == row.id);
    ContactView {
        id: row.id,
        name: row.name,
        phone: row.phone.map(|digits| format!("+{digits}")),
        username: row.username,
        email: row.email,
        company: row.company,
        tag_ids,
        identities: own.map(identity).collect(),
        blocked_at: row.blocked_at,
        created_at: row.created_at,
        last_activity_at: (row.last_seen_at != row.created_at).then_some(row.last_seen_at),
    }
}

fn identity(row: &IdentityRow) -> IdentityView {
    let value = match row.kind {
        IdentityKind::Phone => format!("+{}", row.given),
        IdentityKind::Bsuid | IdentityKind::ParentBsuid => row.given.clone(),
    };
    IdentityView { kind: row.kind.as_str().to_owned(), value }
}

/// The view of a message.
pub fn message(row: &MessageRow, language: Language) -> MessageView {
    MessageView {
        id: row.id,
        conversation_id: row.conversation_id,
        contact_id: row.contact_id,
        number_id: row.phone_number_id,
        direction: row.direction,
        source: row.source,
        kind: row.kind.clone(),
        content: row.content.clone().and_then(|json| RawValue::from_string(json).ok()),
        media: media(row),
        status: row.status(),
        wa_message_id: row.wamid.clone(),
        reply_to: row.reply_to,
        author_id: row.author_id,
        resend_of: row.resend_of,
        dismissed_at: row.dismissed_at,
        error: row.error_code.map(|code| error(code, language)),
        created_at: row.created_at,
        status_times: row.moments.into(),
    }
}

/// The file of a message that is one.
fn media(row: &MessageRow) -> Option<MediaView> {
    let object = row.content.as_deref().filter(|_| Media::KINDS.contains(&row.kind.as_str()))?;
    let Media { mime_type, caption, filename, .. } = Media::read(&serde_json::from_str(object).ok()?);
    Some(MediaView { mime_type, caption, file_name: filename, download: Download::Pending })
}

/// The view of an entry of a conversation's history.
pub fn history(row: HistoryRow) -> HistoryView {
    let HistoryRow { id, conversation_id, kind, actor_kind, actor_id, data, at } = row;
    let by = actor_id.map(|id| match actor_kind.as_str() {
        "key" => KeyId::from_uuid(id).to_string(),
        _ => UserId::from_uuid(id).to_string(),
    });
    HistoryView { id, conversation_id, kind, by, data, at }
}

/// The view of a note.
pub fn note(row: NoteRow) -> NoteView {
    let NoteRow { id, conversation_id, author_id, body, mentions, created_at, edited_at, deleted_at } = row;
    let mentions = serde_json::from_value(mentions).unwrap_or_default();
    NoteView { id, conversation_id, author_id, body, mentions, created_at, edited_at, deleted_at }
}

/// The view of a tag.
pub fn tag(row: Tag) -> TagView {
    let Tag { id, name, hue, created_at, .. } = row;
    TagView { id, name, hue, created_at }
}

/// The view of a number; its token stays here.
pub fn number(row: &NumberRow) -> NumberView {
    NumberView {
        id: row.id,
        waba_id: row.waba_id.clone(),
        phone_number_id: row.phone_number_id.clone(),
        display_phone_number: row.display_phone_number.clone(),
        name: row.name.clone(),
        status: row.status.as_str().to_owned(),
        status_reason: row.status_reason.clone(),
        proof: row.proof.as_str().to_owned(),
        app: row.app.clone(),
        throughput: row.throughput,
        cap_per_minute: row.cap_per_minute,
        cap_per_day: row.cap_per_day,
    }
}

/// What a code of Meta's means, for the person who can act.
pub fn error(code: i64, language: Language) -> ErrorView {
    let lang = match language {
        Language::PtBr => Lang::Pt,
        Language::En => Lang::En,
        Language::Es => Lang::Es,
    };
    let explained = classify::explain(code, lang);
    let words = |text: &str| text.to_owned();
    ErrorView {
        code,
        title: words(explained.title),
        who: words(explained.who.as_str()),
        remedy: words(explained.remedy),
    }
}
