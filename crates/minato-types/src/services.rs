//! The carrier's services.

use serde::{Deserialize, Serialize};

use crate::contracts::{ContractStatus, ContractStatusCount};
use crate::values::{Language, choices};

choices! {
    /// What kind of service it is.
    ServiceCategory {
        /// Data centres.
        DataCenter = "dataCenter",
        /// Networks.
        Network = "network",
        /// Voice, video and telephones.
        Voice = "voice",
        /// Applications.
        Application = "application",
        /// IT management.
        ItManagement = "itManagement",
        /// Security.
        Security = "security",
    }
}

/// What a service is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceName {
    /// In Japanese.
    #[cfg_attr(feature = "openapi", schema(example = "クラウドPBX"))]
    pub ja: String,
    /// In English.
    #[cfg_attr(feature = "openapi", schema(example = "Cloud PBX"))]
    pub en: String,
}

impl ServiceName {
    /// The name for a reader of this language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Ja => &self.ja,
            Language::En => &self.en,
        }
    }
}

/// The service of a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ContractService {
    /// The short name in paths and queries.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx"))]
    pub code: String,
    /// What kind of service it is.
    pub category: ServiceCategory,
    /// What it is called.
    pub name: ServiceName,
    /// Whether its contracts have settings behind the door of the settings site.
    pub has_settings: bool,
}

/// What somebody sees of what his company has contracted: a menu of its services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceMenu {
    /// The categories with at least one such service, in the order of menus.
    pub categories: Vec<ServiceMenuCategory>,
}

/// The services of one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceMenuCategory {
    /// Which category.
    pub category: ServiceCategory,
    /// Its services with at least one contract that the person may see.
    pub services: Vec<ServiceMenuEntry>,
}

/// A service with what the person sees of its contracts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceMenuEntry {
    /// The service.
    pub service: ContractService,
    /// How many contracts of it the person may see.
    #[cfg_attr(feature = "openapi", schema(example = 12, minimum = 1))]
    pub contracts: u64,
    /// How many of these he may also change.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub editable: u64,
    /// How they run: what needs a look first, without what no contract does.
    pub statuses: Vec<ContractStatusCount>,
    /// The status that needs a look most.
    pub worst: ContractStatus,
}

impl ServiceCategory {
    /// The place in menus, from 0.
    pub fn position(self) -> usize {
        let place = Self::ALL.iter().position(|category| *category == self);
        place.unwrap_or(Self::ALL.len())
    }
}
