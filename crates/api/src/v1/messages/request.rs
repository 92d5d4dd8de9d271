//! From a body to a command. The body has one field whose name is the value of another, so it is read by hand; everything
//! that is wrong with it is named at once.

use std::str::FromStr;

use recado_domain::{IdError, MessageId, message::DeliveryPolicy};
use recado_engine::{
    access::Caller,
    messages::{Content, DELIVERED, EnqueueMessage, Kind, Target},
};
use serde_json::{Map, Value};

use crate::{
    check::{Fault, Finding},
    problem::Problem,
    words::Text,
};

const ONE_TARGET: Text = Text {
    en: "Name one of conversationId, contactId and to, not several.",
    pt: "Informe apenas um destes: conversationId, contactId ou to.",
    es: "Indique solo uno de estos: conversationId, contactId o to.",
};
const TEXT_WANTED: Text = Text { en: "This must be text.", pt: "Deve ser um texto.", es: "Debe ser un texto." };
const OBJECT_WANTED: Text =
    Text { en: "This must be an object.", pt: "Deve ser um objeto.", es: "Debe ser un objeto." };
const FOREIGN_TENANT: Text = Text {
    en: "This must be the tenant that you act in.",
    pt: "Deve ser a empresa em que você atua.",
    es: "Debe ser la empresa en la que usted actúa.",
};
/// Fields that every way of sending takes.
const COMMON: [&str; 7] = ["conversationId", "contactId", "to", "numberId", "replyTo", "deliveryPolicy", "clientId"];

/// A body while it is read.
pub(super) struct Reader<'b> {
    body: &'b Map<String, Value>,
    findings: Vec<Finding>,
}

impl<'b> Reader<'b> {
    pub(super) fn new(body: &'b Map<String, Value>) -> Self {
        Self { body, findings: Vec::new() }
    }

    pub(super) fn refuse(&mut self, pointer: impl Into<String>, fault: Fault) {
        self.findings.push(Finding::new(pointer, fault));
    }

    /// A field; `null` is the same as absent.
    pub(super) fn field(&self, name: &str) -> Option<&'b Value> {
        self.body.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, name: &str) -> Option<&'b str> {
        let text = self.field(name)?.as_str();
        if text.is_none() {
            self.refuse(format!("/{name}"), Fault::Says(TEXT_WANTED));
        }
        text
    }

    pub(super) fn required_text(&mut self, name: &str) -> Option<&'b str> {
        if self.field(name).is_none() {
            self.refuse(format!("/{name}"), Fault::Required);
        }
        self.text(name)
    }

    fn id<T: FromStr<Err = IdError>>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        text.parse().map_err(|error: IdError| self.refuse(format!("/{name}"), Fault::Plain(error.to_string()))).ok()
    }

    /// Refuses fields that nobody asked for.
    pub(super) fn only(&mut self, own: &[&str]) {
        for name in self.body.keys() {
            if !COMMON.contains(&name.as_str()) && !own.contains(&name.as_str()) {
                self.findings.push(Finding::new(format!("/{}", escaped(name)), Fault::UnknownField));
            }
        }
    }

    /// The command, if nothing is wrong.
    pub(super) fn command(mut self, caller: &Caller, content: Option<Content>) -> Result<EnqueueMessage, Problem> {
        let target = self.target();
        let number = self.id("numberId");
        let reply_to = self.id("replyTo");
        let delivery_policy = self.delivery_policy();
        if let Some(named) = self.text("clientId")
            && named != caller.slug()
            && named != caller.tenant().to_string()
        {
            self.refuse("/clientId", Fault::Says(FOREIGN_TENANT));
        }
        if reply_to.is_some() && matches!(content, Some(Content::Reaction { .. })) {
            self.refuse("/replyTo", Fault::Plain("a reaction cannot answer a message".to_owned()));
        }
        match (target, content, self.findings.is_empty()) {
            (Some(target), Some(content), true) => {
                Ok(EnqueueMessage { target, number, content, reply_to, delivery_policy, resend_of: None })
            }
            _ => Err(Problem::invalid(self.findings)),
        }
    }

    fn target(&mut self) -> Option<Target> {
        let named: Vec<_> =
            ["conversationId", "contactId", "to"].into_iter().filter(|name| self.field(name).is_some()).collect();
        for surplus in named.iter().skip(1) {
            self.refuse(format!("/{surplus}"), Fault::Says(ONE_TARGET));
        }
        match named.first() {
            None => {
                self.refuse("/to", Fault::Required);
                None
            }
            Some(&"conversationId") => self.id("conversationId").map(Target::Conversation),
            Some(&"contactId") => self.id("contactId").map(Target::Contact),
            Some(_) => self.text("to").map(|to| Target::Address(to.to_owned())),
        }
    }

    fn delivery_policy(&mut self) -> DeliveryPolicy {
        let Some(word) = self.text("deliveryPolicy") else { return DeliveryPolicy::Hold };
        word.parse().unwrap_or_else(|_| {
            self.refuse("/deliveryPolicy", Fault::NotOneOf("hold, resend_once".to_owned()));
            DeliveryPolicy::Hold
        })
    }

    /// What `type` and the field of its name say.
    pub(super) fn content(&mut self) -> Option<Content> {
        let word = self.required_text("type")?;
        let Some(kind) = Kind::from_word(word) else {
            // Whose field another one would be cannot be said.
            self.refuse("/type", Fault::NotOneOf(words(&Kind::ALL)));
            return None;
        };
        self.only(&["type", word]);
        if !DELIVERED.contains(&kind) {
            self.refuse("/type", Fault::NotYet);
            return None;
        }
        let Some(object) = self.field(word) else {
            self.refuse(format!("/{word}"), Fault::Required);
            return None;
        };
        match kind {
            Kind::Reaction => return self.reaction(object),
            Kind::Text => self.only_inside("text", object, &["body", "preview_url"]),
            _ => {} // Meta's object, which may have more than we know
        }
        Some(Content::object(kind, object.clone()))
    }

    /// Refuses fields inside a field that nobody asked for.
    fn only_inside(&mut self, outer: &str, object: &Value, own: &[&str]) {
        let names = object.as_object().into_iter().flat_map(Map::keys);
        for name in names.filter(|name| !own.contains(&name.as_str())) {
            self.refuse(format!("/{outer}/{}", escaped(name)), Fault::UnknownField);
        }
    }

    /// A reaction names a message of ours, where Meta's would name one of Meta's.
    fn reaction(&mut self, object: &'b Value) -> Option<Content> {
        let Some(fields) = object.as_object() else {
            self.refuse("/reaction", Fault::Says(OBJECT_WANTED));
            return None;
        };
        self.only_inside("reaction", object, &["messageId", "emoji"]);
        let mut inner = Reader::new(fields);
        inner.required_text("messageId");
        let to: Option<MessageId> = if inner.findings.is_empty() { inner.id("messageId") } else { None };
        let emoji = inner.required_text("emoji");
        if emoji.is_some_and(|emoji| emoji.chars().count() > LONGEST_EMOJI) {
            inner.refuse("/emoji", Fault::TooLong(LONGEST_EMOJI));
        }
        let found = inner
            .findings
            .into_iter()
            .map(|finding| Finding { pointer: format!("/reaction{}", finding.pointer), ..finding });
        self.findings.extend(found);
        Some(Content::Reaction { to: to?, emoji: emoji?.to_owned() })
    }
}

/// One emoji of many parts, such as a family, has fewer characters.
const LONGEST_EMOJI: usize = 32;

/// A name as it stands in a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn words(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
}
