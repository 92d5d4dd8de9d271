//! Meta's side: a Graph API with memory, signed webhooks, faults and personas.
//!
//! [`Simulator::start`] listens on an address and plays `graph.facebook.com` there, faithfully enough for third-party
//! SDKs: messages with their checks and error codes, templates, numbers, media, statuses, customers. It is steered
//! over HTTP under `/_sim/` (docs/contract.md, section Simulator). It is how Recado is developed, shown and tested
//! without an account at Meta.
//!
//! It must not know the product: no type of `recado-graph` (both sides would share one bug), no database. From
//! `recado-domain` it takes the clock and chance only.
//!
//! | to add | look at |
//! |---|---|
//! | a message type, a check | `send` |
//! | a Graph edge | `graph` |
//! | a control call | `control` |
//! | a fault | `faults`, `outbox::mischief` |
//! | a persona | `personas` |
//! | how a message looks to the customer | `phone` |
//! | something on the phone page | the files in `page/`, `page` |
//! | something it remembers | `world::record` |

mod chance;
mod config;
mod control;
mod faults;
mod graph;
mod handle;
mod inbound;
mod journal;
mod media;
mod meta;
mod outbox;
mod page;
mod personas;
mod phone;
mod send;
mod settings;
mod statuses;
mod wire;
mod world;

pub use config::{SimulatorConfig, StartError, TlsFiles, WebhookTarget};
pub use handle::{Simulator, SimulatorHandle};
