//! A live stream that says that something changed. What it was, the other calls tell.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use crate::meta::Meta;

/// Changes that follow each other this closely are told as one.
const TOGETHER: Duration = Duration::from_millis(80);

type Watching = (Arc<Meta>, watch::Receiver<u64>, bool);

/// One `change` at once, then one whenever something changed; ends with the simulator.
pub(super) async fn stream(State(meta): State<Arc<Meta>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = meta.changes.subscribe();
    let events = stream::unfold((meta, changes, true), |watching| async move {
        let (meta, changes, _) = next(watching).await?;
        let count = *changes.borrow();
        Some((Ok(Event::default().event("change").data(count.to_string())), (meta, changes, false)))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn next((meta, mut changes, first): Watching) -> Option<Watching> {
    if !first {
        let stop = meta.stop.clone();
        tokio::select! {
            () = stop.cancelled() => return None,
            seen = changes.changed() => seen.ok()?,
        }
        tokio::select! {
            () = stop.cancelled() => return None,
            () = tokio::time::sleep(TOGETHER) => {}
        }
    }
    changes.mark_unchanged();
    Some((meta, changes, false))
}
