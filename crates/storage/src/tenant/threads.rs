//! Pages of a conversation's messages.

use recado_domain::{ConversationId, MessageId, TenantId};
use uuid::Uuid;

use super::messages::{COLUMNS, FROM, MessageRow};
use crate::{column::args, error::DbResult, statement::statements, tx::Tx};

statements! { Tenant "threads";
    OLDER = "SELECT ", COLUMNS, FROM, " WHERE m.tenant_id = $1 AND m.conversation_id = $2 AND m.id < $3
        ORDER BY m.id DESC LIMIT $4";
}

/// Pages of one tenant's messages. Only a door can make one.
#[derive(Debug)]
pub struct Threads<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Threads<'_> {
    /// The messages of a conversation before `before`, the newest first: ids carry the time of writing.
    pub async fn list(
        &mut self,
        conversation: ConversationId,
        before: Option<MessageId>,
        limit: u32,
    ) -> DbResult<Vec<MessageRow>> {
        let before = before.unwrap_or(MessageId::from_uuid(Uuid::max()));
        self.tx.all(&OLDER, args![self.tenant, conversation, before, limit]).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kind, TestDatabase};

    #[tokio::test]
    async fn a_thread_is_read_in_the_order_of_its_index() {
        let database = TestDatabase::migrated(Kind::Sqlite).await;
        let connection = rusqlite::Connection::open(database.file()).unwrap();
        let plan = crate::tests::plan(&connection, OLDER.sqlite);
        assert!(plan.iter().any(|step| step.contains("SEARCH m USING INDEX msg_thread")), "{plan:?}");
        assert!(!plan.iter().any(|step| step.contains("B-TREE")), "{plan:?}");
    }
}
