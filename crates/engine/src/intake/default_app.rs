//! The app `default`: the platform's own, with its secret and token from the settings.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_domain::AppId;
use recado_storage::{
    Scope,
    platform::apps::AppRow,
    secrets::{Owner, Place},
};

use super::IntakeRefused;
use crate::{Engine, Secret};

/// The slug of the app that the bare webhook path means.
pub const DEFAULT_SLUG: &str = "default";

/// Makes the app `default`, or brings it up to the settings. Called once at start.
///
/// Where the settings name no secret or no token it gets one that nobody knows: numbers can be registered with it and
/// send, but no webhook is accepted in its name. A secret that the settings have changed stays valid until the next change.
pub async fn ensure_default_app(engine: &Engine) -> Result<(), IntakeRefused> {
    let found = engine.db.read(Scope::System).await?.platform().apps().find_by_slug(DEFAULT_SLUG).await?;
    let row = match found {
        None => new_row(engine).await?,
        Some(row) => row,
    };
    let row = with_settings(engine, row).await?;
    let mut tx = engine.db.write(Scope::System).await?;
    if !tx.platform().apps().insert(&row).await? {
        tx.platform().apps().update(&row).await?;
    }
    tx.commit().await?;
    engine.intake().forget_apps();
    Ok(())
}

async fn new_row(engine: &Engine) -> Result<AppRow, IntakeRefused> {
    let (id, now) = (AppId::from_uuid(engine.fresh_id()), engine.now());
    let secret = engine.settings.default_app_secret.clone().unwrap_or_else(unguessable);
    let verify_token = engine.settings.default_verify_token.clone().unwrap_or_else(unguessable);
    Ok(AppRow {
        id,
        tenant_id: None,
        slug: DEFAULT_SLUG.to_owned(),
        meta_app_id: None,
        secret: seal(engine, id, "secret", &secret).await?,
        previous_secret: None,
        verify_token: seal(engine, id, "verify_token", &verify_token).await?,
        created_at: now,
        updated_at: now,
    })
}

/// The row with what the settings say in its place, sealed anew only where it differs.
async fn with_settings(engine: &Engine, mut row: AppRow) -> Result<AppRow, IntakeRefused> {
    if let Some(secret) = &engine.settings.default_app_secret {
        let known = engine.vault.open(Owner::Platform, place(row.id, "secret"), &row.secret).await?;
        if known.expose() != secret.expose() {
            row.previous_secret = Some(seal(engine, row.id, "previous_secret", &known).await?);
            row.secret = seal(engine, row.id, "secret", secret).await?;
            row.updated_at = engine.now();
        }
    }
    if let Some(token) = &engine.settings.default_verify_token {
        row.verify_token = seal(engine, row.id, "verify_token", token).await?;
    }
    Ok(row)
}

async fn seal(engine: &Engine, id: AppId, column: &'static str, secret: &Secret) -> Result<Vec<u8>, IntakeRefused> {
    Ok(engine.vault.seal(Owner::Platform, place(id, column), secret).await?)
}

fn place(id: AppId, column: &'static str) -> Place {
    Place { table: "apps", column, row: id.uuid() }
}

/// A secret that nobody knows.
fn unguessable() -> Secret {
    let mut random = [0_u8; 32];
    getrandom::fill(&mut random).expect("the machine has randomness");
    Secret::new(URL_SAFE_NO_PAD.encode(random))
}
