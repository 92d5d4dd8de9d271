//! The lists of the inbox over many messages (`design.md` §10, L-10, L-12), for a company with six tenths of everything and
//! for one of the others.

mod asked;
mod companies;
mod generator;

use std::time::Instant;

use recado_storage::testing::Kind;

use self::asked::Asker;
use crate::{
    figures::{Bar, Figures},
    meter::Used,
    setting::Setting,
};

/// Measures it on an engine; at scale 1 a million conversations and ten million messages.
pub async fn measure(kind: Kind, short: bool, scale: f64, figures: &mut Figures) {
    let mut setting = Setting::empty(kind).await;
    let companies = companies::make(&mut setting, kind, scale, figures).await;
    let began = Instant::now();
    setting.product.start_as(&[], setting.simulator.url()).await;
    figures.held("ready", began.elapsed().as_secs_f64() * 1_000.0, "ms", Bar::AtMost(3_000.0));
    let tries = if short { 50 } else { 300 };
    for company in [companies.giant, companies.small] {
        let (name, before) = (company.name, Used::until_now(setting.product.pid()));
        let asked = Asker::of(&setting, company, tries).await.ask_everything(figures).await;
        before.note(figures, name, asked);
    }
}
