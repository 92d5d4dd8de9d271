//! Faults: ordered by `POST /_sim/faults`, applied where they belong.
//!
//! This module only keeps and hands out the orders. What a send fault does to an answer is in [`strike`], what a
//! webhook fault does to a delivery in `outbox::mischief`. Faults are not kept over a restart.
//!
//! To add one: a variant of [`FaultKind`], its stage, and its effect in one of those two files.

pub(crate) mod strike;

use std::collections::VecDeque;

use recado_domain::Timestamp;
use serde::{Deserialize, Serialize};

use crate::meta::Meta;

/// Where a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    /// Messages.
    Send,
    /// Read receipts, typing indicators, and reading any node or edge.
    Read,
    /// Upload, resolve, download, delete.
    Media,
    Webhook,
    /// Everything above, and whatever else Graph is asked.
    #[serde(rename = "*")]
    Everywhere,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FaultKind {
    /// Refused with `code`.
    Error,
    /// Not processed; an HTML page.
    #[serde(rename = "http_500_html")]
    Http500Html,
    /// Not processed; the answer ends in the middle.
    TruncatedJson,
    /// Not processed; no answer.
    Hang,
    /// Not processed; RST.
    Reset,
    AcceptThenHang,
    AcceptThenReset,
    #[serde(rename = "accept_then_500_html")]
    AcceptThen500Html,
    AcceptWithoutWamid,
    /// Refused with `code`, and the refusal never arrives.
    RejectThenHang,
    /// Processed; the answer comes byte by byte.
    SlowDrip,
    Drop,
    Delay,
    Duplicate,
    Reorder,
    Batch,
    StatusBeforeResponse,
}

/// When in the life of a request or a delivery a fault acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Instead of processing.
    Before,
    /// Once the request was accepted.
    Accepted,
    /// Whatever the answer is.
    Answer,
    /// When a webhook is about to leave.
    Delivery,
    /// When an accepted send plans its statuses.
    Statuses,
}

impl FaultKind {
    fn stage(self) -> Stage {
        match self {
            Self::Error | Self::Http500Html | Self::TruncatedJson | Self::Hang | Self::Reset | Self::RejectThenHang => {
                Stage::Before
            }
            Self::AcceptThenHang | Self::AcceptThenReset | Self::AcceptThen500Html | Self::AcceptWithoutWamid => {
                Stage::Accepted
            }
            Self::SlowDrip => Stage::Answer,
            Self::Drop | Self::Delay | Self::Duplicate | Self::Reorder | Self::Batch => Stage::Delivery,
            Self::StatusBeforeResponse => Stage::Statuses,
        }
    }

    fn is_for_webhooks(self) -> bool {
        matches!(self.stage(), Stage::Delivery | Stage::Statuses)
    }
}

/// An order, as the control API takes it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fault {
    pub on: Place,
    pub phone_number_id: Option<String>,
    #[serde(rename = "fault")]
    pub kind: FaultKind,
    /// Graph's code of a refusal; 131000 by default.
    pub code: Option<i64>,
    /// Instead of the code's own status.
    pub http_status: Option<u16>,
    /// Wait before the effect; for `hang` and `slow_drip` its length.
    pub delay_ms: Option<u64>,
    /// How often; for ever if not given.
    pub times: Option<u32>,
    /// How likely each time; always if not given.
    pub probability: Option<f64>,
}

impl Fault {
    /// What is wrong with this order.
    pub fn check(&self) -> Result<(), String> {
        match (self.on, self.kind.is_for_webhooks()) {
            (Place::Webhook, false) => return Err("this fault is not for webhooks".to_owned()),
            (Place::Send | Place::Read | Place::Media, true) => {
                return Err("this fault is for webhooks only".to_owned());
            }
            _ => {}
        }
        if self.times == Some(0) {
            return Err("times is at least 1".to_owned());
        }
        if self.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Err("probability is between 0 and 1".to_owned());
        }
        if self.http_status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Err("http_status is between 200 and 599".to_owned());
        }
        Ok(())
    }

    fn strikes(&self, place: Place, number: Option<&str>, stage: Stage) -> bool {
        let here = self.on == place || self.on == Place::Everywhere;
        let this_number = self.phone_number_id.is_none() || self.phone_number_id.as_deref() == number;
        here && this_number && self.kind.stage() == stage
    }
}

