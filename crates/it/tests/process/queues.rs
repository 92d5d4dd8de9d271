//! The figures of what waits, on the page of a node that runs.

use std::process::Stdio;

use super::{Running, serve};

#[tokio::test]
async fn the_queues_stand_among_the_figures() {
    let folder = tempfile::tempdir().unwrap();
    let (running, url) = Running::start(serve(folder.path()).stderr(Stdio::null()));
    let page = loop {
        let page = reqwest::get(format!("{url}/metrics")).await.unwrap().text().await.unwrap();
        if page.contains("recado_queue_rows") {
            break page;
        }
    };
    for kind in ["sends", "webhooks", "jobs", "mails", "events"] {
        for figure in ["recado_queue_rows", "recado_queue_age_seconds"] {
            let line = format!("{figure}{{kind=\"{kind}\"}} 0");
            assert!(page.lines().any(|shown| shown == line), "{line} is not in\n{page}");
        }
    }
    assert_eq!(running.end_by("TERM"), Some(0));
}
