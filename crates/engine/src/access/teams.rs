use recado_domain::{TeamId, TenantId, UserId, fold::fold_words};
use recado_storage::{DbError, Scope, Tx, tenant::teams as rows};
use serde_json::json;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::Caller,
    order_reload,
};
use crate::{
    Engine,
    events::{Event, emit},
    view::TeamView,
};

/// A team to be made.
#[derive(Debug)]
pub struct NewTeam<'t> {
    /// The name shown.
    pub name: &'t str,
    /// Who is in it.
    pub members: Members,
}

/// People who are members of a tenant.
#[derive(Debug)]
pub struct Members(Vec<UserId>);

impl Members {
    /// Who they are, in rising order.
    pub(super) fn into_ids(self) -> Vec<UserId> {
        self.0
    }
}

/// A team that was made or changed.
#[derive(Debug)]
pub struct MadeTeam {
    /// The team as it is now.
    pub team: TeamView,
    /// For [`Engine::announce_members`], after the commit.
    pub events: Vec<AccessEvent>,
}

/// Why a team was not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// Another team has this name, case and accents aside.
    #[error("the name is taken")]
    NameTaken,
    /// The person at this place of the list is not a member of the tenant.
    #[error("no such member")]
    UnknownMember(usize),
    /// The tenant has no such team.
    #[error("no such team")]
    Unknown,
    /// The tenant has no such other team to give conversations to.
    #[error("no such other team")]
    UnknownSuccessor,
    /// A tenant keeps the team that it began with.
    #[error("the default team stays")]
    DefaultStays,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// How names of teams are compared.
pub(super) fn name_key(name: &str) -> String {
    let words = fold_words(name);
    if words.is_empty() { name.trim().to_lowercase() } else { words.join(" ") }
}

impl Engine {
    /// These people, each once, if all are members of the tenant. Asked before the write, because people belong to no
    /// single tenant.
    pub async fn members(&self, tenant: TenantId, named: &[UserId]) -> Result<Members, TeamError> {
        let mut read = self.db.read(Scope::System).await?;
        for (place, user) in named.iter().enumerate() {
            let member = read.platform().memberships().find(tenant, *user).await?;
            member.ok_or(TeamError::UnknownMember(place))?;
        }
        let mut members = named.to_vec();
        members.sort_unstable();
        members.dedup();
        Ok(Members(members))
    }

    /// Makes a team in the caller's tenant.
    pub async fn make_team(&self, tx: &mut Tx, caller: &Caller, new: NewTeam<'_>) -> Result<MadeTeam, TeamError> {
        let (tenant, Members(members)) = (caller.tenant(), new.members);
        let (id, at) = (TeamId::from_uuid(self.fresh_id()), self.now());
        let row = rows::NewTeam { id, name: new.name, name_key: &name_key(new.name), is_default: false, at };
        if !tx.tenant().teams().insert(row).await? {
            return Err(TeamError::NameTaken);
        }
        tx.tenant().teams().add_members(id, &members).await?;
        order_reload(self, tx.tenant(), &members).await?;
        let deed = Deed::new("team.created", "team").of(id).with(json!({ "members": members }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let team = rows::Team { id, name: new.name.to_owned(), is_default: false, created_at: at };
        let events = members.iter().map(|user| AccessEvent::MemberChanged { tenant, user: *user }).collect();
        let team = TeamView::new(team, members);
        emit(self, &mut tx.tenant(), vec![Event::team_updated(&team)]).await?;
        Ok(MadeTeam { team, events })
    }

    /// Tells this node that people's standing changed. Call it after the commit.
    pub fn announce_members(&self, events: Vec<AccessEvent>) {
        self.access_changed(events);
        self.wake.events();
    }
}
