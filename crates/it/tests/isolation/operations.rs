//! The operations of the description and every field of theirs that carries an id.
//!
//! A field is an id when its example or description shows one (`con_…` in backticks), or when its name ends in `Id`. A
//! field that is neither an id nor named in [`NOT_IDS`] fails the walk: nobody forgets to say what a new one is.

use std::collections::BTreeSet;

use recado_domain::Permission;
use serde_json::{Map, Value as Json, json};

/// What all ids of the description's examples end in.
pub const EXAMPLE: &str = "01h455vb4pex5vsknk084sn02q";

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Path,
    Query,
    Header,
    Body,
}

/// A field that carries an id.
#[derive(Debug, Clone)]
pub struct Field {
    pub place: Place,
    /// Its name, in a body the pointer to it.
    pub name: String,
    /// The kind of id, without the underscore.
    pub prefix: String,
    /// Whether it holds several.
    pub is_list: bool,
    /// What stands beside it in the same object so that it is read at all.
    pub beside: Map<String, Json>,
}

/// One operation of the description.
#[derive(Debug, Clone)]
pub struct Operation {
    pub id: String,
    pub method: String,
    pub path: String,
    pub permission: Option<Permission>,
    /// The example of its body; null when it takes none.
    pub body: Json,
    pub content_type: Option<String>,
    pub fields: Vec<Field>,
    /// The names of all its parameters.
    pub takes: BTreeSet<String>,
    /// Names in its path with the description's example of each.
    pub named: Vec<(String, String)>,
}

/// Fields with a text of any kind that is no id of ours, with what it is.
const NOT_IDS: &[(&str, &str)] = &[
    ("name title text body note search", "words"),
    ("email phone displayPhoneNumber to company", "an address"),
    (
        "password currentPassword code token ticket refreshToken accessToken appSecret verifyToken hub.verify_token",
        "a credential",
    ),
    ("view", "a word of a list: `mine`, `team`, `unassigned`, `all`"),
    (
        "status role plan state priority availability agentSight secondFactor language timeZone sort scopes type",
        "a word of a list",
    ),
    (
        "done skip do provider deliveryPolicy transport conversations outcome field action entity operation",
        "a word of a list",
    ),
    ("from to until days date hub.mode hub.challenge Prefer error iss", "a time or a word of a protocol"),
    ("cursor", "sealed; the walk of the cursors tries it"),
    ("Idempotency-Key", "a word of the caller's; the walk of the keys tries it"),
    ("If-Match v", "a version of what the path names"),
    ("after", "a number of the caller's own sequence"),
    ("slug app key", "public names of the installation, unique on the server"),
    ("wabaId phoneNumberId appId", "Meta's ids, unique on the server: `numbers::registering` tries them"),
    ("templateName components template", "Meta's"),
    ("shortcut allowedNetworks source url", "words"),
];

/// Every operation that asks for a permission.
pub fn operations() -> Vec<Operation> {
    let all = every().into_iter();
    all.filter(|operation| operation.permission.is_some()).collect()
}

/// Every operation. Panics with all that the walk does not know.
pub fn every() -> Vec<Operation> {
    let document = recado_api::openapi::document();
    let mut walk = Walk { document: &document, unknown: BTreeSet::new() };
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            all.push(walk.operation(path, method, operation));
        }
    }
    assert!(
        walk.unknown.is_empty(),
        "fields that are neither ids nor known not to be: describe them as `con_…`, or add them to NOT_IDS with what \
         they are\n{}",
        walk.unknown.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    );
    all
}

struct Walk<'d> {
    document: &'d Json,
    unknown: BTreeSet<String>,
}

