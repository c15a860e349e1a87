//! The pages about the member company.

pub mod details;
pub mod notes;
pub mod options;
