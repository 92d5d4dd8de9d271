//! What stands in the chats on customers' phones: one per number and person, both sides.
//!
//! It only remembers; how a line looks is `phone`'s business. The oldest lines go when there are many, because a load
//! test writes more than anybody reads.

use std::collections::{BTreeMap, HashMap, VecDeque};

use recado_domain::Timestamp;
use serde_json::Value;

use super::{delivery::DeliveryId, people::PersonId};

/// Lines of all chats together.
const KEPT: usize = 20_000;

/// A number and whom it talks with.
pub(crate) type ChatKey = (String, PersonId);

/// Who wrote a line.
#[derive(Debug)]
pub(crate) enum Said {
    /// Meta's message object as text, which is a tenth of the size of a tree.
    ByCustomer { message: Box<str>, delivery: DeliveryId, read: bool },
    /// Row of the ledger, and the statuses the business hears of it with their times.
    ByBusiness { entry: usize, told: Vec<(String, Timestamp)> },
}

#[derive(Debug)]
pub(crate) struct ChatLine {
    pub wamid: String,
    pub at: Timestamp,
    pub said: Said,
    chat: ChatKey,
}

#[derive(Debug, Default)]
struct Chat {
    lines: VecDeque<u64>,
    typing_since: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(crate) struct Chats {
    lines: BTreeMap<u64, ChatLine>,
    by_key: HashMap<ChatKey, Chat>,
    by_wamid: HashMap<String, u64>,
    given: u64,
}

impl Chats {
    /// The customer wrote. A message that comes a second time stands there once.
    pub fn hear(&mut self, chat: ChatKey, at: Timestamp, message: &Value, delivery: DeliveryId) {
        let Some(wamid) = message["id"].as_str() else { return };
        if !self.by_wamid.contains_key(wamid) {
            let message = message.to_string().into_boxed_str();
            let said = Said::ByCustomer { message, delivery, read: false };
            self.add(ChatLine { wamid: wamid.to_owned(), at, said, chat });
        }
    }

    /// The business wrote, which ends its typing.
    pub fn say(&mut self, chat: ChatKey, at: Timestamp, wamid: &str, entry: usize) {
        self.by_key.entry(chat.clone()).or_default().typing_since = None;
        let said = Said::ByBusiness { entry, told: Vec::new() };
        self.add(ChatLine { wamid: wamid.to_owned(), at, said, chat });
    }

    /// The business is told about its message.
    pub fn tell(&mut self, wamid: &str, status: &str, at: Timestamp) {
        let line = self.by_wamid.get(wamid).and_then(|id| self.lines.get_mut(id));
        if let Some(ChatLine { said: Said::ByBusiness { told, .. }, .. }) = line {
            told.push((status.to_owned(), at));
        }
    }

    /// The business has read up to this message, and perhaps types.
    pub fn receipt(&mut self, wamid: &str, typing: bool, at: Timestamp) {
        let Some(id) = self.by_wamid.get(wamid).copied() else { return };
        let Some(chat) = self.lines.get(&id).and_then(|line| self.by_key.get_mut(&line.chat)) else { return };
        if typing {
            chat.typing_since = Some(at);
        }
        for seen in chat.lines.iter().filter(|line| **line <= id) {
            if let Some(ChatLine { said: Said::ByCustomer { read, .. }, .. }) = self.lines.get_mut(seen) {
                *read = true;
            }
        }
    }

    /// The lines of a chat, newest first.
    pub fn newest(&self, chat: &ChatKey) -> impl Iterator<Item = &ChatLine> {
        let lines = self.by_key.get(chat).into_iter().flat_map(|chat| chat.lines.iter().rev());
        lines.filter_map(|id| self.lines.get(id))
    }

    /// Since when the business types.
    pub fn typing_since(&self, chat: &ChatKey) -> Option<Timestamp> {
        self.by_key.get(chat)?.typing_since
    }

    fn add(&mut self, line: ChatLine) {
        self.given += 1;
        self.by_wamid.insert(line.wamid.clone(), self.given);
        self.by_key.entry(line.chat.clone()).or_default().lines.push_back(self.given);
        self.lines.insert(self.given, line);
        if self.lines.len() > KEPT
            && let Some((_, oldest)) = self.lines.pop_first()
        {
            self.by_wamid.remove(&oldest.wamid);
            if let Some(chat) = self.by_key.get_mut(&oldest.chat) {
                chat.lines.pop_front();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chat() -> ChatKey {
        ("1".to_owned(), 0)
    }

    #[test]
    fn a_receipt_reads_what_stands_above_it_and_a_message_ends_the_typing() {
        let (mut chats, now) = (Chats::default(), Timestamp::from_secs(9));
        for wamid in ["a", "b", "c", "b"] {
            chats.hear(chat(), now, &json!({"id": wamid}), 0);
        }
        chats.receipt("b", true, now);
        let read: Vec<_> =
            chats.newest(&chat()).map(|line| matches!(line.said, Said::ByCustomer { read: true, .. })).collect();
        assert_eq!(read, [false, true, true]);
        assert_eq!(chats.typing_since(&chat()), Some(now));
        chats.say(chat(), now, "d", 0);
        assert_eq!(chats.typing_since(&chat()), None);
    }

    #[test]
    fn the_oldest_lines_go() {
        let (mut chats, now) = (Chats::default(), Timestamp::from_secs(9));
        for n in 0..=KEPT {
            chats.hear(chat(), now, &json!({"id": format!("{n}")}), 0);
        }
        assert_eq!(chats.newest(&chat()).count(), KEPT);
        assert_eq!(chats.newest(&chat()).last().map(|line| line.wamid.as_str()), Some("1"));
    }
}
