use recado_domain::{
    AwayId, NumberId, TeamId,
    reply::{self, Piece, Variable},
};
use recado_storage::{DbError, Tx, tenant::away::AwayRow};
use serde_json::json;

use super::{Holiday, OpenHours};
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
};

/// An away message to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAway {
    /// The number whose conversations it answers.
    pub number: Option<NumberId>,
    /// The team whose conversations it answers. Neither: the whole company's.
    pub team: Option<TeamId>,
    /// Whether it answers at all.
    pub enabled: bool,
    /// The text, with its variables.
    pub text: String,
    /// When the business is open.
    pub hours: Vec<OpenHours>,
    /// The days on which it is not.
    pub holidays: Vec<Holiday>,
}

/// What is to change about an away message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AwayPatch {
    /// Whether it answers at all.
    pub enabled: Option<bool>,
    /// The text, with its variables.
    pub text: Option<String>,
    /// When the business is open.
    pub hours: Option<Vec<OpenHours>>,
    /// The days on which it is not.
    pub holidays: Option<Vec<Holiday>>,
}

/// Why an away message was not made, changed or deleted.
#[derive(Debug, thiserror::Error)]
pub enum AwayError {
    /// There is none.
    #[error("no such away message")]
    Unknown,
    /// The tenant has no such number.
    #[error("no such number")]
    UnknownNumber,
    /// The tenant has no such team.
    #[error("no such team")]
    UnknownTeam,
    /// The number, the team or the company has one.
    #[error("there is one for this place")]
    PlaceTaken,
    /// It would answer, but nothing says when the business is open.
    #[error("no hours")]
    NoHours,
    /// Something in double braces is no variable that is known when nobody answers.
    #[error("no such variable")]
    UnknownVariable,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl Engine {
    /// Makes an away message in the caller's tenant.
    pub async fn make_away(&self, tx: &mut Tx, caller: &Caller, new: NewAway) -> Result<AwayRow, AwayError> {
        let at = self.now();
        let NewAway { number, team, enabled, text, hours, holidays } = new;
        check_text(&text)?;
        check_place(tx, number, team).await?;
        let row = AwayRow {
            id: AwayId::from_uuid(self.ids.v7(at)),
            place: AwayRow::place(number, team),
            number_id: number,
            team_id: team,
            is_enabled: enabled,
            body: text,
            hours: json!(hours),
            holidays: json!(holidays),
            created_at: at,
            updated_at: at,
        };
        check_hours(&row)?;
        if !tx.tenant().away().insert(&row).await? {
            return Err(AwayError::PlaceTaken);
        }
        self.record_away(tx, caller, "away_message.created", &row).await?;
        Ok(row)
    }

    /// Changes an away message; its place stays.
    pub async fn change_away(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: AwayId,
        patch: AwayPatch,
    ) -> Result<AwayRow, AwayError> {
        let mut row = tx.tenant().away().touch(id, self.now()).await?.ok_or(AwayError::Unknown)?;
        let AwayPatch { enabled, text, hours, holidays } = patch;
        if let Some(text) = text {
            check_text(&text)?;
            row.body = text;
        }
        row.is_enabled = enabled.unwrap_or(row.is_enabled);
        row.hours = hours.map_or(row.hours, |hours| json!(hours));
        row.holidays = holidays.map_or(row.holidays, |holidays| json!(holidays));
        check_hours(&row)?;
        tx.tenant().away().update(&row).await?;
        self.record_away(tx, caller, "away_message.changed", &row).await?;
        Ok(row)
    }

    /// Deletes an away message.
    pub async fn delete_away(&self, tx: &mut Tx, caller: &Caller, id: AwayId) -> Result<(), AwayError> {
        let row = tx.tenant().away().touch(id, self.now()).await?.ok_or(AwayError::Unknown)?;
        tx.tenant().away().delete(id).await?;
        Ok(self.record_away(tx, caller, "away_message.deleted", &row).await?)
    }

    async fn record_away(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &'static str,
        row: &AwayRow,
    ) -> Result<(), DbError> {
        let metadata = json!({ "numberId": row.number_id, "teamId": row.team_id, "enabled": row.is_enabled });
        let deed = Deed::new(action, "away_message").of(row.id).with(metadata);
        audit::record(tx.tenant(), self, caller.by(), deed).await
    }
}

/// Nobody answers, so nobody's name is known.
fn check_text(text: &str) -> Result<(), AwayError> {
    let pieces = reply::pieces(text).map_err(|_| AwayError::UnknownVariable)?;
    let names_agent =
        |piece: &Piece<'_>| matches!(piece, Piece::Blank(Variable::AgentName | Variable::AgentFirstName, _));
    if pieces.iter().any(names_agent) { Err(AwayError::UnknownVariable) } else { Ok(()) }
}

/// A business without hours would be closed for ever. One that is switched off may be written bit by bit.
fn check_hours(row: &AwayRow) -> Result<(), AwayError> {
    let is_empty = row.hours.as_array().is_none_or(Vec::is_empty);
    if row.is_enabled && is_empty { Err(AwayError::NoHours) } else { Ok(()) }
}

async fn check_place(tx: &mut Tx, number: Option<NumberId>, team: Option<TeamId>) -> Result<(), AwayError> {
    if let Some(number) = number {
        tx.tenant().phone_numbers().find(number).await?.ok_or(AwayError::UnknownNumber)?;
    }
    if let Some(team) = team {
        tx.tenant().teams().find(team).await?.ok_or(AwayError::UnknownTeam)?;
    }
    Ok(())
}
