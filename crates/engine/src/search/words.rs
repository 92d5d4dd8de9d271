use recado_domain::fold::fold_words;
use serde_json::Value as Json;

/// Fields of Meta's objects that hold what people read: texts, captions, names of files and places, chosen options.
const READ: [&str; 10] =
    ["body", "caption", "filename", "name", "address", "title", "description", "text", "formatted_name", "emoji"];
/// Most words of one message: a longer one is found by its beginning.
const MOST: usize = 1_000;

/// The words that a message is found by.
pub(super) fn of_message(content: Option<&str>) -> Vec<String> {
    let Some(object) = content.and_then(|text| serde_json::from_str::<Json>(text).ok()) else { return Vec::new() };
    let mut text = String::new();
    gather(&object, &mut text);
    let mut words = fold_words(&text);
    words.truncate(MOST);
    words
}

/// Adds what people read of an object, however deep it lies.
fn gather(object: &Json, text: &mut String) {
    match object {
        Json::Array(all) => all.iter().for_each(|one| gather(one, text)),
        Json::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Json::String(words) if READ.contains(&name.as_str()) => {
                        text.push(' ');
                        text.push_str(words);
                    }
                    _ => gather(value, text),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_read_is_found() {
        for (content, words) in [
            (r#"{"body":"Olá, ENTREGA às 5"}"#, vec!["ola", "entrega", "as", "5"]),
            (
                r#"{"id":"1","mime_type":"application/pdf","caption":"Recibo","filename":"nota.pdf"}"#,
                vec!["recibo", "nota", "pdf"],
            ),
            (r#"{"type":"list_reply","list_reply":{"id":"x1","title":"Azul"}}"#, vec!["azul"]),
            (
                r#"{"name":"oi","components":[{"type":"body","parameters":[{"type":"text","text":"Ana"}]}]}"#,
                vec!["ana", "oi"],
            ),
            ("no json", vec![]),
        ] {
            let mut found = of_message(Some(content));
            found.sort();
            let mut wanted = words.clone();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{content}");
        }
        assert_eq!(of_message(None), Vec::<String>::new());
    }
}
