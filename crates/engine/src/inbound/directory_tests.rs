//! The rules of who is who, as stories. `p` is a phone, `b` a BSUID, `e` a parent BSUID; all in one realm.

use recado_domain::SeededIds;
use recado_graph::webhook::Identity;

use super::*;
use crate::inbound::person::Realm;

const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);
const ANA: &str = "5511998765432";
const OLD_ANA: &str = "551198765432";

struct Story(Directory);

impl Story {
    fn new() -> Self {
        Self(Directory::new(Arc::new(SeededIds::default()), NOW))
    }

    fn sees(&mut self, ids: Ids, name: Option<&str>) -> ContactId {
        let name = name.map(str::to_owned);
        self.0.resolve(&Sighting { ids, name, username: None, seen_at: Some(NOW) })
    }

    fn row(&self, id: ContactId) -> &ContactRow {
        &self.0.get(id).row
    }

    /// The living identities as texts, in order.
    fn ids(&self, id: ContactId) -> Vec<&str> {
        let mut values: Vec<&str> = self.0.get(id).identities.iter().map(|held| held.value.as_str()).collect();
        values.sort_unstable();
        values
    }
}

fn ids(phone: Option<&str>, bsuid: Option<&str>, parent: Option<&str>) -> Ids {
    let own = |text: Option<&str>| text.map(str::to_owned);
    let identity = Identity { phone: own(phone), user_id: own(bsuid), parent_user_id: own(parent) };
    Ids::of(&identity, &Realm::of(None, "waba"))
}

fn p(phone: &str) -> Ids {
    ids(Some(phone), None, None)
}

fn b(bsuid: &str) -> Ids {
    ids(None, Some(bsuid), None)
}

fn pb(phone: &str, bsuid: &str) -> Ids {
    ids(Some(phone), Some(bsuid), None)
}

#[test]
fn variants_of_a_phone_meet_in_one_contact_and_the_last_written_is_answered() {
    for (first, second, key) in [
        (OLD_ANA, ANA, ANA),
        (ANA, OLD_ANA, ANA),
        ("5215512345678", "525512345678", "525512345678"),
        ("5491123456789", "541123456789", "541123456789"),
    ] {
        let mut story = Story::new();
        let ana = story.sees(p(first), Some("Ana"));
        assert_eq!(story.sees(p(second), None), ana, "{first} {second}");
        assert_eq!(story.row(ana).phone.as_deref(), Some(key));
        assert_eq!(story.0.get(ana).identities[0].given, second);
        assert_eq!(story.row(ana).name, "Ana", "a missing name erases none");
    }
}

#[test]
fn an_id_that_was_missing_is_attached_whichever_comes_first() {
    for first in [p(ANA), b("BR.1")] {
        let mut story = Story::new();
        let ana = story.sees(first, None);
        assert_eq!(story.sees(pb(ANA, "BR.1"), None), ana);
        assert_eq!(story.sees(b("BR.1"), None), ana);
        assert_eq!(story.sees(p(ANA), None), ana);
        assert_eq!(story.ids(ana), [ANA, "BR.1"]);
        assert!(!story.row(ana).needs_review);
    }
}

#[test]
fn a_person_without_a_phone_is_called_by_what_is_known() {
    let mut story = Story::new();
    let ana = story.sees(b("BR.1"), None);
    assert_eq!((story.row(ana).name.as_str(), story.row(ana).phone.as_deref()), ("BR.1", None));
    story.sees(pb(ANA, "BR.1"), None);
    assert_eq!(story.row(ana).name, format!("+{ANA}"));
    let named = Sighting { ids: b("BR.1"), username: Some("ana.b".to_owned()), ..Sighting::default() };
    story.0.resolve(&named);
    assert_eq!(story.row(ana).name, "@ana.b");
    story.sees(b("BR.1"), Some("Ana B."));
    assert_eq!((story.row(ana).name.as_str(), story.row(ana).username.as_deref()), ("Ana B.", Some("ana.b")));
}

#[test]
fn a_name_that_a_person_here_gave_stays() {
    let mut story = Story::new();
    let ana = story.sees(p(ANA), Some("Ana"));
    let mut row = story.row(ana).clone();
    (row.name, row.name_is_edited) = ("Ana (VIP)".to_owned(), true);
    story.0.add(row, story.0.get(ana).identities.clone());
    story.sees(p(ANA), Some("anaaa"));
    assert_eq!(story.row(ana).name, "Ana (VIP)");
}

#[test]
fn a_stub_and_the_contact_that_turns_out_to_be_the_same_person_become_one() {
    let mut story = Story::new();
    let (by_phone, by_bsuid) = (story.sees(p(ANA), None), story.sees(b("BR.1"), Some("Ana")));
    let ana = story.sees(pb(ANA, "BR.1"), None);
    assert_eq!(ana, by_phone, "of two stubs the older stays");
    assert_eq!(story.0.merges(), [Merge { from: by_bsuid, into: by_phone }]);
    assert_eq!(story.row(by_bsuid).merged_into, Some(by_phone));
    assert_eq!(story.0.now_called(by_bsuid), by_phone);
    assert_eq!(story.ids(ana), [ANA, "BR.1"]);
    assert!(story.ids(by_bsuid).is_empty());
}

