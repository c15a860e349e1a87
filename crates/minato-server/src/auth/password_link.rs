//! The link by which a password is set: the same page for a forgotten one and for the first.

use super::keys::Secret;
use crate::config::Settings;

/// The link with this secret, which stands in the fragment: it reaches no server log and no
/// other site.
pub fn of(settings: &Settings, secret: &Secret) -> String {
    let origin = &settings.public_origin;
    format!("{origin}/password-reset/new#{}", secret.reveal())
}
