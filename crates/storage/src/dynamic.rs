//! Statements put together at run time. Only constant pieces, only from combinations that the file lists: a test
//! prepares every one of them, and their number is small enough to keep each for ever.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

use crate::statement::{Door, Statement};

/// The statements of one file that are put together at run time, by shape.
pub(crate) struct Composed<S>(Mutex<Option<HashMap<S, &'static Statement>>>);

impl<S: Eq + Hash> Composed<S> {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new(None))
    }

    /// The statement of this shape; `text` is asked once for each.
    pub(crate) fn get(
        &self,
        name: &'static str,
        door: Door,
        shape: S,
        text: impl FnOnce(&S) -> String,
    ) -> &'static Statement {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let made = made.get_or_insert_default();
        if let Some(statement) = made.get(&shape) {
            return statement;
        }
        let text: &'static str = Box::leak(text(&shape).into_boxed_str());
        let sqlite: &'static str = Box::leak(text.replace('$', "?").into_boxed_str());
        let statement: &'static Statement = Box::leak(Box::new(Statement { name, door, sqlite, postgres: text }));
        made.insert(shape, statement);
        statement
    }
}

/// Counts the arguments of a text while it is put together.
pub(crate) struct Places(usize);

impl Places {
    /// Behind this many arguments.
    pub(crate) const fn behind(count: usize) -> Self {
        Self(count)
    }

    /// The piece with its `$` replaced by the next argument's number.
    pub(crate) fn next(&mut self, piece: &str) -> String {
        self.0 += 1;
        piece.replace('$', &format!("${}", self.0))
    }
}
