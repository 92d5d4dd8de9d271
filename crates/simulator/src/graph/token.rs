//! `GET /debug_token`: what a token may do.

use serde_json::{Value, json};

use super::{Call, auth::authorize, refusal::Refusal};
use crate::meta::Meta;

const SCOPES: [&str; 2] = ["whatsapp_business_messaging", "whatsapp_business_management"];

pub(super) fn debug(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let world = meta.world();
    authorize(&world, None, call.bearer.as_deref())
        .map_err(|denied| denied.unless_foreign(&call.node, call.method.as_str()))?;
    let token = call.query.get("input_token").filter(|token| !token.is_empty());
    let token = token.ok_or_else(|| Refusal::parameter("The parameter input_token is required."))?;
    let opens = world.numbers.values().filter(|number| number.token.as_ref().is_none_or(|own| own == token));
    let mut accounts: Vec<&str> = opens.map(|number| number.waba_id.as_str()).collect();
    accounts.dedup();
    if accounts.is_empty() && !world.numbers.is_empty() {
        let error = json!({"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"});
        return Ok(json!({"data": {"error": error, "is_valid": false, "scopes": []}}));
    }
    let granular: Vec<Value> = SCOPES.iter().map(|scope| json!({"scope": scope, "target_ids": accounts})).collect();
    Ok(json!({"data": {
        "app_id": "100000000000001",
        "application": "simulator",
        "type": "SYSTEM_USER",
        "is_valid": true,
        "expires_at": 0,
        "data_access_expires_at": 0,
        "issued_at": meta.meta_time(&world).secs(),
        "scopes": SCOPES,
        "granular_scopes": granular,
        "user_id": "100000000000002",
    }}))
}
