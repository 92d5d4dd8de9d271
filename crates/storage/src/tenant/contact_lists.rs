//! Pages of one tenant's contacts, in one of four orders.
//!
//! Each combination of order and filters is a text of its own, so that both engines keep to the index of the order. A
//! search looks its words up first and sorts what it found.

use recado_domain::{ContactId, TagId, TenantId, Timestamp, fold::prefix_end};
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
    composed every_page;
}

/// Most words that one search takes.
pub const MOST_WORDS: usize = 8;
/// Most contacts that a search looks at: a single letter would otherwise sort half of a tenant.
const MOST_FOUND: usize = 500;

/// The order of a list of contacts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ContactOrder {
    /// By name.
    #[default]
    Name,
    /// By name, from the end.
    NameDown,
    /// Who wrote last, first.
    Recent,
    /// Who was made last, first.
    Created,
}

/// Which contacts are wanted; all that is given must fit. Erased ones never are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactFilter {
    /// Up to [`MOST_WORDS`] folded words: for each, a word of the contact begins with it. At most 500 are looked at.
    pub words: Vec<String>,
    /// A tag that is on them.
    pub tag: Option<TagId>,
    /// Whether they are blocked.
    pub blocked: Option<bool>,
    /// In which order.
    pub order: ContactOrder,
}

/// The place of a contact in its list, its id aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactPlace {
    /// The folded name.
    Name(String),
    /// The time that the order is of.
    At(Timestamp),
}

/// A contact with the key of its place in the list by name.
#[derive(Debug, Clone)]
pub struct ListedContact {
    /// The contact.
    pub contact: ContactRow,
    /// Its name, folded.
    name_key: String,
}

impl Row for ListedContact {
    fn decode(row: &mut RowRef<'_>) -> DbResult<Self> {
        Ok(Self { contact: ContactRow::decode(row)?, name_key: row.get("name_key")? })
    }
}

impl ListedContact {
    /// Its place in a list of this order.
    pub fn place(&self, order: ContactOrder) -> ContactPlace {
        match order {
            ContactOrder::Name | ContactOrder::NameDown => ContactPlace::Name(self.name_key.clone()),
            ContactOrder::Recent => ContactPlace::At(self.contact.last_seen_at),
            ContactOrder::Created => ContactPlace::At(self.contact.created_at),
        }
    }
}

/// Pages of one tenant's contacts. Only a door can make one.
#[derive(Debug)]
pub struct ContactLists<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ContactLists<'_> {
    /// The contacts behind `behind` that fit the filter.
    pub async fn page(
        &mut self,
        filter: &ContactFilter,
        behind: Option<(ContactPlace, ContactId)>,
        limit: u32,
    ) -> DbResult<Vec<ListedContact>> {
        assert!(filter.words.len() <= MOST_WORDS, "the caller counts the words");
        let (place, id) = behind.unwrap_or_else(|| filter.order.start());
        let mut args = match place {
            ContactPlace::Name(name) => args![self.tenant, name, id, limit],
            ContactPlace::At(at) => args![self.tenant, at, id, limit],
        };
        for word in &filter.words {
            args.push(word.into());
            args.push(prefix_end(word).unwrap_or_else(|| char::MAX.to_string()).into());
        }
        args.extend(filter.tag.map(Arg::from));
        let shape = Shape {
            words: filter.words.len(),
            tag: filter.tag.is_some(),
            blocked: filter.blocked,
            order: filter.order,
        };
        self.tx.all(statement(shape), args).await
    }
}

impl ContactOrder {
    /// The column of the order, how a row lies behind another, and which way it goes.
    const fn key(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Name => ("name_key", ">", "ASC"),
            Self::NameDown => ("name_key", "<", "DESC"),
            Self::Recent => ("last_seen_at", "<", "DESC"),
            Self::Created => ("created_at", "<", "DESC"),
        }
    }

    const fn is_by_name(self) -> bool {
        matches!(self, Self::Name | Self::NameDown)
    }

    /// In front of everybody.
    fn start(self) -> (ContactPlace, ContactId) {
        match self {
            Self::Name => (ContactPlace::Name(String::new()), ContactId::from_uuid(Uuid::nil())),
            Self::NameDown => (ContactPlace::Name(char::MAX.to_string()), ContactId::from_uuid(Uuid::max())),
            Self::Recent | Self::Created => {
                (ContactPlace::At(Timestamp::from_micros(i64::MAX)), ContactId::from_uuid(Uuid::max()))
            }
        }
    }
}

/// What decides the text of a page: everything but the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    words: usize,
    tag: bool,
    blocked: Option<bool>,
    order: ContactOrder,
}

fn statement(shape: Shape) -> &'static Statement {
    static PAGES: Composed<Shape> = Composed::new();
    PAGES.get("contact_lists.PAGE", Door::Tenant, shape, text)
}

