//! What setting an authenticator app up looks like, wherever one does it.

/// New recovery codes.
pub(crate) mod codes;
/// The secret that an app is to have.
pub(crate) mod offer;
