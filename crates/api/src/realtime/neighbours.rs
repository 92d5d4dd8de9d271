//! What nodes with sockets tell each other: who is connected, who writes. All of it are hints: a node that missed some
//! asks, and one that is silent as long as a lease lasts is taken for dead.

use std::{sync::Arc, time::Duration};

use recado_domain::{ConversationId, TeamId, TenantId, UserId, visibility::Placement};
use recado_engine::Heard;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use uuid::Uuid;

use super::{elsewhere::Was, hub::Hub, outlet::PresenceState, watch::every};

/// What one node says to all others. Nodes of another version may say what is not known here.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(super) enum Word {
    /// I live, and so many people are connected to me.
    Here { people: usize },
    /// Name everybody.
    Who,
    /// I name everybody from here to the next `Here`.
    Everybody,
    /// Somebody is connected to me, or no longer.
    Person { tenant: Uuid, user: UserId, state: Option<PresenceState> },
    /// Somebody writes in a conversation that stands there, or stopped.
    Typing(TypingWord),
    /// I end.
    Bye,
}

/// Somebody writes, or stopped, in a conversation of this placement.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct TypingWord {
    pub(super) tenant: Uuid,
    pub(super) user: UserId,
    pub(super) conversation: ConversationId,
    pub(super) assignee: Option<UserId>,
    pub(super) team: Option<TeamId>,
    pub(super) on: bool,
}

impl TypingWord {
    pub(super) fn at(&self) -> Placement {
        Placement { assignee: self.assignee, team: self.team }
    }
}

/// Tells the others of the people here, and hears of theirs, for ever.
pub(super) async fn run(hub: &Hub) {
    let mut heard = hub.engine().wake.listen();
    let mut beats = every(hub.engine().settings.lease / 3);
    hub.say(&Word::Who);
    hub.name_everybody();
    loop {
        tokio::select! {
            _ = beats.tick() => hub.beat(),
            heard = heard.recv() => match heard {
                Ok(Heard::Word { node, word }) => hub.hear(&node, &word),
                Ok(Heard::Gap) | Err(RecvError::Lagged(_)) => {
                    hub.say(&Word::Who);
                    hub.name_everybody();
                }
                Err(RecvError::Closed) => return std::future::pending().await,
            },
        }
    }
}

impl Hub {
    pub(super) fn say(&self, word: &Word) {
        match serde_json::to_string(word) {
            Ok(word) => self.engine().wake.say(word),
            Err(error) => tracing::error!(category = "system", %error, "a word between nodes could not be written"),
        }
    }

    /// Says that this node lives, and forgets those that do not.
    pub fn beat(&self) {
        let now = self.engine().clock.monotonic();
        let silence: Duration = self.engine().settings.lease;
        self.presence_elsewhere(|elsewhere| elsewhere.forget_silent(now, silence));
        self.say_here();
    }

    /// Takes what another node said.
    pub(super) fn hear(&self, node: &Arc<str>, word: &str) {
        let now = self.engine().clock.monotonic();
        match serde_json::from_str(word) {
            Ok(Word::Who) => self.name_everybody(),
            Ok(Word::Typing(typing)) => self.pass_typing_on(&typing),
            Ok(Word::Bye) => self.presence_elsewhere(|elsewhere| elsewhere.ends(node)),
            Ok(Word::Person { tenant, user, state }) => {
                self.presence_elsewhere(|elsewhere| vec![elsewhere.person(node, now, (tenant, user), state)]);
            }
            Ok(Word::Everybody) => self.presence_elsewhere(|elsewhere| {
                elsewhere.names_everybody(node, now);
                Vec::<Was>::new()
            }),
            Ok(Word::Here { people }) => {
                let mut missed = false;
                self.presence_elsewhere(|elsewhere| {
                    let (gone, asks) = elsewhere.lives(node, now, people);
                    missed = asks;
                    gone
                });
                if missed {
                    self.say(&Word::Who);
                }
            }
            Err(error) => tracing::debug!(category = "system", %error, "another node said something unknown"),
        }
    }

    /// Tells the other nodes of a person here.
    pub(super) fn say_person(&self, tenant: TenantId, user: UserId, state: Option<PresenceState>) {
        self.say(&Word::Person { tenant: tenant.uuid(), user, state });
    }
}