fn text(shape: &Shape) -> String {
    let (key, than, way) = shape.order.key();
    let blocked = match shape.blocked {
        None => "",
        Some(true) => " AND blocked_at IS NOT NULL",
        Some(false) => " AND blocked_at IS NULL",
    };
    let living = format!("merged_into IS NULL AND erased_at IS NULL{blocked}");
    // Blocked and found ones are few: the plus sign keeps both engines from walking everybody in the order of the time.
    let rare = (shape.words > 0 || shape.blocked == Some(true)) && !shape.order.is_by_name();
    let key = if rare { format!("+{key}") } else { key.to_owned() };
    let mut places = Places::behind(4);
    if shape.words == 0 && shape.tag && shape.order.is_by_name() {
        let tag = places.next("k.tag_id = $");
        // CROSS JOIN holds SQLite to this order of tables.
        return format!(
            "SELECT {COLUMNS}, k.name_key FROM contact_tags k CROSS JOIN contacts c
             WHERE k.tenant_id = $1 AND {tag} AND (k.name_key, k.contact_id) {than} ($2, $3)
             AND c.tenant_id = $1 AND c.id = k.contact_id AND {living} ORDER BY k.name_key {way}, k.contact_id {way} LIMIT $4"
        );
    }
    let found = match (shape.words, shape.tag) {
        (0, false) => String::new(),
        (0, true) => {
            let tag = places.next("k.tag_id = $");
            format!(
                " AND EXISTS (SELECT 1 FROM contact_tags k WHERE k.tenant_id = $1 AND k.contact_id = contacts.id AND {tag})"
            )
        }
        (words, tag) => found(words, tag, &mut places),
    };
    format!(
        "SELECT {COLUMNS}, name_key FROM contacts WHERE tenant_id = $1 AND {living}{found}
         AND ({key}, id) {than} ($2, $3) ORDER BY {key} {way}, id {way} LIMIT $4"
    )
}

/// One word's contacts in the order of its index, so that the cap always takes the same ones; several words' by id.
fn found(words: usize, has_tag: bool, places: &mut Places) -> String {
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
        " AND id IN (SELECT f.contact_id FROM ({} ORDER BY {order} LIMIT {MOST_FOUND}) AS f)",
        sides.join(" INTERSECT ")
    )
}

/// Every text that can be asked for.
#[cfg(any(test, feature = "mutants"))]
fn every_page() -> Vec<&'static Statement> {
    every_shape().into_iter().map(statement).collect()
}

#[cfg(any(test, feature = "mutants"))]
fn every_shape() -> Vec<Shape> {
    use ContactOrder::{Created, Name, NameDown, Recent};
    let mut shapes = Vec::new();
    for words in 0..=MOST_WORDS {
        for tag in [false, true] {
            for blocked in [None, Some(true), Some(false)] {
                shapes.extend([Name, NameDown, Recent, Created].map(|order| Shape { words, tag, blocked, order }));
            }
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Kind, TestDatabase};

    #[tokio::test]
    async fn pages_and_searches_use_their_indexes() {
        let database = TestDatabase::migrated(Kind::Sqlite).await;
        let connection = rusqlite::Connection::open(database.file()).unwrap();
        for shape in every_shape() {
            let plan = crate::tests::plan(&connection, statement(shape).sqlite);
            let has = |step: &str| plan.iter().any(|line| line.contains(step));
            match (shape.words, shape.tag, shape.blocked, shape.order) {
                (0, true, _, order) if order.is_by_name() => {
                    assert!(plan[0].contains("SEARCH k USING COVERING INDEX contact_tag"), "{plan:?}");
                    assert!(!has("B-TREE FOR ORDER"), "nothing is sorted: {plan:?}");
                }
                (0, false, None | Some(false), order) => {
                    let index = match order {
                        ContactOrder::Name | ContactOrder::NameDown => "contacts_by_name",
                        ContactOrder::Recent => "contacts_by_seen",
                        ContactOrder::Created => "contacts_by_created",
                    };
                    assert!(plan[0].contains(&format!("SEARCH contacts USING INDEX {index}")), "{shape:?} {plan:?}");
                    assert!(!has("B-TREE FOR ORDER"), "nothing is sorted: {plan:?}");
                }
                (0, false, Some(true), _) => assert!(has("contacts_blocked"), "{shape:?} {plan:?}"),
                (0, ..) => assert!(has("SEARCH contacts USING INDEX contacts_"), "{shape:?} {plan:?}"),
                // The blocked ones are as few as what is found.
                (_, _, Some(true), _) if has("contacts_blocked") => {}
                (words, ..) => {
                    let look_ups = plan.iter().filter(|step| step.contains("SEARCH contact_terms USING PRIMARY KEY"));
                    assert_eq!(look_ups.count(), words, "{plan:?}");
                    let by_id = "SEARCH contacts USING INDEX sqlite_autoindex_contacts_1 (tenant_id=? AND id=?)";
                    assert!(has(by_id), "only what was found is read: {shape:?} {plan:?}");
                }
            }
        }
    }
}
