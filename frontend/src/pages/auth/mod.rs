//! The pages on the way in. The panels are also shown by the dialog of an ended session.

/// The second step of signing in.
pub mod code;
mod code_by_mail;
/// The second step, as it also shows in the dialog.
pub mod code_panel;
/// The doors of portal and port plus.
pub mod log_in;
/// The first step, as it also shows in the dialog.
pub mod log_in_panel;
/// Setting the password by a mailed link.
pub mod new_password;
/// Asking for such a link.
pub mod password_reset;
