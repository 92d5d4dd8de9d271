//! From serde's words to ours.

use serde_path_to_error::{Path, Segment};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
};

/// A text with a character that PostgreSQL cannot keep. No engine takes it, so that both do the same.
pub(super) fn zero_character() -> Problem {
    Problem::new(ProblemKind::Malformed).detail("a text holds the character U+0000: leave it out")
}

/// The JSON pointer of a place in a body.
fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        let part = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => continue,
        };
        pointer.push('/');
        pointer.push_str(&part);
    }
    pointer
}

/// What serde found wrong, with the place. Serde has no codes, so its English is read; what is not recognised is passed on.
pub(super) fn finding(path: &Path, message: &str) -> Finding {
    let place = pointer(path);
    let message = message.rsplit_once(" at line ").map_or(message, |(words, _)| words);
    if message.starts_with("unknown field ") {
        return Finding::new(place, Fault::UnknownField);
    }
    if let Some(name) = quoted(message, "missing field ") {
        return Finding::new(format!("{place}/{name}"), Fault::Required);
    }
    if message.starts_with("unknown variant ")
        && let Some((_, known)) = message.split_once(", expected ")
    {
        let known = known.trim_start_matches("one of ").replace('`', "");
        return Finding::new(place, Fault::NotOneOf(known));
    }
    Finding::new(place, Fault::Plain(message.to_owned()))
}

fn quoted<'m>(message: &'m str, start: &str) -> Option<&'m str> {
    message.strip_prefix(start)?.strip_prefix('`')?.split('`').next()
}
