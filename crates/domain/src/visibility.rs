//! Who sees which conversations: one value that serves lists, details, search, counts, catch-up, sockets and exports.

use crate::{
    access::Role,
    id::{TeamId, UserId},
};

crate::words! {
    /// The tenant's setting for what agents see.
    AgentSight {
        /// Own, their teams', and unassigned without a team.
        Team = "team",
        /// All conversations.
        All = "all",
    }
}

/// Where a conversation stands: what visibility is decided on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placement {
    /// The person it is assigned to.
    pub assignee: Option<UserId>,
    /// The team it is assigned to.
    pub team: Option<TeamId>,
}

/// What one caller may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visibility {
    /// Every conversation of the tenant.
    All,
    /// The agent's own, their teams', and unassigned ones without a team.
    Agent {
        /// The agent.
        user: UserId,
        /// The agent's teams, sorted.
        teams: Vec<TeamId>,
    },
    /// No conversation.
    Nothing,
}

impl Visibility {
    /// What a member sees, by role, the tenant's setting and the member's teams.
    pub fn of(role: Role, sight: AgentSight, user: UserId, mut teams: Vec<TeamId>) -> Self {
        match role {
            Role::Owner | Role::Admin | Role::Supervisor => Self::All,
            Role::Agent if sight == AgentSight::All => Self::All,
            Role::Agent => {
                teams.sort_unstable();
                Self::Agent { user, teams }
            }
            Role::Viewer => Self::Nothing,
        }
    }

    /// Whether a conversation placed so is seen.
    pub fn sees(&self, at: Placement) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Agent { user, teams } => match (at.assignee, at.team) {
                (Some(assignee), _) if assignee == *user => true,
                (_, Some(team)) => teams.contains(&team),
                (None, None) => true,
                (Some(_), None) => false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn user(n: u128) -> UserId {
        UserId::from_uuid(Uuid::from_u128(n))
    }
    fn team(n: u128) -> TeamId {
        TeamId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn an_agent_sees_own_teams_and_unclaimed_conversations_only() {
        let me = Visibility::of(Role::Agent, AgentSight::Team, user(1), vec![team(2), team(1)]);
        let table = [
            (None, None, true),
            (Some(user(1)), None, true),
            (Some(user(1)), Some(team(9)), true),
            (Some(user(2)), None, false),
            (Some(user(2)), Some(team(1)), true),
            (Some(user(2)), Some(team(9)), false),
            (None, Some(team(2)), true),
            (None, Some(team(9)), false),
        ];
        for (assignee, team, seen) in table {
            assert_eq!(me.sees(Placement { assignee, team }), seen, "{assignee:?} {team:?}");
        }
    }

    #[test]
    fn the_setting_widens_agents_and_viewers_see_nothing() {
        let foreign = Placement { assignee: Some(user(2)), team: Some(team(9)) };
        assert!(Visibility::of(Role::Agent, AgentSight::All, user(1), vec![]).sees(foreign));
        assert!(Visibility::of(Role::Supervisor, AgentSight::Team, user(1), vec![]).sees(foreign));
        assert!(
            !Visibility::of(Role::Viewer, AgentSight::All, user(1), vec![])
                .sees(Placement { assignee: None, team: None })
        );
    }
}
