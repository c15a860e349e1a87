//! How the member's people sign in: trusted browsers, allowed networks, limits of sessions.

use serde::{Deserialize, Deserializer, Serialize};

use crate::values::{Network, NetworkDescription};
use crate::{FieldErrors, FieldRule, Validate};

/// The most networks that a member can allow.
pub const MAX_ALLOWED_NETWORKS: u32 = 50;
/// The fewest minutes without a request after which a session ends.
pub const MIN_SESSION_IDLE_MINUTES: u32 = 5;
/// The most minutes without a request; the server may allow fewer.
pub const MAX_SESSION_IDLE_MINUTES: u32 = 60;
/// The fewest hours after which a session ends in any case.
pub const MIN_SESSION_HOURS: u32 = 1;
/// The most hours; the server may allow fewer.
pub const MAX_SESSION_HOURS: u32 = 24;

/// How the member's people sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanySecurity {
    /// Whether people may trust a browser, which then needs no second step for ten days after
    /// each sign-in; accounts may say otherwise.
    pub trusted_browsers: bool,
    /// The networks from which people may come; none means from anywhere. Accounts with
    /// `anyAddress` may come from anywhere in any case.
    pub allowed_networks: Vec<AllowedNetwork>,
    /// After how many minutes without a request a session ends; null: as the carrier says.
    #[cfg_attr(feature = "openapi", schema(example = 15, minimum = 5, maximum = 60))]
    pub session_idle_minutes: Option<u32>,
    /// After how many hours a session ends in any case; null: as the carrier says.
    #[cfg_attr(feature = "openapi", schema(example = 8, minimum = 1, maximum = 24))]
    pub session_hours: Option<u32>,
    /// What the carrier says of the minutes: its choice, and the most that a member can choose.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub max_session_idle_minutes: u32,
    /// What the carrier says of the hours: its choice, and the most that a member can choose.
    #[cfg_attr(feature = "openapi", schema(example = 12))]
    pub max_session_hours: u32,
    /// The address that this request came from, as it is compared with the networks.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.5"))]
    pub own_address: Option<String>,
}

/// A network from which the member's people may come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AllowedNetwork {
    /// The network, or a single address.
    pub network: Network,
    /// What it is; may be empty.
    pub description: NetworkDescription,
}

/// A network as an admin enters it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AllowedNetworkRequest {
    /// An IPv4 or IPv6 address, or a network with the length of its prefix.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "203.0.113.0/24", max_length = 43)
    )]
    pub network: String,
    /// What it is; empty if left out.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = "東京本社", max_length = 100))]
    pub description: String,
}

/// Changes how the member's people sign in. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateCompanySecurityRequest {
    /// Whether people may trust a browser. Without it every browser is trusted no more, but
    /// those of accounts that may do so on their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = true))]
    pub trusted_browsers: Option<bool>,
    /// The whole list of allowed networks anew, at most 50; none means from anywhere. It must
    /// contain the address of the one who saves it, unless his account has `anyAddress`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_items = 50))]
    pub allowed_networks: Option<Vec<AllowedNetworkRequest>>,
    /// After how many minutes without a request a session ends; null: as the carrier says.
    /// Sessions that live now end by it too.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u32>, example = 15, minimum = 5, maximum = 60))]
    pub session_idle_minutes: Option<Option<u32>>,
    /// After how many hours a session ends in any case; null: as the carrier says. Sessions that
    /// live now end by it too.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "given"
    )]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u32>, example = 8, minimum = 1, maximum = 24))]
    pub session_hours: Option<Option<u32>>,
}

/// Tells null from what is left out.
#[expect(clippy::option_option, reason = "left out, null, and a number differ")]
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<u32>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl UpdateCompanySecurityRequest {
    /// The networks that it asks for, if it does; reads nothing that breaks a rule.
    pub fn networks(&self) -> Option<Vec<AllowedNetwork>> {
        let entered = self.allowed_networks.as_ref()?;
        let read = |entry: &AllowedNetworkRequest| {
            Some(AllowedNetwork {
                network: Network::parse(&entry.network).ok()?,
                description: NetworkDescription::parse(&entry.description).ok()?,
            })
        };
        Some(entered.iter().filter_map(read).collect())
    }
}

