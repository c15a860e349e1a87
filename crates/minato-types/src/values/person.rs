//! What an account may be: role and second factor.

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $wire:tt,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $wire)] $variant,)* }

        impl $name {
            /// Every choice there is.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The choice as it stands on the wire and in the database.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $wire),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::FieldRule;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::ALL.iter().copied().find(|c| c.as_str() == text).ok_or(crate::FieldRule::UnknownChoice)
            }
        }
    )*};
}
pub(crate) use choices;

choices! {
    /// What an account may do inside its member.
    AccountRole {
        /// Manages the accounts of the member.
        Admin = "admin",
        /// Uses the services; changes only itself.
        User = "user",
    }
    /// Whether an account can be used.
    AccountState {
        /// Made, but its first password is not set yet.
        Invited = "invited",
        /// Can be used.
        Active = "active",
        /// Switched off by an admin.
        Suspended = "suspended",
        /// Its last day has passed.
        Expired = "expired",
    }
    /// How an account proves itself in the second step.
    SecondFactor {
        /// A code by mail.
        MailOtp = "mailOtp",
        /// A code of an authenticator app.
        Totp = "totp",
        /// One of ten codes that are kept for the day on which the app is lost.
        RecoveryCode = "recoveryCode",
    }
}
