//! Mail to people: what is to be said is enqueued in the transaction that causes it, and sent by a worker.
//!
//! Mail belongs to no tenant, because people belong to several, or to none yet: it has a queue of its own beside the
//! jobs. A row holds nothing readable: it is sealed as a whole. A mail may be sent twice (its worker may be lost after the
//! server took it); both have the same `Message-ID`. What is given up stays for the operator, who is told by a figure,
//! the log and `recado mail dead`.
//!
//! To add a mail: a variant of `Mail`, its words in `letters.rs`, its case in `compose.rs`.

mod compose;
mod letters;
mod post;
mod smtp;
#[cfg(test)]
mod tests;
mod worker;

use recado_domain::UserId;
use recado_storage::{
    DbResult, Scope, Tx,
    platform::outgoing_mails::DeadMail,
    secrets::{Owner, Place},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use letters::Letter;
pub use post::{Post, PostError, Printed};
pub use smtp::{Smtp, SmtpSettings, Tls, is_sender};
pub use worker::{Sent, run, send_due};

use crate::{Engine, Secret, access::Registration};

/// Mail that is shown at once.
const MOST_SHOWN: u32 = 1_000;

/// Something to be told by mail. Whom it is about is looked up when it is sent.
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Mail {
    /// Somebody typed this address in and says that they forgot its password. Whether anybody has it is found out when
    /// the mail is sent, and so is the link: the request does the same for every address.
    Reset {
        /// As it was typed.
        email: String,
    },
    /// Somebody typed this address in and wants to register a company: the same holds.
    Registration(Registration),
    /// A person may set the first password.
    Invitation {
        /// Whom.
        user: UserId,
        /// The name of the tenant.
        company: String,
        /// Where.
        link: String,
    },
    /// A person with an account became a member of one more tenant.
    Membership {
        /// Whom.
        user: UserId,
        /// The name of the tenant.
        company: String,
    },
}

impl Mail {
    fn kind(&self) -> &'static str {
        match self {
            Self::Reset { .. } => "reset",
            Self::Registration(_) => "registration",
            Self::Invitation { .. } => "invitation",
            Self::Membership { .. } => "membership",
        }
    }
}

fn place(id: Uuid) -> Place {
    Place { table: "outgoing_mails", column: "sealed", row: id }
}

impl Engine {
    /// Mail that was given up, the oldest first.
    pub async fn dead_mail(&self) -> DbResult<Vec<DeadMail>> {
        self.db.read(Scope::System).await?.platform().outgoing_mails().list_dead(MOST_SHOWN).await
    }

    /// Tries all mail again that was given up; how much it is.
    pub async fn revive_mail(&self) -> DbResult<u64> {
        let mut tx = self.db.write(Scope::System).await?;
        let revived = tx.platform().outgoing_mails().revive_dead(self.now()).await?;
        tx.commit().await?;
        self.wake.mailed();
        Ok(revived)
    }

    /// Enqueues a mail in the caller's transaction. After the commit ring `wake.mailed()`.
    pub(crate) async fn post_mail(&self, tx: &mut Tx, mail: &Mail) -> DbResult<()> {
        let id = self.fresh_id();
        let text = Secret::new(serde_json::to_string(mail).expect("a mail is plain data"));
        let sealed = self.vault.seal(Owner::Platform, place(id), &text).await;
        let sealed = sealed.expect("the platform's own key is in memory");
        tx.platform().outgoing_mails().insert(id, mail.kind(), &sealed, self.now()).await
    }
}
