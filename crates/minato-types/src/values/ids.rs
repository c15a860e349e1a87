//! Ids of rows: UUID version 7, so that they sort by age.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::FieldRule;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self).map_err(|_| crate::FieldRule::Malformed)
            }
        }
    )*};
}

ids! {
    /// A member company.
    MemberId;
    /// A person of a member.
    AccountId;
    /// A file that was imported.
    ImportId;
    /// A session of a person.
    SessionId;
    /// A browser that a person trusts.
    TrustedBrowserId;
    /// A service of the carrier.
    ServiceId;
    /// A contract; people know it by its number.
    ContractId;
    /// A group of people.
    UserGroupId;
    /// A filter that a person has named.
    SavedFilterId;
}
