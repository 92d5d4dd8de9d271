//! What an error code of Meta's means: for the machine a class and a policy, for people a title, who must act, and a
//! remedy in three languages.
//!
//! One table, split by subject under `codes/`; everything here is total: a code nobody knows has an answer too. Where it
//! came from (answer, status, message or value) makes no difference.
//!
//! This module must not know what a message or a lane is: it says what to do, not how.
//!
//! To add a code: one row in the file of its subject. Codes must not overlap (a test looks).

mod codes;
mod policy;
mod table;

#[cfg(test)]
mod tests;

pub use policy::{Class, Policy, Scope, Tries};
pub use table::{Explanation, Lang, Who};

use crate::client::GraphError;
use table::{ANY_OTHER, Entry};

/// The class of a code; unknown ones are a bug of ours until shown otherwise.
pub fn classify(code: i64) -> Class {
    known(code).unwrap_or(&ANY_OTHER).class
}

/// What to do with a message refused with `code`.
pub fn policy(code: i64) -> Policy {
    known(code).unwrap_or(&ANY_OTHER).policy
}

/// What to do with a message refused by `error`: as its code says, else by its HTTP status and Meta's own hint.
pub fn policy_of(error: &GraphError) -> Policy {
    match (known(error.code), error.http_status) {
        (Some(entry), _) => entry.policy,
        (None, 429) => Policy::SlowDown { scope: Scope::Account },
        (None, 500..) => Policy::Tries(policy::THREE),
        (None, _) if error.is_transient == Some(true) => Policy::Tries(policy::THREE),
        (None, _) => ANY_OTHER.policy,
    }
}

/// What a code means to people.
pub fn explain(code: i64, lang: Lang) -> Explanation {
    known(code).unwrap_or(&ANY_OTHER).explain(lang)
}

/// Whether the table has a row for the code: a metric over the others shows what Meta has invented.
pub fn is_known(code: i64) -> bool {
    known(code).is_some()
}

fn known(code: i64) -> Option<&'static Entry> {
    codes::ALL.iter().copied().flatten().find(|entry| (entry.first..=entry.last).contains(&code))
}
