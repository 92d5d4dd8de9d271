//! What the suite found of the statements with a tenant predicate.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{FOUND, MUTANTS};

struct Verdicts {
    /// The names of all.
    all: BTreeSet<&'static str>,
    /// Those whose mutants came to something else, with the first such thing.
    caught: BTreeMap<String, String>,
    /// Those that no test runs.
    unreached: Vec<&'static str>,
    /// Those that are another thing beside neighbours although they have their predicate.
    seen: BTreeMap<String, String>,
}

impl Verdicts {
    /// Those whose mutants come to the same wherever they run.
    fn survivors(&self) -> Vec<&'static str> {
        let noticed = |name: &&str| self.caught.contains_key(*name) || self.unreached.contains(name);
        self.all.iter().copied().filter(|name| !noticed(name)).collect()
    }
}

/// What the tests that ran with this folder have found.
fn verdicts(found: &Path) -> Verdicts {
    let all: BTreeSet<&'static str> = MUTANTS.values().map(|(name, _)| *name).collect();
    let unreached = all.iter().copied().filter(|name| !found.join("reached").join(name).exists()).collect();
    let read = |kind: &str| {
        let files = fs::read_dir(found.join(kind)).into_iter().flatten();
        let files = files.map(|file| file.expect("a file").path());
        let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
        files.map(|path| (name(&path), fs::read_to_string(&path).expect("a text"))).collect()
    };
    Verdicts { unreached, caught: read("caught"), seen: read("seen"), all }
}

/// The last step of `make mutants`.
#[test]
#[ignore = "make mutants"]
fn every_tenant_predicate_is_missed_when_it_is_gone() {
    let found = verdicts(FOUND.as_deref().expect("RECADO_MUTANTS names the folder"));
    for (name, shown) in &found.caught {
        println!("caught    {name}: {shown}");
    }
    let (survivors, caught, all) = (found.survivors(), found.caught.len(), found.all.len());
    println!("survived  {survivors:?}\nunreached {:?}", found.unreached);
    println!("mutants: {caught} of {all} caught ({} %)", caught * 100 / all.max(1));
    assert!(found.seen.is_empty(), "statements that see their neighbours: {:#?}", found.seen);
    assert!(caught * 100 >= all * 95, "{caught} of {all}");
}
