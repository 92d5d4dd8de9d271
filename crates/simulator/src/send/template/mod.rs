//! `template`: a message by name and language, filled with parameters (cloud-api.md §2.4).
//!
//! First the request is read, then the template is found, then each of its components must get exactly what it needs.

mod buttons;
mod fill;

use recado_domain::Timestamp;
use serde_json::Value;

use super::part::{Checked, Part};
use crate::{
    graph::refusal::Refusal,
    world::{World, template::Template},
};

/// A template send as the caller wrote it.
pub(crate) struct TemplateCall<'a> {
    name: &'a str,
    language: &'a str,
    components: Vec<Part<'a>>,
}

impl<'a> TemplateCall<'a> {
    pub fn read(body: &Part<'a>) -> Checked<Self> {
        let template = body.object("template")?;
        let language = template.object("language")?;
        let components = if template.has("components") { template.list("components", 0, 20)? } else { Vec::new() };
        for component in &components {
            component.word("type", &REQUEST_TYPES)?;
        }
        Ok(Self { name: template.text("name", 512)?, language: language.text("code", 20)?, components })
    }

    /// The template, if it may be sent and the parameters fit it.
    pub fn resolve<'w>(&self, world: &'w World, waba_id: &str) -> Checked<&'w Template> {
        let key = (waba_id.to_owned(), self.name.to_owned(), self.language.to_owned());
        let unknown = || {
            let details = format!("template name ({}) does not exist in {}", self.name, self.language);
            Refusal::because(132_001, details)
        };
        let template = world.templates.get(&key).ok_or_else(unknown)?;
        match template.status.as_str() {
            "APPROVED" => {}
            "PAUSED" => return Err(Refusal::code(132_015)),
            "DISABLED" => return Err(Refusal::code(132_016)),
            _ => return Err(unknown()),
        }
        let named = template.parameter_format.eq_ignore_ascii_case("NAMED");
        fit(&template.components, &self.components, named)?;
        Ok(template)
    }
}

const REQUEST_TYPES: [&str; 10] = [
    "header",
    "HEADER",
    "body",
    "BODY",
    "button",
    "BUTTON",
    "carousel",
    "CAROUSEL",
    "limited_time_offer",
    "tap_target_configuration",
];

/// Whether what is given fills what the template (or one of its cards) has.
fn fit(components: &[Value], given: &[Part], named: bool) -> Checked {
    fill::header(find(components, "HEADER"), named_part(given, "header").as_ref(), named)?;
    fill::body(find(components, "BODY"), named_part(given, "body").as_ref(), named)?;
    buttons::fit(find(components, "BUTTONS"), given)?;
    offer(find(components, "LIMITED_TIME_OFFER"), named_part(given, "limited_time_offer").as_ref())?;
    carousel(find(components, "CAROUSEL"), named_part(given, "carousel").as_ref(), named)
}

fn find<'v>(components: &'v [Value], kind: &str) -> Option<&'v Value> {
    components.iter().find(|part| part["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case(kind)))
}

fn named_part<'a>(given: &[Part<'a>], kind: &str) -> Option<Part<'a>> {
    given.iter().find(|part| is(part, kind)).cloned()
}

fn is(part: &Part, kind: &str) -> bool {
    part.get("type").and_then(Value::as_str).is_some_and(|t| t.eq_ignore_ascii_case(kind))
}

fn offer(template: Option<&Value>, given: Option<&Part>) -> Checked {
    let expires = template.is_some_and(|part| part["limited_time_offer"]["has_expiration"] == true);
    match (expires, given) {
        (true, None) => Err(Refusal::because(131_008, "limited_time_offer: expiration_time_ms is required")),
        (_, Some(part)) => {
            let parameters = part.list("parameters", 1, 1)?;
            let when = parameters[0].object("limited_time_offer")?.required("expiration_time_ms")?.as_i64();
            let valid = when.is_some_and(|ms| Timestamp::from_secs(ms / 1_000) > Timestamp::from_secs(0));
            if valid { Ok(()) } else { Err(parameters[0].invalid("limited_time_offer", "is not a time")) }
        }
        (false, None) => Ok(()),
    }
}

fn carousel(template: Option<&Value>, given: Option<&Part>, named: bool) -> Checked {
    let wanted = template.and_then(|part| part["cards"].as_array()).map_or(&[][..], Vec::as_slice);
    let cards = match given {
        Some(part) => part.list("cards", 0, 10)?,
        None => Vec::new(),
    };
    if cards.len() != wanted.len() {
        let details =
            format!("carousel: number of cards ({}) does not match the expected {}", cards.len(), wanted.len());
        return Err(Refusal::because(132_012, details));
    }
    for (card, wanted) in cards.iter().zip(wanted) {
        let components = wanted["components"].as_array().map_or(&[][..], Vec::as_slice);
        fit(components, &card.list("components", 0, 20)?, named)?;
    }
    Ok(())
}
