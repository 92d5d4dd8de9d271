//! Lists: pages of rows, and the opaque cursors between them.
//!
//! A cursor carries the sort key of the last row shown, sealed with a key of the installation and bound to its list, so
//! that a made-up or borrowed one is refused.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, de::DeserializeOwned};
use sha2::Sha256;
use utoipa::ToSchema;

use crate::{
    extract::Limit,
    problem::{Problem, ProblemKind},
};

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

    fn seal<K: Serialize>(&self, list: &str, key: &K) -> String {
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
}
