use axum::{Json, extract::State};
use recado_domain::{NumberId, Timestamp};
use recado_engine::usage::{Traffic, Usage};
use recado_storage::tenant::phone_numbers::NumberRow;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::TenantManage},
    problem::Problem,
};

/// What a company uses.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TenantUsage)]
pub(super) struct UsageView {
    /// The zone that days and months are those of.
    time_zone: String,
    /// The last 30 days, oldest first, today among them.
    days: Vec<UsageDay>,
    /// This month.
    month: UsageMonth,
    /// This month by number.
    numbers: Vec<UsageOfNumber>,
    /// What is stored.
    storage: UsageStorage,
    /// What waits to be sent.
    queue: UsageQueue,
    /// How many members it has.
    people: i64,
    /// From when on messages may be missing because the server has not counted them; null: none are.
    #[schema(value_type = Option<String>, format = DateTime)]
    missing_from: Option<Timestamp>,
}

/// Messages of a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UsageDay {
    /// As `2026-11-23`.
    date: String,
    /// Messages that came in.
    inbound: i64,
    /// Messages that were written to go out.
    outbound: i64,
}

/// Messages of this month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UsageMonth {
    /// Its first day, as `2026-11-01`.
    from: String,
    /// Messages that came in.
    inbound: i64,
    /// Messages that were written to go out.
    outbound: i64,
}

/// Messages of this month of one number.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UsageOfNumber {
    /// `num_…`
    #[schema(value_type = String)]
    id: NumberId,
    /// As people read it.
    display_phone_number: String,
    /// Our name for it.
    name: Option<String>,
    /// Messages that came in.
    inbound: i64,
    /// Messages that were written to go out.
    outbound: i64,
}

/// What is stored. Bytes are those of texts as they were kept; indexes and the database's own come on top.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UsageStorage {
    /// Messages.
    messages: i64,
    /// Bytes of their content.
    message_bytes: i64,
    /// Bytes of the company's part of the log of webhooks.
    log_bytes: i64,
    /// Contacts, up to 100,000.
    contacts: i64,
}

/// What waits to be sent.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UsageQueue {
    /// How many messages, up to 10,000.
    messages: i64,
    /// Since when the oldest of them has been due.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
}

fn of_day((date, traffic): (String, Traffic)) -> UsageDay {
    UsageDay { date, inbound: traffic.inbound, outbound: traffic.outbound }
}

fn of_number((number, traffic): (NumberRow, Traffic)) -> UsageOfNumber {
    let NumberRow { id, display_phone_number, name, .. } = number;
    UsageOfNumber { id, display_phone_number, name, inbound: traffic.inbound, outbound: traffic.outbound }
}

impl From<Usage> for UsageView {
    fn from(usage: Usage) -> Self {
        let Usage { month, stored, waiting, .. } = usage;
        Self {
            time_zone: usage.time_zone,
            days: usage.days.into_iter().map(of_day).collect(),
            month: UsageMonth { from: usage.month_from, inbound: month.inbound, outbound: month.outbound },
            numbers: usage.numbers.into_iter().map(of_number).collect(),
            storage: UsageStorage {
                messages: stored.messages,
                message_bytes: stored.message_bytes,
                log_bytes: stored.log_bytes,
                contacts: stored.contacts,
            },
            queue: UsageQueue { messages: waiting.n, since: waiting.since },
            people: usage.people,
            missing_from: usage.missing_from,
        }
    }
}

fn example() -> Value {
    json!({
        "timeZone": "America/Sao_Paulo",
        "days": [{"date": "2026-11-22", "inbound": 412, "outbound": 530}, {"date": "2026-11-23", "inbound": 96, "outbound": 120}],
        "month": {"from": "2026-11-01", "inbound": 9120, "outbound": 12840},
        "numbers": [{"id": "num_01h455vb4pex5vsknk084sn02q", "displayPhoneNumber": "+55 11 4000-0000", "name": "Shop",
                     "inbound": 9120, "outbound": 12840}],
        "storage": {"messages": 184_200, "messageBytes": 31_457_280, "logBytes": 167_772_160, "contacts": 5210},
        "queue": {"messages": 3, "since": "2026-11-23T10:14:02.000Z"}, "people": 7, "missingFrom": null
    })
}

/// What the company uses
///
/// Messages of the last 30 days and of this month, what is stored and what waits. Whole hours are counted by the server
/// in the background, the newest when they are asked for.
#[utoipa::path(
    get, path = "/tenant/usage", operation_id = "getUsage", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    responses((status = 200, description = "What it uses.", body = UsageView, example = example))
)]
pub(super) async fn get_usage(State(app): State<App>, caller: Can<TenantManage>) -> Result<Json<UsageView>, Problem> {
    Ok(Json(app.engine.usage(caller.tenant()).await?.into()))
}
