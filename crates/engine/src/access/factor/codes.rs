use serde_json::{Value as Json, json};

use super::super::hasher::{Busy, Hasher};
use crate::Secret;

/// How many a person gets.
const MOST: usize = 10;
/// Letters of one, without blanks and dashes: 80 bits.
const LETTERS: usize = 16;
/// Crockford's: none looks like another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Ten fresh ones, as people write them down: `xxxx-xxxx-xxxx-xxxx`.
pub(super) fn fresh() -> Vec<Secret> {
    (0..MOST).map(|_| one()).collect()
}

fn one() -> Secret {
    let mut bytes = [0; LETTERS];
    getrandom::fill(&mut bytes).expect("the machine has randomness");
    let letters: Vec<u8> = bytes.iter().map(|byte| ALPHABET[usize::from(byte % 32)]).collect();
    let groups: Vec<&str> = letters.chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
    Secret::new(groups.join("-"))
}

/// What was typed as it is hashed: small letters without dashes and blanks, and what is easily misread put right. Nothing
/// for what cannot be one.
pub(super) fn written(code: &str) -> Option<Secret> {
    let letters = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    let letters: String = letters.map(|letter| letter.to_ascii_lowercase()).collect();
    let letters = letters.replace('o', "0").replace(['i', 'l'], "1");
    let fits = letters.len() == LETTERS && letters.bytes().all(|letter| ALPHABET.contains(&letter));
    fits.then(|| Secret::new(letters))
}

/// Their hashes, as they are kept.
pub(super) async fn hashed(hasher: &Hasher, codes: &[Secret]) -> Result<Json, Busy> {
    let written: Vec<Secret> = codes.iter().filter_map(|code| written(code.expose())).collect();
    let turn = hasher.turn(hasher.place()?).await;
    Ok(json!(hasher.hash_all(turn, written).await))
}

/// What is left of the hashes without that of this code; nothing when it is none of them.
pub(super) async fn without(hasher: &Hasher, kept: &Json, code: Secret) -> Result<Option<Json>, Busy> {
    let mut left = texts(kept);
    let turn = hasher.turn(hasher.place()?).await;
    let Some(place) = hasher.find(turn, code, left.clone()).await else { return Ok(None) };
    left.remove(place);
    Ok(Some(json!(left)))
}

/// How many are left.
pub(super) fn count(kept: &Json) -> usize {
    kept.as_array().map_or(0, Vec::len)
}

fn texts(kept: &Json) -> Vec<String> {
    kept.as_array().into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_written_in_four_groups_and_read_however_they_are_typed() {
        let all = fresh();
        assert_eq!(all.len(), MOST);
        for code in &all {
            let code = code.expose();
            assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [4; 4]);
            let plain = code.replace('-', "");
            for typed in [code.to_owned(), plain.clone(), code.to_uppercase(), format!(" {} ", code.replace('-', " "))]
            {
                assert_eq!(written(&typed).map(|code| code.expose().to_owned()), Some(plain.clone()), "{typed}");
            }
        }
        assert_eq!(written("oOiI-lL00-0000-0000").expect("a code").expose(), "0011110000000000");
        for other in ["", "123456", "uuuu-uuuu-uuuu-uuuu", "0000-0000-0000-00000"] {
            assert!(written(other).is_none(), "{other}");
        }
    }

    #[tokio::test]
    async fn a_code_is_found_among_the_hashes_once() {
        let (hasher, codes) = (Hasher::default(), &fresh()[..2]);
        let kept = hashed(&hasher, codes).await.unwrap();
        let code = || written(codes[1].expose()).unwrap();
        let left = without(&hasher, &kept, code()).await.unwrap().expect("it is one of them");
        assert_eq!((count(&kept), count(&left)), (2, 1));
        assert_eq!(without(&hasher, &left, code()).await.unwrap(), None);
    }
}
