//! The pages about the member company.

/// Who the admins of the member are.
pub(crate) mod admins;
/// The member company itself.
pub mod details;
/// What the operator announces.
pub mod notes;
mod notifications;
mod notifications_edit;
/// What can be ordered.
pub mod options;
/// How the member's people sign in.
pub mod security;
