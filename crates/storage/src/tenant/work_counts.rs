//! How much open work stands where: one covering scan of the index of open work.

use recado_domain::{TeamId, TenantId, UserId, visibility::Placement};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "work_counts";
    BY_PLACE = "SELECT team_id, assignee_id, is_unread, COUNT(*) AS n FROM conversations
        WHERE tenant_id = $1 AND is_open = 1 AND status <> 'snoozed' GROUP BY team_id, assignee_id, is_unread";
}

/// How many conversations are open or pending in one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkCount {
    /// The team they are assigned to.
    pub team_id: Option<TeamId>,
    /// The person they are assigned to.
    pub assignee_id: Option<UserId>,
    /// 1: those with something unread; 0: the others.
    pub is_unread: i64,
    /// How many.
    pub n: i64,
}
row!(WorkCount { team_id, assignee_id, is_unread, n });

impl WorkCount {
    /// Where they stand: what visibility is decided on.
    pub fn placement(&self) -> Placement {
        Placement { assignee: self.assignee_id, team: self.team_id }
    }
}

/// The open work of one tenant, counted. Only a door can make one.
#[derive(Debug)]
pub struct WorkCounts<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl WorkCounts<'_> {
    /// What is open or pending, by where it stands, in no order.
    pub async fn by_place(&mut self) -> DbResult<Vec<WorkCount>> {
        self.tx.all(&BY_PLACE, args![self.tenant]).await
    }
}
