//! What the outcome of an attempt means (T-1): for its message, for the lane's pace, for its number. Pure.

use std::time::Duration;

use recado_domain::{ContactId, Timestamp, pacing::back_off};
use recado_graph::{
    classify::{Policy, Scope, Tries, policy_of},
    client::{Accepted, GraphError, NotSent, Outcome, Pressure, Reply},
};
use recado_storage::tenant::phone_numbers::SuspendReach;

use super::pace::Pace;

/// Pause of a number that Meta found too fast, where Meta does not say how long.
const NUMBER_PAUSE: Duration = Duration::from_secs(1);
/// The same where the whole account was too fast.
const ACCOUNT_PAUSE: Duration = Duration::from_secs(5);
/// Longest wait of a message that Meta refused for speed.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// Waits between the few tries of a message that Meta refused for a reason that passes: 10 s, then a minute.
const FIRST_TRY_AGAIN: Duration = Duration::from_secs(10);
const TRY_AGAIN: Duration = Duration::from_mins(1);

/// Meta's code for a token that does not serve: also what we say when the token cannot be written into a header.
pub(crate) const BAD_TOKEN: i64 = 190;
/// Meta's code for a recipient that cannot be had: also what we say when a contact has no address left.
pub(crate) const NO_RECIPIENT: i64 = 131_026;

/// How an attempt ended.
#[derive(Debug, Clone)]
pub(crate) enum Ending {
    /// Nothing was written: it came too late, or the number was stopped meanwhile.
    Held(&'static str),
    /// The contact has no address.
    NoAddress,
    /// The call was made.
    Called(Box<Reply<Accepted>>),
}

/// What is to become of the message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// Meta took it.
    Accepted(Accepted),
    /// It was not taken and goes again.
    Again(Timestamp),
    /// It was refused for a reason that may pass: again, so many times.
    Tries(Refusal, Tries),
    /// It was refused for now: again, after a gap that grows each time.
    NotBefore(Refusal, Duration),
    /// It was refused for good.
    Refused(Refusal),
    /// Nobody can know.
    Unknown,
}

impl Verdict {
    /// One word for metrics.
    pub(crate) const fn as_str(&self) -> &'static str {
        match self {
            Self::Accepted(_) => "accepted",
            Self::Again(_) => "again",
            Self::Tries(..) => "tries",
            Self::NotBefore(..) => "not_before",
            Self::Refused(_) => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// Meta's refusal, as far as it is kept with the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: i64,
    pub details: Option<String>,
}

/// A number or its account is stopped until somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stop {
    pub reach: SuspendReach,
    pub code: i64,
}

/// The moment of a judgement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The wall clock, for due times.
    pub wall: Timestamp,
    /// The lane's own clock, for its pace.
    pub lane: Duration,
    /// Jitter, 0 to 1.
    pub fraction: f64,
}

impl Moment {
    fn after(self, wait: Duration) -> Timestamp {
        self.wall.plus(wait)
    }

    /// ±20 %.
    fn jittered(self, wait: Duration) -> Duration {
        back_off(wait, 0, wait, self.fraction)
    }
}

/// A message that was given to the wire.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Departure {
    /// Whom it goes to.
    pub contact: ContactId,
    /// When it was claimed, by the lane's own clock.
    pub at: Duration,
}

/// Judges one ending; what it shows of Meta and of the pair goes into the pace.
pub(crate) fn judge(pace: &mut Pace, sent: Departure, ending: &Ending, moment: Moment) -> (Verdict, Option<Stop>) {
    let reply = match ending {
        Ending::Held(_) => return (Verdict::Again(moment.wall), None),
        Ending::NoAddress => return (Verdict::Refused(Refusal { code: NO_RECIPIENT, details: None }), None),
        Ending::Called(reply) => reply,
    };
    match &reply.outcome {
        Outcome::Accepted(accepted) => {
            pace.answered(sent.at);
            pace.accepted(sent.contact);
            (Verdict::Accepted(accepted.clone()), None)
        }
        Outcome::NotSent(NotSent::Unsendable) => {
            (Verdict::Again(moment.wall), Some(Stop { reach: SuspendReach::Number, code: BAD_TOKEN }))
        }
        Outcome::NotSent(_) => {
            let wait = pace.unreachable(moment.lane, moment.fraction);
            (Verdict::Again(moment.after(wait)), None)
        }
        Outcome::Unknown(_) => {
            pace.unknown(moment.lane);
            (Verdict::Unknown, None)
        }
        Outcome::Rejected(error) => {
            pace.answered(sent.at);
            refused(pace, sent.contact, (error, &reply.pressure), moment)
        }
    }
}