impl Walk<'_> {
    fn operation(&mut self, path: &str, method: &str, operation: &Json) -> Operation {
        let mut fields = Vec::new();
        let parameters: Vec<&Json> = operation["parameters"].as_array().into_iter().flatten().collect();
        for parameter in &parameters {
            self.parameter(&mut fields, path, parameter);
        }
        let contents = operation["requestBody"]["content"].as_object();
        let json = contents.and_then(|contents| contents.get("application/json"));
        if let Some(json) = json {
            self.schema(&mut fields, path, "", &json["schema"], &Map::new());
        }
        let text = |json: &Json| json.as_str().map(str::to_owned);
        let named = parameters.iter().filter(|parameter| parameter["in"] == "path");
        Operation {
            id: text(&operation["operationId"]).expect("a name"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            permission: operation["x-permission"].as_str().map(|name| name.parse().expect("a permission")),
            body: json.map_or(Json::Null, |json| json["example"].clone()),
            content_type: contents.and_then(|contents| contents.keys().next()).cloned(),
            fields,
            takes: parameters.iter().filter_map(|parameter| text(&parameter["name"])).collect(),
            named: named
                .map(|one| (text(&one["name"]).expect("a name"), text(&one["example"]).expect("an example")))
                .collect(),
        }
    }

    fn parameter(&mut self, fields: &mut Vec<Field>, path: &str, parameter: &Json) {
        let name = parameter["name"].as_str().expect("a name");
        let place = match parameter["in"].as_str() {
            Some("path") => Place::Path,
            Some("query") => Place::Query,
            _ => Place::Header,
        };
        let of_tenant = name == "X-Tenant-Id" || (path.starts_with("/api/v1/tenants/") && name == "id");
        let prefix = if of_tenant { Some("ten".to_owned()) } else { prefix_of(name, parameter) };
        match prefix {
            Some(prefix) => {
                fields.push(Field { place, name: name.to_owned(), prefix, is_list: false, beside: Map::new() });
            }
            None => self.judge(path, name, &parameter["schema"]),
        }
    }

    /// Takes the ids out of a schema; `beside` tells the variant of a choice.
    fn schema(
        &mut self,
        fields: &mut Vec<Field>,
        path: &str,
        pointer: &str,
        schema: &Json,
        beside: &Map<String, Json>,
    ) {
        if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
            let named = &self.document["components"]["schemas"][name];
            return self.schema(fields, path, pointer, named, beside);
        }
        for choice in ["oneOf", "anyOf", "allOf"].iter().filter_map(|word| schema[*word].as_array()).flatten() {
            self.schema(fields, path, pointer, choice, &tag_of(choice));
        }
        if schema["items"]["properties"].is_object() || schema["items"]["$ref"].is_string() {
            self.schema(fields, path, &format!("{pointer}/0"), &schema["items"], &Map::new());
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            self.property(fields, path, &format!("{pointer}/{name}"), property, beside);
        }
    }

    fn property(
        &mut self,
        fields: &mut Vec<Field>,
        path: &str,
        pointer: &str,
        property: &Json,
        beside: &Map<String, Json>,
    ) {
        let name = pointer.rsplit('/').next().expect("a name");
        if let Some(inner) = inside_free_form(property) {
            let pointer = format!("{pointer}/{}", inner.0);
            return fields.push(Field {
                place: Place::Body,
                name: pointer,
                prefix: inner.1,
                is_list: false,
                beside: beside.clone(),
            });
        }
        if let Some(prefix) = prefix_of(name, property) {
            let (name, is_list) = (pointer.to_owned(), !property["items"].is_null());
            fields.push(Field { place: Place::Body, name, prefix, is_list, beside: beside.clone() });
        } else {
            self.judge(path, name, property);
            self.schema(fields, path, pointer, property, &Map::new());
        }
    }

    /// Notes a text that nobody has said anything of.
    fn judge(&mut self, path: &str, name: &str, schema: &Json) {
        let is = |schema: &Json, word: &str| {
            schema["type"] == word || schema["type"].as_array().is_some_and(|all| all.contains(&json!(word)))
        };
        let is_text = is(schema, "string")
            || is(&schema["items"], "string")
            || schema["type"].is_null() && schema["$ref"].is_null() && schema["oneOf"].is_null();
        let is_other = !schema["enum"].is_null() || schema["format"] == "date-time";
        let is_known = NOT_IDS.iter().any(|(names, _)| names.split(' ').any(|known| known == name));
        if is_text && !is_other && !is_known {
            self.unknown.insert(format!("{path}: {name}"));
        }
    }
}

/// The fields by which a variant of a choice is known.
fn tag_of(choice: &Json) -> Map<String, Json> {
    let properties = choice["properties"].as_object().into_iter().flatten();
    let tags = properties.filter_map(|(name, property)| match property["enum"].as_array().map(Vec::as_slice) {
        Some([only]) => Some((name.clone(), only.clone())),
        _ => None,
    });
    tags.collect()
}

/// The kind of id that a field shows: by its example, its description, or its name.
fn prefix_of(name: &str, field: &Json) -> Option<String> {
    let example = field["example"].as_str().and_then(|example| example.strip_suffix(EXAMPLE)?.strip_suffix('_'));
    let described = field["description"].as_str().filter(|_| !is_not_id(name)).and_then(shown);
    let found = example.map(str::to_owned).or(described);
    // Named as an id, and of no known kind: the walk asks for the kind of thing it is.
    found.or_else(|| ((name.ends_with("Id") || name.ends_with("Ids")) && !is_not_id(name)).then(|| "any".to_owned()))
}

fn is_not_id(name: &str) -> bool {
    NOT_IDS.iter().any(|(names, _)| names.split(' ').any(|known| known == name))
}

/// `con` of a text with `con_…` in it.
fn shown(text: &str) -> Option<String> {
    let (before, _) = text.split_once("_…")?;
    let prefix: String = before.chars().rev().take_while(char::is_ascii_lowercase).collect();
    Some(prefix.chars().rev().collect())
}

/// Name and kind of an id inside an object that only its description tells of: `{"messageId": "msg_…"}`.
fn inside_free_form(property: &Json) -> Option<(String, String)> {
    let description = property["description"].as_str().filter(|_| property["type"].is_null())?;
    let (before, _) = description.split_once("\": \"")?;
    Some((before.rsplit('"').next()?.to_owned(), shown(description)?))
}
