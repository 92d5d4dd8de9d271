//! What the pages for operators promise to list in full.

use std::{collections::BTreeSet, path::Path};

use super::{assert_none, repository_files, text_of};

/// The macros of `metrics` that make a figure. Written in halves, so that this file does not count.
const FIGURES: [[&str; 2]; 3] = [["counter", "!("], ["gauge", "!("], ["histogram", "!("]];

/// The categories of log lines, as `docs/logging.md` explains them.
const CATEGORIES: [&str; 7] = ["access", "auth", "error", "job", "send", "system", "webhook"];

/// The names of the figures that a source file makes, its own tests apart.
fn figures(source: &str) -> impl Iterator<Item = &str> {
    let product = source.split("#[cfg(test)]").next().unwrap_or_default();
    let places = FIGURES.into_iter().flat_map(move |figure| {
        let made = figure.concat();
        product.match_indices(&made).map(|(at, found)| &product[at + found.len()..]).collect::<Vec<_>>()
    });
    places.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn the_operator_guide_lists_every_figure() {
    let guide = text_of(Path::new("docs/operator-guide.md")).expect("the operator guide is text");
    let sources = repository_files().into_iter().filter(|file| file.extension().is_some_and(|name| name == "rs"));
    let mut made = BTreeSet::new();
    for source in sources {
        made.extend(figures(&text_of(&source).unwrap_or_default()).map(str::to_owned));
    }
    assert!(made.contains("recado_build_info"), "the search finds figures: {made:?}");
    let missing = made.iter().filter(|name| !guide.contains(&format!("`{name}`")));
    assert_none(&missing.map(|name| format!("{name} has no row in docs/operator-guide.md")).collect::<Vec<_>>());
}

#[test]
fn every_log_line_has_a_category_that_is_explained() {
    let page = text_of(Path::new("docs/logging.md")).expect("the page about logs is text");
    let mut problems = Vec::new();
    for category in CATEGORIES {
        if !page.contains(&format!("`{category}`")) {
            problems.push(format!("docs/logging.md does not explain {category}"));
        }
    }
    let field = ["category", " = \""].concat();
    for file in repository_files().into_iter().filter(|file| file.extension().is_some_and(|name| name == "rs")) {
        for line in text_of(&file).unwrap_or_default().lines() {
            let used = line.split_once(&field).and_then(|(_, rest)| rest.split('"').next());
            if used.is_some_and(|category| !CATEGORIES.contains(&category)) {
                problems.push(format!("{}: {} is none of {CATEGORIES:?}", file.display(), line.trim()));
            }
        }
    }
    assert_none(&problems);
}
