//! Commands and variables of the process.

use std::{collections::BTreeSet, process::Output};

use recado_it::process::recado;

use super::{labelled, section};

#[test]
fn every_command_of_the_page_exists() {
    let text = section("Process").join("\n");
    let commands: Vec<Vec<&str>> = text
        .split(['·', '\n'])
        .filter_map(|part| part.trim().strip_prefix("recado "))
        .map(|command| command.split_whitespace().take_while(|word| !word.starts_with(['[', '-'])).collect())
        .collect();
    assert!(commands.contains(&vec!["user", "reset-password"]), "the page is read: {commands:?}");
    for command in commands {
        let Output { status, stderr, .. } = recado(command.iter().copied().chain(["--help"])).output().expect("built");
        assert!(status.success(), "recado {command:?}: {}", String::from_utf8_lossy(&stderr));
    }
}

/// The variables on the lines ENV; `X__A=…, __B` stands for `X__A` and `X__B`.
fn variables() -> BTreeSet<String> {
    let text = labelled(&section("Process"), "ENV");
    let mut section = "";
    let mut variables = BTreeSet::new();
    for word in text.split(|at: char| !at.is_ascii_alphanumeric() && at != '_') {
        if !word.contains('_') || !word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') {
            continue;
        }
        match word.split_once("__") {
            Some(("", key)) => variables.insert(format!("{section}__{key}")),
            Some((before, _)) => {
                section = before;
                variables.insert(word.to_owned())
            }
            None => variables.insert(word.to_owned()),
        };
    }
    variables.remove("NAME_FILE"); // stands for every secret's
    variables
}

#[test]
fn every_variable_of_the_page_is_a_setting() {
    let variables = variables();
    assert!(variables.contains("RECADO_BOOTSTRAP__EMAIL") && variables.len() > 20, "the page is read: {variables:?}");
    let set = variables.iter().map(|name| (name, "§"));
    let Output { stderr, .. } = recado(["config", "check"]).envs(set).output().expect("built");
    let said = String::from_utf8_lossy(&stderr);
    assert!(said.contains("RECADO_LEASE__SECS: ") && !said.contains("no setting has this name"), "{said}");
    // Names that do not begin with ours are never refused: each must be said to be in force, or to be wrong.
    for name in variables.iter().filter(|name| !name.starts_with("RECADO_")) {
        let Output { stdout, stderr, .. } = recado(["config", "check"]).env(name, "§").output().expect("built");
        let said = [stdout, stderr].concat();
        assert!(String::from_utf8_lossy(&said).contains(name.as_str()), "{name}: {}", String::from_utf8_lossy(&said));
    }
}
