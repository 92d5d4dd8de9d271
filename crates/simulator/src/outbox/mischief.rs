//! What the webhook faults do to a delivery, once in its life: drop, delay, duplicate, reorder, batch.

use std::time::Duration;

use crate::{
    faults::{FaultKind, Place, Stage},
    meta::{Meta, WorldGuard},
    world::{
        delivery::{Content, DeliveryId, Planned, State},
        record::Record,
    },
};

/// Longest batch Meta sends.
const MAX_BATCH: usize = 1_000;

/// Lets a fault have its way. True if the delivery must not go now.
pub(super) fn meet(meta: &Meta, id: DeliveryId) -> bool {
    let mut world = meta.world();
    let Some(delivery) = world.deliveries.get_mut(id) else { return true };
    if std::mem::replace(&mut delivery.met_faults, true) {
        return false;
    }
    let planned = delivery.planned.clone();
    if matches!(planned.content, Content::Batch { .. }) {
        return false;
    }
    let Some(fault) = meta.take_fault(Place::Webhook, planned.phone_number_id.as_deref(), Stage::Delivery) else {
        return false;
    };
    let later = |default_ms| meta.now().plus(Duration::from_millis(fault.delay_ms.unwrap_or(default_ms)));
    match fault.kind {
        FaultKind::Drop => drop(world.note(Record::Ended { id, state: State::Dropped })),
        FaultKind::Delay => world.deliveries.put_back(id, later(5_000)),
        FaultKind::Reorder => world.deliveries.hold(id, later(2_000)),
        FaultKind::Batch if !matches!(planned.content, Content::Raw { .. }) => {
            join_batch(&mut world, &planned, later(500));
        }
        FaultKind::Duplicate => {
            duplicate(meta, &mut world, planned);
            return false;
        }
        _ => return false,
    }
    meta.bell.notify_one();
    true
}

fn duplicate(meta: &Meta, world: &mut WorldGuard, planned: Planned) {
    let id = world.next_serial();
    let again = Planned { id, due: meta.now(), ..planned };
    world.note(Record::Planned { webhook: again });
    if let Some(twin) = world.deliveries.get_mut(id) {
        twin.met_faults = true;
    }
}

/// Puts the delivery into the batch that is collecting, or starts one.
fn join_batch(world: &mut WorldGuard, planned: &Planned, due: recado_domain::Timestamp) {
    let batch = match world.deliveries.open_batch() {
        Some((batch, members)) if members.len() < MAX_BATCH => {
            members.push(planned.id);
            batch
        }
        _ => {
            let batch = world.next_serial();
            let content = Content::Batch { members: vec![planned.id] };
            // Only in memory: after a restart its members go alone.
            world.deliveries.plan(Planned { id: batch, content, due, ..planned.clone() }, 0);
            batch
        }
    };
    if let Some(delivery) = world.deliveries.get_mut(planned.id) {
        delivery.batch = Some(batch);
    }
}
