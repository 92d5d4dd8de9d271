//! Header and body: as many parameters as variables, of the right kind, and not too long once filled.

use serde_json::Value;

use super::{Checked, Part};
use crate::{
    graph::refusal::Refusal,
    send::kinds::{check_coordinates, check_file},
};

pub(super) fn header(template: Option<&Value>, given: Option<&Part>, named: bool) -> Checked {
    let format = template.and_then(|part| part["format"].as_str()).unwrap_or("TEXT").to_uppercase();
    match format.as_str() {
        "TEXT" => texts("header", template, given, named, 60),
        "LOCATION" => {
            let location = only(given, "location")?.object("location")?;
            location.text("name", 1_000)?;
            location.text("address", 1_000)?;
            check_coordinates(&location)
        }
        "PRODUCT" => {
            let product = only(given, "product")?.object("product")?;
            product.text("catalog_id", 64)?;
            product.text("product_retailer_id", 100).map(drop)
        }
        media => {
            let kind = if media == "GIF" { "video".to_owned() } else { media.to_lowercase() };
            check_file(&only(given, &kind)?.object(&kind)?)
        }
    }
}

pub(super) fn body(template: Option<&Value>, given: Option<&Part>, named: bool) -> Checked {
    texts("body", template, given, named, 1_024)
}

/// The one parameter of a header that is not text.
fn only<'a>(given: Option<&Part<'a>>, kind: &str) -> Checked<Part<'a>> {
    let expected = kind.to_uppercase();
    let mismatch = |received: &str| {
        Refusal::because(132_012, format!("header: Format mismatch, expected {expected}, received {received}"))
    };
    let parameters = given.ok_or_else(|| mismatch("UNKNOWN"))?.list("parameters", 1, 1)?;
    let received = parameters[0].text("type", 40)?;
    if received == kind { Ok(parameters[0].clone()) } else { Err(mismatch(&received.to_uppercase())) }
}

fn texts(place: &str, template: Option<&Value>, given: Option<&Part>, named: bool, max: usize) -> Checked {
    let text = template.and_then(|part| part["text"].as_str()).unwrap_or_default();
    let variables = variables(text);
    let parameters = match given {
        Some(part) if part.has("parameters") => part.list("parameters", 0, 100)?,
        _ => Vec::new(),
    };
    if parameters.len() != variables.len() {
        let (got, wanted) = (parameters.len(), variables.len());
        let details = format!(
            "{place}: number of localizable_params ({got}) does not match the expected number of params ({wanted})"
        );
        return Err(Refusal::because(132_000, details));
    }
    let mut length = text.chars().count();
    for parameter in &parameters {
        if named {
            check_name(place, parameter, &variables)?;
        }
        length += words_of(place, parameter)?;
    }
    if length.saturating_sub(variables.iter().map(|name| name.chars().count() + 4).sum()) > max {
        return Err(Refusal::because(132_005, format!("{place}: longer than {max} characters once filled")));
    }
    Ok(())
}

fn check_name(place: &str, parameter: &Part, variables: &[&str]) -> Checked {
    let name = parameter.get("parameter_name").and_then(Value::as_str).unwrap_or_default();
    if variables.contains(&name) {
        return Ok(());
    }
    Err(Refusal::because(132_012, format!("{place}: parameter_name \"{name}\" is not a variable of this template")))
}

/// How many characters a parameter puts in.
fn words_of(place: &str, parameter: &Part) -> Checked<usize> {
    let shown = match parameter.text("type", 40)? {
        "text" => parameter.text("text", 32_768)?,
        kind @ ("currency" | "date_time") => parameter.object(kind)?.text("fallback_value", 1_024)?,
        other => {
            let details = format!("{place}: Format mismatch, expected TEXT, received {}", other.to_uppercase());
            return Err(Refusal::because(132_012, details));
        }
    };
    Ok(shown.chars().count())
}

/// The distinct names between `{{` and `}}`.
pub(super) fn variables(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in text.split("{{").skip(1) {
        if let Some((name, _)) = piece.split_once("}}")
            && !names.contains(&name.trim())
        {
            names.push(name.trim());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_count_once() {
        assert_eq!(variables("Olá {{1}}, pedido {{2}} de {{1}}. {{"), ["1", "2"]);
        assert_eq!(variables("sem nada"), Vec::<&str>::new());
        assert_eq!(variables("{{ first_name }}"), ["first_name"]);
    }
}
