//! The outer shape: `entry[] × changes[]`, split without reading the values.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::error::Category;
use serde_json::value::RawValue;

use super::scan::{TooDeep, clean};
use super::value::Change;
use crate::lenient::scalar;

/// One webhook body.
#[derive(Debug)]
pub struct Payload {
    /// Meta's word for the kind of object, normally `whatsapp_business_account`.
    pub object: Option<String>,
    /// One per account; a body may mix several.
    pub entries: Vec<Entry>,
}

impl Payload {
    /// All changes in the order Meta wrote them.
    pub fn changes(&self) -> impl Iterator<Item = &Result<RawChange, BadChange>> {
        self.entries.iter().flat_map(|entry| &entry.changes)
    }

    /// All changes in the order Meta wrote them, given away.
    pub fn into_changes(self) -> impl Iterator<Item = Result<RawChange, BadChange>> {
        self.entries.into_iter().flat_map(|entry| entry.changes)
    }
}

/// What happened at one account.
#[derive(Debug)]
pub struct Entry {
    /// The WABA, except for partner events (see [`RawChange::waba_id`]).
    pub id: Option<String>,
    /// Seconds since 1970 UTC; only on management fields.
    pub time: Option<i64>,
    /// Each for itself: a bad one leaves the others whole.
    pub changes: Vec<Result<RawChange, BadChange>>,
}

/// One change, read as far as routing needs.
#[derive(Debug, Clone)]
pub struct RawChange {
    /// Meta's field: `messages`, `smb_message_echoes`, `account_update`, …
    pub field: String,
    /// `entry[].id` as given.
    pub entry_id: Option<String>,
    /// `entry[].time`: seconds since 1970 UTC, only on management fields.
    pub entry_time: Option<i64>,
    /// The account concerned: `waba_info.waba_id` where the entry names the partner business, else the entry's id.
    pub waba_id: Option<String>,
    /// `metadata.phone_number_id`: the number concerned, the first thing to route by.
    pub phone_number_id: Option<String>,
    /// As Meta prints it, in varying formats. Some management fields name the number only by this.
    pub display_phone_number: Option<String>,
    /// The value exactly as it was signed.
    pub value: Box<RawValue>,
}

impl RawChange {
    /// Read the value. Fields without a reader of their own give [`Change::Other`].
    pub fn parse(&self) -> Result<Change, ChangeFault> {
        Ok(Change::read(&self.field, read_value(self.value.get())?))
    }
}

/// A change (or entry) that cannot be read at all.
#[derive(Debug, Clone)]
pub struct BadChange {
    /// The account it stood under, if that was readable.
    pub entry_id: Option<String>,
    /// What is wrong.
    pub fault: ChangeFault,
    /// Its JSON text as it was signed.
    pub raw: String,
}

/// Why a change cannot be read. Never carries content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ChangeFault {
    #[error("nested deeper than 64 levels")]
    TooDeep,
    #[error("not an object")]
    NotAnObject,
    #[error("without a field")]
    NoField,
    #[error("an entry without a list of changes")]
    NoChanges,
    #[error("holds a value that is out of range")]
    OutOfRange,
}

/// Why a body is not a webhook payload. Never carries content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    #[error("the body is not UTF-8 at byte {at}")]
    NotUtf8 { at: usize },
    #[error("the body is not JSON at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error("the body is not an object with a list of entries")]
    NotAnEnvelope,
    #[error("the body has more than {MOST_CHANGES} changes")]
    TooManyChanges,
}

/// Most changes that one body may have. Meta batches at most 1,000; without a bound a small body could ask for millions.
pub const MOST_CHANGES: usize = 5_000;
/// Longest name of a field, an account or a number, in bytes. Meta's have twenty or thirty.
const LONGEST_NAME: usize = 128;

/// Split a body into its changes. Linear in the body's length, without recursion.
pub fn parse(body: &[u8]) -> Result<Payload, ParseError> {
    let json = str::from_utf8(body).map_err(|error| ParseError::NotUtf8 { at: error.valid_up_to() })?;
    let envelope: Object<'_> = serde_json::from_str(json).map_err(|error| match error.classify() {
        Category::Data => ParseError::NotAnEnvelope,
        _ => ParseError::NotJson { line: error.line(), column: error.column() },
    })?;
    let entries = envelope.get("entry").and_then(|raw| elements(raw)).ok_or(ParseError::NotAnEnvelope)?;
    let mut left = MOST_CHANGES;
    let entries = entries.into_iter().map(|raw| read_entry(raw, &mut left)).collect::<Result<_, _>>()?;
    Ok(Payload { object: name_under(&envelope, "object"), entries })
}

