//! Who does what when: the score of the personas, without clock and network.

use std::time::Duration;

use recado_domain::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    act::{Act, object, tap, tappable, text},
    after,
    cast::{CAST, Temper},
    phrasebook::Phrasebook,
};

/// After so many answers a persona says goodbye: two machines must not talk to each other for ever.
const PATIENCE: u32 = 4;
/// A finished conversation is left alone for this long.
const REST: Duration = Duration::from_mins(3);
/// The first message after they are let in comes soon.
const FIRST_LINE_MS: u64 = 1_000;

/// A message of the business to a persona.
#[derive(Debug, Clone)]
pub(super) struct Addressed {
    pub persona: usize,
    pub wamid: String,
    pub phone_number_id: String,
    pub business: String,
    pub kind: String,
    pub request: Value,
    pub template_components: Vec<Value>,
}

/// A message a persona writes now.
#[derive(Debug)]
pub(super) struct Line {
    pub persona: usize,
    /// Where the conversation is; None for their usual number.
    pub phone_number_id: Option<String>,
    pub message: Map<String, Value>,
}

/// An act and when it is due.
#[derive(Debug)]
struct Cue {
    due: Timestamp,
    persona: usize,
    phone_number_id: Option<String>,
    act: Act,
}

/// One persona's conversation.
#[derive(Debug, Default, Clone, Copy)]
struct Mood {
    answers: u32,
    resting_until: Option<Timestamp>,
}

pub(super) struct Troupe {
    book: Phrasebook,
    cues: Vec<Cue>,
    moods: [Mood; CAST.len()],
    next_opening: Option<Timestamp>,
    last_opener: usize,
}

impl Troupe {
    pub fn new(seed: u64) -> Self {
        Self {
            book: Phrasebook::new(seed),
            cues: Vec::new(),
            moods: [Mood::default(); CAST.len()],
            next_opening: None,
            last_opener: CAST.len(),
        }
    }

    /// Nobody plays: what was planned is forgotten, what was said is not.
    pub fn rest(&mut self) {
        self.cues.clear();
        self.next_opening = None;
    }

    /// A persona was written to and will do something about it.
    pub fn hear(&mut self, now: Timestamp, heard: &Addressed) {
        if heard.kind == "reaction" {
            return;
        }
        let mood = &mut self.moods[heard.persona];
        if mood.resting_until.is_some_and(|until| now < until) {
            return;
        }
        mood.answers += 1;
        let last = mood.answers >= PATIENCE;
        if last {
            *mood = Mood { answers: 0, resting_until: Some(now.plus(REST)) };
        }
        let acts = self.reply_to(heard, last);
        self.plan(now, heard.persona, Some(&heard.phone_number_id), acts);
    }

    fn reply_to(&self, heard: &Addressed, last: bool) -> Vec<Act> {
        if let Some((kind, reply)) = tappable(&heard.request, &heard.template_components) {
            return vec![Act::Tap { wamid: heard.wamid.clone(), business: heard.business.clone(), kind, reply }];
        }
        if heard.request["interactive"]["type"] == "location_request_message" {
            return vec![Act::Place];
        }
        if last {
            return vec![Act::Close];
        }
        let react = |emoji| Act::React { wamid: heard.wamid.clone(), emoji };
        match CAST[heard.persona].temper {
            Temper::Reacts if self.book.chance(0.5) => vec![react(self.book.pick(&["👍", "❤️", "😂", "🙏"]))],
            Temper::Reacts => vec![react("👍"), Act::Answer],
            Temper::Angry | Temper::Hurries => vec![Act::Answer, Act::Answer],
            Temper::SendsFiles if self.book.chance(0.6) => vec![Act::Answer, self.some_file()],
            Temper::SendsPlaces if self.book.chance(0.6) => vec![Act::Answer, self.some_place()],
            _ => vec![Act::Answer],
        }
    }

    fn some_file(&self) -> Act {
        [Act::Picture, Act::Voice, Act::Document][self.book.below(3)].clone()
    }

    fn some_place(&self) -> Act {
        if self.book.chance(0.5) { Act::Place } else { Act::Card }
    }

    /// What is due now, and new conversations as often as `interval` wants them.
    pub fn speak(&mut self, now: Timestamp, interval: Duration) -> Vec<Line> {
        let due = *self.next_opening.get_or_insert(after(now, FIRST_LINE_MS));
        if due <= now {
            let ms = u64::try_from(interval.as_millis()).unwrap_or(u64::MAX).max(1);
            self.next_opening = Some(after(now, ms / 2 + self.book.between(0, ms + 1)));
            self.open(now);
        }
        let (ready, waiting): (Vec<_>, Vec<_>) = self.cues.drain(..).partition(|cue| cue.due <= now);
        self.cues = waiting;
        ready.into_iter().map(|cue| self.perform(now, cue)).collect()
    }

