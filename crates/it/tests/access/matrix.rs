//! Every operation with every role and with keys: the answer is 403 exactly where the table says so.

use recado_domain::{Permission, Role};
use recado_it::{Answer, Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

/// One operation as the description has it.
struct Operation {
    method: String,
    path: String,
    permission: Permission,
    takes_json: bool,
    example: Json,
}

/// Every operation that asks for a permission; ids in paths name nothing.
fn operations() -> Vec<Operation> {
    let document = recado_api::openapi::document();
    let paths = document["paths"].as_object().expect("paths").clone();
    let all = paths.into_iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("an item").clone();
        methods.into_iter().filter_map(move |(method, operation)| {
            let permission = operation["x-permission"].as_str()?.parse().expect("a permission");
            let json = &operation["requestBody"]["content"]["application/json"];
            let (takes_json, example) = (!json.is_null(), json["example"].clone());
            let path = with_ids(&path, &operation);
            Some(Operation { method: method.to_uppercase(), path, permission, takes_json, example })
        })
    });
    all.collect()
}

/// The path with the example of each parameter in its place.
fn with_ids(path: &str, operation: &Json) -> String {
    let mut filled = path.to_owned();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        if parameter["in"] == "path" {
            let (name, example) = (parameter["name"].as_str().expect("a name"), parameter["example"].as_str());
            let example = example.unwrap_or_else(|| panic!("{path}: no example of {name}"));
            filled = filled.replace(&format!("{{{name}}}"), example);
        }
    }
    filled
}

/// The pointers of all objects inside a body. What is passed on to Meta as it is takes any field.
fn objects_inside(body: &Json, pointer: &str) -> Vec<String> {
    let children: Vec<(String, &Json)> = match body {
        Json::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Json::Array(rows) => rows.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let mut found = Vec::new();
    for (name, value) in children.iter().filter(|(name, _)| name != "components") {
        let pointer = format!("{pointer}/{name}");
        found.extend(objects_inside(value, &pointer));
        found.extend(value.is_object().then_some(pointer));
    }
    found
}

async fn ask(caller: &Someone, operation: &Operation) -> Answer {
    let call = caller.call(&operation.method, &operation.path);
    // An empty object is never acceptable where a body is wanted: nothing is changed by asking.
    if operation.method == "GET" { call } else { call.bytes("application/json", "{\"nonsense\":true}") }.send().await
}

fn check(problems: &mut Vec<String>, who: &str, operation: &Operation, answer: &Answer, allowed: bool) {
    let refused = answer.status == 403;
    if refused == allowed || answer.status == 401 || answer.status.as_u16() >= 500 {
        let Operation { method, path, permission, .. } = operation;
        problems.push(format!("{who}: {method} {path} ({permission}) answered {}", answer.status));
    }
}

both_engines! {
    /// S-05
    async fn every_role_may_what_the_table_says(app: TestApp) {
        let root = app.first_tenant("home").await;
        let shop = app.tenant("shop").await;
        let mut problems = Vec::new();
        for operation in operations() {
            let answer = ask(&root.owner, &operation).await;
            let allowed = Role::Owner.has(operation.permission) || operation.permission == Permission::TenantsManage;
            check(&mut problems, "super-admin", &operation, &answer, allowed);
        }
        for role in Role::ALL.iter().copied() {
            let person = if role == Role::Owner { shop.owner.clone() } else { shop.person(role.as_str(), role).await };
            for operation in operations() {
                let answer = ask(&person, &operation).await;
                check(&mut problems, role.as_str(), &operation, &answer, role.has(operation.permission));
            }
        }
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
        let (roles, operations) = (Role::ALL.len() + 1, operations().len());
        println!("isolation: {roles} roles × {operations} operations = {} cells (100 %)", roles * operations);
    }

    /// S-05
    async fn every_key_may_what_its_scopes_say(app: TestApp) {
        let shop = app.tenant("shop").await;
        let all = shop.key(&["*"]).await;
        let mut problems = Vec::new();
        for permission in Permission::ALL.iter().copied().filter(|permission| permission.is_open_to_keys()) {
            let key = shop.key(&[permission.as_str()]).await;
            for operation in operations() {
                let answer = ask(&key, &operation).await;
                check(&mut problems, permission.as_str(), &operation, &answer, operation.permission == permission);
            }
        }
        for operation in operations() {
            let answer = ask(&all, &operation).await;
            check(&mut problems, "*", &operation, &answer, operation.permission.is_open_to_keys());
        }
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }

    /// S-06
    async fn no_operation_takes_a_field_that_it_does_not_know(app: TestApp) {
        let shop = app.tenant("shop").await;
        let operations: Vec<Operation> = operations().into_iter().filter(|operation| operation.takes_json).collect();
        assert!(operations.len() > 15, "{}", operations.len());
        for operation in operations {
            // What a message may hold depends on its type, so it needs one.
            let is_message = operation.path.ends_with("/messages/send");
            let message = json!({ "to": "+5511998765432", "type": "text", "text": { "body": "Oi" } });
            for field in ["tenantId", "isSuperAdmin", "createdAt"] {
                let mut body = if is_message { message.clone() } else { json!({}) };
                body[field] = json!("x");
                let answer = shop.owner.call(&operation.method, &operation.path).json(&body).send().await;
                if answer.status == 403 && operation.permission == Permission::TenantsManage {
                    continue;
                }
                assert!(answer.pointers().contains(&format!("/{field}")), "{} {}: {field}", operation.method, operation.path);
            }
        }
    }

    /// S-06
    async fn no_object_inside_a_body_takes_a_field_that_it_does_not_know(app: TestApp) {
        let root = app.first_tenant("home").await;
        let mut tried = 0;
        for operation in operations() {
            for pointer in objects_inside(&operation.example, "") {
                let mut body = operation.example.clone();
                body.pointer_mut(&pointer).expect("just found")["isSuperAdmin"] = json!(true);
                let pointers = root.call(&operation.method, &operation.path).json(&body).send().await.pointers();
                let is_told = pointers.iter().any(|told| told.starts_with(&pointer));
                assert!(is_told, "{} {} {pointer}: {pointers:?}", operation.method, operation.path);
                tried += 1;
            }
        }
        assert!(tried >= 6, "{tried}");
    }

    async fn nobody_gets_in_without_a_credential(app: TestApp) {
        for operation in operations() {
            let answer = app.call(&operation.method, &operation.path).send().await;
            answer.refused(401, "unauthenticated");
        }
    }
}
