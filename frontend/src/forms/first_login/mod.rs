//! The forms of the first sign-in.

mod check_identity;
mod set_first_password;

pub use check_identity::CheckIdentityForm;
pub use set_first_password::SetFirstPasswordForm;
