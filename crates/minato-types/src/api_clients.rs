//! API clients: the programs of a member.

mod scopes;

pub use scopes::{ApiScope, ApiScopes};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::values::{PersonName, choices, parse_day};
use crate::{FieldErrors, FieldRule, Validate};

/// How many API clients a member has at most.
pub const MAX_API_CLIENTS: u32 = 50;

/// How many secrets of one API client are valid at a time: the second while the first is replaced.
pub const MAX_SECRETS: u32 = 2;

/// How many public keys one API client has at most.
pub const MAX_KEYS: u32 = 5;

/// How many networks one API client may be limited to.
pub const MAX_NETWORKS: u32 = 20;

/// How many groups one API client may belong to.
pub const MAX_CLIENT_GROUPS: u32 = 200;

choices! {
    /// Whether an API client may be used.
    ApiClientState {
        /// It may.
        Active = "active",
        /// An admin switched it off.
        Suspended = "suspended",
        /// Its last day has passed.
        Expired = "expired",
    }
}

/// An API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClient {
    /// The id below `/api-clients`.
    pub id: Uuid,
    /// The name by which it asks for tokens.
    #[cfg_attr(feature = "openapi", schema(example = "mc_4f0e9d5e6a1f3f0d2b7c5a90"))]
    pub client_id: String,
    /// What its admins call it.
    #[cfg_attr(feature = "openapi", schema(example = "会議室予約システム"))]
    pub name: String,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// The groups whose rights on contracts it has.
    pub groups: Vec<ApiClientGroup>,
    /// The networks it may call from; empty where it may call from anywhere.
    #[cfg_attr(feature = "openapi", schema(example = json!(["203.0.113.0/24"])))]
    pub allowed_networks: Vec<String>,
    /// The last day (Japan time) on which it may be used; 9999-12-31 for ever.
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: NaiveDate,
    /// Who answers for it: gets its mails, and stands for it as the applicant.
    pub owner: ApiClientOwner,
    /// Whether it may be used.
    pub state: ApiClientState,
    /// Its secrets that are valid, oldest first.
    pub secrets: Vec<ApiClientSecret>,
    /// Its public keys, oldest first.
    pub keys: Vec<ApiClientKey>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last got a token; null before the first.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A group of an API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientGroup {
    /// The id of the group.
    pub id: Uuid,
    /// Its name; empty for the automatic group, which covers every contract.
    #[cfg_attr(feature = "openapi", schema(example = "営業部"))]
    pub name: String,
}

/// The person who answers for an API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientOwner {
    /// The id of the account.
    pub id: Uuid,
    /// The name.
    #[cfg_attr(feature = "openapi", schema(example = "港 花子"))]
    pub name: String,
}

/// A secret of an API client, without the secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientSecret {
    /// The id.
    pub id: Uuid,
    /// Its last four characters, to tell it from another.
    #[cfg_attr(feature = "openapi", schema(example = "x7Qk"))]
    pub hint: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The last day (Japan time) on which it is accepted.
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: NaiveDate,
    /// When it was last accepted; null before the first time.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// A public key of an API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClientKey {
    /// The id.
    pub id: Uuid,
    /// The name of the key, which assertions carry as `kid`.
    #[cfg_attr(feature = "openapi", schema(example = "booking-2026"))]
    pub kid: String,
    /// The algorithm: `EdDSA` or `ES256`.
    #[cfg_attr(feature = "openapi", schema(example = "EdDSA"))]
    pub algorithm: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
}

/// All API clients of the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ApiClients {
    /// The API clients, by name.
    pub items: Vec<ApiClient>,
}

/// A secret, shown once.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct IssuedApiClientSecret {
    /// The API client with its new secret.
    pub client: ApiClient,
    /// The secret: it is told only here.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "4W0ZzTn1bQm9v8mC1yqk0m2o3h6p5a7s8d9f0g1hx7Qk")
    )]
    pub secret: String,
}

/// It does not get into a log by accident.
impl std::fmt::Debug for IssuedApiClientSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "IssuedApiClientSecret({})", self.client.client_id)
    }
}

