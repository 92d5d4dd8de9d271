//! The index of the words of messages, written after the messages themselves.

use recado_domain::{MessageId, TenantId};

use crate::{
    column::args, error::DbResult, rows::row, statement::statements, tenant::message_search::tenant_word, tx::Tx,
};

statements! { System "message_words";
    UNINDEXED = "SELECT tenant_id, id, kind, content FROM messages WHERE words_version IS NULL
        ORDER BY tenant_id, id LIMIT $1";
    INDEX = sqlite ["INSERT OR REPLACE INTO message_words (rowid, w) SELECT n, $3 FROM messages WHERE tenant_id = $1 AND id = $2"]
        postgres ["UPDATE messages SET words = array_to_tsvector(string_to_array(v.words, ' '))
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS text[])) AS v (tenant_id, id, words)
            WHERE messages.tenant_id = v.tenant_id AND messages.id = v.id"];
    MARK = batch [1 + UUID, UUID] ["UPDATE messages SET words_version = $1 FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v WHERE messages.tenant_id = v.column1 AND messages.id = v.column2"];
}

/// A message whose words are not in the index.
#[derive(Debug, Clone)]
pub struct Unindexed {
    /// Whose it is.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: MessageId,
    /// Meta's word for the kind of message.
    pub kind: String,
    /// Meta's object named by the kind, as JSON text.
    pub content: Option<String>,
}
row!(Unindexed { tenant_id, id, kind, content });

/// The index of the words of messages. Only a door can make one.
#[derive(Debug)]
pub struct MessageWords<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl MessageWords<'_> {
    /// Messages that are not in the index.
    pub async fn unindexed(&mut self, limit: u32) -> DbResult<Vec<Unindexed>> {
        self.tx.all(&UNINDEXED, args![limit]).await
    }

    /// Writes the words of messages, cut by the rules of this version.
    pub async fn index(&mut self, messages: &[(TenantId, MessageId, Vec<String>)], version: u32) -> DbResult<()> {
        let words = messages.iter().map(|(tenant, id, words)| {
            let mut all = vec![tenant_word(*tenant)];
            all.extend(words.iter().cloned());
            args![*tenant, *id, all.join(" ")]
        });
        let words = words.collect();
        self.tx.execute_each(&INDEX, words).await?;
        let marks = messages.iter().map(|(tenant, id, _)| args![*tenant, *id]).collect();
        self.tx.execute_batch(&MARK, args![version], marks).await.map(drop)
    }
}
