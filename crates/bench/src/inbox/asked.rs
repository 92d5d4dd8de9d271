//! What the web app asks for, each many times, one at a time.

use std::time::{Duration, Instant};

use recado_domain::ConversationId;
use serde_json::Value;
use uuid::Uuid;

use super::{
    companies::Company,
    generator::{COMMON, LONG_ONE_IN, first_name, first_word},
};
use crate::{
    figures::{Bar, Figures},
    hammer::{Connection, Times},
    setting::Setting,
};

/// Tries before anything is measured.
const WARM_UP: u32 = 10;
/// Pages behind the first one that a patient person turns.
const PAGES: u32 = 20;
/// With so many conversations a company has some that fit each filter.
const ENOUGH: u32 = 500;
/// A list, a thread, a count.
const PAGE: Bar = Bar::AtMost(20.0);
/// A search.
const SEARCH: Bar = Bar::AtMost(1_000.0);

/// Asks for one company's lists.
pub struct Asker<'s> {
    setting: &'s Setting,
    company: Company,
    tries: u32,
    connection: Connection,
    /// Requests so far.
    asked: u32,
    /// How long the cheapest call takes, p99 in milliseconds.
    cheapest: f64,
}

impl<'s> Asker<'s> {
    /// For this company, with so many tries of each question.
    pub async fn of(setting: &'s Setting, company: Company, tries: u32) -> Self {
        let connection = Connection::to(setting.address());
        let mut asker = Self { setting, company, tries, connection, asked: 0, cheapest: f64::NAN };
        asker.cheapest = asker.times(|_| "/api/v1/users/me".to_owned(), false).await.ms(99.0);
        asker
    }

    /// Everything; how many requests that were.
    pub async fn ask_everything(mut self, figures: &mut Figures) -> f64 {
        figures.note(format!("{}: the cheapest call, p99", self.company.name), self.cheapest, "ms");
        self.lists(figures).await;
        self.deep_page(figures).await;
        self.threads(figures).await;
        self.contacts(figures).await;
        self.searches(figures).await;
        f64::from(self.asked)
    }

    async fn lists(&mut self, figures: &mut Figures) {
        let (team, number, tag) = self.things().await;
        let year = ["from=2025-12-01T00:00:00Z", "to=2026-06-01T00:00:00Z"];
        let filters = [
            String::new(),
            "view=mine".to_owned(),
            "view=unassigned".to_owned(),
            "view=all".to_owned(),
            "status=open".to_owned(),
            "status=pending".to_owned(),
            "status=snoozed".to_owned(),
            "status=closed".to_owned(),
            "status=archived".to_owned(),
            "assignee=me".to_owned(),
            "assignee=none".to_owned(),
            format!("team={team}"),
            format!("number={number}"),
            format!("tag={tag}"),
            "unread=true".to_owned(),
            year.join("&"),
            "sort=oldest".to_owned(),
            "view=all&sort=waiting".to_owned(),
            format!("view=all&tag={tag}&unread=true"),
            format!("view=mine&team={team}"),
            format!("status=closed&tag={tag}&assignee=none"),
            format!("view=all&number={number}&team={team}&unread=true"),
        ];
        for filter in filters {
            let name = if filter.is_empty() { "all but archived" } else { filter.as_str() };
            let name = name.replace(&team, "…").replace(&number, "…").replace(&tag, "…");
            let path = format!("/api/v1/conversations?{filter}");
            self.ask(figures, &format!("list {name}"), PAGE, |_| path.clone()).await;
        }
        self.ask(figures, "counts", PAGE, |_| "/api/v1/conversations/counts".to_owned()).await;
    }

    async fn deep_page(&mut self, figures: &mut Figures) {
        let mut path = "/api/v1/conversations?status=closed".to_owned();
        for page in 0..PAGES {
            let answer = self.json(&path).await;
            let Some(cursor) = answer["nextCursor"].as_str() else { break };
            assert_eq!(answer["data"].as_array().map(Vec::len), Some(50), "page {page} is full");
            path = format!("/api/v1/conversations?status=closed&cursor={cursor}");
        }
        self.ask(figures, "list status=closed, far back", PAGE, |_| path.clone()).await;
    }

