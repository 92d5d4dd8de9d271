//! `interactive` lists: rows to choose from, products to look at.

use serde_json::Value;

use super::interactive::MAX_ID;
use super::review::{Review, present};

const MAX_LABEL: usize = 20;
const MAX_SECTIONS: usize = 10;
const MAX_ROWS: usize = 10;
const MAX_PRODUCTS: usize = 30;
const MAX_TITLE: usize = 24;
const MAX_ROW_ID: usize = 200;
const MAX_DESCRIPTION: usize = 72;

/// At most ten rows in all sections together.
pub(super) fn rows(review: &mut Review, at: &str, action: &Value) {
    review.text(at, action, "button", MAX_LABEL);
    let (mut count, mut ids) = (0, Vec::new());
    for (at, section) in sections(review, at, action) {
        let rows = review.list(&at, section, "rows", 1..=MAX_ROWS);
        count += rows.len();
        for (index, row) in rows.iter().enumerate() {
            let at = format!("{at}/rows/{index}");
            ids.extend(review.text(&at, row, "id", MAX_ROW_ID));
            review.text(&at, row, "title", MAX_TITLE);
            review.optional_text(&at, row, "description", MAX_DESCRIPTION);
        }
    }
    total(review, at, count, MAX_ROWS, "rows");
    review.unique(&format!("{at}/sections"), ids);
}

/// At most thirty products in all sections together.
pub(super) fn products(review: &mut Review, at: &str, action: &Value) {
    review.text(at, action, "catalog_id", MAX_ID);
    let mut count = 0;
    for (at, section) in sections(review, at, action) {
        let items = review.list(&at, section, "product_items", 1..=MAX_PRODUCTS);
        count += items.len();
        for (index, item) in items.iter().enumerate() {
            review.text(&format!("{at}/product_items/{index}"), item, "product_retailer_id", MAX_ID);
        }
    }
    total(review, at, count, MAX_PRODUCTS, "items");
}

/// The sections with their pointers; they need titles where there is more than one.
fn sections<'v>(review: &mut Review, at: &str, action: &'v Value) -> Vec<(String, &'v Value)> {
    let sections = review.list(at, action, "sections", 1..=MAX_SECTIONS);
    let pointers = (0..sections.len()).map(|index| format!("{at}/sections/{index}"));
    let sections: Vec<_> = pointers.zip(sections).collect();
    for (at, section) in &sections {
        if sections.len() > 1 || present(section, "title").is_some() {
            review.text(at, section, "title", MAX_TITLE);
        }
    }
    sections
}

fn total(review: &mut Review, at: &str, count: usize, most: usize, what: &str) {
    if count > most {
        review.refuse(format!("{at}/sections"), format!("must have at most {most} {what} in total"));
    }
}
