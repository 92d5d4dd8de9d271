//! F-07: the canonical form is a fixed point, and however a number is written it is the same person.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recado_domain::phone::{Phone, digits_of};

fuzz_target!(|text: &str| {
    let Ok(phone) = Phone::parse(text) else { return };
    assert!((7..=15).contains(&phone.key().len()), "{}", phone.key());
    assert!(phone.key().bytes().all(|byte| byte.is_ascii_digit()));
    for written in [phone.key(), &phone.e164(), &digits_of(text).expect("it was read")] {
        assert_eq!(Phone::parse(written).as_ref(), Ok(&phone), "{written}");
    }
    for term in phone.search_terms() {
        assert!(phone.key().ends_with(&term));
    }
});
