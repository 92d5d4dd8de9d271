//! F-09: a cursor opens only in its list and only as it was sealed. The input: a list's name, a zero byte, a cursor.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recado_api::list::Cursors;

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let texts = [parts.next(), parts.next()].map(|part| std::str::from_utf8(part.unwrap_or_default()));
    let [Ok(list), Ok(cursor)] = texts else { return };
    let cursors = Cursors::new([7; 32]);
    assert!(cursors.open::<(i64, String)>(list, Some(cursor)).is_err(), "nobody guesses a seal");
    let key = (cursor.len() as i64, cursor.to_owned());
    let sealed = cursors.seal(list, &key);
    assert_eq!(cursors.open::<(i64, String)>(list, Some(&sealed)).ok().flatten(), Some(key));
    assert!(cursors.open::<(i64, String)>(&format!("{list}x"), Some(&sealed)).is_err());
    assert!(cursors.open::<(i64, String)>(list, Some(&sealed[1..])).is_err());
    assert!(Cursors::new([8; 32]).open::<(i64, String)>(list, Some(&sealed)).is_err());
});
