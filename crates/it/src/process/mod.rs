//! The built binary as a process, with nothing of this process's environment.

pub mod product;
pub mod queued;
pub mod simulator;

use std::{
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use serde_json::Value;

/// `recado` as it was built beside this program, with these arguments and an empty environment.
pub fn recado<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut command = Command::new(binary());
    command.env_clear().args(arguments);
    command
}

fn binary() -> PathBuf {
    let program = std::env::current_exe().expect("a program has a path");
    let beside = program.ancestors().skip(1).map(|folder| folder.join("recado"));
    let mut beside = beside.take(2).filter(|binary| binary.is_file()); // tests lie one folder below it
    beside.next().expect("the binary was built: make test builds it first")
}

/// Starts a command and answers it with the url of its READY line.
pub fn ready(command: &mut Command) -> (Child, String) {
    let mut child = command.stdout(Stdio::piped()).spawn().expect("the binary was built: make test builds it first");
    let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
    let ready = lines.map_while(Result::ok).find_map(|line| {
        let line: Value = serde_json::from_str(&line).ok()?;
        (line["event"] == "ready").then(|| line["url"].as_str().expect("READY names its url").to_owned())
    });
    let url = ready.unwrap_or_else(|| panic!("ended before READY: {:?}", child.wait()));
    (child, url)
}

/// Sends a signal by name, such as `TERM` or `STOP`.
pub fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success(), "kill -{name}");
}
