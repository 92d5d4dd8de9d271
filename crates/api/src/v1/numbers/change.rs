use axum::extract::State;
use recado_domain::{Change, NumberId};
use recado_engine::{Secret, access::Caller, channel::NumberChange, view::NumberView};
use recado_storage::tenant::phone_numbers::NumberStatus;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{check, example};
use crate::{
    app::App,
    auth::{Can, may::NumbersManage},
    check::Check,
    etag::{IfMatch, Version, Versioned},
    extract::{Body, Path},
    problem::{Problem, ProblemKind},
};

/// What is to change about a number. A field that is left out stays as it is; null takes it away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChangeNumber {
    /// `active` needs a token and makes a suspended number send what waits; `inactive` stops it from sending.
    status: Option<WantedStatus>,
    /// Its own access token, never shown again; null: the server's `WHATSAPP_TOKEN` is used.
    #[serde(default)]
    #[schema(value_type = Option<String>, write_only)]
    access_token: Change<Secret>,
    /// Your name for it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    name: Change<String>,
    /// Messages per second, in and out together: 1 to 1000.
    #[schema(minimum = 1, maximum = 1000)]
    throughput: Option<i64>,
    /// Messages that it may begin to send in any minute, your own limit below Meta's: 1 to 60000; null: none.
    #[serde(default)]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 60_000)]
    cap_per_minute: Change<i64>,
    /// The same for a day of the company's own time: 1 to 10000000; null: none.
    #[serde(default)]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 10_000_000)]
    cap_per_day: Change<i64>,
    /// Meta's id of its account, to correct a wrong one: digits.
    waba_id: Option<String>,
}

/// The statuses that people give; the others follow from what is known.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum WantedStatus {
    Active,
    Inactive,
}

impl From<WantedStatus> for NumberStatus {
    fn from(wanted: WantedStatus) -> Self {
        match wanted {
            WantedStatus::Active => Self::Active,
            WantedStatus::Inactive => Self::Inactive,
        }
    }
}

impl ChangeNumber {
    async fn into_change(self, app: &App, caller: &Caller, id: NumberId) -> Result<NumberChange, Problem> {
        let mut findings = Check::default();
        check::token(&mut findings, self.access_token.value());
        check::name(&mut findings, self.name.value().map(String::as_str));
        check::throughput(&mut findings, self.throughput);
        check::caps(&mut findings, self.cap_per_minute.value(), self.cap_per_day.value());
        if let Some(waba_id) = &self.waba_id {
            check::digits(&mut findings, waba_id, "/wabaId");
        }
        findings.done()?;
        if !self.access_token.is_keep() {
            app.engine.require_proof(caller.person()).await?;
        }
        let access_token = match &self.access_token {
            Change::Keep => Change::Keep,
            Change::Clear => Change::Clear,
            Change::Set(token) => Change::Set(app.engine.seal_token(caller.tenant(), id, token).await?),
        };
        let status = self.status.map(NumberStatus::from);
        let Self { name, throughput, cap_per_minute, cap_per_day, waba_id, .. } = self;
        Ok(NumberChange { status, access_token, name, throughput, cap_per_minute, cap_per_day, waba_id })
    }
}

/// Changes a number. Activating one without a token is refused. Another token or account has Meta asked again whether the
/// number is yours.
#[utoipa::path(
    patch, path = "/numbers/{id}", operation_id = "changeNumber", tag = "channel",
    params(("id" = String, Path, description = "`num_…`", example = "num_01h455vb4pex5vsknk084sn02q"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` of the state that the change was made from.")),
    security(("accessToken" = ["numbers:manage"])),
    request_body(content = ChangeNumber, example = json!({ "status": "active", "accessToken": "EAAGm0PX4ZCpsBO" })),
    responses((status = 200, description = "The number.", body = NumberView, example = example))
)]
pub async fn change_number(
    State(app): State<App>,
    caller: Can<NumbersManage>,
    Path(id): Path<NumberId>,
    expected: IfMatch,
    Body { value: request, .. }: Body<ChangeNumber>,
) -> Result<Versioned<NumberView>, Problem> {
    let change = request.into_change(&app, &caller, id).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let row = app.engine.lock_number(&mut tx, id).await?.ok_or(ProblemKind::NotFound)?;
    expected.check(&Version::of(row.updated_at))?;
    let (view, version) = app.engine.change_number(&mut tx, &caller, row, change).await?;
    tx.commit().await?;
    app.engine.number_changed();
    Ok(Versioned(Version::of(version), view))
}
