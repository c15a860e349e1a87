//! What a person sees and changes of himself.

pub(crate) mod change_password;
pub(crate) mod get_me;
pub(crate) mod update_me;

use minato_db::models::accounts::Account;
use minato_types::me::Me;

/// The profile as the API shows it.
fn me_of(account: Account) -> Me {
    Me {
        id: account.id.0,
        name: account.name.0,
        email: account.email.0,
        phone: account.phone.map(|phone| phone.0),
        department: account.department.0,
        role: account.role.0,
        second_factor: account.second_factor.0,
        valid_until: account.valid_until,
        language: account.language.0,
        time_zone: account.time_zone.0,
        password_changed_at: account.password_changed_at.and_utc(),
    }
}
