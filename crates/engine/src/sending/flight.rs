//! One attempt on the wire.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use recado_graph::client::AccessToken;
use tracing::Instrument as _;

use super::{claim::Claimed, verdict::Ending};
use crate::{Engine, trace};

/// An attempt that has been on record for longer is not written any more: the process was stopped and continued, and
/// somebody else may have taken over.
const WRITE_WITHIN: Duration = Duration::from_secs(5);

/// What sending takes, the same for all messages of one claim.
#[derive(Clone)]
pub(crate) struct Sender {
    pub engine: Engine,
    pub phone_number_id: String,
    pub token: AccessToken,
    /// Set when the number was stopped: what is not yet written stays here.
    pub stopped: Arc<AtomicBool>,
}

/// An attempt that has ended.
#[derive(Debug, Clone)]
pub(crate) struct Ended {
    pub claimed: Claimed,
    pub ending: Ending,
}

impl Sender {
    /// Sends one message. `since` of the message and `now` are of one clock.
    pub(crate) async fn send(&self, claimed: Claimed, now: impl Fn() -> Duration) -> Ended {
        let Some(command) = &claimed.command else {
            return Ended { claimed, ending: Ending::NoAddress };
        };
        let held = if now().saturating_sub(claimed.since) > WRITE_WITHIN {
            Some("too_late")
        } else {
            self.stopped.load(Ordering::SeqCst).then_some("stopped")
        };
        if let Some(reason) = held {
            return Ended { claimed, ending: Ending::Held(reason) };
        }
        let call = self.engine.graph.send(&self.token, &self.phone_number_id, command);
        let reply = call.instrument(trace::of(claimed.message, "message.send")).await;
        Ended { claimed, ending: Ending::Called(Box::new(reply)) }
    }
}
