//! The pages on the way in. The panels are also shown by the dialog of an ended session.

pub mod code;
pub mod code_panel;
pub mod log_in;
pub mod log_in_panel;
pub mod new_password;
pub mod password_reset;
