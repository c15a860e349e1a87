//! Groups of people, and which contracts they may see or change.

use crate::values::choices;

choices! {
    /// What kind of group it is.
    UserGroupKind {
        /// The one that covers every contract, later ones too. It can be neither renamed nor
        /// deleted.
        Automatic = "automatic",
        /// One that the member's admins made.
        Custom = "custom",
    }
}
