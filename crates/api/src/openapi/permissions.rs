//! `docs/permissions.md`: what each role and key may do, and what each operation asks for.

use std::fmt::Write as _;

use recado_domain::{Permission, Role};
use serde_json::Value as Json;

/// Operations that ask for no permission, by operation id. Nothing else may go without.
pub const PUBLIC: &[&str] = &[
    "finishProviderSignIn",
    "forgotPassword",
    "health",
    "healthLive",
    "healthReady",
    "leaveForProvider",
    "login",
    "logout",
    "lookAtLink",
    "metrics",
    "receiveWebhook",
    "receiveWebhookOfDefault",
    "refresh",
    "register",
    "reportLeakedKeys",
    "returnFromProvider",
    "securityTxt",
    "setUp",
    "signInOptions",
    "verifyWebhook",
    "verifyWebhookOfDefault",
];

/// The page, as the table in `domain` and the handlers have it.
pub fn page() -> String {
    let mut page = String::from(
        "# Permissions\n\n\
         Roles map to permissions in one table (`crates/domain/src/access.rs`); every operation asks for exactly one, or is\n\
         public. This page is generated; a test walks every operation with every role and compares.\n\n\
         `*` in the scopes of an API key means all that an admin may do, as far as the column *API key* goes.\n\n\
         ## Roles\n\n| permission | owner | admin | supervisor | agent | viewer | API key |\n| --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for permission in Permission::ALL.iter().copied() {
        let roles = Role::ALL.iter().map(|role| if role.has(permission) { " ✓ |" } else { "  |" }).collect::<String>();
        let key = if permission.is_open_to_keys() { '✓' } else { ' ' };
        let note = if permission.is_platform() { " (super-admin)" } else { "" };
        writeln!(page, "| `{permission}`{note} |{roles} {key} |").expect("a string takes any text");
    }
    page.push_str("\n## Operations\n\n| operation | permission |\n| --- | --- |\n");
    for (operation, permission) in operations(&super::document()) {
        writeln!(page, "| `{operation}` | {permission} |").expect("a string takes any text");
    }
    page
}

/// `GET /api/v1/users` and what it asks for.
fn operations(document: &Json) -> Vec<(String, String)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let all = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, operation)| {
            let permission = operation["x-permission"].as_str();
            let told = permission.map_or_else(|| "public".to_owned(), |permission| format!("`{permission}`"));
            (format!("{} {path}", method.to_uppercase()), told)
        })
    });
    all.collect()
}
