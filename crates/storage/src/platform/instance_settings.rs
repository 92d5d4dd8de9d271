//! What the installation remembers about itself: small texts by name.

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { Platform "instance_settings";
    REMEMBER = "INSERT INTO instance_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";
    PUT = "INSERT INTO instance_settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    FIND = "SELECT value FROM instance_settings WHERE name = $1";
}

struct Remembered {
    value: String,
}
row!(Remembered { value });

/// What the installation remembers about itself. Only a door can make one.
pub struct InstanceSettings<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl InstanceSettings<'_> {
    /// The text under this name; the given one from now on, if there was none.
    pub async fn get_or_insert(&mut self, name: &str, value: &str) -> DbResult<String> {
        self.tx.execute(&REMEMBER, args![name, value]).await?;
        Ok(self.find(name).await?.unwrap_or_else(|| value.to_owned()))
    }

    /// The text under this name.
    pub async fn find(&mut self, name: &str) -> DbResult<Option<String>> {
        let found: Option<Remembered> = self.tx.optional(&FIND, args![name]).await?;
        Ok(found.map(|row| row.value))
    }

    /// Puts a text under this name, whatever was there.
    pub async fn put(&mut self, name: &str, value: &str) -> DbResult<()> {
        self.tx.execute(&PUT, args![name, value]).await.map(|_| ())
    }
}
