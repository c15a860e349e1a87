//! The member company: what it is, what the operator tells it, what it has ordered.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::values::{MemberNumber, choices};

/// The member company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// The member number.
    pub member_number: MemberNumber,
    /// The name of the company.
    #[cfg_attr(feature = "openapi", schema(example = "港商事株式会社"))]
    pub name: String,
    /// The postal code, if known.
    #[cfg_attr(feature = "openapi", schema(example = "105-0000"))]
    pub postal_code: Option<String>,
    /// The address.
    #[cfg_attr(feature = "openapi", schema(example = "東京都港区海岸1-2-3"))]
    pub address: String,
    /// The ports that the contract always includes.
    #[cfg_attr(feature = "openapi", schema(example = 30))]
    pub contracted_ports: u32,
    /// The day of the month on which bills are closed; 31 means the last day.
    #[cfg_attr(feature = "openapi", schema(example = 20, minimum = 1, maximum = 31))]
    pub closing_day: u8,
}

/// An announcement of the operator to the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyNote {
    /// The id of the note.
    pub id: uuid::Uuid,
    /// The day (Japan time) from which the note holds.
    #[cfg_attr(feature = "openapi", schema(example = "2026-11-20"))]
    pub published_on: NaiveDate,
    /// The headline.
    #[cfg_attr(feature = "openapi", schema(example = "年末年始の受付について"))]
    pub title: String,
    /// The text; lines are divided by line feeds.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "12月29日から1月3日まで受付を休止します。")
    )]
    pub body: String,
}

choices! {
    /// What a member can order beside its contracts.
    CompanyOptionKind {
        /// Applications for additional conference ports.
        PortPlus = "portPlus",
        /// The second step at sign-in.
        TwoStepSignIn = "twoStepSignIn",
        /// Access for the member's own programs.
        ApiAccess = "apiAccess",
        /// Notices by webhook.
        Webhooks = "webhooks",
    }
}

/// An option and whether the member has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyOption {
    /// Which option it is.
    pub kind: CompanyOptionKind,
    /// Whether the member has it now.
    pub enabled: bool,
    /// The day (Japan time) since which the member has it.
    #[cfg_attr(feature = "openapi", schema(example = "2026-04-01"))]
    pub enabled_since: Option<NaiveDate>,
}

/// All options there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CompanyOptions {
    /// The options, in the order in which they are shown.
    pub items: Vec<CompanyOption>,
}
