//! Sizes, module headers, and what no file may contain.

use std::path::Path;

use super::{assert_none, repository_files, root, text_of};

const LONGEST_FILE: usize = 600;
const LONGEST_ARCHITECTURE: usize = 150;

/// Where absolute paths of somebody's machine begin. Written in halves, so that this file passes its own test.
const MACHINE_FOLDERS: [[&str; 2]; 4] = [["/wo", "rk/"], ["/ro", "ot/"], ["/ho", "me/"], ["/Us", "ers/"]];

fn is_test(file: &Path) -> bool {
    file.iter().any(|part| part == "tests") || file.file_stem().is_some_and(|stem| stem == "tests")
}

/// Lines that count: a file's own unit tests, at its end, do not.
fn counted_lines(text: &str) -> usize {
    text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).count()
}

#[test]
fn no_source_file_is_too_long() {
    let rust =
        repository_files().into_iter().filter(|file| file.extension().is_some_and(|extension| extension == "rs"));
    let problems: Vec<String> = rust
        .filter(|file| !is_test(file))
        .map(|file| (counted_lines(&text_of(&file).unwrap_or_default()), file))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, file)| format!("{} has {lines} lines, {LONGEST_FILE} is the most", file.display()))
        .collect();
    assert_none(&problems);
}

#[test]
fn the_architecture_page_stays_short() {
    let page = text_of(Path::new("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md is text");
    let lines = page.lines().count();
    assert!(lines <= LONGEST_ARCHITECTURE, "{lines} lines, {LONGEST_ARCHITECTURE} is the most");
}

#[test]
fn every_module_folder_opens_with_what_it_is() {
    let modules = repository_files().into_iter().filter(|file| file.ends_with("mod.rs") || file.ends_with("lib.rs"));
    let silent = modules.filter(|file| !text_of(file).unwrap_or_default().starts_with("//!"));
    assert_none(&silent.map(|file| format!("{} does not open with //!", file.display())).collect::<Vec<_>>());
}

#[test]
fn no_file_names_a_machine() {
    let here = root().to_str().expect("the repository's path is UTF-8");
    let mut problems = Vec::new();
    for file in repository_files() {
        let text = text_of(&file).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            if line.contains(here) || MACHINE_FOLDERS.iter().any(|folder| starts_a_path(line, &folder.concat())) {
                problems.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
            }
        }
    }
    assert_none(&problems);
}

/// Whether an absolute path in this line begins with the folder (`docs` + the folder does not: that is relative).
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|character| !character.is_alphanumeric() && !"._-~}*".contains(character))
    })
}

#[test]
fn an_absolute_path_is_told_from_a_relative_one() {
    let folder = MACHINE_FOLDERS[0].concat();
    assert!(starts_a_path(&format!("see {folder}main"), &folder));
    assert!(starts_a_path(&format!("\"{folder}main\""), &folder));
    assert!(!starts_a_path(&format!("docs{folder}prd"), &folder));
}

#[test]
fn there_is_one_integration_test_binary() {
    // crates/<name>/tests/<file>.rs: Cargo makes a binary of each.
    let beside_main = repository_files().into_iter().filter(|file| {
        let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
        matches!(parts.as_slice(), [first, _, third, name] if first == "crates" && third == "tests" && name.ends_with(".rs"))
    });
    let others = beside_main.filter(|file| file != Path::new("crates/it/tests/main.rs"));
    assert_none(&others.map(|file| format!("{} would be one more test binary", file.display())).collect::<Vec<_>>());
}

/// Where routes are made that the API description does not name, with why.
const UNDESCRIBED_ROUTES: [(&str, &str); 2] = [
    ("crates/api/src/openapi/docs.rs", "the description itself and its page"),
    ("crates/api/src/webhooks/mod.rs", "other paths of operations that are described"),
];

/// S-05: `routes!` describes what it serves; everything else that serves is on the list.
#[test]
fn no_route_is_served_without_being_described() {
    let calls = [".route(", ".route_service(", ".nest_service(", ".fallback_service(", ".method_routes("];
    let mut found = Vec::new();
    for file in repository_files().into_iter().filter(|file| file.starts_with("crates/api/src") && !is_test(file)) {
        let text = text_of(&file).unwrap_or_default();
        let own = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
        if own.into_iter().any(|line| calls.iter().any(|call| line.contains(call))) {
            found.push(file.to_str().expect("a plain name").to_owned());
        }
    }
    assert_eq!(found, UNDESCRIBED_ROUTES.map(|(file, _)| file), "make it with routes!, or name it with its reason");
}
