//! The hold after a restore. While it stands the statements that take work to send find none: lanes (`system::lanes`),
//! jobs (`system::jobs`) and mail (`outgoing_mails`) each look for it themselves, so no node can overlook it.

use recado_domain::Timestamp;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { Platform "holds";
    SINCE = "SELECT value FROM instance_settings WHERE name = 'hold.restore'";
    LIFT = "DELETE FROM instance_settings WHERE name = 'hold.restore'";
}

struct Held {
    value: String,
}
row!(Held { value });

/// The hold after a restore. Only a door can make one.
pub struct Holds<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Holds<'_> {
    /// Since when nothing is sent; `None` when everything is.
    pub async fn since(&mut self) -> DbResult<Option<Timestamp>> {
        let held: Option<Held> = self.tx.optional(&SINCE, args![]).await?;
        Ok(held.map(|row| Timestamp::from_micros(row.value.parse().unwrap_or_default())))
    }

    /// Lets everything go; false when nothing was held.
    pub async fn lift(&mut self) -> DbResult<bool> {
        Ok(self.tx.execute(&LIFT, args![]).await? > 0)
    }
}
