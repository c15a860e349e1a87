//! Signing in and out, and the way back after a forgotten password.

pub(crate) mod cancel_login;
pub(crate) mod complete_password_reset;
pub(crate) mod confirm_email_change;
pub(crate) mod get_session;
pub(crate) mod log_in;
pub(crate) mod log_out;
pub(crate) mod request_password_reset;
pub(crate) mod resend_login_code;
pub(crate) mod verify_login;
