//! One's own sessions, and the history of one's sign-ins.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::auth::SessionLevel;
use crate::values::{SecondFactor, SessionId, TrustedBrowserId, choices};

/// For how many days the history remembers a sign-in.
pub const SIGN_IN_DAYS: u32 = 180;

/// A browser in which one is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OwnSession {
    /// The id of the session.
    pub id: SessionId,
    /// Whether it is the session that asks.
    pub current: bool,
    /// What was proved at sign-in.
    pub level: SessionLevel,
    /// When one signed in.
    pub created_at: DateTime<Utc>,
    /// When the last request came, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When the session ends in any case.
    pub expires_at: DateTime<Utc>,
    /// The network address that the sign-in came from.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.5"))]
    pub address: String,
    /// What the browser calls itself; empty if it says nothing.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
        )
    )]
    pub user_agent: String,
}

/// The browsers in which somebody is signed in, as an admin sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct AccountSessions {
    /// The sessions, newest first; `current` is true for the one that asks.
    pub items: Vec<OwnSession>,
}

/// The browsers in which one is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OwnSessions {
    /// The session that asks, then the others, newest first.
    pub items: Vec<OwnSession>,
}

/// How many other browsers were signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EndedSessions {
    /// How many sessions ended that lived until now.
    #[cfg_attr(feature = "openapi", schema(example = 2))]
    pub ended: u32,
}

choices! {
    /// How a try to sign in ended.
    SignInOutcome {
        /// Somebody was let in.
        Succeeded = "succeeded",
        /// The password was wrong.
        PasswordRefused = "passwordRefused",
        /// The code of the second step was wrong.
        CodeRefused = "codeRefused",
        /// Everything was right, but the member does not allow the address.
        AddressRefused = "addressRefused",
    }
}

/// Somebody signed in with one's account, or tried to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// The id of the entry.
    pub id: uuid::Uuid,
    /// When it was.
    pub at: DateTime<Utc>,
    /// How it ended.
    pub outcome: SignInOutcome,
    /// How the second step was tried; null where there was none.
    pub factor: Option<SecondFactor>,
    /// Whether a trusted browser stood in for the second step.
    pub trusted_browser: bool,
    /// The network address that it came from.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.5"))]
    pub address: String,
    /// What the browser calls itself; empty if it says nothing.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
        )
    )]
    pub user_agent: String,
    /// Whether one had signed in with this browser before.
    pub known_browser: bool,
}

/// A browser in which one needs no second step for some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustedBrowser {
    /// The id.
    pub id: TrustedBrowserId,
    /// Whether it is the browser that asks.
    pub current: bool,
    /// When it was trusted.
    pub created_at: DateTime<Utc>,
    /// When it last stood in for the second step.
    pub last_used_at: DateTime<Utc>,
    /// Until when it does so if one does not sign in with it before.
    pub expires_at: DateTime<Utc>,
    /// The network address of the sign-in at which it was trusted.
    #[cfg_attr(feature = "openapi", schema(example = "203.0.113.5"))]
    pub address: String,
    /// What the browser calls itself; empty if it says nothing.
    #[cfg_attr(
        feature = "openapi",
        schema(
            example = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
        )
    )]
    pub user_agent: String,
}

/// The browsers in which one needs no second step for some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrustedBrowsers {
    /// Whether one may trust browsers: an admin decides.
    pub allowed: bool,
    /// The browsers, last used first.
    pub items: Vec<TrustedBrowser>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_written_as_it_stands_in_the_database() {
        for &outcome in SignInOutcome::ALL {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.as_str());
            assert_eq!(outcome.as_str().parse(), Ok(outcome));
        }
    }
}