/// How many strikes are remembered.
const STRIKES: usize = 200;

/// The orders in force.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    orders: Vec<(String, Fault)>,
    /// When which one struck, newest first.
    struck: VecDeque<(Timestamp, Fault)>,
    given: u64,
    rolls: u64,
}

impl Faults {
    pub fn add(&mut self, fault: Fault) -> String {
        self.given += 1;
        let id = format!("fault_{}", self.given);
        self.orders.push((id.clone(), fault));
        id
    }

    pub fn list(&self) -> &[(String, Fault)] {
        &self.orders
    }

    /// Whether there was such an order.
    pub fn remove(&mut self, id: &str) -> bool {
        let before = self.orders.len();
        self.orders.retain(|(known, _)| known != id);
        self.orders.len() < before
    }

    pub fn clear(&mut self) {
        self.orders.clear();
    }

    /// When which one struck, newest first.
    pub fn struck(&self) -> impl Iterator<Item = &(Timestamp, Fault)> {
        self.struck.iter()
    }

    fn note_strike(&mut self, at: Timestamp, fault: &Fault) {
        self.struck.truncate(STRIKES - 1);
        self.struck.push_front((at, fault.clone()));
    }

    /// The first order that strikes here and wins its throw, counted down.
    fn take(&mut self, place: Place, number: Option<&str>, stage: Stage, die: impl Fn(u64) -> f64) -> Option<Fault> {
        let rolls = &mut self.rolls;
        let struck = self.orders.iter_mut().position(|(_, fault)| {
            if !fault.strikes(place, number, stage) {
                return false;
            }
            *rolls += 1;
            fault.probability.is_none_or(|p| die(*rolls) < p)
        })?;
        let fault = self.orders[struck].1.clone();
        if let Some(times) = &mut self.orders[struck].1.times {
            *times = times.saturating_sub(1);
            if *times == 0 {
                self.orders.remove(struck);
            }
        }
        Some(fault)
    }
}

impl Meta {
    /// The fault that strikes here now, if any.
    pub fn take_fault(&self, place: Place, number: Option<&str>, stage: Stage) -> Option<Fault> {
        let mut faults = self.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let fault = faults.take(place, number, stage, |roll| self.chance.throw(roll))?;
        faults.note_strike(self.now(), &fault);
        self.changed();
        Some(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn order(fault: Value) -> Fault {
        serde_json::from_value(fault).unwrap()
    }

    #[test]
    fn a_fault_strikes_its_place_number_and_count() {
        let mut faults = Faults::default();
        faults.add(order(json!({"on": "send", "phone_number_id": "1", "fault": "hang", "times": 2})));
        let mut take = |place, number| faults.take(place, Some(number), Stage::Before, |_| 0.0).is_some();
        assert!(!take(Place::Read, "1"));
        assert!(!take(Place::Send, "2"));
        assert!(take(Place::Send, "1"));
        assert!(take(Place::Send, "1"));
        assert!(!take(Place::Send, "1"), "two times are over");
    }

    #[test]
    fn probability_is_thrown_for() {
        let mut faults = Faults::default();
        faults.add(order(json!({"on": "*", "fault": "drop", "probability": 0.5})));
        assert!(faults.take(Place::Webhook, None, Stage::Delivery, |_| 0.4).is_some());
        assert!(faults.take(Place::Webhook, None, Stage::Delivery, |_| 0.6).is_none());
    }

    #[test]
    fn orders_that_make_no_sense_are_refused() {
        for wrong in [
            json!({"on": "webhook", "fault": "hang"}),
            json!({"on": "send", "fault": "duplicate"}),
            json!({"on": "send", "fault": "error", "probability": 2.0}),
            json!({"on": "send", "fault": "error", "http_status": 99}),
        ] {
            assert!(order(wrong.clone()).check().is_err(), "{wrong}");
        }
        assert!(serde_json::from_value::<Fault>(json!({"on": "send", "fault": "explode"})).is_err());
    }
}
