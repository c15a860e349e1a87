//! What a person has pinned to the start page, and what he did last.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::contracts::ContractStatus;
use crate::services::ContractService;
use crate::values::{ContractNumber, choices};
use crate::{FieldErrors, FieldRule, Validate};

/// How many things a person may pin.
pub const MAX_PINS: u32 = 20;

/// How many of the latest operations are kept for a person.
pub const MAX_RECENT_OPERATIONS: u32 = 20;

/// The largest number of characters of what names a thing.
const MAX_TARGET_LENGTH: u32 = 100;

choices! {
    /// What kind of thing is pinned or was used.
    PinKind {
        /// A contract, by its number.
        Contract = "contract",
        /// A service, by its short name.
        Service = "service",
        /// A page of the portal, by its path.
        Page = "page",
    }
}

/// A thing that can be pinned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PinTarget {
    /// What kind of thing: a word of `PinKind`.
    #[cfg_attr(feature = "openapi", schema(example = "contract"))]
    pub kind: String,
    /// Which one: the number of a contract, the short name of a service, or the path of a page.
    #[cfg_attr(feature = "openapi", schema(example = "N123456789", max_length = 100))]
    pub target: String,
}

impl PinTarget {
    /// The kind and the target in its canonical form, or the field that breaks a rule. Whether
    /// the thing exists is not known here.
    pub fn read(&self) -> Result<(PinKind, String), (&'static str, FieldRule)> {
        let kind: PinKind = self.kind.parse().map_err(|rule| ("kind", rule))?;
        let target = match kind {
            PinKind::Contract => {
                ContractNumber::parse(&self.target).map(|number| number.to_string())
            }
            PinKind::Service => written(&self.target, is_service_code),
            PinKind::Page => written(&self.target, is_page_path),
        };
        Ok((kind, target.map_err(|rule| ("target", rule))?))
    }
}

impl Validate for PinTarget {
    fn check(&self, errors: &mut FieldErrors) {
        if let Err((field, rule)) = self.read() {
            errors.add(field, rule);
        }
    }
}

fn written(target: &str, form: fn(&str) -> bool) -> Result<String, FieldRule> {
    let max = MAX_TARGET_LENGTH;
    if target.is_empty() {
        Err(FieldRule::Required)
    } else if target.len() > max as usize {
        Err(FieldRule::TooLong { max })
    } else if form(target) {
        Ok(target.to_owned())
    } else {
        Err(FieldRule::Malformed)
    }
}

fn is_service_code(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    text.chars().all(allowed)
}

/// A path without a query, and none that a browser would take for another site.
fn is_page_path(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    text.starts_with('/') && !text.contains("//") && text.chars().all(allowed)
}

/// A thing that is pinned or was used, with what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Pin {
    /// What kind of thing it is.
    pub kind: PinKind,
    /// Which one: the number of a contract, the short name of a service, or the path of a page.
    #[cfg_attr(feature = "openapi", schema(example = "N123456789"))]
    pub target: String,
    /// The service, or the one of the contract; null for a page.
    pub service: Option<ContractService>,
    /// The contract; null for anything else.
    pub contract: Option<PinnedContract>,
}

/// What is shown of a contract that is pinned or was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct PinnedContract {
    /// Where it is provided.
    #[cfg_attr(feature = "openapi", schema(example = "東京本社 3階"))]
    pub site: String,
    /// How it runs.
    pub status: ContractStatus,
}

/// What a person has pinned and may still see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Pins {
    /// The pins, in his own order.
    pub items: Vec<Pin>,
}

/// Pins these things, in this order. What is pinned and cannot be seen now keeps its place
/// behind them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetPinsRequest {
    /// The things, at most 20, none twice.
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub items: Vec<PinTarget>,
}

impl Validate for SetPinsRequest {
    fn check(&self, errors: &mut FieldErrors) {
        let max = MAX_PINS;
        if self.items.len() > max as usize {
            errors.add("items", FieldRule::TooMany { max });
            return;
        }
        let mut seen = Vec::new();
        for (place, item) in self.items.iter().enumerate() {
            match item.read() {
                Err((field, rule)) => errors.add(&format!("items.{place}.{field}"), rule),
                Ok(thing) if seen.contains(&thing) => {
                    errors.add(&format!("items.{place}.target"), FieldRule::Duplicate);
                }
                Ok(thing) => seen.push(thing),
            }
        }
    }
}

/// What a person did last and may still see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecentOperations {
    /// The operations, the latest first, none twice.
    pub items: Vec<RecentOperation>,
}

/// Something that a person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct RecentOperation {
    /// With what he did it.
    pub thing: Pin,
    /// When he did it last.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thing(kind: &str, target: &str) -> PinTarget {
        PinTarget {
            kind: kind.to_owned(),
            target: target.to_owned(),
        }
    }

    #[test]
    fn a_contract_is_named_by_its_canonical_number() {
        let read = thing("contract", "ｎ123-456-789").read();
        assert_eq!(read, Ok((PinKind::Contract, "N123456789".to_owned())));
    }

    #[test]
    fn only_paths_of_our_own_and_short_names_of_services_are_pinned() {
        assert!(thing("page", "/port-plus/new").read().is_ok());
        assert!(thing("service", "cloud-pbx").read().is_ok());
        for (kind, target, rule) in [
            ("page", "//evil.example/", FieldRule::Malformed),
            ("page", "https://evil.example/", FieldRule::Malformed),
            ("page", "/\\evil", FieldRule::Malformed),
            ("page", "/a?b", FieldRule::Malformed),
            ("page", "", FieldRule::Required),
            ("service", "Cloud PBX", FieldRule::Malformed),
            ("contract", "12", FieldRule::InvalidContractNumber),
        ] {
            let read = thing(kind, target).read();
            assert_eq!(read, Err(("target", rule)), "{kind} {target}");
        }
        let unknown = thing("star", "x").read();
        assert_eq!(unknown, Err(("kind", FieldRule::UnknownChoice)));
    }

    #[test]
    fn nothing_is_pinned_twice_and_not_too_much() {
        let twice = SetPinsRequest {
            items: vec![
                thing("contract", "N123456789"),
                thing("contract", "N123-456-789"),
            ],
        };
        let errors = twice.validate().unwrap_err();
        assert_eq!(errors.of("items.1.target"), Some(&FieldRule::Duplicate));
        let many = SetPinsRequest {
            items: (0..21)
                .map(|n| thing("service", &format!("s{n}")))
                .collect(),
        };
        let errors = many.validate().unwrap_err();
        assert_eq!(errors.of("items"), Some(&FieldRule::TooMany { max: 20 }));
    }
}
