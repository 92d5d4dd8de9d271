//! F-01: whatever Meta, or somebody who has the secret, posts: it is read or refused, and nothing of it is made up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recado_graph::webhook;

fuzz_target!(|body: &[u8]| {
    let Ok(payload) = webhook::parse(body) else { return };
    let text = std::str::from_utf8(body).expect("what is not UTF-8 is refused");
    for change in payload.into_changes() {
        match change {
            Ok(change) => {
                // What a change lacks is null.
                let value = change.value.get();
                assert!(value == "null" || text.contains(value), "a value stands in the body as it is");
                let _ = change.parse();
            }
            Err(bad) => assert!(text.contains(&bad.raw), "so does what cannot be read"),
        }
    }
});
