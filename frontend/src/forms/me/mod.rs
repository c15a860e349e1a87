//! The forms about oneself.

mod change_password;
mod profile;

pub use change_password::ChangePasswordForm;
pub use profile::{ProfileField, ProfileForm};
