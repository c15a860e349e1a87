//! What the sections of the security page tell each other.

use leptos::prelude::*;

/// Counts the changes of what one proves oneself by. They end sessions and trust: whoever shows
/// what depends on them fetches it anew.
#[derive(Debug, Clone, Copy)]
pub(super) struct Credentials(RwSignal<u32>);

impl Credentials {
    /// Nothing has changed so far.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(0))
    }

    /// Lets a loader fetch anew at each change.
    pub(super) fn track(self) {
        self.0.track();
    }

    /// Tells of a change.
    pub(super) fn changed(self) {
        self.0.try_update(|changes| *changes += 1);
    }
}

/// Those of the page; where there is only one section, nobody listens.
pub(super) fn use_credentials() -> Credentials {
    use_context().unwrap_or_else(Credentials::new)
}
