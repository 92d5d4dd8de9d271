//! Message templates, one per account, name and language.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Template {
    pub id: String,
    pub waba_id: String,
    pub name: String,
    pub language: String,
    /// `AUTHENTICATION`, `MARKETING` or `UTILITY`.
    pub category: String,
    /// `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED` …
    pub status: String,
    /// `POSITIONAL` or `NAMED`.
    pub parameter_format: String,
    /// As in Meta's own listing.
    pub components: Vec<Value>,
}

/// The sample template every account is born with.
pub(crate) fn hello_world(waba_id: &str, language: &str, id: String) -> Template {
    let (header, body, footer) = match language {
        "pt_BR" => ("Olá, mundo", "Este é um modelo de teste. Se ele chegou, o envio funciona.", "Modelo de exemplo"),
        _ => ("Hello World", "This is a sample template. If it arrived, sending works.", "Sample template"),
    };
    Template {
        id,
        waba_id: waba_id.to_owned(),
        name: "hello_world".to_owned(),
        language: language.to_owned(),
        category: "UTILITY".to_owned(),
        status: "APPROVED".to_owned(),
        parameter_format: "POSITIONAL".to_owned(),
        components: vec![
            json!({"type": "HEADER", "format": "TEXT", "text": header}),
            json!({"type": "BODY", "text": body}),
            json!({"type": "FOOTER", "text": footer}),
        ],
    }
}
