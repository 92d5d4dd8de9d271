//! The built binary from outside: READY line, exit codes, signals, keys, and a log that nobody reads.
//!
//! Speaks the Process section of `docs/contract.md`. To add a test: start it with `recado_it::process`.

mod backup;
mod certificates;
mod doctor;
mod queues;
mod traces;
mod upgrade;

use std::{
    io::Read as _,
    path::Path,
    process::{Child, Command, Output, Stdio},
};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use recado_it::process::{ready, recado, signal};

/// `recado serve` on SQLite in this folder, on any free port.
fn serve(data: &Path) -> Command {
    serve_with(data, [])
}

fn serve_with<const N: usize>(data: &Path, arguments: [&str; N]) -> Command {
    let mut command = recado(["serve"].into_iter().chain(arguments));
    command.current_dir(data).env("RECADO_DATA__DIR", data).env("RECADO_SERVER__LISTEN", "127.0.0.1:0");
    command.env("RECADO_SERVER__DRAIN_SECS", "0");
    command
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the binary was built: make test builds it first");
    let text = |bytes| String::from_utf8(bytes).expect("what it prints is text");
    (status.code(), text(stdout), text(stderr))
}

/// A process that does not outlive its test.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> (Self, String) {
        let (child, url) = ready(command);
        (Self(child), url)
    }

    fn end_by(mut self, name: &str) -> Option<i32> {
        signal(&self.0, name);
        self.0.wait().expect("it was not waited for yet").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Both fail where it has ended already, which is well.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_wrong_configuration_is_told_in_full_and_exits_2() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = serve(folder.path());
    command.env("RECADO_SERVER__LISTEN", "nowhere").env("RECADO_LEASE__SECS", "soon").env("RECADO_TURBO", "on");
    let (code, stdout, stderr) = run(&mut command);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    for said in ["3 problems", "RECADO_SERVER__LISTEN: \"nowhere\"", "RECADO_LEASE__SECS: \"soon\"", "RECADO_TURBO: "] {
        assert!(stderr.contains(said), "{said} is not in {stderr}");
    }
}

#[test]
fn config_check_shows_what_is_in_force() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("recado.toml"), "[lease]\nsecs = 7\n").unwrap();
    let mut command = recado(["config", "check"]);
    let (code, stdout, _) = run(command.current_dir(folder.path()).env("WHATSAPP_TOKEN", "EAAplanted"));
    assert_eq!(code, Some(0));
    assert!(stdout.lines().any(|line| line.starts_with("lease.secs") && line.ends_with("= 7  [file]")), "{stdout}");
    assert!(!stdout.contains("planted"), "{stdout}");
}

#[test]
fn a_database_that_is_away_exits_3() {
    let folder = tempfile::tempdir().unwrap();
    // Port 1 is nobody's.
    let (code, stdout, stderr) = run(serve(folder.path()).env("DATABASE_URL", "postgres://x:hunter2@127.0.0.1:1/x"));
    assert_eq!((code, stdout.as_str()), (Some(3), ""), "{stderr}");
    assert!(!stderr.contains("hunter2"), "{stderr}");
}

#[test]
fn both_signals_end_it_cleanly() {
    for name in ["TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let (running, url) = Running::start(serve(folder.path()).stderr(Stdio::null()));
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        assert_eq!(running.end_by(name), Some(0), "SIG{name}");
    }
}

#[test]
fn a_stopped_recado_leaves_its_whole_database_in_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let beside = || std::fs::metadata(folder.path().join("recado.db-wal")).map_or(0, |log| log.len());
    let (running, _) = Running::start(serve(folder.path()).stderr(Stdio::null()));
    assert_ne!(beside(), 0, "the first start migrates");
    assert_eq!(running.end_by("TERM"), Some(0));
    assert_eq!(beside(), 0, "who copies recado.db now has all of it");
}

