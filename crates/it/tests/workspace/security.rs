//! `docs/security.md` names tests that are there.

use std::{collections::BTreeSet, path::Path};

use super::{repository_files, text_of};

#[test]
fn the_security_page_names_tests_that_are_there() {
    let page = text_of(Path::new("docs/security.md")).expect("the page");
    let table = page.lines().filter(|line| line.starts_with("| S-"));
    // What is shown by a test: in backticks, of words joined by underscores, and three of them at least.
    let named: BTreeSet<&str> = table
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| name.matches('_').count() > 2)
        .collect();
    let sources: Vec<String> =
        repository_files().iter().filter(|file| file.starts_with("crates")).filter_map(|file| text_of(file)).collect();
    let missing: Vec<&&str> =
        named.iter().filter(|name| !sources.iter().any(|text| text.contains(&format!("fn {name}(")))).collect();
    assert!(missing.is_empty(), "no test has the name: {missing:?}");
    assert!(named.len() > 40, "{named:?}");
}
