//! The pages about the member company.

/// The member company itself.
pub mod details;
/// What the operator announces.
pub mod notes;
/// What can be ordered.
pub mod options;
