//! The forms about oneself.

mod change_email;
mod change_password;
mod confirm_totp;
mod profile;
mod step_up;

pub use change_email::ChangeEmailForm;
pub use change_password::ChangePasswordForm;
pub use confirm_totp::ConfirmTotpForm;
pub use profile::{ProfileField, ProfileForm};
pub use step_up::{Proof, StepUpForm};
