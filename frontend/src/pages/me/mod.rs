//! The pages about oneself.

pub mod profile;
mod profile_edit;
pub mod security;
mod words;
