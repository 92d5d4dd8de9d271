//! `docs/contract.md` against the product: whatever the page names must be there, spelled as on the page.
//!
//! The page is read as it stands, so a name that is changed on one side only fails here. What a name does is tested in
//! the area it belongs to. To promise a new name: a line on the page, in the words that these readers look for.

mod operations;
mod process;
mod simulator;
mod words;

use std::path::Path;

/// The lines of one section of the page.
fn section(title: &str) -> Vec<String> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = manifest.ancestors().nth(2).expect("crates/it lies two folders below the root");
    let page = std::fs::read_to_string(root.join("docs/contract.md")).expect("the page is text");
    let mut lines = page.lines().skip_while(|line| *line != format!("## {title}")).skip(1);
    let section: Vec<String> = lines.by_ref().take_while(|line| !line.starts_with("## ")).map(str::to_owned).collect();
    assert!(!section.is_empty(), "the page has no section {title}");
    section
}

/// The part of a section that begins with this label, up to the next one.
fn labelled(section: &[String], label: &str) -> String {
    let begins = |line: &&String| line.starts_with(label);
    let continues = |line: &&String| line.starts_with(' ');
    let first = section.iter().position(|line| begins(&line)).unwrap_or_else(|| panic!("no line {label}"));
    let rest = section[first + 1..].iter().take_while(continues);
    std::iter::once(&section[first]).chain(rest).map(String::as_str).collect::<Vec<_>>().join("\n")
}