#[test]
fn a_stub_goes_into_the_fuller_contact_also_when_it_is_older() {
    let mut story = Story::new();
    let stub = story.sees(p(ANA), None);
    let full = story.sees(ids(None, Some("BR.1"), Some("BR.ENT.1")), Some("Ana"));
    assert_eq!(story.sees(pb(ANA, "BR.1"), None), full);
    assert_eq!(story.0.merges(), [Merge { from: stub, into: full }]);
}

#[test]
fn a_recycled_phone_leaves_the_old_contact_with_its_history() {
    let mut story = Story::new();
    let ana = story.sees(pb(ANA, "BR.1"), Some("Ana"));
    let bruno = story.sees(pb(ANA, "BR.2"), Some("Bruno"));
    assert_ne!(ana, bruno);
    assert_eq!((story.ids(ana), story.ids(bruno)), (vec!["BR.1"], vec![ANA, "BR.2"]));
    assert_eq!((story.row(ana).phone.as_deref(), story.row(bruno).phone.as_deref()), (None, Some(ANA)));
    assert_eq!((story.row(ana).name.as_str(), story.row(bruno).name.as_str()), ("Ana", "Bruno"));
    assert!(story.row(ana).needs_review && story.row(bruno).needs_review);
    assert!(story.0.merges().is_empty());
}

#[test]
fn a_phone_between_two_full_contacts_moves_and_nobody_is_merged() {
    let mut story = Story::new();
    let ana = story.sees(pb(ANA, "BR.1"), None);
    let bruno = story.sees(pb("5511911111111", "BR.2"), None);
    assert_eq!(story.sees(pb(ANA, "BR.2"), None), bruno);
    assert_eq!((story.ids(ana), story.ids(bruno)), (vec!["BR.1"], vec![ANA, "BR.2"]));
    assert!(story.row(ana).needs_review && story.row(bruno).needs_review);
}

#[test]
fn a_new_number_stays_the_same_contact() {
    let mut story = Story::new();
    let ana = story.sees(pb(ANA, "BR.1"), Some("Ana"));
    let change = IdChange { previous: pb(ANA, "BR.1"), current: pb("5521911112222", "BR.2"), loses_phone: true };
    let note = Sighting { ids: change.current.clone(), ..Sighting::default() };
    assert_eq!(story.0.change(&change, &note), ana);
    assert_eq!(story.ids(ana), ["5521911112222", "BR.2"]);
    let stranger = story.sees(p(ANA), None);
    assert_ne!(stranger, ana, "the old phone is free for somebody else");
    assert_eq!(story.sees(b("BR.2"), None), ana);
}

#[test]
fn a_new_number_that_is_not_shared_still_ends_the_old_one() {
    let mut story = Story::new();
    let ana = story.sees(pb(ANA, "BR.1"), None);
    let change = IdChange { previous: b("BR.1"), current: b("BR.2"), loses_phone: true };
    let note = Sighting { ids: change.current.clone(), ..Sighting::default() };
    assert_eq!(story.0.change(&change, &note), ana);
    assert_eq!((story.ids(ana), story.row(ana).phone.as_deref()), (vec!["BR.2"], None));
}

#[test]
fn a_note_that_comes_after_the_first_message_from_the_new_number_joins_both() {
    let mut story = Story::new();
    let before = story.sees(pb(ANA, "BR.1"), Some("Ana"));
    let after = story.sees(pb("5521911112222", "BR.2"), None);
    let change = IdChange { previous: pb(ANA, "BR.1"), current: pb("5521911112222", "BR.2"), loses_phone: true };
    let ana = story.0.change(&change, &Sighting { ids: change.current.clone(), ..Sighting::default() });
    assert_eq!(story.0.now_called(before), story.0.now_called(after));
    assert_eq!(story.ids(story.0.now_called(ana)), ["5521911112222", "BR.2"]);
}

#[test]
fn a_new_number_that_was_somebody_elses_is_taken_from_them() {
    let mut story = Story::new();
    let ana = story.sees(pb(ANA, "BR.1"), None);
    let bruno = story.sees(pb("5521911112222", "BR.9"), None);
    let change = IdChange { previous: pb(ANA, "BR.1"), current: pb("5521911112222", "BR.2"), loses_phone: true };
    assert_eq!(story.0.change(&change, &Sighting { ids: change.current.clone(), ..Sighting::default() }), ana);
    assert_eq!((story.ids(ana), story.ids(bruno)), (vec!["5521911112222", "BR.2"], vec!["BR.9"]));
    assert!(story.row(bruno).needs_review);
    assert!(story.0.merges().is_empty());
}

#[test]
fn a_change_of_nobody_we_know_makes_a_contact_of_the_new_ids() {
    let mut story = Story::new();
    let change = IdChange { previous: p(ANA), current: p("5521911112222"), loses_phone: true };
    let ana = story.0.change(&change, &Sighting { ids: change.current.clone(), ..Sighting::default() });
    assert_eq!((story.ids(ana), story.row(ana).name.as_str()), (vec!["5521911112222"], "+5521911112222"));
}

#[test]
fn ids_of_the_account_hold_when_the_portfolio_becomes_known() {
    let mut story = Story::new();
    let ana = story.sees(b("BR.1"), None);
    let identity = Identity { user_id: Some("BR.1".to_owned()), ..Identity::default() };
    let wider = Ids::of(&identity, &Realm::of(Some("portfolio"), "waba"));
    assert_eq!(story.sees(wider, None), ana);
    assert_eq!(story.0.get(ana).identities.len(), 1);
}
