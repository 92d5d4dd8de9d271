//! The logo of a tenant.

use recado_domain::picture::PictureKind;
use recado_storage::{Scope, tenant::logos::LogoRow};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::{
    audit::{self, Deed},
    caller::Caller,
    rows_of, tenant_settings,
    tenants::TenantError,
};
use crate::{
    Engine,
    events::{self, Event},
    view::TenantSettingsView,
};

/// Names the bytes: another logo has another address, so that one may be kept for ever.
fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |name, byte| format!("{name}{byte:02x}"))
}

impl Engine {
    /// Gives the caller's tenant a logo in the place of the one before; `None` takes it away. The same one again changes nothing.
    pub async fn change_logo(
        &self,
        caller: &Caller,
        logo: Option<(PictureKind, Vec<u8>)>,
    ) -> Result<TenantSettingsView, TenantError> {
        let (id, at) = (caller.tenant(), self.now());
        let logo = logo.map(|(kind, bytes)| LogoRow { digest: digest_of(&bytes), kind, bytes });
        let mut tx = self.db.write(Scope::System).await?;
        let mut tenant = tx.platform().tenants().lock(id, at).await?.ok_or(TenantError::Unknown)?;
        let digest = json!(logo.as_ref().map(|logo| &logo.digest));
        if tenant.settings["logo"] == digest {
            return Ok(tenant_settings::view(&tenant));
        }
        tenant.settings["logo"] = digest;
        tx.platform().tenants().save(&tenant).await?;
        match &logo {
            Some(logo) => rows_of(&mut tx, id).logos().put(logo).await?,
            None => rows_of(&mut tx, id).logos().delete().await?,
        }
        let view = tenant_settings::view(&tenant);
        events::emit(self, &mut rows_of(&mut tx, id), vec![Event::tenant_updated(&view)]).await?;
        let deed = Deed::new("tenant.changed", "tenant").of(id).with(json!({ "changed": ["logo"] })).sensitive();
        audit::record(rows_of(&mut tx, id), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.wake.events();
        Ok(view)
    }
}
