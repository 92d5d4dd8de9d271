//! `fields=` and paging, the same on every node and edge.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use super::{Call, refusal::Refusal};

/// What a node shows.
pub(super) struct Node<'a> {
    pub kind: &'a str,
    /// Everything it has, `id` among them.
    pub all: Map<String, Value>,
    /// What is shown when nothing is asked for.
    pub usual: &'a [&'a str],
    /// Fields Graph knows and shows only when they have a value; here they have none.
    pub empty: &'a [&'a str],
}

impl Node<'_> {
    /// The fields asked for, and always `id`.
    pub fn select(&self, call: &Call) -> Result<Value, Refusal> {
        let asked: Vec<&str> = match call.query.get("fields") {
            Some(fields) => split_fields(fields),
            None => self.usual.to_vec(),
        };
        let mut shown = Map::new();
        for field in asked.into_iter().chain(["id"]) {
            match self.all.get(field) {
                Some(value) => drop(shown.insert(field.to_owned(), value.clone())),
                None if self.empty.contains(&field) => {}
                None => return Err(self.unknown(field)),
            }
        }
        Ok(Value::Object(shown))
    }

    fn unknown(&self, field: &str) -> Refusal {
        Refusal::parameter(format!("Tried accessing nonexisting field ({field}) on node type ({})", self.kind))
    }
}

/// Names at the top level: what stands in braces or after a dot asks for more of the same field.
fn split_fields(fields: &str) -> Vec<&str> {
    let (mut names, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in fields.char_indices().chain([(fields.len(), ',')]) {
        match c {
            '{' | '(' => depth += 1,
            '}' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let name = fields[start..at].split(['{', '(', '.']).next().unwrap_or_default().trim();
                names.extend(Some(name).filter(|name| !name.is_empty()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// One page of `rows`: `limit` (25) of them after the cursor `after`.
pub(super) fn page(call: &Call, rows: Vec<Value>) -> Result<Value, Refusal> {
    let limit = match call.query.get("limit") {
        None => 25,
        Some(text) => match text.parse::<usize>() {
            Ok(limit @ 1..) => limit.min(1_000),
            _ => return Err(Refusal::parameter("Param limit must be a positive number.")),
        },
    };
    let start = match call.query.get("after").filter(|cursor| !cursor.is_empty()) {
        None => 0,
        Some(cursor) => position(cursor).filter(|at| *at <= rows.len()).ok_or_else(|| Refusal::code(131_059))?,
    };
    let end = (start + limit).min(rows.len());
    let more = end < rows.len();
    let data: Vec<Value> = rows.into_iter().skip(start).take(limit).collect();
    if data.is_empty() {
        return Ok(json!({"data": []}));
    }
    let mut paging = json!({"cursors": {"before": cursor(start), "after": cursor(end)}});
    if more {
        paging["next"] = json!(next_url(call, &cursor(end)));
    }
    Ok(json!({"data": data, "paging": paging}))
}

fn cursor(at: usize) -> String {
    URL_SAFE_NO_PAD.encode(format!("at:{at}"))
}

fn position(cursor: &str) -> Option<usize> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    std::str::from_utf8(&bytes).ok()?.strip_prefix("at:")?.parse().ok()
}

/// The same request with the next cursor, without its token.
fn next_url(call: &Call, after: &str) -> String {
    let kept = call.query.iter().filter(|(key, _)| !matches!(key.as_str(), "after" | "access_token"));
    let mut pairs: Vec<(&str, &str)> = kept.map(|(key, value)| (key.as_str(), value.as_str())).collect();
    pairs.sort_unstable();
    pairs.push(("after", after));
    let base = format!("{}/{}/{}", call.origin, call.node, call.edge);
    reqwest::Url::parse_with_params(&base, pairs).map_or(base, String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_split_at_the_top_level() {
        assert_eq!(split_fields("id,throughput{level,x},name"), ["id", "throughput", "name"]);
        assert_eq!(split_fields("pricing_analytics.start(1).end(2), id"), ["pricing_analytics", "id"]);
        assert_eq!(split_fields(""), Vec::<&str>::new());
    }

    #[test]
    fn cursors_are_opaque_and_checked() {
        assert_eq!(position(&cursor(25)), Some(25));
        assert_eq!(position("25"), None);
    }
}
