//! `contacts`: cards.

use super::{Checked, Part};

/// Parts of a name of which a card needs one beside `formatted_name`.
const NAME_PARTS: [&str; 5] = ["first_name", "last_name", "middle_name", "suffix", "prefix"];

pub(super) fn check(body: &Part) -> Checked {
    for card in body.list("contacts", 1, 257)? {
        card.only(&["name", "phones", "emails", "addresses", "org", "urls", "birthday"])?;
        check_card(&card)?;
    }
    Ok(())
}

fn check_card(card: &Part) -> Checked {
    let name = card.object("name")?;
    name.text("formatted_name", 1_024)?;
    if !NAME_PARTS.iter().any(|part| name.has(part)) {
        return Err(name.missing("first_name"));
    }
    for key in ["phones", "emails", "addresses", "urls"] {
        if card.has(key) {
            card.list(key, 0, 100)?;
        }
    }
    let birthday = card.optional_text("birthday", 10)?;
    if birthday.is_some_and(|day| !is_date(day)) {
        return Err(card.invalid("birthday", "must be YYYY-MM-DD"));
    }
    Ok(())
}

fn is_date(day: &str) -> bool {
    let parts: Vec<&str> = day.split('-').collect();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    digits && parts.iter().map(|part| part.len()).eq([4, 2, 2])
}
