//! From what Meta told to what is good and what is not: pure.

use recado_domain::Timestamp;
use recado_storage::tenant::number_health::HealthRow;
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

use crate::sending::portfolio::LimitUse;

/// What is read of a number.
pub(super) const NUMBER_FIELDS: [&str; 7] = [
    "quality_rating",
    MESSAGING_LIMIT,
    "throughput",
    "name_status",
    "code_verification_status",
    "status",
    "health_status",
];
/// The limit of its portfolio.
pub(super) const MESSAGING_LIMIT: &str = "whatsapp_business_manager_messaging_limit";
/// What is read of its account.
pub(super) const ACCOUNT_FIELDS: [&str; 3] = ["account_review_status", "business_verification_status", OWNER];
/// The portfolio that owns the account.
pub(super) const OWNER: &str = "owner_business_info";
/// Beside the fields: why Meta told nothing the last time.
pub(super) const FAILURE: &str = "failure";

/// Where a fact stands in what Meta told, its name here, and the words that are good, want attention, or are a problem.
/// Other words are unknown.
struct Rule {
    name: &'static str,
    at: &'static str,
    ok: &'static [&'static str],
    attention: &'static [&'static str],
    problem: &'static [&'static str],
}

const RULES: [Rule; 9] = [
    Rule {
        name: "status",
        at: "/status",
        ok: &["CONNECTED"],
        attention: &["FLAGGED", "RATE_LIMITED", "PENDING"],
        problem: &["DISCONNECTED", "RESTRICTED", "BANNED", "DELETED", "MIGRATED", "UNVERIFIED"],
    },
    Rule {
        name: "sending",
        at: "/health_status/can_send_message",
        ok: &["AVAILABLE"],
        attention: &["LIMITED"],
        problem: &["BLOCKED"],
    },
    Rule { name: "quality", at: "/quality_rating", ok: &["GREEN"], attention: &["YELLOW"], problem: &["RED"] },
    Rule {
        name: "messagingLimit",
        at: "/whatsapp_business_manager_messaging_limit",
        ok: &["TIER_1K", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED"],
        attention: &["TIER_50", "TIER_250"],
        problem: &[],
    },
    Rule { name: "throughput", at: "/throughput/level", ok: &["STANDARD", "HIGH"], attention: &[], problem: &[] },
    Rule {
        name: "displayName",
        at: "/name_status",
        ok: &["APPROVED", "AVAILABLE_WITHOUT_REVIEW"],
        attention: &["PENDING_REVIEW", "PENDING", "DEFERRED", "NONE"],
        problem: &["DECLINED", "REJECTED", "EXPIRED"],
    },
    Rule {
        name: "codeVerification",
        at: "/code_verification_status",
        ok: &["VERIFIED"],
        attention: &["NOT_VERIFIED", "EXPIRED"],
        problem: &[],
    },
    Rule {
        name: "accountReview",
        at: "/account_review_status",
        ok: &["APPROVED"],
        attention: &["PENDING", "DEFERRED"],
        problem: &["REJECTED"],
    },
    Rule {
        name: "businessVerification",
        at: "/business_verification_status",
        ok: &["verified"],
        attention: &["not_verified", "pending", "pending_submission", "pending_need_more_info", "expired"],
        problem: &["rejected", "failed", "revoked"],
    },
];

/// How good something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FactState {
    /// Meta has not told, or in a word that is not known here.
    Unknown,
    /// As it should be.
    Ok,
    /// It works, but less than it could, or perhaps not for long.
    Attention,
    /// Messages do not go or do not come.
    Problem,
}

/// One thing that Meta tells of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = NumberFact)]
pub struct FactView {
    /// `status`, `sending`, `quality`, `messagingLimit`, `throughput`, `displayName`, `codeVerification`, `accountReview` or
    /// `businessVerification`.
    pub name: &'static str,
    /// Meta's word for it; null when it has told none.
    pub value: Option<String>,
    /// How good that is.
    pub state: FactState,
}

