//! The loops behind the numbers: one relay at a time, another when it ends, and tails on every node.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::TenantId;
use recado_engine::relay::{self, NumberedEvent, Publisher};
use recado_it::{TestApp, both_engines};
use tokio_util::sync::CancellationToken;

use super::shop;

/// A node's publisher that only remembers.
#[derive(Default)]
struct Heard(Mutex<(bool, Vec<i64>)>);

impl Publisher for Heard {
    fn start(&self, _: HashMap<TenantId, i64>) {
        self.inside().0 = true;
    }

    fn publish(&self, events: &[NumberedEvent]) {
        self.inside().1.extend(events.iter().map(|event| event.seq));
    }
}

impl Heard {
    fn inside(&self) -> MutexGuard<'_, (bool, Vec<i64>)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn until(&self, count: usize) -> Vec<i64> {
        loop {
            let heard = self.inside().1.clone();
            if heard.len() >= count {
                return heard;
            }
            tokio::task::yield_now().await;
        }
    }
}

both_engines! {
    async fn nodes_relay_in_turns_and_every_node_hears_everything_once(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let all_end = CancellationToken::new();
        let (mut heard, mut relays) = (Vec::new(), Vec::new());
        for _ in 0..2 {
            let node = app.second_node(|settings| settings.lease = Duration::from_millis(90)).await;
            let (publisher, ending) = (Arc::new(Heard::default()), all_end.child_token());
            tokio::spawn(relay::follow(node.clone(), publisher.clone(), all_end.child_token()));
            relays.push((tokio::spawn(relay::run(node, ending.clone())), ending));
            while !publisher.inside().0 {
                tokio::task::yield_now().await;
            }
            heard.push(publisher);
        }
        let mut wanted = Vec::new();
        for (relay, ending) in relays {
            for _ in 0..5 {
                shop.says(&conversation, "Oi").await;
                wanted.push(wanted.last().map_or(4, |last: &i64| last + 1));
            }
            for publisher in &heard {
                assert_eq!(publisher.until(wanted.len()).await, wanted);
            }
            ending.cancel(); // the other one takes over: a lease that ends well is given back
            relay.await.expect("it ends well");
        }
        all_end.cancel();
    }
}
