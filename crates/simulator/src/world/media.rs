//! Uploaded and received files.

use recado_domain::Timestamp;
use serde::{Deserialize, Serialize};

/// A file's facts. Its bytes lie beside the ledger, or in memory when nothing is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Medium {
    pub id: String,
    pub phone_number_id: String,
    pub mime_type: String,
    /// Lower-case hex.
    pub sha256: String,
    pub size: u64,
    pub created_at: Timestamp,
}