/// The fields of an object, each still text. A repeated name counts once, the last time.
type Object<'j> = BTreeMap<String, &'j RawValue>;

fn elements(raw: &RawValue) -> Option<Vec<&RawValue>> {
    serde_json::from_str(raw.get()).ok()
}

/// What something is called: looked up by, so fit for any column and index. What is longer than any name is none.
fn name_under(object: &Object<'_>, name: &str) -> Option<String> {
    let name = serde_json::from_str(object.get(name)?.get()).ok().as_ref().and_then(scalar)?;
    (name.len() <= LONGEST_NAME).then(|| name.replace('\0', "\u{fffd}"))
}

/// One entry; its changes are taken off what the body has left.
fn read_entry(raw: &RawValue, left: &mut usize) -> Result<Entry, ParseError> {
    let fields: Object<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    let id = name_under(&fields, "id");
    let time = name_under(&fields, "time").and_then(|time| time.parse().ok());
    let found = fields.get("changes").and_then(|changes| elements(changes));
    *left = left.checked_sub(found.as_ref().map_or(1, Vec::len)).ok_or(ParseError::TooManyChanges)?;
    let changes = match found {
        Some(changes) => changes.into_iter().map(|change| read_change(change, id.as_deref(), time)).collect(),
        None => vec![Err(BadChange { entry_id: id.clone(), fault: ChangeFault::NoChanges, raw: raw.get().to_owned() })],
    };
    Ok(Entry { id, time, changes })
}

fn read_change(raw: &RawValue, entry_id: Option<&str>, entry_time: Option<i64>) -> Result<RawChange, BadChange> {
    let bad = |fault| BadChange { entry_id: entry_id.map(str::to_owned), fault, raw: raw.get().to_owned() };
    let json = clean(raw.get()).map_err(|TooDeep| bad(ChangeFault::TooDeep))?;
    let fields: Object<'_> = serde_json::from_str(&json).map_err(|_| bad(ChangeFault::NotAnObject))?;
    let field = name_under(&fields, "field").ok_or_else(|| bad(ChangeFault::NoField))?;
    let head = fields.get("value").map_or_else(Head::default, |value| Head::read(value));
    let as_signed: Object<'_> = serde_json::from_str(raw.get()).unwrap_or_default();
    Ok(RawChange {
        field,
        entry_id: entry_id.map(str::to_owned),
        entry_time,
        waba_id: head.waba_id.or_else(|| entry_id.map(str::to_owned)),
        phone_number_id: head.phone_number_id,
        display_phone_number: head.display_phone_number,
        value: as_signed.get("value").map_or_else(|| RawValue::NULL.to_owned(), |value| (*value).to_owned()),
    })
}

/// What routing needs of a value.
#[derive(Default)]
struct Head {
    phone_number_id: Option<String>,
    display_phone_number: Option<String>,
    waba_id: Option<String>,
}

impl Head {
    fn read(value: &RawValue) -> Self {
        let fields: Object<'_> = serde_json::from_str(value.get()).unwrap_or_default();
        let inner = |name| fields.get(name).and_then(|raw| serde_json::from_str::<Object<'_>>(raw.get()).ok());
        let metadata = inner("metadata").unwrap_or_default();
        let waba_info = inner("waba_info").unwrap_or_default();
        Self {
            phone_number_id: name_under(&metadata, "phone_number_id"),
            display_phone_number: name_under(&metadata, "display_phone_number")
                .or_else(|| name_under(&fields, "display_phone_number")),
            waba_id: name_under(&waba_info, "waba_id"),
        }
    }
}

/// A value with all text fit for any column.
fn read_value(json: &str) -> Result<Value, ChangeFault> {
    let json = clean(json).map_err(|TooDeep| ChangeFault::TooDeep)?;
    let value: Value = serde_json::from_str(&json).map_err(|_| ChangeFault::OutOfRange)?;
    if value.is_object() { Ok(value) } else { Err(ChangeFault::NotAnObject) }
}