fn refused(
    pace: &mut Pace,
    contact: ContactId,
    (error, pressure): (&GraphError, &Pressure),
    moment: Moment,
) -> (Verdict, Option<Stop>) {
    let refusal = || Refusal { code: error.code, details: error.details.clone().or_else(|| error.message.clone()) };
    let stop = |reach| (Verdict::Again(moment.wall), Some(Stop { reach, code: error.code }));
    let verdict = match policy_of(error) {
        Policy::SlowDown { scope } => {
            let usual = if scope == Scope::Number { NUMBER_PAUSE } else { ACCOUNT_PAUSE };
            let told = pressure.retry_after.or_else(|| pressure.regain_after());
            let pause = moment.jittered(told.unwrap_or(usual).min(LONGEST_PAUSE));
            pace.throttled(pause, moment.lane);
            Verdict::Again(moment.after(pause))
        }
        Policy::PairBackoff => {
            let wait = pace.pair_refused(contact, moment.lane);
            Verdict::Again(moment.after(moment.jittered(wait)))
        }
        Policy::Tries(tries) => Verdict::Tries(refusal(), tries),
        Policy::NotBefore(gap) => Verdict::NotBefore(refusal(), gap),
        Policy::Final | Policy::Suppress | Policy::StopTemplate => Verdict::Refused(refusal()),
        Policy::PauseNumber | Policy::PauseChannel => return stop(SuspendReach::Number),
        Policy::StopAccount => return stop(SuspendReach::Account),
    };
    (verdict, None)
}

/// What is known of a message's tries when one more was refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct History {
    /// Refusals with this code, this one included.
    pub refusals: u32,
    /// When the first attempt began.
    pub first: Timestamp,
}

/// When a message that was refused for a reason that may pass goes again; `None`: it does not.
pub(crate) fn try_again(tries: Tries, history: History, moment: Moment) -> Option<Timestamp> {
    let wait = if history.refusals <= 1 { FIRST_TRY_AGAIN } else { TRY_AGAIN };
    let at = moment.after(moment.jittered(wait));
    (history.refusals < tries.at_most && at.since(history.first) <= tries.within).then_some(at)
}

/// How often a message that must wait a day or more is sent at all.
const PATIENCE: u32 = 3;

/// When a message that was refused for now goes again, never before the gap; `None`: it does not.
pub(crate) fn wait_out(gap: Duration, history: History, moment: Moment) -> Option<Timestamp> {
    let grown = gap * history.refusals;
    (history.refusals < PATIENCE).then(|| moment.after(grown.mul_f64(1.0 + 0.2 * moment.fraction)))
}

#[cfg(test)]
mod tests {
    use recado_graph::client::{Exchange, Unknown};
    use uuid::Uuid;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn moment() -> Moment {
        Moment { wall: Timestamp::from_secs(1_000_000), lane: SECOND * 300, fraction: 0.5 }
    }

    fn to_ana() -> Departure {
        Departure { contact: ContactId::from_uuid(Uuid::from_u128(1)), at: moment().lane }
    }

    fn called(outcome: Outcome<Accepted>) -> Ending {
        let exchange = Exchange {
            method: "POST".to_owned(),
            path: "/v25.0/1/messages".to_owned(),
            status: None,
            duration_ms: 1,
            outcome: outcome.as_str().to_owned(),
            request: None,
            response: None,
        };
        Ending::Called(Box::new(Reply { outcome, exchange, pressure: Pressure::default() }))
    }

    fn judged(outcome: Outcome<Accepted>) -> (Verdict, Option<Stop>) {
        let mut pace = Pace::new(80, Duration::ZERO);
        judge(&mut pace, to_ana(), &called(outcome), moment())
    }

    fn code(code: i64) -> (Verdict, Option<Stop>) {
        judged(Outcome::Rejected(GraphError { http_status: 400, code, ..GraphError::default() }))
    }

    fn again(secs: u64) -> Verdict {
        Verdict::Again(moment().after(SECOND * u32::try_from(secs).unwrap()))
    }

