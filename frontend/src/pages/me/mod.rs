//! The pages about oneself.

mod change_password;
/// Setting a password of one's own where somebody else chose the first one.
pub mod own_password;
/// One's own profile.
pub mod profile;
mod profile_edit;
mod second_step;
/// One's own second step, password, and where one is signed in.
pub mod security;
mod session_question;
mod sessions;
mod sign_ins;
pub(crate) mod step_up;
mod trusted_browsers;
/// What the choices of an account are called.
pub(crate) mod words;
