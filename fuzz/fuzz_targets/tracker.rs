//! F-04: only what we wrote for this number is read, and it reads back. The input: an id, an attempt and a text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recado_domain::MessageId;
use recado_engine::sending::tracker::{Tracked, TrackerKey};
use uuid::Uuid;

fuzz_target!(|input: (u128, u8, &str)| {
    let (id, attempt, text) = input;
    let (key, number) = (TrackerKey::new([7; 32]), "106540352242922");
    assert_eq!(key.read(number, text), None, "nobody guesses a code");
    let tracked = Tracked { message: MessageId::from_uuid(Uuid::from_u128(id)), attempt };
    let written = key.write(number, tracked);
    assert_eq!(key.read(number, &written), Some(tracked));
    assert_eq!(key.read(text, &written), (text == number).then_some(tracked));
    assert_eq!(key.read(number, &format!("{written}{text}")), text.is_empty().then_some(tracked));
});