    /// Somebody who was not the last to do so begins.
    fn open(&mut self, now: Timestamp) {
        let step = 1 + self.book.below(CAST.len() - 1);
        let persona = (self.last_opener + step) % CAST.len();
        self.last_opener = persona;
        self.moods[persona] = Mood::default();
        let acts = match CAST[persona].temper {
            Temper::Angry | Temper::Hurries => vec![Act::Open, Act::Answer, Act::Answer],
            Temper::SendsFiles => vec![Act::Open, self.some_file()],
            Temper::SendsPlaces => vec![Act::Open, self.some_place()],
            Temper::Corrects => self.slip_and_correction(now, persona),
            _ => vec![Act::Open],
        };
        self.plan(now, persona, None, acts);
    }

    /// An order number with two digits swapped, and then the right one.
    fn slip_and_correction(&mut self, now: Timestamp, persona: usize) -> Vec<Act> {
        let said = self.book.say(now, &[CAST[persona].voice.openings, CAST[persona].voice.middles]);
        let first = self.book.between(1, 10);
        let second = (first + self.book.between(1, 9)) % 10;
        let rest = self.book.between(101, 999);
        let right = format!("{first}{second}{rest}");
        let said = format!("{said} Meu pedido é o {second}{first}{rest}");
        let correction = self.book.say(now, &[&["", "ops,", "desculpa,", "errei,"], &[format!("*{right}").as_str()]]);
        self.book.remember(now, &said);
        vec![Act::Say(said), Act::Say(correction)]
    }

    /// One after the other, with the time it takes to read and type.
    fn plan(&mut self, now: Timestamp, persona: usize, number: Option<&String>, acts: Vec<Act>) {
        let mut due = after(now, if number.is_some() { self.book.between(2_000, 6_000) } else { 0 });
        for act in acts {
            self.cues.push(Cue { due, persona, phone_number_id: number.cloned(), act });
            due = after(due, self.book.between(1_500, 4_500));
        }
    }

    fn perform(&mut self, now: Timestamp, cue: Cue) -> Line {
        let voice = CAST[cue.persona].voice;
        let message = match cue.act {
            Act::Open => text(&self.book.say(now, &[voice.openings, voice.middles, voice.endings])),
            Act::Answer => text(&self.book.say(now, &[voice.answers, voice.afterthoughts])),
            Act::Close => text(&self.book.say(now, &[voice.goodbyes, voice.wishes])),
            Act::Say(words) => text(&words),
            Act::React { wamid, emoji } => object("reaction", json!({"message_id": wamid, "emoji": emoji})),
            Act::Picture => {
                object("image", json!({"caption": self.book.say(now, &[voice.captions, voice.afterthoughts])}))
            }
            Act::Voice => object("audio", json!({"voice": true})),
            Act::Document => {
                let name = format!("comprovante-{}.pdf", self.book.between(1_000, 9_999));
                object("document", json!({"filename": name, "caption": self.book.say(now, &[voice.captions])}))
            }
            Act::Place => self.place(),
            Act::Card => self.card(),
            Act::Tap { wamid, business, kind, reply } => tap(&wamid, &business, kind, reply),
        };
        Line { persona: cue.persona, phone_number_id: cue.phone_number_id, message }
    }

    fn place(&self) -> Map<String, Value> {
        let houses = [("Portaria do Edifício Aurora", -3.7436, -38.4999), ("Mercado Central", -7.1195, -34.845)];
        let (name, latitude, longitude) = houses[self.book.below(houses.len())];
        let house = self.book.between(10, 900);
        let address = format!("Rua das Palmeiras, {house}");
        object("location", json!({"latitude": latitude, "longitude": longitude, "name": name, "address": address}))
    }

    fn card(&self) -> Map<String, Value> {
        let name = self.book.pick(&["Rosa Portaria", "João Motoboy", "Dona Nair", "Beto Recepção"]);
        let first = name.split(' ').next().unwrap_or(name);
        let phone = format!("+5583900{}", self.book.between(100_000, 999_999));
        let name = json!({"formatted_name": name, "first_name": first});
        object("contacts", json!([{"name": name, "phones": [{"phone": phone, "type": "CELL"}]}]))
    }
}

#[cfg(test)]
mod tests;
