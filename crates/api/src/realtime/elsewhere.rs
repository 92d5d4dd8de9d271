//! Who is connected to other nodes, as far as they have said. Pure: `neighbours` hears them and tells people.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::Arc,
    time::Duration,
};

use recado_domain::UserId;
use uuid::Uuid;

use super::outlet::PresenceState;

/// A person of a tenant. Another node names the tenant, so it is not more than something to compare with.
pub(super) type Whose = (Uuid, UserId);

/// Somebody whose presence elsewhere may have changed, and what it was.
pub(super) type Was = (Whose, Option<PresenceState>);

/// The people of the other nodes.
#[derive(Debug, Default)]
pub(super) struct Elsewhere {
    nodes: HashMap<Arc<str>, Node>,
}

#[derive(Debug)]
struct Node {
    heard_at: Duration,
    people: HashMap<Whose, Present>,
}

#[derive(Debug, Clone, Copy)]
struct Present {
    state: PresenceState,
    /// Not named yet since the node began to name everybody.
    in_doubt: bool,
}

impl Elsewhere {
    /// What a person says of themselves on other nodes, if they are connected to one.
    pub(super) fn state(&self, whose: Whose) -> Option<PresenceState> {
        self.nodes.values().filter_map(|node| node.people.get(&whose)).map(|present| present.state).min()
    }

    /// Who of this tenant is connected to other nodes.
    pub(super) fn of(&self, tenant: Uuid) -> impl Iterator<Item = (UserId, PresenceState)> {
        let all = self.nodes.values().flat_map(|node| &node.people);
        all.filter(move |((of, _), _)| *of == tenant).map(|((_, user), present)| (*user, present.state))
    }

    /// A node names a person: connected in this state, or no longer.
    pub(super) fn person(&mut self, node: &Arc<str>, now: Duration, whose: Whose, state: Option<PresenceState>) -> Was {
        let was = self.state(whose);
        let people = &mut self.node(node, now).people;
        match state {
            Some(state) => _ = people.insert(whose, Present { state, in_doubt: false }),
            None => _ = people.remove(&whose),
        }
        (whose, was)
    }

    /// A node begins to name everybody.
    pub(super) fn names_everybody(&mut self, node: &Arc<str>, now: Duration) {
        self.node(node, now).people.values_mut().for_each(|present| present.in_doubt = true);
    }

    /// A node lives, and has named everybody that it wanted to name: so many people. Who was not named is gone; true
    /// when some were missed, so that it must be asked.
    pub(super) fn lives(&mut self, node: &Arc<str>, now: Duration, people: usize) -> (Vec<Was>, bool) {
        let gone = self.leave(node, |present| present.in_doubt);
        let known = &self.node(node, now).people;
        (gone, known.len() != people)
    }

    /// A node ends.
    pub(super) fn ends(&mut self, node: &str) -> Vec<Was> {
        let gone = self.leave(node, |_| true);
        self.nodes.remove(node);
        gone
    }

    /// Nodes that were not heard for so long are dead.
    pub(super) fn forget_silent(&mut self, now: Duration, silence: Duration) -> Vec<Was> {
        let silent = self.nodes.iter().filter(|(_, node)| now.saturating_sub(node.heard_at) > silence);
        let silent: Vec<Arc<str>> = silent.map(|(name, _)| name.clone()).collect();
        silent.iter().flat_map(|node| self.ends(node)).collect()
    }

    fn leave(&mut self, node: &str, goes: impl Fn(&Present) -> bool) -> Vec<Was> {
        let Some(known) = self.nodes.get(node) else { return Vec::new() };
        let going: Vec<Whose> = known.people.iter().filter(|(_, is)| goes(is)).map(|(whose, _)| *whose).collect();
        let was = going.iter().map(|whose| (*whose, self.state(*whose))).collect();
        if let Some(known) = self.nodes.get_mut(node) {
            known.people.retain(|whose, _| !going.contains(whose));
        }
        was
    }

    fn node(&mut self, name: &Arc<str>, now: Duration) -> &mut Node {
        match self.nodes.entry(name.clone()) {
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.heard_at = now;
                known
            }
            Entry::Vacant(new) => new.insert(Node { heard_at: now, people: HashMap::new() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PresenceState::*, *};

    const TENANT: Uuid = Uuid::from_u128(7);
    const SECOND: Duration = Duration::from_secs(1);

    fn person(n: u128) -> Whose {
        (TENANT, UserId::from_uuid(Uuid::from_u128(n)))
    }

    #[test]
    fn a_person_is_there_as_long_as_one_node_says_so() {
        let (a, b): (Arc<str>, Arc<str>) = ("a".into(), "b".into());
        let mut elsewhere = Elsewhere::default();
        assert_eq!(elsewhere.person(&a, SECOND, person(1), Some(Online)), (person(1), None));
        assert_eq!(elsewhere.person(&b, SECOND, person(1), Some(Away)), (person(1), Some(Online)));
        assert_eq!(elsewhere.person(&a, SECOND, person(1), None), (person(1), Some(Online)));
        assert_eq!(elsewhere.state(person(1)), Some(Away));
        assert_eq!(elsewhere.of(Uuid::from_u128(8)).count(), 0, "another tenant's are nobody's");
        assert_eq!(elsewhere.ends("b"), [(person(1), Some(Away))]);
        assert_eq!(elsewhere.state(person(1)), None);
    }

    #[test]
    fn a_node_that_names_everybody_corrects_what_was_missed() {
        let a: Arc<str> = "a".into();
        let mut elsewhere = Elsewhere::default();
        elsewhere.person(&a, SECOND, person(1), Some(Online));
        elsewhere.person(&a, SECOND, person(2), Some(Online));
        assert_eq!(elsewhere.lives(&a, SECOND, 2), (vec![], false));
        assert_eq!(elsewhere.lives(&a, SECOND, 1), (vec![], true), "that one went was not heard");
        elsewhere.names_everybody(&a, SECOND);
        elsewhere.person(&a, SECOND, person(2), Some(Online));
        assert_eq!(elsewhere.lives(&a, SECOND, 1), (vec![(person(1), Some(Online))], false));
        assert_eq!(elsewhere.of(TENANT).collect::<Vec<_>>(), [(person(2).1, Online)]);
    }

    #[test]
    fn a_silent_node_is_dead() {
        let a: Arc<str> = "a".into();
        let mut elsewhere = Elsewhere::default();
        elsewhere.person(&a, SECOND, person(1), Some(Online));
        assert_eq!(elsewhere.forget_silent(SECOND * 4, SECOND * 3), []);
        elsewhere.lives(&a, SECOND * 3, 1);
        assert_eq!(elsewhere.forget_silent(SECOND * 6, SECOND * 3), []);
        assert_eq!(elsewhere.forget_silent(SECOND * 7, SECOND * 3), [(person(1), Some(Online))]);
    }
}
