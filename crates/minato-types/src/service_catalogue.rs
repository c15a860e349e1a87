//! The carrier's services, as operators manage them.

use serde::{Deserialize, Serialize};

use crate::services::{ServiceCategory, ServiceName};
use crate::values::{ServiceCode, ServiceTitle};
use crate::{FieldErrors, FieldRule, Validate};

/// The largest place of a service in its category.
pub const MAX_SERVICE_POSITION: i64 = 9_999;

/// A service of the carrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CatalogueService {
    /// The short name in paths and files.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx"))]
    pub code: String,
    /// What kind of service it is.
    pub category: ServiceCategory,
    /// What it is called.
    pub name: ServiceName,
    /// Whether its contracts have settings behind the door of the settings site.
    pub has_settings: bool,
    /// Its place in its category; those with the same place stand by their short names.
    #[cfg_attr(feature = "openapi", schema(example = 10))]
    pub position: u32,
}

/// All services of the carrier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceCatalogue {
    /// The services in the order of menus.
    pub items: Vec<CatalogueService>,
}

/// Adds a service. Its short name stays: files and addresses name it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddServiceRequest {
    /// The short name: small letters, digits and hyphens.
    #[cfg_attr(feature = "openapi", schema(example = "cloud-pbx", max_length = 40))]
    pub code: String,
    /// What kind of service it is: a word of `ServiceCategory`.
    #[cfg_attr(feature = "openapi", schema(example = "voice"))]
    pub category: String,
    /// The name in Japanese.
    #[cfg_attr(feature = "openapi", schema(example = "クラウドPBX", max_length = 60))]
    pub name_ja: String,
    /// The name in English.
    #[cfg_attr(feature = "openapi", schema(example = "Cloud PBX", max_length = 60))]
    pub name_en: String,
    /// Whether its contracts have settings; false if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub has_settings: Option<bool>,
    /// Its place in its category; 0 if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 10, minimum = 0, maximum = 9999))]
    pub position: Option<i64>,
}

impl Validate for AddServiceRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("code", ServiceCode::parse(&self.code));
        errors.check("category", self.category.parse::<ServiceCategory>());
        errors.check("nameJa", ServiceTitle::parse(&self.name_ja));
        errors.check("nameEn", ServiceTitle::parse(&self.name_en));
        check_position(self.position, errors);
    }
}

/// Changes a service. What is left out stays as it is, as its short name always does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateServiceRequest {
    /// What kind of service it is: a word of `ServiceCategory`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "voice"))]
    pub category: Option<String>,
    /// The name in Japanese.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "クラウドPBX", max_length = 60))]
    pub name_ja: Option<String>,
    /// The name in English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "Cloud PBX", max_length = 60))]
    pub name_en: Option<String>,
    /// Whether its contracts have settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub has_settings: Option<bool>,
    /// Its place in its category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = 10, minimum = 0, maximum = 9999))]
    pub position: Option<i64>,
}

impl Validate for UpdateServiceRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(category) = &self.category {
            errors.check("category", category.parse::<ServiceCategory>());
        }
        if let Some(name) = &self.name_ja {
            errors.check("nameJa", ServiceTitle::parse(name));
        }
        if let Some(name) = &self.name_en {
            errors.check("nameEn", ServiceTitle::parse(name));
        }
        check_position(self.position, errors);
    }
}

fn check_position(position: Option<i64>, errors: &mut FieldErrors) {
    let (min, max) = (0, MAX_SERVICE_POSITION);
    if position.is_some_and(|position| !(min..=max).contains(&position)) {
        errors.add("position", FieldRule::OutOfRange { min, max });
    }
}