    async fn threads(&mut self, figures: &mut Figures) {
        let (first, count) = (self.company.first, self.company.conversations);
        let usual: Vec<_> = (0..50).map(|n| conversation(first + (n * 7_919) % count)).collect();
        let long: Vec<_> = (first..first + count).filter(|n| n % LONG_ONE_IN == 0).take(50).map(conversation).collect();
        for (name, ids) in [("usual", usual), ("long", long)] {
            if ids.is_empty() {
                continue; // a small company has no long thread in little data
            }
            let at = |n: u32| &ids[usize::try_from(n).expect("fits") % ids.len()];
            let timeline = |n| format!("/api/v1/conversations/{}/timeline", at(n));
            self.ask(figures, &format!("thread, {name}"), PAGE, timeline).await;
            self.ask(figures, &format!("conversation, {name}"), PAGE, |n| format!("/api/v1/conversations/{}", at(n)))
                .await;
        }
    }

    async fn contacts(&mut self, figures: &mut Figures) {
        let (_, _, tag) = self.things().await;
        for sort in ["name", "-name", "recent"] {
            let path = format!("/api/v1/contacts?sort={sort}");
            self.ask(figures, &format!("contacts by {sort}"), PAGE, |_| path.clone()).await;
        }
        self.ask(figures, "contacts with a tag", PAGE, |_| format!("/api/v1/contacts?tag={tag}")).await;
    }

    async fn searches(&mut self, figures: &mut Figures) {
        let (first, count) = (self.company.first, self.company.conversations);
        let numbers = (0..40).map(|n| first + (n * 7_919) % count);
        let (names, words): (Vec<_>, Vec<_>) = numbers.map(|n| (first_name(n), first_word(n, 3))).unzip();
        let at = |all: &[String], n: u32| all[usize::try_from(n).expect("fits") % all.len()].clone();
        let contact = |search: String| format!("/api/v1/contacts?search={search}");
        self.ask(figures, "search contacts, a prefix", SEARCH, |n| contact(at(&names, n)[..4].to_owned())).await;
        let phone = |n: u32| format!("{:04}", (first + n % count) % 10_000);
        self.ask(figures, "search contacts, last four of a phone", SEARCH, |n| contact(phone(n))).await;
        let message = |search: String| format!("/api/v1/messages?search={search}");
        self.ask(figures, "search messages, a word", SEARCH, |n| message(at(&words, n))).await;
        self.ask(figures, "search messages, two words", SEARCH, |n| message(format!("{}+{COMMON}", at(&words, n))))
            .await;
        self.ask(figures, "search messages, a common word", SEARCH, |_| message(COMMON.to_owned())).await;
    }

    /// Asks for rows many times and notes how long that took.
    async fn ask(&mut self, figures: &mut Figures, name: &str, bar: Bar, path: impl Fn(u32) -> String) {
        let times = self.times(path, true).await;
        figures.note(format!("{}: {name}, p50", self.company.name), times.ms(50.0), "ms");
        let p99 = format!("{}: {name}, p99", self.company.name);
        figures.against(p99, times.ms(99.0), "ms", self.cheapest, Some(bar));
    }

    async fn times(&mut self, path: impl Fn(u32) -> String, rows: bool) -> Times {
        let (mut times, has_everything) = (Vec::new(), self.company.conversations >= ENOUGH);
        for n in 0..WARM_UP + self.tries {
            let path = path(n);
            let (body, took) = self.get(&path).await;
            let empty = body.starts_with(br#"{"data":[]"#);
            assert!(!(rows && empty && has_everything), "{path} finds nothing");
            if n >= WARM_UP {
                times.push(took);
            }
        }
        Times::of(times)
    }

    async fn get(&mut self, path: &str) -> (Vec<u8>, Duration) {
        let token = &self.company.token;
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: {}\r\nauthorization: Bearer {token}\r\n\r\n", self.setting.address());
        let asked = Instant::now();
        let answer = self.connection.ask(request.as_bytes()).await.expect("the product answers");
        let took = asked.elapsed();
        self.asked += 1;
        assert_eq!(answer.status, 200, "{path}: {}", String::from_utf8_lossy(&answer.body));
        (answer.body, took)
    }

    async fn json(&mut self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).await.0).expect("JSON")
    }

    /// Its team, number and tag.
    async fn things(&mut self) -> (String, String, String) {
        let mut ids = Vec::new();
        for path in ["/api/v1/teams", "/api/v1/numbers", "/api/v1/tags"] {
            let list = self.json(path).await;
            let rows = list["data"].as_array().expect("a list");
            let row = rows.iter().find(|row| row["isDefault"] != true).expect("one of its own");
            ids.push(row["id"].as_str().expect("an id").to_owned());
        }
        let [team, number, tag] = <[String; 3]>::try_from(ids).expect("three");
        (team, number, tag)
    }
}

/// The id of the conversation with this number, as the API knows it.
fn conversation(number: u32) -> String {
    ConversationId::from_uuid(Uuid::from_u128((0xe << 124) | u128::from(number))).to_string()
}
