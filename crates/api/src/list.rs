//! Lists: pages of rows, and the opaque cursors between them.
//!
//! A cursor carries the sort key of the last row shown, sealed with a key of the installation and bound to its list, so
//! that a made-up or borrowed one is refused.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use recado_domain::Timestamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::Sha256;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    extract::Limit,
    problem::{Problem, ProblemKind},
};

/// Which page is wanted of a list that takes nothing else.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Where the page begins: the `nextCursor` of the page before.
    pub cursor: Option<String>,
    /// Rows of the page: 50, at most 200.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    pub limit: Limit,
}

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub data: Vec<T>,
    /// Where the next page begins; null on the last one.
    pub next_cursor: Option<String>,
}

impl<T> Page<T> {
    /// The same page with its rows shown differently.
    pub fn map<U>(self, show: impl FnMut(T) -> U) -> Page<U> {
        Page { data: self.data.into_iter().map(show).collect(), next_cursor: self.next_cursor }
    }
}

/// The page of a list whose ids are times, the newest first: the least id of `from` on, and the id that all rows lie
/// before, by `to` and by the cursor. Times count to the millisecond.
pub fn id_bounds(from: Option<Timestamp>, to: Option<Timestamp>, cursor: Option<Uuid>) -> (Uuid, Uuid) {
    let first_of = |at: Timestamp| Uuid::from_u128(u128::try_from(at.millis()).unwrap_or_default() << 80);
    let end = to.map_or(Uuid::max(), first_of);
    (from.map_or(Uuid::nil(), first_of), cursor.map_or(end, |cursor| cursor.min(end)))
}

/// Bytes of rows that make a page full before its rows do.
const FULL: usize = 4 * 1024 * 1024;
/// Rows read at a time where one may weigh megabytes.
const SLICE: u32 = 8;

/// The rows of one page of a list whose rows carry what Meta sent, read a few at a time: the page ends with the row that
/// makes it full, and has at least one.
#[derive(Debug)]
pub struct HeavyRows<T> {
    rows: Vec<T>,
    most: usize,
    weight: usize,
    /// Whether there is a row behind the page; `None`: not known yet.
    more: Option<bool>,
}

impl<T> HeavyRows<T> {
    /// None yet.
    pub fn new(limit: Limit) -> Self {
        Self { rows: Vec::new(), most: limit.rows(), weight: 0, more: None }
    }

    /// How many rows to read next, behind [`Self::last`]; `None` when the page is complete.
    pub fn wanted(&self) -> Option<u32> {
        if self.more.is_some() {
            return None;
        }
        // One more than the page holds tells whether another follows.
        let room = u32::try_from(self.most + 1 - self.rows.len()).unwrap_or(SLICE);
        Some(if self.is_full() { 1 } else { SLICE.min(room) })
    }

    /// The last row of the page so far.
    pub fn last(&self) -> Option<&T> {
        self.rows.last()
    }

    /// Takes the rows that were read when so many were wanted.
    pub fn take(&mut self, rows: Vec<T>, wanted: u32, weigh: impl Fn(&T) -> usize) {
        let is_end = rows.len() < wanted as usize;
        for row in rows {
            if self.is_full() {
                self.more = Some(true);
                return;
            }
            self.weight += weigh(&row);
            self.rows.push(row);
        }
        if is_end {
            self.more = Some(false);
        }
    }

    fn is_full(&self) -> bool {
        self.rows.len() == self.most || self.weight >= FULL
    }
}

/// Length of the seal in bytes: enough against guessing, and a forged cursor could only name a place in one's own list.
const SEAL: usize = 12;

/// Makes and opens cursors.
#[derive(Debug, Clone)]
pub struct Cursors([u8; 32]);

impl Cursors {
    /// Cursors sealed with this key.
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The key in a cursor of this list; `None` without a cursor.
    pub fn open<K: DeserializeOwned>(&self, list: &str, cursor: Option<&str>) -> Result<Option<K>, Problem> {
        let Some(cursor) = cursor else { return Ok(None) };
        let opened = self.opened(list, cursor);
        let refused = || Problem::new(ProblemKind::Malformed).detail("this cursor does not belong to this list");
        opened.map(Some).ok_or_else(refused)
    }