#[tokio::test]
async fn a_node_that_ends_says_so_first_and_serves_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let (running, url) =
        Running::start(serve(folder.path()).env("RECADO_SERVER__DRAIN_SECS", "15").stderr(Stdio::null()));
    let get = async |path: &str| reqwest::get(format!("{url}{path}")).await.unwrap().status().as_u16();
    assert_eq!(get("/health/ready").await, 200);
    signal(&running.0, "TERM");
    while get("/health/ready").await != 503 {}
    assert_eq!(get("/api/openapi.json").await, 200, "on connections of its own");
    assert_eq!(running.end_by("TERM"), Some(0), "a second signal waits for nothing");
}

#[tokio::test]
async fn a_node_serves_what_its_roles_say() {
    let http = reqwest::Client::builder().build().unwrap();
    for (roles, webhook) in [("intake,api", 400), ("api", 404), ("sender,worker", 404)] {
        let folder = tempfile::tempdir().unwrap();
        let (running, url) = Running::start(serve_with(folder.path(), ["--roles", roles]).stderr(Stdio::null()));
        for (path, status) in [("/health/ready", 200), ("/api/openapi.json", 200), ("/webhook/whatsapp", webhook)] {
            let answer = http.get(format!("{url}{path}")).send().await.unwrap();
            assert_eq!(answer.status(), status, "{roles} {path}");
        }
        assert_eq!(running.end_by("TERM"), Some(0), "{roles}");
    }
}

#[test]
fn keys_are_kept_and_another_key_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (first, _) = Running::start(serve(folder.path()).stderr(Stdio::null()));
    assert_eq!(first.end_by("TERM"), Some(0));
    let (second, _) = Running::start(serve(folder.path()).stderr(Stdio::null()));
    assert_eq!(second.end_by("TERM"), Some(0), "the generated keys are used again");

    let other = "another secret of 32 characters or more";
    let (code, stdout, stderr) = run(serve(folder.path()).env("JWT_SECRET", other));
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("JWT_SECRET: is not the key"), "{stderr}");
}

#[tokio::test]
async fn a_log_that_nobody_reads_holds_nothing_up() {
    /// Lines enough to fill the pipe and the queue behind it.
    const REQUESTS: usize = 5_000;
    let folder = tempfile::tempdir().unwrap();
    let (mut running, url) = Running::start(serve(folder.path()).stderr(Stdio::piped()));
    let mut unread = running.0.stderr.take().unwrap();

    let http = reqwest::Client::builder().build().unwrap();
    let asked = stream::iter(0..REQUESTS).map(|_| http.get(format!("{url}/health/live")).send());
    let answers = asked.buffer_unordered(32).map(|answer| answer.and_then(reqwest::Response::error_for_status));
    answers.try_for_each(async |_| Ok(())).await.expect("every request is answered");

    let page = http.get(format!("{url}/metrics")).send().await.unwrap().text().await.unwrap();
    let dropped = page.lines().find_map(|line| line.strip_prefix("recado_log_lines_dropped_total "));
    assert!(dropped.unwrap().parse::<u64>().unwrap() > 0, "{dropped:?}");

    assert_eq!(running.end_by("TERM"), Some(0), "the end does not wait for a reader either");
    let mut first = [0; 1];
    unread.read_exact(&mut first).unwrap();
    assert_eq!(first, *b"{");
}

#[test]
fn nobody_yet_is_told_how_to_become_the_first() {
    let folder = tempfile::tempdir().unwrap();
    let (mut running, url) = Running::start(serve(folder.path()).stderr(Stdio::piped()));
    let mut stderr = running.0.stderr.take().unwrap();
    assert_eq!(running.end_by("TERM"), Some(0));
    let mut told = String::new();
    stderr.read_to_string(&mut told).unwrap();
    let link = told.lines().map(str::trim).find(|line| line.starts_with(&url)).expect("a link of this server");
    let in_the_log = told.lines().filter(|line| line.starts_with('{')).any(|line| line.contains(link));
    assert!(!in_the_log, "the link is for whoever looks at the start, not for the log");
}