impl Validate for UpdateCompanySecurityRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(networks) = &self.allowed_networks {
            check_networks(networks, errors);
        }
        let (min, max) = (MIN_SESSION_IDLE_MINUTES, MAX_SESSION_IDLE_MINUTES);
        check_limit(
            "sessionIdleMinutes",
            self.session_idle_minutes.flatten(),
            min,
            max,
            errors,
        );
        let (min, max) = (MIN_SESSION_HOURS, MAX_SESSION_HOURS);
        check_limit(
            "sessionHours",
            self.session_hours.flatten(),
            min,
            max,
            errors,
        );
    }
}

fn check_limit(field: &str, limit: Option<u32>, min: u32, max: u32, errors: &mut FieldErrors) {
    if limit.is_some_and(|limit| !(min..=max).contains(&limit)) {
        let (min, max) = (min.into(), max.into());
        errors.add(field, FieldRule::OutOfRange { min, max });
    }
}

fn check_networks(networks: &[AllowedNetworkRequest], errors: &mut FieldErrors) {
    let max = MAX_ALLOWED_NETWORKS;
    if networks.len() > max as usize {
        errors.add("allowedNetworks", FieldRule::TooMany { max });
        return;
    }
    let mut seen = Vec::new();
    for (index, entry) in networks.iter().enumerate() {
        let field = format!("allowedNetworks.{index}.network");
        if let Some(network) = errors.check(&field, Network::parse(&entry.network)) {
            if seen.contains(&network) {
                errors.add(&field, FieldRule::Duplicate);
            }
            seen.push(network);
        }
        let field = format!("allowedNetworks.{index}.description");
        errors.check(&field, NetworkDescription::parse(&entry.description));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(network: &str) -> AllowedNetworkRequest {
        AllowedNetworkRequest {
            network: network.into(),
            description: String::new(),
        }
    }

    #[test]
    fn a_network_stands_once_in_the_list_and_the_faulty_one_is_named() {
        let request = UpdateCompanySecurityRequest {
            allowed_networks: Some(vec![
                entry("203.0.113.7"),
                entry("::ffff:203.0.113.7"),
                entry("203.0.113.7/24"),
                AllowedNetworkRequest {
                    network: "everywhere".into(),
                    description: "港".repeat(101),
                },
            ]),
            session_idle_minutes: Some(Some(4)),
            session_hours: Some(Some(25)),
            ..UpdateCompanySecurityRequest::default()
        };
        let errors = request.validate().unwrap_err();
        let found: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(
            found,
            [
                "allowedNetworks.1.network",
                "allowedNetworks.2.network",
                "allowedNetworks.3.network",
                "allowedNetworks.3.description",
                "sessionIdleMinutes",
                "sessionHours",
            ]
        );
        assert_eq!(
            errors.of("allowedNetworks.1.network"),
            Some(&FieldRule::Duplicate)
        );
        let many = UpdateCompanySecurityRequest {
            allowed_networks: Some((0..51).map(|n| entry(&format!("10.0.0.{n}"))).collect()),
            ..UpdateCompanySecurityRequest::default()
        };
        let errors = many.validate().unwrap_err();
        assert_eq!(
            errors.of("allowedNetworks"),
            Some(&FieldRule::TooMany { max: 50 })
        );
    }

    #[test]
    fn null_goes_back_to_what_the_carrier_says_and_what_is_left_out_stays() {
        let read = |text: &str| serde_json::from_str::<UpdateCompanySecurityRequest>(text).unwrap();
        assert_eq!(read("{}").session_hours, None);
        assert_eq!(read(r#"{"sessionHours":null}"#).session_hours, Some(None));
        assert_eq!(read(r#"{"sessionHours":8}"#).session_hours, Some(Some(8)));
        let back = UpdateCompanySecurityRequest {
            session_idle_minutes: Some(None),
            ..UpdateCompanySecurityRequest::default()
        };
        assert_eq!(
            serde_json::to_string(&back).unwrap(),
            r#"{"sessionIdleMinutes":null}"#
        );
    }
}
