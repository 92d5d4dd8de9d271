//! The token that a number's calls carry.

use recado_domain::{NumberId, TenantId};
use recado_graph::client::AccessToken;
use recado_storage::secrets::{Owner, Place};

use crate::{Engine, vault::VaultError};

/// The number's own token, else the installation's; `None` when there is neither.
pub(crate) async fn number_token(
    engine: &Engine,
    tenant: TenantId,
    number: NumberId,
    sealed: Option<&[u8]>,
) -> Result<Option<AccessToken>, VaultError> {
    let opened = match sealed {
        None => engine.settings.default_access_token.clone(),
        Some(sealed) => {
            let place = Place { table: "phone_numbers", column: "access_token", row: number.uuid() };
            Some(engine.vault.open(Owner::Tenant(tenant), place, sealed).await?)
        }
    };
    Ok(opened.map(|token| AccessToken::new(token.expose())))
}
