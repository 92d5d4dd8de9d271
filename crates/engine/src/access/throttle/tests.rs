use super::*;

const NEVER: Tries = Tries { wrong: 0, last: Timestamp::from_secs(0) };

fn account(device: Option<u8>) -> Account {
    Account { email: [1; 32], device: device.map(|byte| [byte; 32]) }
}

fn address(n: u8) -> IpAddr {
    IpAddr::from([203, 0, 113, n])
}

fn at(secs: i64) -> Timestamp {
    Timestamp::from_secs(1_795_320_000 + secs)
}

/// How long the next try has to wait, in seconds.
fn wait(throttle: &Throttle, device: Option<u8>, from: u8, now: Timestamp) -> u64 {
    throttle.peek(&account(device), address(from), NEVER, now).map_or_else(|Wait(left)| left.as_secs(), |()| 0)
}

fn guess(throttle: &Throttle, device: Option<u8>, from: u8, now: Timestamp) {
    drop(throttle.admit(account(device), address(from), NEVER, now).expect("admitted"));
}

#[test]
fn waits_double_up_to_a_quarter_of_an_hour_and_end_in_a_hard_stop() {
    let throttle = Throttle::default();
    let mut now = at(0);
    let mut waits = Vec::new();
    for n in 0..100 {
        waits.push(wait(&throttle, None, n, now));
        now = now.plus(Duration::from_secs(waits[usize::from(n)]));
        guess(&throttle, None, n, now);
    }
    assert_eq!(waits[..14], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8]);
    assert_eq!((waits[19], waits[20], waits[99]), (512, 900, 900));
    let much_later = now.plus(Duration::from_hours(1_000));
    assert_eq!(wait(&throttle, None, 200, much_later), 900, "the hundredth was the last");
    assert_eq!(wait(&throttle, Some(7), 200, much_later), 0, "a known device is counted on its own");
    throttle.forget([1; 32]);
    assert_eq!(wait(&throttle, None, 200, much_later), 0, "a fresh password begins anew");
}

#[test]
fn the_right_password_begins_anew() {
    let throttle = Throttle::default();
    for n in 0..9 {
        guess(&throttle, None, n, at(0));
    }
    let right = throttle.admit(account(None), address(9), NEVER, at(0)).unwrap();
    assert_eq!(wait(&throttle, None, 9, at(0)), 1, "until it proves right it counts as wrong");
    throttle.proved_right(&right);
    assert_eq!(wait(&throttle, None, 9, at(0)), 0);
}

#[test]
fn one_address_has_twenty_wrong_tries_a_minute() {
    let throttle = Throttle::default();
    for n in 0..20 {
        let somebody = Account { email: [n; 32], device: None };
        drop(throttle.admit(somebody, address(1), NEVER, at(0)).unwrap());
    }
    let nobody = Account { email: [99; 32], device: None };
    assert_eq!(throttle.peek(&nobody, address(1), NEVER, at(20)), Err(Wait(Duration::from_secs(40))));
    assert_eq!(throttle.peek(&nobody, address(2), NEVER, at(20)), Ok(()));
    assert_eq!(throttle.peek(&nobody, address(1), NEVER, at(60)), Ok(()));
    let known = Account { email: [99; 32], device: Some([1; 32]) };
    assert_eq!(throttle.peek(&known, address(1), NEVER, at(20)), Ok(()), "not the owner's known device");
}

#[test]
fn the_databases_count_holds_where_it_is_higher() {
    let throttle = Throttle::default();
    let stored = Tries { wrong: 12, last: at(0) };
    assert_eq!(throttle.peek(&account(None), address(1), stored, at(1)), Err(Wait(Duration::from_secs(3))));
    assert_eq!(throttle.peek(&account(Some(1)), address(1), stored, at(1)), Ok(()));
}

#[test]
fn a_flood_of_addresses_does_not_fill_the_memory() {
    let throttle = Throttle::default();
    for n in 0..u32::try_from(MOST + 10).unwrap() {
        let mut email = [0; 32];
        email[..4].copy_from_slice(&n.to_be_bytes());
        drop(throttle.admit(Account { email, device: None }, IpAddr::from(n.to_be_bytes()), NEVER, at(0)).unwrap());
    }
    let counts = throttle.lock();
    assert!(counts.tries.len() <= MOST && counts.addresses.len() <= MOST);
}
