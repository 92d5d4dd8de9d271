use std::collections::HashMap;

use recado_domain::{ConversationId, Language, MessageId, fold::fold_words};
use recado_storage::{
    DbError, DbResult, Tenant, Tx,
    tenant::{conversations::ConversationRow, message_search::FoundMessage, messages::MessageRow},
};

use crate::{
    Engine,
    access::Caller,
    view::{ConversationView, MessageView, load},
};

/// Most words that one search takes.
const MOST_WORDS: usize = 8;
/// Messages that are looked at together.
const PIECE: u32 = 200;
/// Pieces that one search looks at: who sees little of much gets what was found so far, and goes on.
const MOST_PIECES: u32 = 10;

/// Why nothing was searched for.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The installation has no index of words.
    #[error("search in messages is switched off")]
    SwitchedOff,
    /// No word at all, or too many.
    #[error("a search takes 1 to {MOST_WORDS} words")]
    Words,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Found {
    /// The messages, the latest first, each with its conversation.
    pub rows: Vec<(MessageView, ConversationView)>,
    /// Where to go on; `None`: there is no more.
    pub next: Option<(i64, MessageId)>,
}

impl Engine {
    /// The messages that have all of the typed words, in conversations that the caller sees.
    pub async fn search_messages(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        typed: &str,
        page: (Option<(i64, MessageId)>, usize, Language),
    ) -> Result<Found, SearchError> {
        if !self.settings.search_messages {
            return Err(SearchError::SwitchedOff);
        }
        let words = fold_words(typed);
        if words.is_empty() || words.len() > MOST_WORDS {
            return Err(SearchError::Words);
        }
        let (behind, limit, language) = page;
        let mut place = behind.map(|(n, id)| FoundMessage { n, id });
        let (mut seen, mut next) = (Vec::new(), None);
        let mut tenant = tx.tenant();
        for _ in 0..MOST_PIECES {
            let piece = tenant.message_search().find(&words, place, PIECE).await?;
            let is_last = piece.len() < PIECE as usize;
            let visible = visible(&mut tenant, caller, &piece).await?;
            let room = limit - seen.len();
            let is_full = visible.len() > room || (visible.len() == room && !is_last);
            seen.extend(visible.into_iter().take(room));
            place = if is_full { seen.last().map(|one: &Seen| one.place) } else { piece.last().copied() };
            next = place.filter(|_| is_full || !is_last).map(|place| (place.n, place.id));
            if is_full || is_last {
                break;
            }
        }
        Ok(Found { rows: views(&mut tenant, seen, language).await?, next })
    }
}

/// A message that the caller sees, with its place in the order.
struct Seen {
    place: FoundMessage,
    message: MessageRow,
    conversation: ConversationRow,
}

/// Those of the messages that stand in conversations that the caller sees, in their order.
async fn visible(tenant: &mut Tenant<'_>, caller: &Caller, piece: &[FoundMessage]) -> DbResult<Vec<Seen>> {
    let ids: Vec<MessageId> = piece.iter().map(|found| found.id).collect();
    let messages = tenant.messages().find_many(&ids).await?;
    let mut places: Vec<ConversationId> = messages.iter().map(|row| row.conversation_id).collect();
    places.sort_unstable();
    places.dedup();
    let conversations = tenant.conversations().find_many(&places).await?;
    let conversations: HashMap<ConversationId, ConversationRow> = conversations
        .into_iter()
        .filter(|row| caller.visibility().sees(row.placement()))
        .map(|row| (row.id, row))
        .collect();
    let mut messages: HashMap<MessageId, MessageRow> = messages.into_iter().map(|row| (row.id, row)).collect();
    let seen = piece.iter().filter_map(|found| {
        let message = messages.remove(&found.id)?;
        let conversation = conversations.get(&message.conversation_id)?.clone();
        Some(Seen { place: *found, message, conversation })
    });
    Ok(seen.collect())
}

async fn views(
    tenant: &mut Tenant<'_>,
    seen: Vec<Seen>,
    language: Language,
) -> DbResult<Vec<(MessageView, ConversationView)>> {
    let mut rows: HashMap<ConversationId, ConversationRow> = HashMap::new();
    for one in &seen {
        rows.entry(one.conversation.id).or_insert_with(|| one.conversation.clone());
    }
    let views = load::conversations(tenant, rows.into_values().collect(), language).await?;
    let views: HashMap<ConversationId, ConversationView> = views.into_iter().map(|view| (view.id, view)).collect();
    let pairs = seen.into_iter().filter_map(|one| {
        let conversation = views.get(&one.conversation.id)?.clone();
        Some((load::message(&one.message, language), conversation))
    });
    Ok(pairs.collect())
}
