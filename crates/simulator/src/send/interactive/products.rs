//! Products of a catalogue.

use super::{Checked, Part, named};
use crate::graph::refusal::Refusal;

/// Products of all sections together.
const MAX_ITEMS: usize = 30;

pub(super) fn single(action: &Part) -> Checked {
    action.text("catalog_id", 64)?;
    action.text("product_retailer_id", 100).map(drop)
}

pub(super) fn list(action: &Part) -> Checked {
    action.text("catalog_id", 64)?;
    let sections = action.list("sections", 1, 10)?;
    let titled = sections.len() > 1;
    let mut items = 0;
    for section in &sections {
        if titled {
            section.text("title", 24)?;
        }
        for item in section.list("product_items", 1, usize::MAX)? {
            item.text("product_retailer_id", 100)?;
            items += 1;
        }
    }
    if items > MAX_ITEMS {
        return Err(Refusal::because(131_009, format!("Total item count exceed max allowed count: {MAX_ITEMS}")));
    }
    Ok(())
}

pub(super) fn catalog(action: &Part) -> Checked {
    named(action, "catalog_message")?;
    let parameters = action.optional_object("parameters")?;
    parameters.map_or(Ok(()), |given| given.optional_text("thumbnail_product_retailer_id", 100).map(drop))
}
