use recado_domain::NumberId;
use serde::Serialize;
use utoipa::ToSchema;

/// A business phone number, as shown outside; its token never is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Number)]
pub struct NumberView {
    /// `num_…`
    #[schema(value_type = String)]
    pub id: NumberId,
    /// Meta's id of the WhatsApp Business Account.
    pub waba_id: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// The number as people read it.
    pub display_phone_number: String,
    /// Our name for it.
    pub name: Option<String>,
    /// `pending`, `active`, `inactive` or `suspended`.
    pub status: String,
    /// Why it is suspended: `graph:` with Meta's code, or `proof:` with why Meta does not confirm that it is yours: `token`,
    /// `permission`, `number`, `account`, `elsewhere`.
    pub status_reason: Option<String>,
    /// Whether Meta confirmed that it is yours: `proved`; `due` before its first answer; `refused`; `open` while Meta
    /// cannot be asked. What comes for one that is due or refused waits in quarantine.
    pub proof: String,
    /// The slug of the app whose webhooks name it.
    pub app: String,
    /// Messages per second that it may send and receive together.
    pub throughput: i64,
    /// Messages that it may begin to send in any minute, your own limit below Meta's; null: none. What is above waits.
    pub cap_per_minute: Option<i64>,
    /// The same for a day of the company's own time, from midnight to midnight.
    pub cap_per_day: Option<i64>,
}
