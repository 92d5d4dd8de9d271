//! Teams of a tenant and who is in them.

use recado_domain::{TeamId, TenantId, Timestamp, UserId};

use crate::{
    column::{Arg, args},
    error::DbResult,
    rows::row,
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str = "id, name, is_default, created_at";

statements! { Tenant "teams";
    INSERT = "INSERT INTO teams (tenant_id, id, name, name_key, is_default, created_at) VALUES ($1, $2, $3, $4, $5, $6)
              ON CONFLICT (tenant_id, name_key) DO NOTHING";
    FIND = "SELECT ", COLUMNS, " FROM teams WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT ", COLUMNS, " FROM teams WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    ADD_MEMBERS = batch [0 + UUID, UUID, UUID] ["INSERT INTO team_members (tenant_id, team_id, user_id) VALUES "]
                  [" ON CONFLICT DO NOTHING"];
    RENAME = "UPDATE teams SET name = $3, name_key = $4 WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM teams WHERE tenant_id = $1 AND id = $2";
    REMOVE_MEMBERS = batch [2 + UUID] ["DELETE FROM team_members WHERE tenant_id = $1 AND team_id = $2 AND user_id IN ("]
                     [")"];
    MEMBERS_BETWEEN = "SELECT team_id, user_id FROM team_members
                       WHERE tenant_id = $1 AND team_id >= $2 AND team_id <= $3 ORDER BY team_id, user_id";
    OF_USER = "SELECT team_id, user_id FROM team_members WHERE tenant_id = $1 AND user_id = $2 ORDER BY team_id";
}

/// One team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// The id.
    pub id: TeamId,
    /// The name shown; unique in the tenant without regard to case and accents.
    pub name: String,
    /// Whether it is the one that every tenant begins with.
    pub is_default: bool,
    /// When it was made.
    pub created_at: Timestamp,
}
row!(Team { id, name, is_default, created_at });

/// One place in a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamMember {
    /// The team.
    pub team_id: TeamId,
    /// The person.
    pub user_id: UserId,
}
row!(TeamMember { team_id, user_id });

/// A team to be made.
#[derive(Debug)]
pub struct NewTeam<'a> {
    /// A fresh id.
    pub id: TeamId,
    /// The name shown.
    pub name: &'a str,
    /// The name, folded: what must be unique.
    pub name_key: &'a str,
    /// Whether it is the one that every tenant begins with.
    pub is_default: bool,
    /// Now.
    pub at: Timestamp,
}

/// One tenant's teams. Only a door can make one.
#[derive(Debug)]
pub struct Teams<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Teams<'_> {
    /// Makes a team; `false` when the name is taken.
    pub async fn insert(&mut self, new: NewTeam<'_>) -> DbResult<bool> {
        let NewTeam { id, name, name_key, is_default, at } = new;
        Ok(self.tx.execute(&INSERT, args![self.tenant, id, name, name_key, is_default, at]).await? == 1)
    }

    /// Puts people into a team. They must be members of the tenant.
    pub async fn add_members(&mut self, team: TeamId, users: &[UserId]) -> DbResult<()> {
        let row = |user: &UserId| vec![Arg::from(self.tenant), Arg::from(team), Arg::from(*user)];
        let rows = users.iter().map(row).collect();
        self.tx.execute_batch(&ADD_MEMBERS, args![], rows).await.map(|_| ())
    }

    /// Takes people out of a team.
    pub async fn remove_members(&mut self, team: TeamId, users: &[UserId]) -> DbResult<()> {
        let rows = users.iter().map(|user| args![*user]).collect();
        self.tx.execute_batch(&REMOVE_MEMBERS, args![self.tenant, team], rows).await.map(|_| ())
    }

    /// Gives it another name; a name that another team has is a `Conflict`.
    pub async fn rename(&mut self, team: TeamId, name: &str, name_key: &str) -> DbResult<()> {
        self.tx.execute(&RENAME, args![self.tenant, team, name, name_key]).await.map(|_| ())
    }

    /// Takes it away with its members and its quick replies. No conversation may stand in it any more.
    pub async fn delete(&mut self, team: TeamId) -> DbResult<()> {
        self.tx.execute(&DELETE, args![self.tenant, team]).await.map(|_| ())
    }

    /// The team.
    pub async fn find(&mut self, id: TeamId) -> DbResult<Option<Team>> {
        self.tx.optional(&FIND, args![self.tenant, id]).await
    }

    /// Teams behind `after`, in the order of their ids.
    pub async fn list(&mut self, after: Option<TeamId>, limit: u32) -> DbResult<Vec<Team>> {
        let after = after.unwrap_or(TeamId::from_uuid(uuid::Uuid::nil()));
        self.tx.all(&LIST, args![self.tenant, after, limit]).await
    }

    /// Who is in the teams from `first` to `last`, in the order of their ids.
    pub async fn members_between(&mut self, first: TeamId, last: TeamId) -> DbResult<Vec<TeamMember>> {
        self.tx.all(&MEMBERS_BETWEEN, args![self.tenant, first, last]).await
    }

    /// The teams of one person.
    pub async fn of_user(&mut self, user: UserId) -> DbResult<Vec<TeamId>> {
        let places: Vec<TeamMember> = self.tx.all(&OF_USER, args![self.tenant, user]).await?;
        Ok(places.into_iter().map(|place| place.team_id).collect())
    }
}
