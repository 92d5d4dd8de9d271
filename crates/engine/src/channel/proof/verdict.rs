//! From Meta's answers to a verdict: pure.

use recado_graph::client::{GraphError, Outcome, Page};
use serde_json::Value;

use crate::channel::check::lists;

/// What Meta's answers say about whose a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is the tenant's.
    Yes,
    /// Nobody can be asked, and nobody else could be harmed.
    Open,
    /// It is not, or the token cannot show it.
    No(No),
    /// Meta is there and does not say now: too many questions, a fault of its own.
    Undecided,
    /// Meta was not reached, or it was not Meta that answered.
    Silent,
}

recado_domain::words! {
    /// Why not.
    No {
        /// Meta does not take the token.
        Token = "token",
        /// The token may not look.
        Permission = "permission",
        /// There is no such number, or the token may not see it: Meta does not say which.
        Number = "number",
        /// The same of the account.
        Account = "account",
        /// The account has other numbers, not this one.
        Elsewhere = "elsewhere",
    }
}

/// What reading the number says.
pub(super) fn of_number(outcome: &Outcome<Value>, phone_number_id: &str) -> Verdict {
    match outcome {
        Outcome::Accepted(number) => match number.get("id").and_then(Value::as_str) {
            Some(id) if id == phone_number_id => Verdict::Yes,
            Some(_) => Verdict::No(No::Number),
            // Meta gives every object its id: this was not Meta.
            None => Verdict::Silent,
        },
        Outcome::Rejected(error) => of_error(error, No::Number),
        Outcome::NotSent(_) | Outcome::Unknown(_) => Verdict::Silent,
    }
}

/// What the numbers of the account say.
pub(super) fn of_account(outcome: &Outcome<Page>, phone_number_id: &str) -> Verdict {
    match outcome {
        Outcome::Accepted(page) if lists(page, phone_number_id) => Verdict::Yes,
        Outcome::Accepted(_) => Verdict::No(No::Elsewhere),
        Outcome::Rejected(error) => of_error(error, No::Account),
        Outcome::NotSent(_) | Outcome::Unknown(_) => Verdict::Silent,
    }
}

/// A fault of Meta's is not its word. What a caller can provoke, such as too many questions, must not open anything.
fn of_error(error: &GraphError, missing: No) -> Verdict {
    match error.code {
        0 | 102 | 190 => Verdict::No(No::Token),
        3 | 10 | 200..=299 => Verdict::No(No::Permission),
        33 | 100 | 803 => Verdict::No(missing),
        _ if error.http_status >= 500 => Verdict::Silent,
        _ => Verdict::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use recado_graph::client::{NotSent, Unknown};
    use serde_json::json;

    use super::*;

    fn error(http_status: u16, code: i64) -> GraphError {
        GraphError { http_status, code, ..GraphError::default() }
    }

    #[test]
    fn only_the_number_itself_in_its_account_is_a_yes() {
        let number = |id: &str| of_number(&Outcome::Accepted(json!({ "id": id })), "1");
        assert_eq!((number("1"), number("2")), (Verdict::Yes, Verdict::No(No::Number)));
        assert_eq!(of_number(&Outcome::Accepted(json!({})), "1"), Verdict::Silent);
        let page =
            |id: &str| of_account(&Outcome::Accepted(Page { data: vec![json!({ "id": id })], after: None }), "1");
        assert_eq!((page("1"), page("2")), (Verdict::Yes, Verdict::No(No::Elsewhere)));
    }

    #[test]
    fn metas_no_is_told_from_its_silence() {
        for (status, code, verdict) in [
            (401, 190, Verdict::No(No::Token)),
            (403, 10, Verdict::No(No::Permission)),
            (403, 200, Verdict::No(No::Permission)),
            (400, 100, Verdict::No(No::Account)),
            (500, 100, Verdict::No(No::Account)),
            (400, 4, Verdict::Undecided),
            (429, 80_008, Verdict::Undecided),
            (400, 2, Verdict::Undecided),
            (503, 2, Verdict::Silent),
        ] {
            assert_eq!(of_account(&Outcome::Rejected(error(status, code)), "1"), verdict, "{status} {code}");
        }
        assert_eq!(of_number(&Outcome::NotSent(NotSent::Refused), "1"), Verdict::Silent);
        assert_eq!(of_number(&Outcome::Unknown(Unknown::NotGraph), "1"), Verdict::Silent);
    }
}
