//! Hours of play, in moments.

use std::collections::{HashMap, HashSet};

use super::*;

const START: Timestamp = Timestamp::from_secs(1_795_320_000);

fn told(persona: usize, request: Value) -> Addressed {
    Addressed {
        persona,
        wamid: "wamid.business".to_owned(),
        phone_number_id: "1".to_owned(),
        business: "551140000001".to_owned(),
        kind: "text".to_owned(),
        request,
        template_components: Vec::new(),
    }
}

/// Lets them play for so many seconds; every third line is answered.
fn play(troupe: &mut Troupe, seconds: u64, interval_ms: u64) -> Vec<(Timestamp, Line)> {
    let mut all = Vec::new();
    for tick in 0..seconds * 2 {
        let now = after(START, tick * 500);
        for line in troupe.speak(now, Duration::from_millis(interval_ms)) {
            if all.len() % 3 == 0 {
                troupe.hear(now, &told(line.persona, json!({"text": {"body": "Claro!"}})));
            }
            all.push((now, line));
        }
    }
    all
}

fn words(line: &Line) -> Option<&str> {
    let message = &line.message;
    let own = |kind: &str, key: &str| message.get(kind).and_then(|object| object[key].as_str());
    own("text", "body").or(own("image", "caption")).or(own("document", "caption"))
}

#[test]
fn no_text_repeats_within_an_hour() {
    let mut last: HashMap<String, Timestamp> = HashMap::new();
    let lines = play(&mut Troupe::new(7), 2 * 3_600, 1_500);
    assert!(lines.len() > 5_000, "{}", lines.len());
    for (at, line) in &lines {
        let Some(text) = words(line) else { continue };
        if let Some(before) = last.insert(text.to_owned(), *at) {
            assert!(at.since(before) >= Duration::from_hours(1), "twice: {text}");
        }
    }
}

#[test]
fn everybody_plays_and_every_kind_of_message_comes() {
    let lines = play(&mut Troupe::new(7), 3_600, 5_000);
    let who: HashSet<_> = lines.iter().map(|(_, line)| line.persona).collect();
    assert_eq!(who.len(), CAST.len());
    let kinds: HashSet<_> = lines.iter().map(|(_, line)| line.message["type"].as_str().unwrap()).collect();
    for kind in ["text", "image", "audio", "document", "location", "contacts", "reaction"] {
        assert!(kinds.contains(kind), "{kind}");
    }
}

#[test]
fn the_pace_is_what_was_asked_for() {
    let mut troupe = Troupe::new(7);
    let lines: Vec<_> =
        (0..7_200).flat_map(|tick| troupe.speak(after(START, tick * 500), Duration::from_secs(30))).collect();
    // 120 conversations an hour, most of them with one to three messages.
    assert!((110..420).contains(&lines.len()), "{}", lines.len());
}

#[test]
fn one_corrects_himself() {
    let lines = play(&mut Troupe::new(7), 3_600, 5_000);
    let jessica = CAST.iter().position(|persona| persona.temper == Temper::Corrects).unwrap();
    let hers: Vec<_> =
        lines.iter().filter(|(_, line)| line.persona == jessica).filter_map(|(_, line)| words(line)).collect();
    assert!(hers.iter().any(|text| text.contains('*')), "{hers:?}");
}

#[test]
fn what_can_be_tapped_is_tapped() {
    let button =
        json!({"interactive": {"type": "button", "action": {"buttons": [{"reply": {"id": "sim", "title": "Sim"}}]}}});
    let mut troupe = Troupe::new(7);
    troupe.hear(START, &told(0, button));
    let lines = troupe.speak(after(START, 6_000), Duration::from_hours(1));
    let tap = lines.iter().find(|line| line.message["type"] == "interactive").unwrap();
    assert_eq!(tap.message["interactive"]["button_reply"], json!({"id": "sim", "title": "Sim"}));
    assert_eq!(tap.message["context"], json!({"from": "551140000001", "id": "wamid.business"}));

    let components =
        vec![json!({"type": "BUTTONS", "buttons": [{"type": "URL"}, {"type": "QUICK_REPLY", "text": "Quero"}]})];
    let template = Addressed { template_components: components, kind: "template".to_owned(), ..told(1, json!({})) };
    troupe.hear(START, &template);
    let lines = troupe.speak(after(START, 60_000), Duration::from_hours(1));
    let tap = lines.iter().find(|line| line.message["type"] == "button").unwrap();
    assert_eq!(tap.message["button"], json!({"payload": "Quero", "text": "Quero"}));
}

#[test]
fn two_machines_do_not_talk_for_ever() {
    let mut troupe = Troupe::new(7);
    let mut lines = 0;
    for minute in 0..60 {
        let now = after(START, minute * 60_000);
        let spoken = troupe.speak(now, Duration::from_hours(10)).into_iter().filter(|line| line.persona == 9).count();
        lines += spoken;
        troupe.hear(now, &told(9, json!({"text": {"body": "automático"}})));
    }
    assert!((8..=40).contains(&lines), "four answers, then three minutes of rest: {lines}");
}
