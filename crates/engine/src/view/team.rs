use recado_domain::{TeamId, Timestamp, UserId};
use recado_storage::tenant::teams::Team;
use serde::Serialize;
use utoipa::ToSchema;

/// A team, as shown outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Team)]
pub struct TeamView {
    /// `tem_…`
    #[schema(value_type = String)]
    pub id: TeamId,
    /// The name shown.
    pub name: String,
    /// Whether it is the one that every tenant begins with.
    pub is_default: bool,
    /// Who is in it: `usr_…`
    #[schema(value_type = Vec<String>)]
    pub members: Vec<UserId>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

impl TeamView {
    /// The team with these people in it.
    pub fn new(team: Team, members: Vec<UserId>) -> Self {
        let Team { id, name, is_default, created_at } = team;
        Self { id, name, is_default, members, created_at }
    }
}
