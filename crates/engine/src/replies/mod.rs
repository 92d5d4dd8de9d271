//! Quick replies: texts that people send often, filled in for the conversation at hand.
//!
//! A reply is everybody's or a team's: then the team's people and those who see every conversation have it. What is
//! changed is written into the audit log in the caller's transaction.

mod change;
mod render;

pub use change::{NewReply, ReplyPatch};
pub(crate) use render::Values;
pub use render::{Names, RenderError};

use recado_domain::Visibility;
use recado_storage::{DbError, tenant::quick_replies::QuickReply};

use crate::access::Caller;

/// Why a quick reply was not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    /// There is none, or it is another team's: nobody learns which.
    #[error("no such quick reply")]
    Unknown,
    /// Another one has this shortcut, case and accents aside.
    #[error("the shortcut is taken")]
    ShortcutTaken,
    /// The tenant has no such team.
    #[error("no such team")]
    UnknownTeam,
    /// These stand in double braces and are no variables.
    #[error("no such variables")]
    UnknownVariables(Vec<String>),
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// Whether the caller has this reply.
pub fn has(caller: &Caller, reply: &QuickReply) -> bool {
    let of_team = |team| *caller.visibility() == Visibility::All || caller.teams().contains(&team);
    reply.team_id.is_none_or(of_team)
}
