//! The simulator's control calls.

use recado_simulator::{Simulator, SimulatorConfig};
use serde_json::{Value as Json, json};

use super::section;

const FAULTS: [&str; 2] = ["         send: ", " · webhook: "];

/// The fault names of the page, those of sends and those of webhooks.
fn faults() -> [Vec<String>; 2] {
    let lines = section("Simulator");
    let line = lines.iter().find_map(|line| line.strip_prefix(FAULTS[0])).expect("a line of faults");
    let (send, webhook) = line.split_once(FAULTS[1]).expect("faults of webhooks after those of sends");
    [send, webhook].map(|names| names.split(", ").map(str::to_owned).collect())
}

fn client() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client can be built")
}

async fn fault_is_taken(url: &str, on: &str, fault: &str) -> bool {
    let body: Json = json!({ "on": on, "fault": fault, "times": 1 });
    let answer = client().post(format!("{url}/_sim/faults")).json(&body).send().await;
    answer.expect("it answers").status().is_success()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn faults_are_those_of_the_page() {
    let simulator = Simulator::start(SimulatorConfig::on_free_port()).await.expect("a loopback port is free");
    for (on, names) in ["send", "webhook"].into_iter().zip(faults()) {
        assert!(names.len() > 5, "the page is read: {names:?}");
        for name in names {
            assert!(fault_is_taken(simulator.url(), on, &name).await, "{on}: {name}");
        }
        assert!(!fault_is_taken(simulator.url(), on, "boredom").await);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn control_paths_are_those_of_the_page() {
    let simulator = Simulator::start(SimulatorConfig::on_free_port()).await.expect("a loopback port is free");
    let text = section("Simulator").join(" ");
    let paths =
        text.split(|at: char| at.is_whitespace() || "?[".contains(at)).filter(|word| word.starts_with("/_sim/"));
    let paths: std::collections::BTreeSet<&str> = paths.collect();
    assert!(paths.len() >= 10, "the page is read: {paths:?}");
    for path in paths {
        let answer = client().get(format!("{}{path}", simulator.url())).send().await.expect("it answers");
        assert_ne!(answer.status(), 404, "{path}");
    }
}