    fn opened<K: DeserializeOwned>(&self, list: &str, cursor: &str) -> Option<K> {
        let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (key, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
        self.sealing(list, key).verify_truncated_left(seal).ok()?;
        serde_json::from_slice(key).ok()
    }

    /// The cursor of the place behind this key.
    pub fn seal<K: Serialize>(&self, list: &str, key: &K) -> String {
        let mut bytes = serde_json::to_vec(key).expect("sort keys are plain data");
        let seal = self.sealing(list, &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&seal[..SEAL]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn sealing(&self, list: &str, key: &[u8]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length will do");
        mac.update(list.as_bytes());
        mac.update(&[0]);
        mac.update(key);
        mac
    }

    /// The page of rows that were weighed; `key` is the sort key of a row.
    pub fn heavy_page<T, K: Serialize>(&self, list: &str, heavy: HeavyRows<T>, key: impl FnOnce(&T) -> K) -> Page<T> {
        let HeavyRows { rows, more, .. } = heavy;
        let next_cursor = rows.last().filter(|_| more == Some(true)).map(|last| self.seal(list, &key(last)));
        Page { data: rows, next_cursor }
    }

    /// Cuts the page out of rows that were asked for with [`Limit::with_probe`]; `key` is the sort key of a row.
    pub fn page<T, K: Serialize>(
        &self,
        list: &str,
        mut rows: Vec<T>,
        limit: Limit,
        key: impl FnOnce(&T) -> K,
    ) -> Page<T> {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next_cursor = rows.last().filter(|_| more).map(|last| self.seal(list, &key(last)));
        Page { data: rows, next_cursor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_unchanged_and_in_its_own_list() {
        let cursors = Cursors::new([7; 32]);
        let page = cursors.page("users", (1..=51).collect::<Vec<u64>>(), Limit::default(), |n| (*n, "x"));
        assert_eq!(page.data.len(), 50);
        let cursor = page.next_cursor.unwrap();
        let open = |list, text: &str| cursors.open::<(u64, String)>(list, Some(text)).map_err(|p| p.kind());
        assert_eq!(open("users", &cursor), Ok(Some((50, "x".to_owned()))));
        assert_eq!(open("teams", &cursor), Err(ProblemKind::Malformed));
        for place in 0..cursor.len() {
            let other = if &cursor[place..=place] == "A" { "B" } else { "A" };
            let tampered = format!("{}{other}{}", &cursor[..place], &cursor[place + 1..]);
            assert_eq!(open("users", &tampered), Err(ProblemKind::Malformed), "{place}");
        }
        assert_eq!(open("users", ""), Err(ProblemKind::Malformed));
        assert_eq!(open("users", "%%%"), Err(ProblemKind::Malformed));
    }

    #[test]
    fn the_last_page_has_no_cursor() {
        let page = Cursors::new([7; 32]).page("users", (1..=50).collect::<Vec<u64>>(), Limit::default(), |n| *n);
        assert_eq!((page.data.len(), page.next_cursor), (50, None));
    }

    /// The rows of the first page of a list of these weights, and whether there is another.
    fn first_page(weights: &[usize], limit: Limit) -> (usize, bool) {
        let (mut page, mut rest) = (HeavyRows::new(limit), weights.iter().copied());
        while let Some(wanted) = page.wanted() {
            let rows: Vec<usize> = rest.by_ref().take(wanted as usize).collect();
            page.take(rows, wanted, |weight| *weight);
        }
        let page = Cursors::new([7; 32]).heavy_page("changes", page, |weight| *weight);
        (page.data.len(), page.next_cursor.is_some())
    }

    #[test]
    fn a_page_of_heavy_rows_ends_when_it_is_full() {
        let table = [
            (vec![1; 120], (50, true)),
            (vec![1; 51], (50, true)),
            (vec![1; 50], (50, false)),
            (vec![1; 3], (3, false)),
            (vec![FULL / 2; 9], (2, true)),
            (vec![FULL; 2], (1, true)),
            (vec![2 * FULL], (1, false)),
            (vec![], (0, false)),
        ];
        for (weights, wanted) in table {
            assert_eq!(first_page(&weights, Limit::default()), wanted, "{} rows", weights.len());
        }
    }
}
