use serde::{Deserialize, Serialize};

use crate::FieldRule;

/// The time zone in which a person wants to read times: a name of the IANA database.
///
/// Only zones that every browser knows are offered, so a list stands here and no database.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(example = "Asia/Tokyo", max_length = 50))]
#[serde(try_from = "String", into = "String")]
pub struct TimeZone(String);

impl TimeZone {
    /// The zones that the pages offer, Japan first.
    pub const OFFERED: &[&str] = &[
        "Asia/Tokyo",
        "Asia/Seoul",
        "Asia/Shanghai",
        "Asia/Singapore",
        "Asia/Kolkata",
        "Europe/Berlin",
        "Europe/London",
        "UTC",
        "America/New_York",
        "America/Chicago",
        "America/Los_Angeles",
        "Pacific/Honolulu",
        "Australia/Sydney",
    ];

    /// Accepts one of [`Self::OFFERED`].
    pub fn parse(input: &str) -> Result<Self, FieldRule> {
        let name = input.trim();
        if Self::OFFERED.contains(&name) {
            Ok(Self(name.to_owned()))
        } else {
            Err(FieldRule::UnknownTimeZone)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

canonical_text!(TimeZone);
