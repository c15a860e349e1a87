//! The realm of the carrier's staff.

pub(crate) mod confirm_operator_setup;
pub(crate) mod get_operator_session;
pub(crate) mod log_in_operator;
pub(crate) mod log_out_operator;
pub(crate) mod set_up_operator;
pub(crate) mod step_up_operator;
pub(crate) mod verify_operator_login;
