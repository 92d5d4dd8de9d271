//! `demo.json`: everything that somebody needs to use the demo. Only its owner may read it.

use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

/// What the file says.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoFile {
    /// Where the product is reached.
    pub url: String,
    /// Where Meta's side is reached.
    pub simulator_url: String,
    /// The phone page, for being a customer. Files of older versions do not name it.
    #[serde(default)]
    pub phone_url: String,
    /// Where webhooks go.
    pub webhook_url: String,
    /// Signs webhooks.
    pub app_secret: String,
    /// Verifies the webhook.
    pub verify_token: String,
    /// An API key that may do all that an admin may.
    pub api_key: String,
    /// The tenant.
    pub tenant: DemoTenant,
    /// Who can sign in.
    pub users: Vec<DemoUser>,
    /// The business phone numbers.
    pub numbers: Vec<DemoNumber>,
}

/// The demo's tenant.
#[derive(Debug, Serialize, Deserialize)]
pub struct DemoTenant {
    /// `ten_…`
    pub id: String,
    /// Its short name.
    pub slug: String,
}

/// Somebody who can sign in.
#[derive(Debug, Serialize, Deserialize)]
pub struct DemoUser {
    /// E-mail address.
    pub email: String,
    /// Password, generated.
    pub password: String,
    /// Role in the tenant.
    pub role: String,
}

/// A business phone number.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoNumber {
    /// `num_…`
    pub id: String,
    /// Meta's id of the number.
    pub phone_number_id: String,
    /// Meta's id of its account.
    pub waba_id: String,
}

impl DemoFile {
    /// The file of an earlier start, if there is one.
    pub fn read(path: &Path) -> anyhow::Result<Option<Self>> {
        if !path.exists() {
            return Ok(None);
        }
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).map(Some).with_context(|| path.display().to_string())
    }

    /// Writes the file, whole or not at all.
    pub fn write(&self, path: &Path) -> anyhow::Result<()> {
        let draft = path.with_extension("json.draft");
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
        file.write_all(serde_json::to_string_pretty(self)?.as_bytes())?;
        file.sync_all()?;
        fs::rename(&draft, path).with_context(|| path.display().to_string())
    }
}
