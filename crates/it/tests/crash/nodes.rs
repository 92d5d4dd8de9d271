//! Two nodes on one PostgreSQL under load: one is killed, or stopped for a minute and continued. A client of the other
//! sees no pause above 20 s and misses nothing, the dead one's clients go to it and have everything, nothing has two
//! effects and nothing is sent twice.

use std::{
    process::Child,
    sync::Arc,
    time::{Duration, Instant},
};

use recado_it::process::{self, ready};
use recado_storage::testing::Kind;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{
    client::{Client, Seen},
    load::Load,
    oracle,
    product::{Product, free_port, pause},
    simulator::Simulator,
};

/// The longest that anybody may wait for the work of a dead node.
const BAR: Duration = Duration::from_secs(20);
const LEASES: [&str; 3] = ["projector", "relay", "lane:"];

/// One process of the product beside others.
pub(crate) struct Node {
    name: &'static str,
    port: u16,
    process: Option<Child>,
}

impl Node {
    /// One that is not started yet, with a port and a data folder of its own.
    pub(crate) fn named(name: &'static str) -> Self {
        Self { name, port: free_port(), process: None }
    }

    /// Starts it with these roles and waits for READY.
    pub(crate) async fn start(&mut self, product: &Product, graph: &str, roles: &str) {
        let mut command = product.command(["serve", "--roles", roles], self.name, self.port, graph);
        command
            .env("JWT_SECRET", "the same at every node of these tests")
            .env("RECADO_SECRETS__KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
            .env("RECADO_LEASE__SECS", "15")
            .env("RECADO_SERVER__DRAIN_SECS", "0");
        let (child, _) = tokio::task::spawn_blocking(move || ready(&mut command)).await.expect("READY");
        self.process = Some(child);
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn signal(&self, name: &str) {
        process::signal(self.process.as_ref().expect("running"), name);
    }

    pub(crate) fn kill(&mut self) {
        let mut child = self.process.take().expect("running");
        child.kill().expect("SIGKILL");
        child.wait().expect("it is dead");
    }

    /// Waits for its end; the exit code.
    pub(crate) async fn ended(&mut self) -> Option<i32> {
        let mut child = self.process.take().expect("running");
        let ended = tokio::task::spawn_blocking(move || child.wait()).await.expect("waited for");
        ended.expect("it ends").code()
    }

    /// How many leases of this kind are in its hands.
    pub(crate) async fn holds(&self, product: &Product, lease: &str) -> i64 {
        let file = product.folder().join(self.name).join("node");
        let holder = std::fs::read_to_string(file).expect("a node keeps its name");
        let holder = holder.trim();
        let held = format!("holder = '{holder}' AND name LIKE '{lease}%' AND until > 0");
        product.number(&format!("SELECT COUNT(*) FROM leases WHERE {held}")).await
    }

    /// Waits until it has leases of all kinds.
    pub(crate) async fn has_everything(&self, product: &Product) {
        for lease in LEASES {
            while self.holds(product, lease).await == 0 {
                pause(Duration::from_millis(100)).await;
            }
        }
    }

    /// Waits until others have what it held, prints how long each kind took, and answers the longest.
    pub(crate) async fn loses_everything_to(&self, product: &Product, heir: &Self, bar: Duration) {
        let began = Instant::now();
        for lease in LEASES {
            while heir.holds(product, lease).await == 0 || self.holds(product, lease).await > 0 {
                assert!(began.elapsed() < bar, "{lease} of {} is not at {} after {bar:?}", self.name, heir.name);
                pause(Duration::from_millis(20)).await;
            }
            println!("{lease} went from {} to {} after {:?}", self.name, heir.name, began.elapsed());
        }
    }

    async fn stale_writes(&self) -> String {
        let page = reqwest::get(format!("{}/metrics", self.url())).await.expect("up").text().await.expect("a page");
        let lines = page.lines().filter(|line| line.starts_with("recado_stale_writes_total"));
        lines.collect::<Vec<_>>().join(", ")
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(mut child) = self.process.take() {
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// Takes connections at the product's own port to whichever node is ready, as a load balancer does.
pub(crate) async fn balance(port: u16, nodes: Vec<String>) -> DropGuard {
    let ending = CancellationToken::new();
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the product's port is free");
    let (healthy, look) = watch::channel(nodes.clone());
    let checks = async move {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(1)).build().expect("a client");
        loop {
            let mut ready = Vec::new();
            for node in &nodes {
                let answer = http.get(format!("{node}/health/ready")).send().await;
                ready.extend(answer.is_ok_and(|answer| answer.status().is_success()).then(|| node.clone()));
            }
            healthy.send_replace(ready);
            pause(Duration::from_millis(200)).await;
        }
    };
    let serving = async move {
        for turn in 0_usize.. {
            let Ok((mut client, _)) = listener.accept().await else { continue };
            let ready = look.borrow().clone();
            let Some(node) = ready.get(turn % ready.len().max(1)).cloned() else { continue };
            tokio::spawn(async move {
                let mut upstream = TcpStream::connect(node.trim_start_matches("http://")).await?;
                copy_bidirectional(&mut client, &mut upstream).await
            });
        }
    };
    let until = ending.clone();
    tokio::spawn(async move { until.run_until_cancelled(async { tokio::join!(checks, serving) }).await });
    ending.drop_guard()
}

/// Two nodes with everything, the first of which holds every lease, their balancer and Meta's side.
struct Pair {
    product: Product,
    simulator: Simulator,
    nodes: [Node; 2],
    load: Load,
    _balancer: DropGuard,
}

impl Pair {
    async fn start() -> Self {
        let product = Product::on(Kind::Postgres).await;
        let simulator = Simulator::start(&product).await;
        let [mut first, second] = ["first", "second"].map(Node::named);
        first.start(&product, simulator.url(), ALL).await;
        let balancer = balance(product.port(), vec![first.url(), second.url()]).await;
        let load = Load::prepare(&product, &simulator).await;
        Self { product, simulator, nodes: [first, second], load, _balancer: balancer }
    }

    /// Clients of both nodes, each of which knows the other.
    async fn clients(&self, ending: &Arc<CancellationToken>) -> [JoinHandle<Seen>; 2] {
        let token = self.product.token().await;
        let [first, second] = [self.nodes[0].url(), self.nodes[1].url()];
        [vec![first.clone(), second.clone()], vec![second, first]]
            .map(|nodes| tokio::spawn(Client::of(nodes, token.clone()).run(ending.clone())))
    }

    /// What must be true in the end.
    async fn settles(&self, clients: [JoinHandle<Seen>; 2], ending: &CancellationToken) {
        oracle::everything_settles(&self.product, &self.simulator, &self.load, Duration::from_mins(1)).await;
        let head = self.product.get("/api/v1/events?after=0&limit=1").await["head"].as_i64().expect("a head");
        pause(Duration::from_secs(2)).await; // the last events are on their way to the sockets
        ending.cancel();
        for (client, whose) in clients.into_iter().zip(["first", "second"]) {
            let seen = client.await.expect("a client does not fail");
            let missing: Vec<_> = (1..=head).filter(|seq| !seen.seqs.contains(seq)).take(10).collect();
            println!(
                "a client of the {whose} node: {} of {head} events, longest pause {:?}, connected {} times",
                seen.seqs.len(),
                seen.longest,
                seen.connected
            );
            assert!(missing.is_empty(), "missed {missing:?}");
            assert!(seen.longest < BAR, "a pause of {:?}", seen.longest);
        }
    }
}

/// Every role.
pub(crate) const ALL: &str = "api,intake,sender,worker";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make crash"]
async fn either_of_two_nodes_is_killed() {
    let mut pair = Pair::start().await;
    pair.load.rest = Duration::from_millis(120);
    let running = pair.load.start_round(&pair.product, &pair.simulator, 0).await;
    let graph = pair.simulator.url().to_owned();
    pair.nodes[0].has_everything(&pair.product).await;
    pair.nodes[1].start(&pair.product, &graph, ALL).await;
    let ending = Arc::new(CancellationToken::new());
    let clients = pair.clients(&ending).await;
    pause(Duration::from_secs(2)).await;
    for (dies, lives) in [(0, 1), (1, 0)] {
        pair.nodes[dies].kill();
        pair.nodes[dies].loses_everything_to(&pair.product, &pair.nodes[lives], BAR).await;
        pair.nodes[dies].start(&pair.product, &graph, ALL).await;
    }
    pair.load.finish_round(running).await;
    pair.settles(clients, &ending).await;
}

/// One of two nodes stands still for a minute under load, with every lease in its hands.
pub(crate) async fn stop_one_for_a_minute() {
    let mut pair = Pair::start().await;
    pair.load.rest = Duration::from_millis(250);
    let running = pair.load.start_round(&pair.product, &pair.simulator, 0).await;
    let graph = pair.simulator.url().to_owned();
    pair.nodes[0].has_everything(&pair.product).await;
    pair.nodes[1].start(&pair.product, &graph, ALL).await;
    let ending = Arc::new(CancellationToken::new());
    let clients = pair.clients(&ending).await;
    pause(Duration::from_secs(2)).await;
    let stopped = Instant::now();
    pair.nodes[0].signal("STOP");
    pair.nodes[0].loses_everything_to(&pair.product, &pair.nodes[1], BAR).await;
    pause(Duration::from_mins(1).saturating_sub(stopped.elapsed())).await;
    pair.nodes[0].signal("CONT");
    pair.load.finish_round(running).await;
    pair.settles(clients, &ending).await;
    println!("writes that the stopped node was refused: {}", pair.nodes[0].stale_writes().await);
}
