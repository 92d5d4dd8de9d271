//! Taking away all that tells who a contact is, and what was said. The rows stay, so that figures stay.

use recado_domain::{ContactId, ConversationId, HistoryId, MessageId, TenantId, Timestamp};
use serde_json::Value as Json;

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

/// The conversations of a contact.
const OF: &str = "conversation_id IN (SELECT c.id FROM conversations c WHERE c.tenant_id = $1 AND c.contact_id = $2)";

statements! { Tenant "erasure";
    MERGED = "SELECT id FROM contacts WHERE tenant_id = $1 AND merged_into = $2";
    CONVERSATIONS = "SELECT COUNT(*) AS n FROM conversations WHERE tenant_id = $1 AND contact_id = $2";
    MESSAGES = "SELECT COUNT(*) AS n FROM messages WHERE tenant_id = $1 AND ", OF;
    NOTES = "SELECT COUNT(*) AS n FROM notes WHERE tenant_id = $1 AND deleted_at IS NULL AND ", OF;
    IDENTITIES = "SELECT COUNT(*) AS n FROM contact_identities WHERE tenant_id = $1 AND contact_id = $2";
    OPEN = "SELECT id FROM conversations WHERE tenant_id = $1 AND contact_id = $2 AND is_open = 1 ORDER BY id";
    LEAVING = "SELECT id, sending = 'in_flight' AS is_in_flight FROM messages
        WHERE tenant_id = $1 AND sending IN ('queued', 'in_flight') AND ", OF, " ORDER BY id";
    SILENCE = "UPDATE messages SET content = NULL, referral = NULL, error_details = NULL, wamid = NULL, context_wamid = NULL,
        delivery_policy = 'hold', words_version = NULL WHERE tenant_id = $1 AND ", OF;
    ATTEMPTS = "UPDATE message_attempts SET wamid = NULL, exchange = NULL WHERE tenant_id = $1
        AND message_id IN (SELECT m.id FROM messages m WHERE m.tenant_id = $1 AND m.", OF, ")";
    PREVIEWS = "UPDATE conversations SET last_message_preview = NULL WHERE tenant_id = $1 AND contact_id = $2";
    MENTIONS = "DELETE FROM mentions WHERE tenant_id = $1
        AND note_id IN (SELECT n.id FROM notes n WHERE n.tenant_id = $1 AND n.", OF, ")";
    BLANK_NOTES = "UPDATE notes SET body = '', mentions = '[]', deleted_at = COALESCE(deleted_at, $3)
        WHERE tenant_id = $1 AND ", OF;
    TRANSFERS = "UPDATE transfers SET note = NULL WHERE tenant_id = $1 AND ", OF;
    HANDED_OVER = "SELECT id, data FROM conversation_events WHERE tenant_id = $1 AND kind = 'transferred' AND ", OF;
    RETELL = "UPDATE conversation_events SET data = $3 WHERE tenant_id = $1 AND id = $2";
    FORGET_IDENTITIES = "DELETE FROM contact_identities WHERE tenant_id = $1 AND contact_id = $2";
    UNTAG = "DELETE FROM contact_tags WHERE tenant_id = $1 AND contact_id = $2";
    ANONYMISE = "UPDATE contacts SET name = $3, name_key = $4, name_is_edited = TRUE, phone = NULL, username = NULL,
        email = NULL, company = NULL, needs_review = FALSE, blocked_at = NULL, erased_at = $5, updated_at = $5
        WHERE tenant_id = $1 AND id = $2";
}

/// How much there is of a contact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ErasureCounts {
    /// Conversations, open or not.
    pub conversations: i64,
    /// Messages, both ways.
    pub messages: i64,
    /// Notes that still say something.
    pub notes: i64,
    /// Phone numbers and user ids, former ones too.
    pub identities: i64,
}

/// A message that has not reached Meta yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaving {
    /// Its id.
    pub id: MessageId,
    /// Whether it is on the wire at this moment.
    pub is_in_flight: bool,
}
row!(Leaving { id, is_in_flight });

struct Merged {
    id: ContactId,
}
row!(Merged { id });

struct Open {
    id: ConversationId,
}
row!(Open { id });

struct HandedOver {
    id: HistoryId,
    data: Json,
}
row!(HandedOver { id, data });

/// Erasing one tenant's contacts. Only a door can make one.
#[derive(Debug)]
pub struct Erasure<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Erasure<'_> {
    /// The contact and all that became part of it.
    pub async fn family(&mut self, id: ContactId) -> DbResult<Vec<ContactId>> {
        let mut family = vec![id];
        let mut next = 0;
        while let Some(member) = family.get(next).copied() {
            let merged: Vec<Merged> = self.tx.all(&MERGED, args![self.tenant, member]).await?;
            family.extend(merged.into_iter().map(|merged| merged.id));
            next += 1;
        }
        Ok(family)
    }

    /// How much there is of a contact.
    pub async fn count(&mut self, id: ContactId) -> DbResult<ErasureCounts> {
        let mut counts = ErasureCounts::default();
        for (statement, into) in [
            (&CONVERSATIONS, &mut counts.conversations),
            (&MESSAGES, &mut counts.messages),
            (&NOTES, &mut counts.notes),
            (&IDENTITIES, &mut counts.identities),
        ] {
            *into = self.tx.one::<Number>(statement, args![self.tenant, id]).await?.n;
        }
        Ok(counts)
    }

    /// The contact's open conversations.
    pub async fn open(&mut self, id: ContactId) -> DbResult<Vec<ConversationId>> {
        let open: Vec<Open> = self.tx.all(&OPEN, args![self.tenant, id]).await?;
        Ok(open.into_iter().map(|open| open.id).collect())
    }

    /// What is about to leave for the contact.
    pub async fn leaving(&mut self, id: ContactId) -> DbResult<Vec<Leaving>> {
        self.tx.all(&LEAVING, args![self.tenant, id]).await
    }

    /// Takes away what was said to and about a contact. The words of messages leave the index of the search with its next
    /// pass, a moment later.
    pub async fn silence(&mut self, id: ContactId, at: Timestamp) -> DbResult<()> {
        for statement in [&ATTEMPTS, &SILENCE, &PREVIEWS, &MENTIONS, &TRANSFERS] {
            self.tx.execute(statement, args![self.tenant, id]).await?;
        }
        self.tx.execute(&BLANK_NOTES, args![self.tenant, id, at]).await?;
        let handed_over: Vec<HandedOver> = self.tx.all(&HANDED_OVER, args![self.tenant, id]).await?;
        for HandedOver { id, mut data } in handed_over {
            if data.as_object_mut().is_some_and(|data| data.remove("note").is_some()) {
                self.tx.execute(&RETELL, args![self.tenant, id, data]).await?;
            }
        }
        Ok(())
    }

    /// Takes away who a contact is, and puts this name and its sort key in the place of theirs.
    pub async fn anonymise(&mut self, id: ContactId, name: (&str, &str), at: Timestamp) -> DbResult<()> {
        self.tx.execute(&FORGET_IDENTITIES, args![self.tenant, id]).await?;
        self.tx.execute(&UNTAG, args![self.tenant, id]).await?;
        self.tx.execute(&ANONYMISE, args![self.tenant, id, name.0, name.1, at]).await.map(drop)
    }
}
