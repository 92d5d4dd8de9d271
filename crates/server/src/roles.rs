//! What a node does: `serve --roles`. By default everything.

use clap::ValueEnum;
use recado_api::Serves;

/// One part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// HTTP API and sockets.
    Api,
    /// Meta's webhooks.
    Intake,
    /// Sending.
    Sender,
    /// Projection, numbering of events, jobs.
    Worker,
}

/// The parts that a node does.
#[derive(Debug, Clone)]
pub struct Roles {
    parts: Vec<Role>,
    with_web: bool,
}

impl Roles {
    /// These parts, or all when none is named.
    pub fn of(named: Vec<Role>) -> Self {
        let parts = if named.is_empty() { Role::value_variants().to_vec() } else { named };
        Self { parts, with_web: true }
    }

    /// The same, and the API without the web app.
    #[must_use]
    pub fn without_web(self) -> Self {
        Self { with_web: false, ..self }
    }

    /// Whether this node does it.
    pub fn has(&self, role: Role) -> bool {
        self.parts.contains(&role)
    }

    /// What it serves by HTTP, besides health.
    pub fn serves(&self) -> Serves {
        let api = self.has(Role::Api);
        Serves { api, intake: self.has(Role::Intake), web: api && self.with_web }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_role_named_is_all_of_them() {
        assert!(Role::value_variants().iter().all(|role| Roles::of(Vec::new()).has(*role)));
        let sender = Roles::of(vec![Role::Sender]);
        assert!(sender.has(Role::Sender) && !sender.has(Role::Worker));
        assert_eq!(sender.serves(), Serves { api: false, intake: false, web: false });
        assert!(Roles::of(Vec::new()).serves().web);
        assert_eq!(Roles::of(Vec::new()).without_web().serves(), Serves { web: false, ..Serves::default() });
    }
}
