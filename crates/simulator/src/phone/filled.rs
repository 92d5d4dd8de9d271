//! Template texts with this send's values in them.

use serde_json::Value;

/// The text with `{{1}}` or `{{name}}` replaced. What has no value stays as it is: that is how a mistake is seen.
pub(super) fn filled(text: &str, parameters: &[Value]) -> String {
    let mut pieces = text.split("{{");
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if let Some((name, rest)) = piece.split_once("}}") {
            let value = value_of(name.trim(), parameters);
            whole.push_str(&value.unwrap_or_else(|| format!("{{{{{name}}}}}")));
            whole.push_str(rest);
        } else {
            whole.push_str("{{");
            whole.push_str(piece);
        }
    }
    whole
}

fn value_of(name: &str, parameters: &[Value]) -> Option<String> {
    let named = parameters.iter().find(|parameter| parameter["parameter_name"] == name);
    let by_place = || parameters.get(name.parse::<usize>().ok()?.checked_sub(1)?);
    let parameter = named.or_else(by_place)?;
    let kind = parameter["type"].as_str().unwrap_or("text");
    let shown = parameter[kind].as_str().or_else(|| parameter[kind]["fallback_value"].as_str());
    shown.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_come_by_place_or_by_name() {
        let by_place = [
            json!({"type": "text", "text": "Ana"}),
            json!({"type": "currency", "currency": {"fallback_value": "R$ 10"}}),
        ];
        assert_eq!(filled("Oi {{1}}, são {{ 2 }}. {{3}} {{", &by_place), "Oi Ana, são R$ 10. {{3}} {{");
        let by_name = [json!({"type": "text", "parameter_name": "nome", "text": "Lia"})];
        assert_eq!(filled("Oi {{nome}}", &by_name), "Oi Lia");
    }
}
