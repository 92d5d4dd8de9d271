//! The demo's past as Meta would have told it: webhooks with times of the last weeks, taken in by the ordinary intake.
//!
//! What the business said comes as echoes of its phone app, which is how a shop's history looks on its first day.

use std::time::Duration;

use recado_domain::Timestamp;
use serde_json::{Value, json};

use super::{dialogues::Dialogue, people::Person};

/// One of the demo's numbers, as Meta names it.
#[derive(Debug, Clone)]
pub struct MetaNumber {
    /// WhatsApp Business Account.
    pub waba_id: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Its digits.
    pub digits: String,
}

/// One webhook body per conversation that has a past.
pub fn webhook(dialogue: &Dialogue, index: usize, person: &Person, number: &MetaNumber, now: Timestamp) -> Value {
    let (mut inbound, mut echoes, mut statuses) = (Vec::new(), Vec::new(), Vec::new());
    let mut at = begin(dialogue, index, now);
    for (n, line) in dialogue.past().iter().enumerate() {
        let id = format!("wamid.demo.{index}.{n}");
        let mut message =
            json!({"id": id, "timestamp": at.secs().to_string(), "type": "text", "text": {"body": line.text}});
        if line.from_customer {
            message["from"] = json!(person.phone);
            inbound.push(message);
        } else {
            message["from"] = json!(number.digits);
            message["to"] = json!(person.phone);
            echoes.push(message);
            statuses.extend(["sent", "delivered", "read"].map(|status| {
                json!({"id": id, "status": status, "timestamp": at.secs().to_string(), "recipient_id": person.phone})
            }));
        }
        at = at.plus(Duration::from_secs(40 + ((index * 37 + n * 113) % 400) as u64));
    }
    let change = |field: &str, key: &str, items: Vec<Value>| {
        let metadata = json!({"display_phone_number": number.digits, "phone_number_id": number.phone_number_id});
        let contacts = json!([{"profile": {"name": person.name}, "wa_id": person.phone}]);
        json!({"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, "contacts": contacts, key: items}})
    };
    let changes = [
        change("messages", "messages", inbound),
        change("smb_message_echoes", "message_echoes", echoes),
        change("messages", "statuses", statuses),
    ];
    let told = changes.into_iter().filter(|change| {
        let value = &change["value"];
        ["messages", "message_echoes", "statuses"]
            .iter()
            .any(|key| value[key].as_array().is_some_and(|items| !items.is_empty()))
    });
    json!({"object": "whatsapp_business_account", "entry": [{"id": number.waba_id, "changes": told.collect::<Vec<_>>()}]})
}

/// When the conversation began: so many days ago, some hours back, never ahead of its own last line.
fn begin(dialogue: &Dialogue, index: usize, now: Timestamp) -> Timestamp {
    let minutes = 45 + (index * 53 % 420) as u64;
    now.minus(Duration::from_hours(24 * dialogue.days_ago) + Duration::from_mins(minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{dialogues, people::people};

    #[test]
    fn every_line_is_told_once_and_in_the_past() {
        let now = Timestamp::from_secs(1_795_320_197);
        let number = MetaNumber { waba_id: "1".into(), phone_number_id: "2".into(), digits: "551130000000".into() };
        for (index, dialogue) in dialogues::all().iter().enumerate() {
            let body = webhook(dialogue, index, &people(40)[index], &number, now);
            let changes = body["entry"][0]["changes"].as_array().unwrap();
            let lines: Vec<&Value> = changes
                .iter()
                .flat_map(|c| ["messages", "message_echoes"].map(|key| c["value"][key].as_array()))
                .flatten()
                .flatten()
                .collect();
            assert_eq!(lines.len(), dialogue.past().len());
            let latest = lines.iter().map(|l| l["timestamp"].as_str().unwrap().parse::<i64>().unwrap()).max();
            assert!(latest.is_none_or(|latest| latest < now.secs()), "conversation {index}");
        }
    }
}
