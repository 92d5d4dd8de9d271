//! `recado doctor` beside a server that runs, for people and for programs.

use std::process::Stdio;

use recado_it::process::recado;
use serde_json::Value;

use super::{Running, run, serve};

/// Somebody takes connections there, and nobody does.
const NOWHERE: &str = "http://127.0.0.1:1";

#[test]
fn a_doctor_finds_a_running_server_well_and_an_unreachable_meta_not() {
    let folder = tempfile::tempdir().unwrap();
    let (running, url) = Running::start(serve(folder.path()).stderr(Stdio::null()));
    let doctor = |graph: &str, arguments: &[&str]| {
        let mut command = recado(["doctor"].into_iter().chain(arguments.iter().copied()));
        run(command.env("RECADO_DATA__DIR", folder.path()).env("RECADO_GRAPH__BASE_URL", graph))
    };
    // Any server will do in Meta's place. The leases are taken within a second or so of the start.
    let told = loop {
        let (code, told, stderr) = doctor(&url, &["--json"]);
        assert_eq!(code, Some(0), "{told}{stderr}");
        let told: Vec<Value> = serde_json::from_str(&told).expect("one JSON array");
        let workers = told.iter().find(|finding| finding["check"] == "workers").expect("looked at");
        if workers["verdict"] == "ok" {
            break told;
        }
    };
    for check in ["configuration", "data-folder", "database", "schema", "keys", "durability", "clock", "stuck", "graph"]
    {
        let finding = told.iter().find(|finding| finding["check"] == check).expect(check);
        assert_eq!(finding["verdict"], "ok", "{finding}");
    }
    let (code, told, stderr) = doctor(NOWHERE, &[]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("FAULT   graph: ") && told.contains("        -> "), "{told}");
    assert_eq!(stderr, "recado: 1 fault\n");
    assert_eq!(running.end_by("TERM"), Some(0));
}
