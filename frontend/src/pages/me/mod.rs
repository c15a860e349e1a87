//! The pages about oneself.

mod change_password;
/// Setting a password of one's own where somebody else chose the first one.
pub mod own_password;
/// One's own profile.
pub mod profile;
mod profile_edit;
/// One's own password and second factor.
pub mod security;
/// What the choices of an account are called.
pub(crate) mod words;
