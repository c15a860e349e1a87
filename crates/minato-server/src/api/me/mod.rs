//! What a person sees and changes of himself.

pub(crate) mod add_saved_filter;
pub(crate) mod change_password;
pub(crate) mod confirm_totp;
pub(crate) mod delete_saved_filter;
pub(crate) mod end_other_sessions;
pub(crate) mod end_own_session;
pub(crate) mod end_trusted_browser;
pub(crate) mod get_me;
pub(crate) mod get_pins;
pub(crate) mod get_saved_filter;
pub(crate) mod get_security;
pub(crate) mod list_own_sessions;
pub(crate) mod list_recent_operations;
pub(crate) mod list_saved_filters;
pub(crate) mod list_sign_ins;
pub(crate) mod list_trusted_browsers;
pub(crate) mod make_recovery_codes;
pub(crate) mod note_recent_operation;
pub(crate) mod offer_totp;
pub(crate) mod remove_totp;
pub(crate) mod request_email_change;
pub(crate) mod send_test_mail;
pub(crate) mod set_pins;
pub(crate) mod step_up;
pub(crate) mod update_me;
pub(crate) mod update_saved_filter;

mod pinned;
mod saved_filter;

use minato_db::models::accounts::Account;
use minato_types::me::Me;
use minato_types::values::SecondFactor;

/// The profile as the API shows it; `factor` is what the second step asks for.
fn me_of(account: Account, factor: SecondFactor) -> Me {
    Me {
        id: account.id.0,
        name: account.name.0,
        email: account.email.0,
        phone: account.phone.map(|phone| phone.0),
        department: account.department.0,
        role: account.role.0,
        second_factor: factor,
        valid_until: account.valid_until,
        language: account.language.0,
        time_zone: account.time_zone.0,
        password_changed_at: account.password_changed_at.and_utc(),
    }
}
