//! The table against the pages it was made from.

use std::collections::HashSet;
use std::time::Duration;

use super::*;
use crate::classify::policy::{THREE, Tries};

/// Every code that Meta documents for what we do, as of October 2026.
const DOCUMENTED: &[i64] = &[
    0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 299, 368, 613, 80_007, 130_429, 130_472, 130_497, 131_000, 131_005, 131_008,
    131_009, 131_016, 131_020, 131_021, 131_026, 131_030, 131_031, 131_037, 131_041, 131_042, 131_044, 131_045,
    131_047, 131_048, 131_049, 131_050, 131_051, 131_052, 131_053, 131_055, 131_056, 131_057, 131_059, 131_061,
    131_062, 131_063, 131_064, 131_200, 131_299, 132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015,
    132_016, 132_018, 132_068, 132_069, 133_000, 133_004, 133_005, 133_006, 133_008, 133_009, 133_010, 133_015,
    133_016, 134_011, 134_100, 134_101, 134_102, 135_000, 137_000, 138_000, 138_018, 139_000, 139_004, 139_100,
    139_101, 139_102, 139_103, 147_001, 147_002, 147_003, 147_004, 147_005, 200_005, 200_007, 2_388_001, 2_388_012,
    2_388_019, 2_388_023, 2_388_024, 2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_091, 2_388_093, 2_388_103,
    2_388_293, 2_388_299, 2_494_100, 2_494_164, 2_494_179, 2_593_107, 2_593_108, 2_593_109,
];

fn entries() -> impl Iterator<Item = &'static Entry> {
    codes::ALL.iter().copied().flatten()
}

#[test]
fn every_documented_code_has_a_row() {
    for code in DOCUMENTED {
        assert!(is_known(*code), "{code}");
    }
}

#[test]
fn no_two_rows_claim_one_code() {
    let mut ranges: Vec<_> = entries().map(|entry| (entry.first, entry.last)).collect();
    ranges.sort_unstable();
    assert!(ranges.iter().all(|(first, last)| first <= last));
    for pair in ranges.windows(2) {
        assert!(pair[0].1 < pair[1].0, "{pair:?}");
    }
}

#[test]
fn every_row_speaks_three_languages_to_people() {
    for entry in entries().chain([&ANY_OTHER]) {
        let words = [entry.pt, entry.en, entry.es];
        for (title, remedy) in words {
            let sentence = remedy.ends_with('.') && remedy.chars().count() <= 160;
            assert!(sentence, "{}: {remedy}", entry.first);
            let heading = !title.ends_with('.') && (5..=70).contains(&title.chars().count());
            assert!(heading, "{}: {title}", entry.first);
            assert!(!title.contains("  ") && !remedy.contains("  "), "{}", entry.first);
        }
        let titles: HashSet<_> = words.iter().map(|(title, _)| title).collect();
        assert_eq!(titles.len(), 3, "{}", entry.first);
    }
}

#[test]
fn no_two_rows_share_a_title() {
    let titles: Vec<_> = entries().map(|entry| entry.en.0).collect();
    assert_eq!(titles.iter().collect::<HashSet<_>>().len(), titles.len());
}

#[test]
fn sending_follows_the_classification_table() {
    let slow = |scope| Policy::SlowDown { scope };
    let table: &[(&[i64], Policy)] = &[
        (&[4, 80_007], slow(Scope::Account)),
        (&[130_429], slow(Scope::Number)),
        (&[131_056], Policy::PairBackoff),
        (&[1, 2, 131_000, 131_016], Policy::Tries(Tries { at_most: 3, within: Duration::from_mins(15) })),
        (&[131_048, 131_045, 131_037, 133_010, 33], Policy::PauseNumber),
        (&[131_049], Policy::NotBefore(Duration::from_hours(24))),
        (&[131_050], Policy::Suppress),
        (&[131_026, 131_047, 100, 132_000, 132_005, 132_008, 131_009, 131_021, 131_051], Policy::Final),
        (&[132_001, 132_007, 132_015, 132_016], Policy::StopTemplate),
        (&[190, 10, 200, 250, 299, 0, 3, 131_005], Policy::PauseChannel),
        (&[368, 131_031, 131_042, 131_064], Policy::StopAccount),
    ];
    for (codes, expected) in table {
        for code in *codes {
            assert_eq!(policy(*code), *expected, "{code}");
        }
    }
}

#[test]
fn classes_follow_the_page() {
    for (code, expected) in [
        (2, Class::Retry),
        (4, Class::ThrottleAccount),
        (130_429, Class::ThrottleNumber),
        (131_056, Class::ThrottlePair),
        (131_026, Class::Drop),
        (131_049, Class::DropForNow),
        (132_016, Class::Template),
        (131_009, Class::Bug),
        (131_042, Class::Account),
        (190, Class::Credential),
        (138_001, Class::Feature),
        (130_403, Class::Bug),
    ] {
        assert_eq!(classify(code), expected, "{code}");
    }
}

#[test]
fn codes_nobody_knows_have_an_answer() {
    for code in [i64::MIN, -1, 5, 199, 300, 130_403, 999_999, i64::MAX] {
        assert!(!is_known(code), "{code}");
        assert_eq!((classify(code), policy(code)), (Class::Bug, Policy::Final));
        for lang in [Lang::Pt, Lang::En, Lang::Es] {
            assert!(!explain(code, lang).title.is_empty());
        }
    }
}

#[test]
fn an_unknown_code_is_judged_by_its_answer() {
    let error =
        |code, http_status, is_transient| GraphError { http_status, code, is_transient, ..GraphError::default() };
    for (error, expected) in [
        (error(5, 429, None), Policy::SlowDown { scope: Scope::Account }),
        (error(5, 503, None), Policy::Tries(THREE)),
        (error(5, 400, Some(true)), Policy::Tries(THREE)),
        (error(5, 400, Some(false)), Policy::Final),
        (error(5, 400, None), Policy::Final),
        (error(131_026, 500, Some(true)), Policy::Final),
        (error(190, 429, None), Policy::PauseChannel),
    ] {
        assert_eq!(policy_of(&error), expected, "{error:?}");
    }
}

#[test]
fn a_pair_waits_four_times_longer_each_time() {
    let waits: Vec<_> = (0..8).map(|refusals| Policy::pair_wait(refusals).as_secs()).collect();
    assert_eq!(waits, [1, 1, 4, 16, 64, 256, 1024, 3600]);
    assert_eq!(Policy::pair_wait(u32::MAX).as_secs(), 3600);
}

#[test]
fn only_final_policies_let_go_of_the_message() {
    for (code, keeps) in [(131_026, false), (131_050, false), (132_015, false), (131_048, true), (190, true), (4, true)]
    {
        assert_eq!(policy(code).keeps_message(), keeps, "{code}");
    }
}

#[test]
fn explanations_name_who_must_act() {
    let explanation = explain(131_047, Lang::Pt);
    assert_eq!(explanation.title, "A janela de 24 horas está fechada");
    assert_eq!(explanation.who.as_str(), "agent");
    assert_eq!(explain(190, Lang::Es).who, Who::Admin);
    let words: HashSet<_> = Who::ALL.iter().map(|who| who.as_str()).collect();
    assert_eq!(words.len(), Who::ALL.len());
}
