use recado_domain::fold::fold_words;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters of a password.
pub const SHORTEST_PASSWORD: usize = 12;
/// Most characters of a password.
pub const LONGEST_PASSWORD: usize = 256;

/// Words that everybody here would think of; those of the tenant and the person come with each question.
const PRODUCT: [&str; 8] = ["recado", "whatsapp", "whats", "meta", "facebook", "business", "atendimento", "mensagem"];

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than 12 characters.
    #[error("a password needs at least 12 characters")]
    TooShort,
    /// More than 256 characters.
    #[error("a password has at most 256 characters")]
    TooLong,
    /// Common, a pattern, or made of the tenant's or person's own words.
    #[error("this password is easily guessed")]
    Guessable,
}

/// Whether a password may be set: 12 to 256 characters of any kind, and not easily guessed.
///
/// The estimate is zxcvbn's (score 3 of 4): its dictionaries hold about 100,000 common passwords, words and names, and
/// `words` are added to them: the tenant's and the person's own. No rules of composition, no forced change.
pub(super) fn check(password: &str, words: &[&str]) -> Result<(), PasswordFault> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(PasswordFault::TooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(PasswordFault::TooLong);
    }
    let known = spellings(words);
    let known: Vec<&str> = PRODUCT.into_iter().chain(known.iter().map(String::as_str)).collect();
    if zxcvbn(password, &known).score() < Score::Three { Err(PasswordFault::Guessable) } else { Ok(()) }
}

/// The words as they are, what stands before an @, their parts, and their parts run together, without accents.
fn spellings(words: &[&str]) -> Vec<String> {
    let mut known = Vec::new();
    for word in words {
        let parts = fold_words(word);
        known.push(parts.concat());
        known.push((*word).to_owned());
        known.extend(word.split_once('@').map(|(local, _)| local.to_owned()));
        known.extend(parts);
    }
    known.retain(|word| word.chars().count() > 2);
    known
}

#[cfg(test)]
mod tests;