/// Makes an API client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddApiClientRequest {
    /// What it is called.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "会議室予約システム", max_length = 60)
    )]
    pub name: String,
    /// What it may do: words of `ApiScope`.
    #[cfg_attr(feature = "openapi", schema(example = json!(["port-applications:read"])))]
    pub scopes: Vec<String>,
    /// The groups whose rights on contracts it gets.
    #[serde(default)]
    pub group_ids: Vec<Uuid>,
    /// The networks it may call from; from anywhere if there is none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(example = json!(["203.0.113.0/24"])))]
    pub allowed_networks: Vec<String>,
    /// The last day (Japan time) on which it may be used.
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: String,
    /// Who answers for it; whoever makes it if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<Uuid>,
}

/// Changes an API client. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateApiClientRequest {
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "会議室予約システム", max_length = 60)
    )]
    pub name: Option<String>,
    /// What it may do: words of `ApiScope`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Vec<String>>,
    /// The groups whose rights on contracts it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group_ids: Option<Vec<Uuid>>,
    /// The networks it may call from; from anywhere if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_networks: Option<Vec<String>>,
    /// The last day (Japan time) on which it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: Option<String>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<Uuid>,
}

/// Makes another secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddApiClientSecretRequest {
    /// The last day (Japan time) on which it is accepted; a year from today if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2027-03-31"))]
    pub valid_until: Option<String>,
}

/// Adds a public key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddApiClientKeyRequest {
    /// The public key as a JWK (RFC 7517): Ed25519 or P-256, with a `kid` of its own.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = r#"{"kty":"OKP","crv":"Ed25519","kid":"booking-2026","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
            max_length = 1000
        )
    )]
    pub jwk: String,
}

impl Validate for AddApiClientRequest {
    fn check(&self, errors: &mut FieldErrors) {
        errors.check("name", PersonName::parse(&self.name));
        check_scopes(&self.scopes, errors);
        check_groups(&self.group_ids, errors);
        check_networks(&self.allowed_networks, errors);
        errors.check("validUntil", parse_day(&self.valid_until));
    }
}

impl Validate for UpdateApiClientRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(name) = &self.name {
            errors.check("name", PersonName::parse(name));
        }
        if let Some(scopes) = &self.scopes {
            check_scopes(scopes, errors);
        }
        if let Some(groups) = &self.group_ids {
            check_groups(groups, errors);
        }
        if let Some(networks) = &self.allowed_networks {
            check_networks(networks, errors);
        }
        if let Some(day) = &self.valid_until {
            errors.check("validUntil", parse_day(day));
        }
    }
}

impl Validate for AddApiClientSecretRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if let Some(day) = &self.valid_until {
            errors.check("validUntil", parse_day(day));
        }
    }
}

impl Validate for AddApiClientKeyRequest {
    fn check(&self, errors: &mut FieldErrors) {
        if self.jwk.trim().is_empty() {
            errors.add("jwk", FieldRule::Required);
        } else if self.jwk.len() > 1000 {
            errors.add("jwk", FieldRule::TooLong { max: 1000 });
        }
    }
}

fn check_scopes(scopes: &[String], errors: &mut FieldErrors) {
    if scopes.is_empty() {
        errors.add("scopes", FieldRule::Required);
    }
    for (place, word) in scopes.iter().enumerate() {
        let field = format!("scopes.{place}");
        errors.check(&field, word.parse::<ApiScope>());
        if scopes.iter().take(place).any(|earlier| earlier == word) {
            errors.add(&field, FieldRule::Duplicate);
        }
    }
}

fn check_groups(groups: &[Uuid], errors: &mut FieldErrors) {
    let max = MAX_CLIENT_GROUPS;
    if groups.len() > max as usize {
        errors.add("groupIds", FieldRule::TooMany { max });
    }
}

fn check_networks(networks: &[String], errors: &mut FieldErrors) {
    let max = MAX_NETWORKS;
    if networks.len() > max as usize {
        errors.add("allowedNetworks", FieldRule::TooMany { max });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_wrong_with_a_new_client_is_named() {
        let request = AddApiClientRequest {
            name: " ".to_owned(),
            scopes: vec!["log:read".to_owned(), "x".to_owned(), "log:read".to_owned()],
            group_ids: vec![Uuid::nil(); 201],
            allowed_networks: vec![String::new(); 21],
            valid_until: "soon".to_owned(),
            owner_id: None,
        };
        let errors = request.validate().unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field).collect();
        let all = [
            "name",
            "scopes.1",
            "scopes.2",
            "groupIds",
            "allowedNetworks",
            "validUntil",
        ];
        assert_eq!(fields, all);
    }
}
