//! Tells the demo's conversations: what was said before as webhooks, what is said now through Meta's side, then each is placed
//! where it stands today.

use std::{collections::HashMap, time::Duration};

use anyhow::Context as _;
use recado_domain::{Clock, SystemClock};
use serde_json::{Value, json};

use super::{
    client::Client,
    dialogues::{self, Dialogue},
    past::{self, MetaNumber},
    people::{Person, people},
    seed::{NUMBERS, Seed, WABA, text},
};

/// What telling needs.
pub struct Told<'t, 's> {
    /// Product and Meta's side.
    pub seed: &'t Seed<'s>,
    /// Who reads, assigns and tags.
    pub supervisor: &'t Client,
    /// Ids of people and teams by the word of the dialogues, of tags by name.
    pub ids: &'t HashMap<&'t str, String>,
}

/// Ids of conversations by the contact's phone.
type Found = HashMap<String, String>;
type Pair<'p> = (&'p Dialogue, Person);

impl Told<'_, '_> {
    /// All of `dialogues.txt`.
    pub async fn tell(&self) -> anyhow::Result<()> {
        let dialogues = dialogues::all();
        let told: Vec<Pair> = dialogues.iter().zip(people(dialogues.len())).collect();
        let past: Vec<&Pair> = told.iter().filter(|(dialogue, _)| !dialogue.past().is_empty()).collect();
        self.past(&told).await?;
        let found = self.wait_for(past.len()).await?;
        self.read(&past, &found).await?;
        for (dialogue, person) in &told {
            self.now(dialogue, person).await?;
        }
        let found = self.wait_for(told.len()).await?;
        for (dialogue, person) in &told {
            self.place(of(&found, person)?, dialogue).await?;
        }
        Ok(())
    }

    async fn past(&self, told: &[Pair<'_>]) -> anyhow::Result<()> {
        let now = SystemClock.now();
        for (index, (dialogue, person)) in told.iter().enumerate().filter(|(_, (d, _))| !d.past().is_empty()) {
            let (phone_number_id, display, _) = NUMBERS[dialogue.number];
            let digits: String = display.chars().filter(char::is_ascii_digit).collect();
            let number = MetaNumber { waba_id: WABA.into(), phone_number_id: phone_number_id.into(), digits };
            let body = past::webhook(dialogue, index, person, &number, now);
            self.seed.product.webhook(self.seed.app_secret, &body).await?;
        }
        Ok(())
    }

    /// Nobody left unread what was answered; what the customer said last waits for somebody, unless it is closed.
    async fn read(&self, past: &[&Pair<'_>], found: &Found) -> anyhow::Result<()> {
        let answered = |dialogue: &Dialogue| dialogue.past().iter().any(|line| !line.from_customer);
        let waits =
            |dialogue: &Dialogue| dialogue.state == "open" && dialogue.past().last().is_some_and(|l| l.from_customer);
        let ids = |wanted: &dyn Fn(&Dialogue) -> bool| -> anyhow::Result<Vec<&String>> {
            past.iter().filter(|(dialogue, _)| wanted(dialogue)).map(|(_, person)| of(found, person)).collect()
        };
        self.all_at_once(&ids(&answered)?, "read").await?;
        self.all_at_once(&ids(&|dialogue| answered(dialogue) && waits(dialogue))?, "unread").await
    }

    async fn all_at_once(&self, ids: &[&String], deed: &str) -> anyhow::Result<()> {
        let body = json!({"ids": ids, "action": {"do": deed}});
        self.supervisor.post("/api/v1/conversations/bulk", &body).await.map(drop)
    }

    /// The last words of today's conversations come through Meta's side, so that their windows are open there too.
    async fn now(&self, dialogue: &Dialogue, person: &Person) -> anyhow::Result<()> {
        let Some(words) = dialogue.now() else { return Ok(()) };
        let body = json!({
            "phone_number_id": NUMBERS[dialogue.number].0,
            "from": {"wa_id": person.phone, "name": person.name},
            "message": {"type": "text", "text": {"body": words}},
        });
        self.seed.meta.post("/_sim/inbound", &body).await.map(drop)
    }

    /// Waits until the projector has told of so many conversations.
    async fn wait_for(&self, wanted: usize) -> anyhow::Result<Found> {
        for _ in 0..600 {
            let page = self.supervisor.get("/api/v1/conversations?limit=200").await?;
            let rows = page["data"].as_array().context("a page")?;
            if rows.len() >= wanted {
                return rows.iter().map(|row| Ok((text(&row["contact"], "phone")?, text(row, "id")?))).collect();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        anyhow::bail!("the past was not projected within a minute")
    }

    /// Assigns, tags and notes as the dialogue says.
    async fn place(&self, id: &str, dialogue: &Dialogue) -> anyhow::Result<()> {
        let id_of = |word: &str| self.ids.get(word).with_context(|| format!("nobody made {word}"));
        let user = dialogue.assignee.map(id_of).transpose()?;
        let team = dialogue.team.map(id_of).transpose()?;
        self.post(id, "assign", &json!({"userId": user, "teamId": team})).await?;
        if !dialogue.tags.is_empty() {
            let tags = dialogue.tags.iter().map(|tag| id_of(tag)).collect::<Result<Vec<_>, _>>()?;
            self.post(id, "tags", &json!({"add": tags})).await?;
        }
        if let Some(note) = dialogue.note {
            self.post(id, "notes", &json!({"body": note})).await?;
        }
        if dialogue.state != "open" {
            let path = format!("/api/v1/conversations/{id}/status");
            self.supervisor.put(&path, &json!({"status": dialogue.state})).await?;
        }
        Ok(())
    }

    async fn post(&self, id: &str, deed: &str, body: &Value) -> anyhow::Result<()> {
        self.supervisor.post(&format!("/api/v1/conversations/{id}/{deed}"), body).await.map(drop)
    }
}

fn of<'f>(found: &'f Found, person: &Person) -> anyhow::Result<&'f String> {
    found.get(&format!("+{}", person.phone)).context("every dialogue has a conversation")
}
