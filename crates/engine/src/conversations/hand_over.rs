use recado_domain::{TeamId, TenantId, UserId, Visibility, conversation::HistoryKind, visibility::Placement};
use recado_storage::{
    DbResult, Scope, Tenant,
    tenant::{
        conversation_lists::{Assignee, ConversationFilter, Stage},
        conversations::ConversationRow,
        history::HistoryRow,
    },
};
use serde_json::Value as Json;

use super::{Assignable, assign::moved, entry};
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    events::{self, ConversationChange, Event},
    view::load,
};

/// Conversations per transaction. A person's or a team's usual work is one piece, and goes in the transaction of what
/// ends them.
const PIECE: u32 = 100;

/// Whose open conversations are given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Giver {
    /// A person who leaves.
    Person(UserId),
    /// A team that ends.
    Team(TeamId),
}

/// Who gets them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Successor {
    /// Nobody.
    #[default]
    Nobody,
    /// This person.
    Person(Assignable),
    /// This team, in which nobody has taken them yet.
    Team(TeamId),
}

/// Conversations that change hands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HandOver<'b> {
    pub(crate) by: &'b By,
    pub(crate) from: Giver,
    pub(crate) to: Successor,
}

impl HandOver<'_> {
    fn filter(&self) -> ConversationFilter {
        let open = ConversationFilter { stage: Stage::Open, ..ConversationFilter::default() };
        match self.from {
            Giver::Person(user) => ConversationFilter { assignee: Assignee::Person(user), ..open },
            Giver::Team(team) => ConversationFilter { teams: Some(vec![team]), ..open },
        }
    }

    /// Where a conversation stands afterwards; `None`: it is not the giver's.
    fn placed(&self, at: Placement) -> Option<Placement> {
        match self.from {
            Giver::Person(user) if at.assignee == Some(user) => Some(match self.to {
                Successor::Nobody => Placement { assignee: None, ..at },
                Successor::Person(person) => Placement { assignee: Some(person.user()), ..at },
                Successor::Team(team) => Placement { assignee: None, team: Some(team) },
            }),
            Giver::Team(team) if at.team == Some(team) => Some(match self.to {
                Successor::Nobody => Placement { team: None, ..at },
                Successor::Person(person) => Placement { assignee: Some(person.user()), team: None },
                Successor::Team(other) => Placement { team: Some(other), ..at },
            }),
            Giver::Person(_) | Giver::Team(_) => None,
        }
    }

    async fn count(&self, rows: &mut Tenant<'_>) -> DbResult<i64> {
        match self.from {
            Giver::Person(user) => rows.hand_overs().count_of_person(user).await,
            Giver::Team(team) => rows.hand_overs().count_of_team(team).await,
        }
    }
}

impl Engine {
    /// Gives away what is more than one transaction should hold, in pieces: nobody waits long for the writer, and what
    /// is done stays done if this ends early.
    pub(crate) async fn hand_over_ahead(&self, tenant: TenantId, what: HandOver<'_>) -> DbResult<()> {
        loop {
            let count = what.count(&mut self.db.read(Scope::Tenant(tenant)).await?.tenant()).await?;
            if count <= i64::from(PIECE) {
                return Ok(());
            }
            let mut tx = self.db.write(Scope::Tenant(tenant)).await?;
            self.hand_over_piece(&mut tx.tenant(), what).await?;
            tx.commit().await?;
            self.wake.events();
        }
    }

    /// Gives away what is left. After the commit ring `wake.events()`.
    pub(crate) async fn hand_over_rest(&self, rows: &mut Tenant<'_>, what: HandOver<'_>) -> DbResult<()> {
        while self.hand_over_piece(rows, what).await? == PIECE as usize {}
        Ok(())
    }

    async fn hand_over_piece(&self, rows: &mut Tenant<'_>, what: HandOver<'_>) -> DbResult<usize> {
        let mut page = rows.conversation_lists().page(&what.filter(), &Visibility::All, None, PIECE).await?;
        let found = page.len();
        page.sort_by_key(|row| row.id);
        let mut given = Vec::with_capacity(found);
        for row in page {
            let Some(before) = rows.conversations().lock(row.id).await? else { continue };
            let Some(after) = what.placed(before.placement()) else { continue };
            rows.conversation_changes().place(before.id, after).await?;
            given.push((before, after));
        }
        self.tell_hand_over(rows, what.by, given).await?;
        Ok(found)
    }

    /// History, events and audit entries of conversations that changed hands.
    async fn tell_hand_over(
        &self,
        rows: &mut Tenant<'_>,
        by: &By,
        given: Vec<(ConversationRow, Placement)>,
    ) -> DbResult<()> {
        let mut entries: Vec<HistoryRow> = Vec::with_capacity(given.len());
        for (before, after) in &given {
            let data: Json = moved(before, *after);
            let deed = Deed::new("conversation.assigned", "conversation").of(before.id).with(data.clone());
            audit::record(rows.reborrow(), self, by, deed).await?;
            entries.push(entry(self, by, before.id, HistoryKind::Assigned, data));
        }
        rows.history().insert(&entries).await?;
        let before: Vec<Placement> = given.iter().map(|(row, _)| row.placement()).collect();
        let after = given.into_iter().map(|(row, Placement { assignee, team })| ConversationRow {
            assignee_id: assignee,
            team_id: team,
            ..row
        });
        let views = load::conversations(rows, after.collect(), self.settings.language).await?;
        let told = views.iter().zip(before).zip(entries).map(|((view, before), entry)| {
            Event::done_to(ConversationChange::Assigned, view, before, Some(&load::history(entry)))
        });
        let told = told.collect();
        events::emit(self, rows, told).await
    }
}