/// How a number stands at Meta, and whether its webhooks come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NumberHealth)]
pub struct HealthView {
    /// The worst of the facts; `problem` while the number is silent.
    pub state: FactState,
    /// All of them, always in the same order.
    pub facts: Vec<FactView>,
    /// When Meta was last asked; null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub checked_at: Option<Timestamp>,
    /// Why it told nothing then: `graph:` with Meta's code, `token` or `unanswered`; null when it answered.
    pub failure: Option<String>,
    /// When the first message was sent that Meta took and of which no webhook tells, while none comes; else null.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub silent_since: Option<Timestamp>,
    /// How much of the messaging limit is used up.
    pub messaging_limit_use: LimitUseView,
}

/// To whom a portfolio wrote first in the last 24 hours, with all its numbers of this company here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = MessagingLimitUse)]
pub struct LimitUseView {
    /// How many people, up to 100,000: those to whom a template went while they had not written for 24 hours.
    pub people: i64,
    /// How many it may; null: as many as there are, or Meta has not told.
    pub limit: Option<u32>,
    /// When it may write to somebody again; null while it may.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub more_at: Option<Timestamp>,
}

impl From<LimitUse> for LimitUseView {
    fn from(LimitUse { people, limit, more_at }: LimitUse) -> Self {
        Self { people, limit, more_at }
    }
}

/// The view of what is kept.
pub(super) fn show(row: Option<HealthRow>, used: LimitUse) -> HealthView {
    let row = row.unwrap_or(HealthRow { facts: Json::Null, checked_at: None, silent_since: None });
    let facts: Vec<FactView> = RULES.iter().map(|rule| rule.fact(&row.facts)).collect();
    let failure = row.facts.get(FAILURE).and_then(Json::as_str).map(str::to_owned);
    let silence = if row.silent_since.is_some() { FactState::Problem } else { FactState::Unknown };
    let trouble = if failure.is_some() { FactState::Attention } else { FactState::Unknown };
    let worst = facts.iter().map(|fact| fact.state).fold(silence.max(trouble), FactState::max);
    let HealthRow { checked_at, silent_since, .. } = row;
    HealthView { state: worst, facts, checked_at, failure, silent_since, messaging_limit_use: used.into() }
}

impl Rule {
    fn fact(&self, told: &Json) -> FactView {
        let value = told.pointer(self.at).and_then(Json::as_str);
        let is_in = |words: &[&str]| value.is_some_and(|value| words.contains(&value));
        let state = match () {
            () if is_in(self.problem) => FactState::Problem,
            () if is_in(self.attention) => FactState::Attention,
            () if is_in(self.ok) => FactState::Ok,
            () => FactState::Unknown,
        };
        FactView { name: self.name, value: value.map(str::to_owned), state }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOTHING: LimitUse = LimitUse { people: 0, limit: None, more_at: None };

    fn shown(facts: Json, silent_since: Option<Timestamp>) -> HealthView {
        show(Some(HealthRow { facts, checked_at: None, silent_since }), NOTHING)
    }

    #[test]
    fn the_worst_fact_is_the_numbers_state() {
        assert_eq!(show(None, NOTHING).state, FactState::Unknown);
        assert_eq!(shown(json!({ "status": "CONNECTED" }), None).state, FactState::Ok);
        assert_eq!(
            shown(json!({ "status": "CONNECTED", "quality_rating": "YELLOW" }), None).state,
            FactState::Attention
        );
        assert_eq!(shown(json!({ "status": "BANNED", "quality_rating": "YELLOW" }), None).state, FactState::Problem);
        assert_eq!(
            shown(json!({ "health_status": { "can_send_message": "BLOCKED" } }), None).state,
            FactState::Problem
        );
        assert_eq!(shown(json!({ "status": "NEW_WORD" }), None).state, FactState::Unknown);
    }

    #[test]
    fn silence_is_a_problem_and_a_failure_wants_attention() {
        let good = json!({ "status": "CONNECTED" });
        assert_eq!(shown(good, Some(Timestamp::from_micros(1))).state, FactState::Problem);
        let failed = shown(json!({ "status": "CONNECTED", "failure": "graph:190" }), None);
        assert_eq!((failed.state, failed.failure.as_deref()), (FactState::Attention, Some("graph:190")));
    }
}