#[test]
fn a_first_owner_of_the_environment_can_have_a_new_password() {
    const EMAIL: &str = "owner@shop.example";
    let folder = tempfile::tempdir().unwrap();
    let mut command = serve(folder.path());
    let owner = [("TENANT", "shop"), ("EMAIL", EMAIL), ("PASSWORD", "teapots sing at noon 47")];
    command.envs(owner.map(|(key, value)| (format!("RECADO_BOOTSTRAP__{key}"), value)));
    let (running, _) = Running::start(command.stderr(Stdio::null()));

    let reset = |email: &str| {
        let mut command = recado(["user", "reset-password", "--email", email]);
        run(command.env("RECADO_DATA__DIR", folder.path()).env("RECADO_SERVER__PUBLIC_URL", "https://r.example"))
    };
    let (code, link, stderr) = reset(EMAIL);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(link.starts_with("https://r.example/") && link.lines().count() == 1, "{link}");
    assert_eq!(reset("nobody@shop.example").0, Some(1));
    assert_eq!(running.end_by("TERM"), Some(0));
}

#[test]
fn a_replay_works_beside_the_server_and_names_all_that_is_wrong_with_its_arguments() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = serve(folder.path());
    let owner = [("TENANT", "shop"), ("EMAIL", "owner@shop.example"), ("PASSWORD", "teapots sing at noon 47")];
    command.envs(owner.map(|(key, value)| (format!("RECADO_BOOTSTRAP__{key}"), value)));
    let (running, _) = Running::start(command.stderr(Stdio::null()));

    let replay = |arguments: &[&str]| {
        let mut command = recado(["replay"].into_iter().chain(arguments.iter().copied()));
        run(command.env("RECADO_DATA__DIR", folder.path()))
    };
    let hour = ["--from", "2026-11-22T04:00:00Z", "--to", "2026-11-22T05:00:00Z"];
    let (code, told, stderr) = replay(&[&["--tenant", "shop"], &hour[..]].concat());
    assert_eq!(code, Some(0), "{stderr}");
    assert!(told.starts_with("deliveries looked at: 0\nchanges applied now: 0\n"), "{told}");
    let (code, _, stderr) = replay(&["--from", "yesterday"]);
    assert_eq!(code, Some(2), "{stderr}");
    for name in ["--tenant", "--from", "--to"] {
        assert!(stderr.contains(name), "{name} is not in {stderr}");
    }
    assert_eq!(replay(&[&["--tenant", "nobody"], &hour[..]].concat()).0, Some(2));
    assert_eq!(running.end_by("TERM"), Some(0));
}

#[test]
fn the_demo_does_not_touch_the_server_that_the_environment_means() {
    let folder = tempfile::tempdir().unwrap();
    let real = folder.path().join("real.db");
    let mut command =
        recado(["demo", "--listen", "127.0.0.1:0", "--simulator-listen", "127.0.0.1:0", "--data", "demo"]);
    command.current_dir(folder.path()).env("DATABASE_URL", format!("sqlite://{}", real.display()));
    command.env("JWT_SECRET", "a real secret of 32 characters or more");
    let (demo, _) = Running::start(command.stderr(Stdio::null()));
    assert!(!real.exists(), "the demo has a database of its own");
    assert!(folder.path().join("demo/jwt.key").exists(), "and keys of its own");
    assert_eq!(demo.end_by("INT"), Some(0));
}

#[test]
fn a_first_owner_with_a_weak_password_is_a_wrong_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = serve(folder.path());
    let owner = [("TENANT", "shop"), ("EMAIL", "owner@shop.example"), ("PASSWORD", "password1234")];
    command.envs(owner.map(|(key, value)| (format!("RECADO_BOOTSTRAP__{key}"), value)));
    let (code, stdout, stderr) = run(&mut command);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("easily guessed") && !stderr.contains("password1234"), "{stderr}");
}
