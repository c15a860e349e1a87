//! The realm of the carrier's staff.

pub(crate) mod add_member_account;
pub(crate) mod confirm_operator_setup;
mod desk;
pub(crate) mod get_import;
pub(crate) mod get_member;
pub(crate) mod get_operator_session;
pub(crate) mod import_file;
pub(crate) mod list_member_accounts;
pub(crate) mod list_members;
pub(crate) mod log_in_operator;
pub(crate) mod log_out_operator;
pub(crate) mod register_member;
pub(crate) mod reset_member_factor;
pub(crate) mod send_opening_mail;
pub(crate) mod set_up_operator;
pub(crate) mod step_up_operator;
pub(crate) mod update_member;
pub(crate) mod verify_operator_login;
