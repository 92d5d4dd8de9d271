use recado_domain::{NumberId, TenantId};
use recado_graph::client::AccessToken;
use recado_storage::{
    DbError,
    secrets::{Owner, Place},
};

use crate::{Engine, Secret, VaultError};

/// Why there is no token to call Meta with.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Neither the number nor the installation has one.
    #[error("no token is known for the number")]
    None,
    /// What is stored opens no more: it was changed or moved, or the operator's key is another one.
    #[error("the stored token cannot be opened")]
    Sealed(#[source] VaultError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl From<VaultError> for TokenError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Storage(error) => Self::Storage(error),
            sealed => Self::Sealed(sealed),
        }
    }
}

/// Where a number's own token stands.
fn place(number: NumberId) -> Place {
    Place { table: "phone_numbers", column: "access_token", row: number.uuid() }
}

impl Engine {
    /// The token of a number: its own, else the installation's.
    pub async fn token_of(
        &self,
        tenant: TenantId,
        number: NumberId,
        sealed: Option<&[u8]>,
    ) -> Result<AccessToken, TokenError> {
        let token = match sealed {
            Some(sealed) => self.vault.open(Owner::Tenant(tenant), place(number), sealed).await?,
            None => self.settings.default_access_token.clone().ok_or(TokenError::None)?,
        };
        Ok(AccessToken::new(token.expose()))
    }

    /// Seals a number's own token.
    pub(super) async fn seal_number_token(
        &self,
        tenant: TenantId,
        number: NumberId,
        token: &Secret,
    ) -> Result<Vec<u8>, VaultError> {
        self.vault.seal(Owner::Tenant(tenant), place(number), token).await
    }
}
