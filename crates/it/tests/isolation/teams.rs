//! Inside a tenant: an agent who sees only own teams' conversations asks for another team's, in every field that names a
//! conversation, a message or a note.

use std::collections::HashMap;

use recado_domain::{ContactId, Role};
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    operations::{Field, Operation, operations},
    requests::{comparable, request},
    world::World,
};

const OF_THREADS: [&str; 3] = ["cnv", "msg", "nte"];

/// A tenant with a thread of another team, and an agent who does not see it.
struct Desk {
    world: World,
    hidden: HashMap<&'static str, String>,
    agent: Someone,
}

impl Desk {
    async fn open(app: &TestApp) -> Self {
        let mut world = World::start(app, "bank").await;
        let hidden = world.fill().await.clone();
        let agent = world.shop.person("ada", Role::Agent).await;
        Self { world, hidden, agent }
    }

    /// The same things with a thread that nobody has taken, made anew: everybody sees it.
    async fn seen(&self) -> HashMap<&'static str, String> {
        let conversation = self.world.shop.conversation(self.world.number(), "Bia").await;
        let message = self.world.shop.says(&conversation, "Oi").await;
        let note = json!({ "body": "Uma nota", "mentions": [] });
        let note = self.agent.post(&format!("/api/v1/conversations/{conversation}/notes"), note).await.expect(201);
        let note = note["id"].as_str().expect("an id").to_owned();
        let mut seen = self.hidden.clone();
        seen.extend([("cnv", conversation), ("msg", message), ("nte", note)]);
        seen
    }

    /// What the hidden thread looks like to the owner.
    async fn look(&self) -> Vec<Json> {
        let path = format!("/api/v1/conversations/{}", self.hidden["cnv"]);
        let mut all = Vec::new();
        for part in ["", "/timeline", "/history", "/transfers"] {
            all.push(self.world.shop.get(&format!("{path}{part}")).await.expect(200));
        }
        all
    }

    /// What is wrong with the answers to one field.
    async fn probe(&self, app: &TestApp, operation: &Operation, field: &Field) -> Option<String> {
        let told = format!("{} {} ({:?} {})", operation.method, operation.path, field.place, field.name);
        let random = ContactId::from_uuid(app.engine.fresh_id()).to_string().replace(ContactId::PREFIX, &field.prefix);
        let seen = self.seen().await;
        let mut answers = Vec::new();
        for id in [&self.hidden[field.prefix.as_str()], &random, &seen[field.prefix.as_str()]] {
            answers.push(comparable(&request(&self.agent, operation, Some((field, id)), &seen).send().await));
        }
        if answers[0] != answers[1] {
            return Some(format!("{told}:\n  {}\n  but for an unknown one {}", answers[0], answers[1]));
        }
        (answers[1] == answers[2]).then(|| format!("{told}: proves nothing: {}", answers[1]))
    }
}

both_engines! {
    async fn another_teams_thread_is_an_unknown_one_in_every_field(app: TestApp) {
        let desk = Desk::open(&app).await;
        let before = desk.look().await;
        let (mut problems, mut fields) = (Vec::new(), 0);
        for operation in operations() {
            let may = operation.permission.is_some_and(|permission| Role::Agent.has(permission));
            let of_threads = operation.fields.iter().filter(|field| may && OF_THREADS.contains(&field.prefix.as_str()));
            for field in of_threads {
                problems.extend(desk.probe(&app, &operation, field).await);
                fields += 1;
            }
        }
        assert!(problems.is_empty(), "{}", problems.join("\n"));
        assert_eq!(desk.look().await, before, "the hidden thread is as it was");
        assert!(fields > 20, "{fields}");
        println!("isolation: {fields} of {fields} fields that name a thread, for an agent of another team");
    }
}
