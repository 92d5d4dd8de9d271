//! Messages found by their words. The index is a full-text table on SQLite and a column of words on PostgreSQL: the one
//! statement of this file is of the few that differ.

use recado_domain::{MessageId, TenantId};
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "message_search";
    /// `$3` is SQLite's place in the order, `$4` PostgreSQL's.
    FIND = sqlite ["SELECT m.n, m.id FROM message_words JOIN messages m ON m.n = message_words.rowid
            WHERE message_words MATCH '\"' || replace($2, ' ', '\" AND \"') || '\"' AND message_words.rowid < $3
            AND m.tenant_id = $1 AND $4 IS NOT NULL ORDER BY message_words.rowid DESC LIMIT $5"]
        postgres ["SELECT CAST(0 AS bigint) AS n, m.id
            FROM recado_find_messages(CAST('''' || replace($2, ' ', ''' & ''') || '''' AS tsquery), $4, $5) f
            JOIN messages m ON m.tenant_id = $1 AND m.id = f.id WHERE $3 >= 0 ORDER BY m.id DESC"];
}

/// A message that was found, and its place in the order: the latest arrived first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundMessage {
    /// Its place on SQLite.
    pub n: i64,
    /// Its id, which is its place on PostgreSQL.
    pub id: MessageId,
}
row!(FoundMessage { n, id });

/// One tenant's messages, as they are found. Only a door can make one.
#[derive(Debug)]
pub struct MessageSearch<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

/// The word that stands for a tenant in the index.
pub(crate) fn tenant_word(tenant: TenantId) -> String {
    format!("t{}", tenant.uuid().simple())
}

impl MessageSearch<'_> {
    /// The messages behind `behind` that have all of these folded words, the latest first.
    pub async fn find(
        &mut self,
        words: &[String],
        behind: Option<FoundMessage>,
        limit: u32,
    ) -> DbResult<Vec<FoundMessage>> {
        let last = FoundMessage { n: i64::MAX, id: MessageId::from_uuid(Uuid::max()) };
        let FoundMessage { n, id } = behind.unwrap_or(last);
        let wanted = format!("{} {}", tenant_word(self.tenant), words.join(" "));
        self.tx.all(&FIND, args![self.tenant, wanted, n, id, limit]).await
    }
}
