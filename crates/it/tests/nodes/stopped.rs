//! A node that stands still for a minute: `make nodes` runs it.

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "two minutes long: make nodes"]
async fn a_node_that_stands_still_for_a_minute_changes_nothing_afterwards() {
    crate::crash::nodes::stop_one_for_a_minute().await;
}
