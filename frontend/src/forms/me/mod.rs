//! The forms about oneself.

mod change_password;
mod profile;

pub use change_password::{ChangePasswordForm, PasswordHint};
pub use profile::{ProfileField, ProfileForm};
