//! Conversations of a person who leaves or a team that ends: how many, and what is done with those that are over.

use recado_domain::{TeamId, TenantId, UserId};

use crate::{column::args, error::DbResult, rows::Number, statement::statements, tx::Tx};

statements! { Tenant "hand_overs";
    COUNT_OF_PERSON = "SELECT COUNT(*) AS n FROM conversations WHERE tenant_id = $1 AND assignee_id = $2 AND is_open = 1";
    COUNT_OF_TEAM = "SELECT COUNT(*) AS n FROM conversations WHERE tenant_id = $1 AND team_id = $2 AND is_open = 1";
    LEAVE_PERSON = "UPDATE conversations SET assignee_id = NULL WHERE tenant_id = $1 AND assignee_id = $2 AND is_open = 0";
    LEAVE_TEAM = "UPDATE conversations SET team_id = $3 WHERE tenant_id = $1 AND team_id = $2 AND is_open = 0";
}

/// Conversations that are given away. Only a door can make one.
#[derive(Debug)]
pub struct HandOvers<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl HandOvers<'_> {
    /// How many open, pending and snoozed conversations the person has.
    pub async fn count_of_person(&mut self, user: UserId) -> DbResult<i64> {
        let Number { n } = self.tx.one(&COUNT_OF_PERSON, args![self.tenant, user]).await?;
        Ok(n)
    }

    /// How many open, pending and snoozed conversations the team has.
    pub async fn count_of_team(&mut self, team: TeamId) -> DbResult<i64> {
        let Number { n } = self.tx.one(&COUNT_OF_TEAM, args![self.tenant, team]).await?;
        Ok(n)
    }

    /// Closed and archived ones are nobody's any more: one that the customer opens again must not wait for who left.
    pub async fn leave_person(&mut self, user: UserId) -> DbResult<()> {
        self.tx.execute(&LEAVE_PERSON, args![self.tenant, user]).await.map(drop)
    }

    /// Closed and archived ones go to the other team, or to none.
    pub async fn leave_team(&mut self, team: TeamId, to: Option<TeamId>) -> DbResult<()> {
        self.tx.execute(&LEAVE_TEAM, args![self.tenant, team, to]).await.map(drop)
    }
}
