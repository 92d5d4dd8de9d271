//! Whoever is seen in whatever order: nobody is two people, and nobody's identity is somebody else's. A few phones, BSUIDs
//! and parents, so that they meet often.

use std::collections::BTreeSet;

use proptest::prelude::*;
use recado_domain::SeededIds;
use recado_graph::webhook::Identity;

use super::*;
use crate::inbound::person::Realm;

const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);
const PHONES: [&str; 4] = ["5511998765432", "551198765432", "5511911112222", "16505551234"];

#[derive(Debug, Clone)]
enum Deed {
    Seen(Ids),
    Changed { previous: Ids, current: Ids, loses_phone: bool },
}

fn ids() -> impl Strategy<Value = Ids> {
    let phone = prop::option::of(prop::sample::select(&PHONES[..]));
    (phone, prop::option::of(1..4_u8), prop::option::of(1..3_u8)).prop_map(|(phone, bsuid, parent)| {
        let identity = Identity {
            phone: phone.map(str::to_owned),
            user_id: bsuid.map(|n| format!("BR.{n}")),
            parent_user_id: parent.map(|n| format!("BR.ENT.{n}")),
        };
        Ids::of(&identity, &Realm::of(None, "waba"))
    })
}

/// Nobody is seen without an id.
fn some() -> impl Strategy<Value = Ids> {
    ids().prop_filter("no id", |ids| !ids.0.is_empty())
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let changed = (some(), some(), any::<bool>()).prop_map(|(previous, current, loses_phone)| Deed::Changed {
        previous,
        current,
        loses_phone,
    });
    prop::collection::vec(prop_oneof![4 => some().prop_map(Deed::Seen), 1 => changed], 1..30)
}

fn sighting(ids: &Ids) -> Sighting {
    Sighting { ids: ids.clone(), name: None, username: None, seen_at: Some(NOW) }
}

/// Does one deed; who it was.
fn done(directory: &mut Directory, deed: &Deed) -> ContactId {
    match deed {
        Deed::Seen(ids) => directory.resolve(&sighting(ids)),
        Deed::Changed { previous, current, loses_phone } => {
            let change = IdChange { previous: previous.clone(), current: current.clone(), loses_phone: *loses_phone };
            directory.change(&change, &sighting(current))
        }
    }
}

fn shown(directory: &Directory) -> String {
    format!("{:?}", directory.people().collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn every_identity_is_one_living_persons(deeds in deeds()) {
        let mut directory = Directory::new(Arc::new(SeededIds::default()), NOW);
        for deed in &deeds {
            let who = done(&mut directory, deed);
            prop_assert_eq!(directory.now_called(who), who, "who was found is nobody's former self: {:?}", deed);
            let mut held = BTreeSet::new();
            for person in directory.people() {
                let is_gone = person.row.merged_into.is_some();
                prop_assert!(!is_gone || person.identities.is_empty(), "who became another has nothing left");
                for identity in &person.identities {
                    let key = key_of(identity);
                    prop_assert!(held.insert((key.scope.clone(), key.kind.to_string(), key.value.clone())), "held twice: {:?}", key);
                    prop_assert_eq!(directory.holders.get(&key), Some(&person.row.id));
                }
            }
            prop_assert_eq!(held.len(), directory.holders.len(), "nothing is held by nobody");
        }
    }

    #[test]
    fn who_is_seen_twice_is_the_same_and_nothing_changes(deeds in deeds(), ids in some()) {
        let mut directory = Directory::new(Arc::new(SeededIds::default()), NOW);
        for deed in &deeds {
            done(&mut directory, deed);
        }
        let first = directory.resolve(&sighting(&ids));
        let before = shown(&directory);
        let merges = directory.merges().len();
        prop_assert_eq!(directory.resolve(&sighting(&ids)), first);
        prop_assert_eq!(before, shown(&directory));
        prop_assert_eq!(merges, directory.merges().len());
        let strongest = directory.holder(&ids.0[0]);
        prop_assert_eq!(strongest, Some(first), "the strongest id leads to them");
    }

    #[test]
    fn a_merge_is_never_undone_and_never_goes_in_a_circle(deeds in deeds()) {
        let mut directory = Directory::new(Arc::new(SeededIds::default()), NOW);
        let mut known: Vec<(ContactId, ContactId)> = Vec::new();
        for deed in &deeds {
            done(&mut directory, deed);
            for (from, into) in &known {
                prop_assert_eq!(directory.get(*from).row.merged_into, Some(*into));
            }
            known = directory.merges().iter().map(|merge| (merge.from, merge.into)).collect();
            let from: BTreeSet<ContactId> = known.iter().map(|(from, _)| *from).collect();
            prop_assert_eq!(from.len(), known.len(), "nobody becomes two");
        }
    }
}
