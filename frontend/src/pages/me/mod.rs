//! The pages about oneself.

/// One's own profile.
pub mod profile;
mod profile_edit;
/// One's own password and second factor.
pub mod security;
mod words;
