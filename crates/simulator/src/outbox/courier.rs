//! Takes what is due and carries it.

use std::{sync::Arc, time::Duration};

use tokio::sync::Semaphore;

use super::{mischief, post};
use crate::{meta::Meta, world::delivery::DeliveryId};

/// POSTs at one time. Meta posts concurrently; a product that is down must not eat our sockets.
const HANDS: usize = 64;
/// How often an injected clock is looked at: it cannot wake us when somebody moves it.
const GLANCE: Duration = Duration::from_millis(20);
/// A clock that fails to advance must not turn us into a busy loop.
const LEAST_WAIT: Duration = Duration::from_millis(1);

/// Works until the simulator stops.
pub(crate) async fn run(meta: Arc<Meta>) {
    let hands = Arc::new(Semaphore::new(HANDS));
    let mut kept = meta.journal.progress();
    loop {
        let (ready, wait) = take_due(&meta);
        for id in ready {
            tokio::spawn(carry(meta.clone(), hands.clone(), id));
        }
        tokio::select! {
            () = meta.stop.cancelled() => return,
            () = meta.bell.notified() => {}
            // An error means that the ledger is lost: nothing more will be kept, so nothing more may go.
            Ok(()) = kept.changed() => {}
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// What may go now, and how long to wait for the rest.
fn take_due(meta: &Meta) -> (Vec<DeliveryId>, Duration) {
    let mut world = meta.world();
    let now = meta.now();
    let ready = world.deliveries.take_due(now, meta.journal.synced());
    let wait = match world.deliveries.next_due() {
        None => Duration::from_hours(1),
        Some(due) if due <= now => GLANCE,
        Some(due) => due.since(now).clamp(LEAST_WAIT, GLANCE),
    };
    (ready, wait)
}

async fn carry(meta: Arc<Meta>, hands: Arc<Semaphore>, id: DeliveryId) {
    let Ok(_hand) = hands.acquire().await else { return };
    if mischief::meet(&meta, id) {
        return;
    }
    tokio::select! {
        () = meta.stop.cancelled() => {}
        () = post::attempt(&meta, id) => {}
    }
}

/// Carries one delivery at once, if nobody has it yet, and waits for its first answer.
pub(crate) async fn deliver_now(meta: &Meta, id: DeliveryId) {
    if meta.world().deliveries.take(id) {
        post::attempt(meta, id).await;
    }
}
