//! A list of rows behind one button.

use super::{Checked, Part, unique};
use crate::graph::refusal::Refusal;

/// Rows of all sections together.
const MAX_ROWS: usize = 10;

pub(super) fn action(action: &Part) -> Checked {
    action.text("button", 20)?;
    let sections = action.list("sections", 1, 10)?;
    let titled = sections.len() > 1;
    let (mut ids, mut rows) = (Vec::new(), 0);
    for section in &sections {
        if titled {
            section.text("title", 24)?;
        } else {
            section.optional_text("title", 24)?;
        }
        for row in section.list("rows", 1, usize::MAX)? {
            row.text("title", 24)?;
            row.optional_text("description", 72)?;
            ids.push(row.text("id", 200)?);
            rows += 1;
        }
    }
    if rows > MAX_ROWS {
        return Err(Refusal::because(131_009, format!("Total row count exceed max allowed count: {MAX_ROWS}")));
    }
    unique(ids, "row")
}
