//! The rows by subject. Source: Meta's error code pages as collected in October 2026.

mod account;
mod features;
mod limits;
mod number;
mod recipient;
mod request;
mod template;

use super::table::Entry;

pub(super) const ALL: [&[Entry]; 7] =
    [limits::CODES, account::CODES, recipient::CODES, request::CODES, template::CODES, number::CODES, features::CODES];
