//! The carrier's services.

use crate::values::choices;

choices! {
    /// What kind of service it is.
    ServiceCategory {
        /// Data centres.
        DataCenter = "dataCenter",
        /// Networks.
        Network = "network",
        /// Voice, video and telephones.
        Voice = "voice",
        /// Applications.
        Application = "application",
        /// IT management.
        ItManagement = "itManagement",
        /// Security.
        Security = "security",
    }
}

impl ServiceCategory {
    /// The place in menus, from 0.
    pub fn position(self) -> usize {
        let place = Self::ALL.iter().position(|category| *category == self);
        place.unwrap_or(Self::ALL.len())
    }
}
