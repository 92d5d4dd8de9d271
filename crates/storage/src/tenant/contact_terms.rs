//! The words that find contacts: rows of words, so that one index look-up per typed word serves both engines and a
//! small tenant never pays for a large one.

use recado_domain::{ContactId, TenantId};

use crate::{column::args, error::DbResult, statement::statements, tx::Tx};

statements! { Tenant "contact_terms";
    DELETE = batch [1 + UUID] ["DELETE FROM contact_terms WHERE tenant_id = $1 AND contact_id IN ("] [")"];
    INSERT = batch [0 + UUID, TEXT, UUID] ["INSERT INTO contact_terms (tenant_id, term, contact_id) VALUES "]
        [" ON CONFLICT DO NOTHING"];
}

/// The words of one tenant's contacts. Only a door can make one.
#[derive(Debug)]
pub struct ContactTerms<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ContactTerms<'_> {
    /// Gives contacts these words in the place of those they had: in the transaction that changes a name or a phone.
    pub async fn replace(&mut self, words: &[(ContactId, Vec<String>)]) -> DbResult<()> {
        let mut contacts: Vec<ContactId> = words.iter().map(|(contact, _)| *contact).collect();
        contacts.sort_unstable();
        let gone = contacts.into_iter().map(|contact| args![contact]).collect();
        self.tx.execute_batch(&DELETE, args![self.tenant], gone).await?;
        let mut rows: Vec<_> =
            words.iter().flat_map(|(contact, words)| words.iter().map(|word| (word, *contact))).collect();
        rows.sort_unstable();
        let rows = rows.into_iter().map(|(word, contact)| args![self.tenant, word, contact]).collect();
        self.tx.execute_batch(&INSERT, args![], rows).await.map(drop)
    }
}
