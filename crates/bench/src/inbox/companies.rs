//! Fifty companies, one of which has six tenths of everything.

use std::time::Instant;

use recado_storage::testing::Kind;
use serde_json::json;

use super::generator::{Generator, Slice};
use crate::{
    figures::Figures,
    setting::{FIRST_COMPANY, Setting},
};

/// Companies in all.
const COMPANIES: u32 = 50;
/// Conversations of all companies at scale 1.
const CONVERSATIONS: f64 = 1_000_000.0;
/// What part of them the giant has.
const GIANTS_PART: f64 = 0.6;
/// Conversations of one transaction.
const SLICE: u32 = 20_000;

/// The two companies that are asked.
pub struct Companies {
    /// The one with six tenths.
    pub giant: Company,
    /// One of the others.
    pub small: Company,
}

/// A company whose lists are asked for.
pub struct Company {
    /// What it is called in the figures.
    pub name: &'static str,
    /// Its owner's access token.
    pub token: String,
    /// The number of its first conversation.
    pub first: u32,
    /// How many it has.
    pub conversations: u32,
}

/// Makes them and everything of theirs; the product has ended afterwards.
pub async fn make(setting: &mut Setting, kind: Kind, scale: f64, figures: &mut Figures) -> Companies {
    let root = setting.product.token().await;
    equip(setting, &root, FIRST_COMPANY).await;
    let mut tokens = Vec::new();
    for n in 1..COMPANIES {
        setting.add_company(&slug(n)).await;
        let owner = setting.token_of(&slug(n)).await;
        equip(setting, &owner, &slug(n)).await;
        tokens.push(owner);
    }
    let small = tokens.swap_remove(0);
    setting.product.stop();

    let (giants, others) = shares(scale);
    let began = Instant::now();
    for n in 0..COMPANIES {
        let first = first_of(n, giants, others);
        let until = first + if n == 0 { giants } else { others };
        for from in (first..until).step_by(usize::try_from(SLICE).expect("fits")) {
            let slug = if n == 0 { FIRST_COMPANY.to_owned() } else { slug(n) };
            fill(setting, kind, Slice { slug: &slug, from, until: until.min(from + SLICE) }).await;
        }
    }
    setting.learn().await;
    figures.note("the data were made in", began.elapsed().as_secs_f64(), "s");
    size(setting, kind, figures).await;
    let giant = Company { name: "giant", token: root, first: 1, conversations: giants };
    let small = Company { name: "small", token: small, first: first_of(1, giants, others), conversations: others };
    Companies { giant, small }
}

fn slug(n: u32) -> String {
    format!("shop-{n}")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a million")]
fn shares(scale: f64) -> (u32, u32) {
    let all = CONVERSATIONS * scale;
    ((all * GIANTS_PART) as u32, (all * (1.0 - GIANTS_PART)) as u32 / (COMPANIES - 1))
}

fn first_of(n: u32, giants: u32, others: u32) -> u32 {
    if n == 0 { 1 } else { 1 + giants + (n - 1) * others }
}

/// A number, a team and a tag.
async fn equip(setting: &mut Setting, owner: &str, slug: &str) {
    setting.add_number_of(owner, slug, 80).await;
    setting.call(owner, slug, "/api/v1/teams", &json!({ "name": "Vendas", "members": [] })).await;
    setting.call(owner, slug, "/api/v1/tags", &json!({ "name": "Troca", "hue": 210 })).await;
}

async fn fill(setting: &Setting, kind: Kind, slice: Slice<'_>) {
    let last = match kind {
        Kind::Sqlite => setting.product.number("SELECT COALESCE(MAX(n), 0) FROM messages").await,
        Kind::Postgres => 0,
    };
    setting.product.run(&Generator(kind).sql(slice, last)).await;
}

async fn size(setting: &Setting, kind: Kind, figures: &mut Figures) {
    const MIB: f64 = 1024.0 * 1024.0;
    let bytes = match kind {
        Kind::Sqlite => "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
        Kind::Postgres => "SELECT pg_database_size(current_database())",
    };
    let count = async |sql: &str| {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
        let count = setting.product.number(sql).await as f64;
        count
    };
    let bytes = count(bytes).await;
    let messages = count("SELECT COUNT(*) FROM messages").await;
    figures.note("messages", messages, "");
    figures.note("database", bytes / MIB, "MiB");
    figures.note("database for each message", bytes / messages, "bytes");
    figures.note("database for each conversation", bytes / count("SELECT COUNT(*) FROM conversations").await, "bytes");
}
