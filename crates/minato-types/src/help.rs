//! What people need who do not get our mails.

use serde::{Deserialize, Serialize};

/// As whom mails come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MailHelp {
    /// The address that every mail comes from.
    #[cfg_attr(feature = "openapi", schema(example = "no-reply@minato.example"))]
    pub sender: String,
    /// Its domain, for filters that let domains through.
    #[cfg_attr(feature = "openapi", schema(example = "minato.example"))]
    pub domain: String,
}
