//! Pages of one tenant's contacts, by name.

use recado_domain::{ContactId, TagId, TenantId, fold::prefix_end};
use uuid::Uuid;

use super::contacts::{COLUMNS, ContactRow};
use crate::{
    column::{Arg, args},
    dynamic::{Composed, Places},
    error::DbResult,
    rows::{Row, RowRef},
    statement::{Door, Statement, statements},
    tx::Tx,
};

statements! { Tenant "contact_lists";
    BY_NAME = "SELECT ", COLUMNS, ", name_key FROM contacts WHERE tenant_id = $1 AND merged_into IS NULL
        AND (name_key, id) > ($2, $3) ORDER BY name_key, id LIMIT $4";
    OF_TAG = "SELECT ", COLUMNS, ", k.name_key FROM contact_tags k CROSS JOIN contacts c
        WHERE k.tenant_id = $1 AND k.tag_id = $5 AND (k.name_key, k.contact_id) > ($2, $3)
        AND c.tenant_id = $1 AND c.id = k.contact_id AND c.merged_into IS NULL
        ORDER BY k.name_key, k.contact_id LIMIT $4";
    composed every_search;
}

/// Most words that one search takes.
pub const MOST_WORDS: usize = 8;
/// Most contacts that a search looks at: a single letter would otherwise sort half of a tenant.
const MOST_FOUND: usize = 500;

/// A contact with the key of its place in the list.
#[derive(Debug, Clone)]
pub struct ContactByName {
    /// The contact.
    pub contact: ContactRow,
    /// Its name, folded.
    pub name_key: String,
}

impl Row for ContactByName {
    fn decode(row: &mut RowRef<'_>) -> DbResult<Self> {
        Ok(Self { contact: ContactRow::decode(row)?, name_key: row.get("name_key")? })
    }
}

/// Pages of one tenant's contacts. Only a door can make one.
#[derive(Debug)]
pub struct ContactLists<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ContactLists<'_> {
    /// The contacts behind `behind` (folded name and id), by name.
    pub async fn page(&mut self, behind: Option<(String, ContactId)>, limit: u32) -> DbResult<Vec<ContactByName>> {
        let args = first_args(self.tenant, behind, limit);
        self.tx.all(&BY_NAME, args).await
    }

    /// Those of them that have this tag.
    pub async fn of_tag(
        &mut self,
        tag: TagId,
        behind: Option<(String, ContactId)>,
        limit: u32,
    ) -> DbResult<Vec<ContactByName>> {
        let mut args = first_args(self.tenant, behind, limit);
        args.push(tag.into());
        self.tx.all(&OF_TAG, args).await
    }

    /// Those of them that have, for each of these 1 to [`MOST_WORDS`] folded words, a word that begins with it. At most
    /// 500 are looked at.
    pub async fn search(
        &mut self,
        words: &[String],
        tag: Option<TagId>,
        behind: Option<(String, ContactId)>,
        limit: u32,
    ) -> DbResult<Vec<ContactByName>> {
        assert!((1..=MOST_WORDS).contains(&words.len()), "the caller counts the words");
        let mut args = first_args(self.tenant, behind, limit);
        for word in words {
            args.push(word.into());
            args.push(prefix_end(word).unwrap_or_else(|| char::MAX.to_string()).into());
        }
        args.extend(tag.map(Arg::from));
        self.tx.all(search((words.len(), tag.is_some())), args).await
    }
}

fn first_args(tenant: TenantId, behind: Option<(String, ContactId)>, limit: u32) -> Vec<Arg> {
    let (name, id) = behind.unwrap_or((String::new(), ContactId::from_uuid(Uuid::nil())));
    args![tenant, name, id, limit]
}

/// How many words, and whether a tag.
type Shape = (usize, bool);

fn search(shape: Shape) -> &'static Statement {
    static SEARCHES: Composed<Shape> = Composed::new();
    SEARCHES.get("contact_lists.SEARCH", Door::Tenant, shape, |(words, tag)| text(*words, *tag))
}

/// One word's contacts in the order of its index, so that the cap always takes the same ones; several words' by id.
fn text(words: usize, has_tag: bool) -> String {
    let mut places = Places::behind(4);
    let mut sides = Vec::with_capacity(words);
    for _ in 0..words {
        let from = places.next("term >= $");
        let to = places.next("term < $");
        sides.push(format!("SELECT contact_id FROM contact_terms WHERE tenant_id = $1 AND {from} AND {to}"));
    }
    if has_tag {
        let tag = places.next("tag_id = $");
        sides.push(format!("SELECT contact_id FROM contact_tags WHERE tenant_id = $1 AND {tag}"));
    }
    let order = if words == 1 && !has_tag { "term, contact_id" } else { "contact_id" };
    format!(
        "SELECT {COLUMNS}, name_key FROM contacts WHERE tenant_id = $1 AND merged_into IS NULL
         AND id IN (SELECT f.contact_id FROM ({} ORDER BY {order} LIMIT {MOST_FOUND}) AS f)
         AND (name_key, id) > ($2, $3) ORDER BY name_key, id LIMIT $4",
        sides.join(" INTERSECT ")
    )
}

/// Every text that can be asked for.
#[cfg(test)]
fn every_search() -> Vec<&'static Statement> {
    (1..=MOST_WORDS).flat_map(|words| [false, true].map(|tag| search((words, tag)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kind, TestDatabase};

    #[tokio::test]
    async fn pages_and_searches_use_their_indexes() {
        let database = TestDatabase::migrated(Kind::Sqlite).await;
        let connection = rusqlite::Connection::open(database.file()).unwrap();
        let plan = crate::tests::plan(&connection, BY_NAME.sqlite);
        assert!(plan[0].contains("SEARCH contacts USING INDEX contacts_by_name"), "{plan:?}");
        assert_eq!(plan.len(), 1, "nothing is sorted: {plan:?}");
        let plan = crate::tests::plan(&connection, OF_TAG.sqlite);
        assert!(plan[0].contains("SEARCH k USING COVERING INDEX contact_tag"), "{plan:?}");
        assert_eq!(plan.len(), 2, "nothing is sorted: {plan:?}");
        for words in 1..=MOST_WORDS {
            let plan = crate::tests::plan(&connection, search((words, false)).sqlite);
            let look_ups = plan.iter().filter(|step| step.contains("SEARCH contact_terms USING PRIMARY KEY"));
            assert_eq!(look_ups.count(), words, "{plan:?}");
            let by_id = "SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 (tenant_id=? AND id=?)";
            assert!(plan.iter().any(|step| step.contains(by_id)), "only what was found is read: {plan:?}");
        }
    }
}
