//! The HTTP surface as such: problems, headers, limits, health, the description of the API.
//!
//! Tests of one resource live in that resource's area. To add a rule that holds for every operation: `description.rs`.

mod description;
mod hostile;
mod security_txt;
mod shell;
mod surroundings;
mod web;