    #[test]
    fn each_code_has_its_consequence() {
        let number = |code| Some(Stop { reach: SuspendReach::Number, code });
        let account = |code| Some(Stop { reach: SuspendReach::Account, code });
        for (refused, verdict, stop) in [
            (130_429, again(1), None),
            (4, again(5), None),
            (80_007, again(5), None),
            (131_056, again(1), None),
            (190, again(0), number(190)),
            (10, again(0), number(10)),
            (200, again(0), number(200)),
            (131_048, again(0), number(131_048)),
            (131_031, again(0), account(131_031)),
            (368, again(0), account(368)),
        ] {
            assert_eq!(code(refused), (verdict, stop), "{refused}");
        }
        for refused in [1, 2, 131_000, 131_016] {
            assert!(matches!(code(refused), (Verdict::Tries(..), None)), "{refused}");
        }
        for refused in [100, 131_026, 131_047, 131_050, 132_000, 132_001, 132_015, 999_999] {
            assert!(matches!(code(refused), (Verdict::Refused(_), None)), "{refused}");
        }
        assert!(matches!(code(131_049), (Verdict::NotBefore(_, gap), None) if gap >= Duration::from_hours(24)));
    }

    #[test]
    fn only_what_certainly_did_not_leave_is_retried_freely() {
        for not_sent in [NotSent::Dns, NotSent::Refused, NotSent::Tls, NotSent::ConnectTimeout, NotSent::Unreachable] {
            assert_eq!(judged(Outcome::NotSent(not_sent)), (again(1), None), "{not_sent:?}");
        }
        let doubtful =
            [Unknown::TimedOut, Unknown::Interrupted, Unknown::TooLong, Unknown::Incomplete, Unknown::NotGraph];
        for unknown in doubtful {
            assert_eq!(judged(Outcome::Unknown(unknown)), (Verdict::Unknown, None), "{unknown:?}");
        }
    }

    #[test]
    fn many_unknown_outcomes_leave_only_probes_until_one_is_answered() {
        let mut pace = Pace::new(80, Duration::ZERO);
        for _ in 0..5 {
            judge(&mut pace, to_ana(), &called(Outcome::Unknown(Unknown::TimedOut)), moment());
        }
        assert!(pace.is_probing());
        assert_eq!(pace.take(80, moment().lane + SECOND * 4), 0);
        let probed = moment().lane + SECOND * 5;
        assert_eq!(pace.take(80, probed), 1);
        let error = GraphError { http_status: 400, code: 100, ..GraphError::default() };
        judge(&mut pace, Departure { at: probed, ..to_ana() }, &called(Outcome::Rejected(error)), moment());
        assert!(!pace.is_probing(), "a refusal is an answer");
    }

    #[test]
    fn tries_are_few_and_end_in_time() {
        let tries = Tries { at_most: 3, within: Duration::from_mins(15) };
        let after = |refusals, first: u64| {
            let first = moment().wall.minus(Duration::from_secs(first));
            try_again(tries, History { refusals, first }, moment()).map(|at| at.since(moment().wall))
        };
        assert_eq!(after(1, 0), Some(SECOND * 10));
        assert_eq!(after(2, 10), Some(SECOND * 60));
        assert_eq!(after(3, 70), None);
        assert_eq!(after(1, 15 * 60), None);
    }

    #[test]
    fn a_refusal_for_now_waits_longer_each_time() {
        let day = Duration::from_hours(24);
        let after = |refusals| {
            let history = History { refusals, first: moment().wall };
            wait_out(day, history, Moment { fraction: 0.0, ..moment() }).map(|at| at.since(moment().wall))
        };
        assert_eq!((after(1), after(2), after(3)), (Some(day), Some(day * 2), None));
    }

    #[test]
    fn a_pair_waits_1_4_16_64_seconds() {
        let (mut pace, mut waits) = (Pace::new(80, Duration::ZERO), Vec::new());
        for _ in 0..4 {
            let error = GraphError { http_status: 400, code: 131_056, ..GraphError::default() };
            let ending = called(Outcome::Rejected(error));
            let (Verdict::Again(at), None) = judge(&mut pace, to_ana(), &ending, moment()) else { panic!("a wait") };
            waits.push(at.since(moment().wall).as_secs());
        }
        assert_eq!(waits, [1, 4, 16, 64]);
    }
}
