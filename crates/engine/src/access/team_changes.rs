use recado_domain::{TeamId, TenantId, UserId};
use recado_storage::{DbError, DbResult, Scope, Tenant, Tx};
use serde_json::json;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::Caller,
    order_reload,
    teams::{MadeTeam, Members, TeamError, name_key},
};
use crate::{
    Engine,
    conversations::{Giver, HandOver, Successor},
    events::{self, Event},
    view::TeamView,
};

/// What is to change about a team; what is not named stays.
#[derive(Debug, Default)]
pub struct TeamPatch<'t> {
    /// The name shown.
    pub name: Option<&'t str>,
    /// Who is in it from now on.
    pub members: Option<Members>,
}

/// Who is in the team.
async fn members_of(rows: &mut Tenant<'_>, id: TeamId) -> DbResult<Vec<UserId>> {
    let places = rows.teams().members_between(id, id).await?;
    Ok(places.into_iter().map(|place| place.user_id).collect())
}

fn changed(tenant: TenantId, people: &[UserId]) -> Vec<AccessEvent> {
    people.iter().map(|user| AccessEvent::MemberChanged { tenant, user: *user }).collect()
}

impl Engine {
    /// Changes a team's name and who is in it: who comes or goes sees other conversations at once.
    pub async fn change_team(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: TeamId,
        patch: TeamPatch<'_>,
    ) -> Result<MadeTeam, TeamError> {
        let mut rows = tx.tenant();
        let mut team = rows.teams().find(id).await?.ok_or(TeamError::Unknown)?;
        let before = members_of(&mut rows, id).await?;
        if let Some(name) = patch.name {
            rows.teams().rename(id, name, &name_key(name)).await.map_err(taken)?;
            name.clone_into(&mut team.name);
        }
        let after = patch.members.map_or_else(|| before.clone(), Members::into_ids);
        let gone: Vec<UserId> = before.iter().copied().filter(|user| !after.contains(user)).collect();
        let come: Vec<UserId> = after.iter().copied().filter(|user| !before.contains(user)).collect();
        rows.teams().remove_members(id, &gone).await?;
        rows.teams().add_members(id, &come).await?;
        let concerned = [gone.as_slice(), &come].concat();
        order_reload(self, rows.reborrow(), &concerned).await?;
        let view = TeamView::new(team, after);
        events::emit(self, &mut rows, vec![Event::team_updated(&view)]).await?;
        let metadata = json!({ "name": patch.name, "added": come, "removed": gone });
        audit::record(rows, self, caller.by(), Deed::new("team.changed", "team").of(id).with(metadata)).await?;
        Ok(MadeTeam { team: view, events: changed(caller.tenant(), &concerned) })
    }

    /// Deletes a team. Its open conversations go to the successor and whoever has them keeps them; its quick replies go
    /// with it.
    pub async fn delete_team(&self, caller: &Caller, id: TeamId, to: Option<TeamId>) -> Result<(), TeamError> {
        let tenant = caller.tenant();
        let what =
            HandOver { by: caller.by(), from: Giver::Team(id), to: to.map_or(Successor::Nobody, Successor::Team) };
        check_deletion(&mut self.db.read(Scope::Tenant(tenant)).await?.tenant(), id, to).await?;
        self.hand_over_ahead(tenant, what).await?;
        let mut tx = self.db.write(Scope::Tenant(tenant)).await?;
        let mut rows = tx.tenant();
        check_deletion(&mut rows, id, to).await?;
        let members = members_of(&mut rows, id).await?;
        self.hand_over_rest(&mut rows, what).await?;
        rows.hand_overs().leave_team(id, to).await?;
        rows.teams().delete(id).await?;
        order_reload(self, rows.reborrow(), &members).await?;
        events::emit(self, &mut rows, vec![Event::team_deleted(id)]).await?;
        let deed = Deed::new("team.deleted", "team").of(id).with(json!({ "movedTo": to })).sensitive();
        audit::record(rows, self, caller.by(), deed).await?;
        tx.commit().await?;
        self.announce_members(changed(tenant, &members));
        Ok(())
    }
}

/// There is such a team, it is not the one that every tenant keeps, and the successor is another one.
async fn check_deletion(rows: &mut Tenant<'_>, id: TeamId, to: Option<TeamId>) -> Result<(), TeamError> {
    let team = rows.teams().find(id).await?.ok_or(TeamError::Unknown)?;
    if team.is_default {
        return Err(TeamError::DefaultStays);
    }
    match to {
        Some(to) if to == id || rows.teams().find(to).await?.is_none() => Err(TeamError::UnknownSuccessor),
        _ => Ok(()),
    }
}

fn taken(error: DbError) -> TeamError {
    match error {
        DbError::Conflict(_) => TeamError::NameTaken,
        other => other.into(),
    }
}
