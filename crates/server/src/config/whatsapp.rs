//! The app `default` at Meta, and the token of numbers that have none of their own.

use recado_engine::Secret;

use super::reader::{Key, Section};

/// `[whatsapp]`
#[derive(Debug)]
pub struct WhatsappConfig {
    /// Signs the webhooks of the app `default`.
    pub app_secret: Option<Secret>,
    /// What Meta repeats when the webhook of the app `default` is set up.
    pub verify_token: Option<Secret>,
    /// Sends for numbers without a token of their own.
    pub token: Option<Secret>,
}

impl WhatsappConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let app_secret = Key::called("app_secret", &["WHATSAPP_APP_SECRET", "WEBHOOK_SECRET"]);
        let config = Self {
            app_secret: from.optional(app_secret),
            verify_token: from.optional(Key::called("verify_token", &["WHATSAPP_VERIFY_TOKEN"])),
            token: from.optional(Key::called("token", &["WHATSAPP_TOKEN"])),
        };
        // A pasted line end or space makes a header that cannot be sent, or a signature that never fits.
        for (key, secret) in [("app_secret", &config.app_secret), ("token", &config.token)] {
            if secret.as_ref().is_some_and(|secret| !secret.expose().bytes().all(|byte| byte.is_ascii_graphic())) {
                from.problem(key, "holds a space, a line end or another character that Meta never uses");
            }
        }
        config
    }
}
