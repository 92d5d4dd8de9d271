//! Real time: the people connected to this node, over Socket.IO.
//!
//! Every node with people follows the numbered events ([`recado_engine::relay::follow`]) and hands them to its [`Hub`],
//! which sends each to those of its own sockets whose reader may see it. Nodes do not talk to each other about events:
//! any number of them may serve. Presence and typing they tell each other (`neighbours`).
//!
//! From outside in: `handshake` (who is it), `connection` (one socket: what it was sent, what it is owed), `hub` (all of
//! them), `incoming` (what clients say), `watch` (tokens that run out, access that changes), `neighbours` and `elsewhere`
//! (the people of other nodes). Only `outlet` and
//! `handshake` know Socket.IO's library.
//!
//! To add an event with a number: `recado_engine::events`; nothing is to be done here. One without: a variant of
//! `outlet::Outgoing`. To add something clients may say: a handler in `incoming`, with its check.

mod connection;
mod elsewhere;
mod guard;
mod handshake;
mod hub;
mod incoming;
mod neighbours;
mod outlet;
mod watch;

#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use recado_engine::{Engine, relay};
use socketioxide::{ParserConfig, SocketIo, layer::SocketIoLayer};
use tokio_util::sync::CancellationToken;

pub use hub::Hub;

pub(crate) use guard::mount;

/// Where sockets connect.
pub const PATH: &str = "/socket.io";
/// Events that wait for a slow client, before it is told to catch up instead.
const QUEUE: usize = 256;
/// Bytes of an event in such a queue: so a client that does not read costs 8 MiB at most.
const LARGEST_EVENT: usize = 32 * 1024;
/// Bytes of one thing that a client says.
const LARGEST_FRAME: usize = 64 * 1024;
/// How long a connection may stay without having said who it is.
const TIME_TO_SIGN_IN: Duration = Duration::from_secs(10);

/// The sockets of this node. Cheap to clone.
#[derive(Clone)]
pub struct Realtime {
    hub: Arc<Hub>,
    io: SocketIo,
    layer: SocketIoLayer,
}

impl Realtime {
    /// Sockets that nobody is connected to, and that refuse everybody until [`Self::run`] follows the events.
    pub fn new(engine: Engine) -> Self {
        let parser = ParserConfig::common().max_incoming_binaries(0).max_incoming_binary_buf_size(0);
        let (layer, io) = SocketIo::builder()
            .req_path(PATH)
            .max_buffer_size(QUEUE)
            .max_payload(LARGEST_FRAME as u64)
            .ws_max_message_size(LARGEST_FRAME)
            .ws_max_frame_size(LARGEST_FRAME)
            .connect_timeout(TIME_TO_SIGN_IN)
            .with_parser(parser)
            .build_layer();
        let hub = Arc::new(Hub::new(engine));
        handshake::serve(&io, &hub);
        Self { hub, io, layer }
    }

    /// Who is connected.
    pub fn hub(&self) -> &Arc<Hub> {
        &self.hub
    }

    /// Follows events and keeps the sockets true, until `ending` is cancelled; then disconnects everybody, who come
    /// back elsewhere.
    pub async fn run(self, ending: CancellationToken) {
        let engine = self.hub.engine().clone();
        let following = relay::follow(engine, self.hub.clone(), ending.clone());
        let watching = ending.run_until_cancelled(watch::run(&self.hub));
        tokio::join!(following, watching);
        self.hub.say(&neighbours::Word::Bye);
        self.io.close().await;
    }
}

impl std::fmt::Debug for Realtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Realtime").finish_non_exhaustive()
    }
}
