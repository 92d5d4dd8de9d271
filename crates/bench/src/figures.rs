//! What was measured, as people read it and as the plots are made from.

use std::path::Path;

use clap::ValueEnum as _;
use recado_storage::testing::Kind;
use serde::Serialize;

use crate::cli::What;

/// The figures of one measurement on one engine.
#[derive(Debug, Serialize)]
pub struct Figures {
    bench: String,
    engine: &'static str,
    /// Whether it was a short run, whose figures are not to be quoted.
    short: bool,
    #[serde(rename = "figures")]
    all: Vec<Figure>,
}

/// One figure.
#[derive(Debug, Serialize)]
struct Figure {
    name: String,
    value: f64,
    unit: &'static str,
    /// What it is held against, measured in the same run.
    #[serde(skip_serializing_if = "Option::is_none")]
    ceiling: Option<f64>,
    /// Figure divided by ceiling.
    #[serde(skip_serializing_if = "Option::is_none")]
    ratio: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bar: Option<Bar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    holds: Option<bool>,
}

/// What a figure, or its ratio to the ceiling, should be.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Bar {
    /// The figure, in its unit.
    AtLeast(f64),
    /// The figure, in its unit.
    AtMost(f64),
    /// The figure divided by its ceiling.
    RatioAtLeast(f64),
    /// The figure divided by its ceiling.
    RatioAtMost(f64),
}

impl Figures {
    /// No figures yet.
    pub fn of(what: What, kind: Kind, short: bool) -> Self {
        let bench = what.to_possible_value().expect("none is hidden").get_name().to_owned();
        let engine = match kind {
            Kind::Sqlite => "sqlite",
            Kind::Postgres => "postgres",
        };
        println!("\n== {bench} on {engine}{}", if short { " (short)" } else { "" });
        Self { bench, engine, short, all: Vec::new() }
    }

    /// A figure that stands alone.
    pub fn note(&mut self, name: impl Into<String>, value: f64, unit: &'static str) {
        self.add(name.into(), value, unit, None, None);
    }

    /// A figure with what it should be.
    pub fn held(&mut self, name: impl Into<String>, value: f64, unit: &'static str, bar: Bar) {
        self.add(name.into(), value, unit, None, Some(bar));
    }

    /// A figure beside its ceiling of the same run.
    pub fn against(&mut self, name: impl Into<String>, value: f64, unit: &'static str, ceiling: f64, bar: Option<Bar>) {
        self.add(name.into(), value, unit, Some(ceiling), bar);
    }

    fn add(&mut self, name: String, value: f64, unit: &'static str, ceiling: Option<f64>, bar: Option<Bar>) {
        let ratio = ceiling.map(|ceiling| value / ceiling);
        let holds = bar.map(|bar| bar.holds(value, ratio));
        let figure = Figure { name, value, unit, ceiling, ratio, bar, holds };
        figure.print();
        self.all.push(figure);
    }

    /// Writes them as JSON into a folder.
    ///
    /// # Panics
    /// If the folder cannot be written to.
    pub fn write(&self, folder: &Path) {
        std::fs::create_dir_all(folder).expect("the folder of the figures can be made");
        let file = folder.join(format!("{}-{}.json", self.bench, self.engine));
        let json = serde_json::to_string_pretty(self).expect("figures are JSON");
        std::fs::write(&file, json + "\n").expect("the figures can be written");
    }
}

impl Figure {
    fn print(&self) {
        let ceiling = self.ceiling.zip(self.ratio);
        let ceiling =
            ceiling.map_or(String::new(), |(ceiling, ratio)| format!("   of {} = {ratio:.2}", shown(ceiling)));
        let said = |holds| if holds { "holds" } else { "MISSED" };
        let bar =
            self.bar.zip(self.holds).map_or(String::new(), |(bar, holds)| format!("   bar {bar}: {}", said(holds)));
        println!("  {:<46} {:>10} {}{ceiling}{bar}", self.name, shown(self.value), self.unit);
    }
}

impl Bar {
    fn holds(self, value: f64, ratio: Option<f64>) -> bool {
        match self {
            Self::AtLeast(bar) => value >= bar,
            Self::AtMost(bar) => value <= bar,
            Self::RatioAtLeast(bar) => ratio.is_some_and(|ratio| ratio >= bar),
            Self::RatioAtMost(bar) => ratio.is_some_and(|ratio| ratio <= bar),
        }
    }
}

impl std::fmt::Display for Bar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtLeast(bar) => write!(f, "≥ {}", shown(*bar)),
            Self::AtMost(bar) => write!(f, "≤ {}", shown(*bar)),
            Self::RatioAtLeast(bar) => write!(f, "≥ {bar:.2} of it"),
            Self::RatioAtMost(bar) => write!(f, "≤ {bar:.2} of it"),
        }
    }
}

/// Three significant digits are more than these figures deserve.
fn shown(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_held_or_missed_by_figure_or_ratio() {
        let mut figures = Figures::of(What::Intake, Kind::Sqlite, true);
        figures.held("fast enough", 10.0, "/s", Bar::AtLeast(10.0));
        figures.held("too slow", 9.9, "/s", Bar::AtLeast(10.0));
        figures.against("near", 85.0, "/s", 100.0, Some(Bar::RatioAtLeast(0.85)));
        figures.against("twice as long", 2.1, "ms", 1.0, Some(Bar::RatioAtMost(2.0)));
        figures.note("for the record", 1.0, "ms");
        let holds: Vec<_> = figures.all.iter().map(|figure| figure.holds).collect();
        assert_eq!(holds, [Some(true), Some(false), Some(true), Some(false), None]);
        assert_eq!(serde_json::to_value(&figures.all[2]).unwrap()["ratio"], 0.85);
    }
}
