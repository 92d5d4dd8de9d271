//! The letters that the product hands over, kept instead of sent.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use recado_engine::mail::{Letter, Post, PostError, send_due};

use crate::TestApp;

/// Takes every letter, or refuses them all while it is told to. Cheap to clone.
#[derive(Clone, Default)]
pub struct Letters(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    letters: Vec<Letter>,
    refuses: bool,
}

impl Letters {
    /// Refuses letters from now on, or takes them again.
    pub fn refuse(&self, refuses: bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).refuses = refuses;
    }

    /// The letters so far, and forgets them.
    pub fn take(&self) -> Vec<Letter> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).letters)
    }
}

impl Post for Letters {
    fn reaches_people(&self) -> bool {
        true
    }

    fn send<'l>(&'l self, letter: &'l Letter) -> BoxFuture<'l, Result<(), PostError>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let outcome = if kept.refuses { Err(PostError::Refused("451".to_owned())) } else { Ok(()) };
        if outcome.is_ok() {
            kept.letters.push(letter.clone());
        }
        drop(kept);
        Box::pin(std::future::ready(outcome))
    }
}

impl TestApp {
    /// Sends the mail that is due, and answers it: each link's token and address must not be logged.
    pub async fn mail(&self) -> Vec<Letter> {
        while send_due(&self.engine).await.expect("the database answers").done > 0 {}
        let letters = self.letters.take();
        for letter in &letters {
            self.plant(&letter.to);
            if letter.text.contains("/setup#") {
                self.plant(&token_in(letter));
            }
        }
        letters
    }

    /// The one letter that is due, and the token in its link.
    pub async fn mailed_token(&self) -> String {
        let letters = self.mail().await;
        let [letter] = letters.as_slice() else { panic!("{} letters instead of one", letters.len()) };
        token_in(letter)
    }
}

/// What stands behind the `#` of the letter's link.
pub fn token_in(letter: &Letter) -> String {
    let (_, rest) = letter.text.split_once("/setup#").expect("a link");
    rest.split_whitespace().next().expect("a token").to_owned()
}
