//! The walls between the crates, as tables (the reasons are in `docs/ARCHITECTURE.md`).

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use super::{assert_none, root};

/// Which crates of ours each crate may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("recado-domain", &[]),
    ("recado-graph", &[]),
    ("recado-storage", &["recado-domain"]),
    ("recado-engine", &["recado-domain", "recado-graph", "recado-storage"]),
    ("recado-api", &["recado-domain", "recado-engine", "recado-storage"]),
    ("recado-simulator", &["recado-domain"]),
    (
        "recado-server",
        &["recado-domain", "recado-graph", "recado-storage", "recado-engine", "recado-api", "recado-simulator"],
    ),
    (
        "recado-it",
        &[
            "recado-domain",
            "recado-graph",
            "recado-storage",
            "recado-engine",
            "recado-api",
            "recado-simulator",
            "recado-server",
        ],
    ),
    ("recado-bench", &["recado-domain", "recado-storage", "recado-it"]),
];

/// Who may name these libraries in its manifest. `deny.toml` says the same of the whole tree.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rusqlite", &["recado-storage"]),
    ("tokio-postgres", &["recado-storage"]),
    ("tokio-postgres-rustls", &["recado-storage"]),
    ("deadpool-postgres", &["recado-storage"]),
    ("reqwest", &["recado-graph", "recado-simulator", "recado-it"]),
    ("axum", &["recado-api", "recado-simulator", "recado-server", "recado-it"]),
    ("socketioxide", &["recado-api"]),
    ("anyhow", &["recado-server"]),
    ("clap", &["recado-server", "recado-bench"]),
];

/// All that the pure crate may know: no clock, no runtime, no database, no HTTP.
const DOMAIN_LIBRARIES: &[&str] = &["jiff", "serde", "thiserror", "unicode-normalization", "uuid"];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .expect("cargo can read the manifests")
}

/// What ends up in the crate itself; what only its tests use is free.
fn dependencies(package: &Package) -> impl Iterator<Item = &str> {
    let shipped = package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Development);
    shipped.map(|dependency| dependency.name.as_str())
}

#[test]
fn crates_of_ours_use_only_those_below_them() {
    let mut problems = Vec::new();
    for package in &metadata().packages {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == package.name.as_str()) else {
            problems.push(format!("{} has no row in MAY_USE", package.name));
            continue;
        };
        let ours = dependencies(package).filter(|name| name.starts_with("recado-"));
        let foreign = ours.filter(|name| !allowed.contains(name));
        problems.extend(foreign.map(|name| format!("{} must not use {name}", package.name)));
    }
    assert_none(&problems);
}

#[test]
fn walled_libraries_stay_in_their_crates() {
    let mut problems = Vec::new();
    for package in &metadata().packages {
        for (library, allowed) in ONLY_IN {
            let named = dependencies(package).any(|name| name == *library);
            if named && !allowed.contains(&package.name.as_str()) {
                problems.push(format!("{} must not use {library}", package.name));
            }
        }
    }
    assert_none(&problems);
}

#[test]
fn the_domain_stays_pure() {
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name.as_str() == "recado-domain");
    let impure = dependencies(domain.expect("the domain crate exists")).filter(|name| !DOMAIN_LIBRARIES.contains(name));
    assert_none(&impure.map(|name| format!("recado-domain must not use {name}")).collect::<Vec<_>>());
}
