//! Away messages, and which closed periods of which conversations they answered.

use recado_domain::{AwayId, ConversationId, NumberId, TeamId, TenantId, Timestamp};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, place, number_id, team_id, is_enabled, body, hours, holidays, created_at, updated_at";

statements! { Tenant "away";
    INSERT = "INSERT INTO away_messages (tenant_id, id, place, number_id, team_id, is_enabled, body, hours, holidays,
        created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10) ON CONFLICT DO NOTHING";
    LIST = "SELECT ", COLUMNS, " FROM away_messages WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3";
    AT_PLACES = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM away_messages WHERE tenant_id = $1 AND place IN ("]
        [")"];
    TOUCH = "UPDATE away_messages SET updated_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING ", COLUMNS;
    UPDATE = "UPDATE away_messages SET is_enabled = $3, body = $4, hours = $5, holidays = $6
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM away_messages WHERE tenant_id = $1 AND id = $2";
    ANSWER = "INSERT INTO away_answers (tenant_id, conversation_id, closed_since) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
}

/// An away message.
#[derive(Debug, Clone, PartialEq)]
pub struct AwayRow {
    /// Its id.
    pub id: AwayId,
    /// The team's or the number's id, or zeros: each place has one message.
    pub place: Uuid,
    /// The number whose conversations it answers.
    pub number_id: Option<NumberId>,
    /// The team whose conversations it answers.
    pub team_id: Option<TeamId>,
    /// Whether it answers at all. Switched off it is as if it were not there.
    pub is_enabled: bool,
    /// The text, with its variables.
    pub body: String,
    /// When the business is open, as it was given.
    pub hours: Json,
    /// The days on which it is not, as they were given.
    pub holidays: Json,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(AwayRow { id, place, number_id, team_id, is_enabled, body, hours, holidays, created_at, updated_at });

impl AwayRow {
    /// The place of a message for this team or number, or for the whole company.
    pub fn place(number: Option<NumberId>, team: Option<TeamId>) -> Uuid {
        team.map(TeamId::uuid).or(number.map(NumberId::uuid)).unwrap_or(Uuid::nil())
    }
}

/// One tenant's away messages. Only a door can make one.
#[derive(Debug)]
pub struct Away<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Away<'_> {
    /// Adds one; false when its place has one.
    pub async fn insert(&mut self, row: &AwayRow) -> DbResult<bool> {
        let AwayRow { id, place, number_id, team_id, is_enabled, body, hours, holidays, created_at, .. } = row;
        let (hours, holidays) = (hours.clone(), holidays.clone());
        let args =
            args![self.tenant, *id, *place, *number_id, *team_id, *is_enabled, body, hours, holidays, *created_at];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// Those behind `after`, in the order of their ids.
    pub async fn list(&mut self, after: Option<AwayId>, limit: u32) -> DbResult<Vec<AwayRow>> {
        let after = after.unwrap_or(AwayId::from_uuid(Uuid::nil()));
        self.tx.all(&LIST, args![self.tenant, after, limit]).await
    }

    /// Those of these places, in no order.
    pub async fn at_places(&mut self, places: &[Uuid]) -> DbResult<Vec<AwayRow>> {
        let rows = places.iter().map(|place| args![*place]).collect();
        self.tx.all_batch(&AT_PLACES, args![self.tenant], rows).await
    }

    /// The one with this id, which nobody else changes until this transaction ends.
    pub async fn touch(&mut self, id: AwayId, at: Timestamp) -> DbResult<Option<AwayRow>> {
        self.tx.optional(&TOUCH, args![self.tenant, id, at]).await
    }

    /// Writes it as it is now; its place stays.
    pub async fn update(&mut self, row: &AwayRow) -> DbResult<()> {
        let AwayRow { id, is_enabled, body, hours, holidays, .. } = row;
        let args = args![self.tenant, *id, *is_enabled, body, hours.clone(), holidays.clone()];
        self.tx.execute(&UPDATE, args).await.map(drop)
    }

    /// Deletes it; false when there is none.
    pub async fn delete(&mut self, id: AwayId) -> DbResult<bool> {
        Ok(self.tx.execute(&DELETE, args![self.tenant, id]).await? == 1)
    }

    /// Notes that this closed period of a conversation is answered; false when it was before.
    pub async fn answer(&mut self, conversation: ConversationId, closed_since: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&ANSWER, args![self.tenant, conversation, closed_since]).await? == 1)
    }
}
