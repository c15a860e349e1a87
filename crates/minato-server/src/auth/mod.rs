//! Who somebody is, and what he may do.

pub mod access;
pub mod cookies;
pub mod even_time;
pub mod failures;
pub mod first_login;
pub mod key_rotation;
pub mod keys;
pub mod lane;
pub mod new_password;
pub mod operator;
pub mod own_password;
pub mod password_hash;
pub mod password_link;
pub mod rate_limits;
pub mod recovery;
pub mod rights;
pub mod seal;
pub mod seal_keys;
pub mod second_step;
pub mod sign_in;
pub mod sign_in_history;
pub mod step_up;
pub mod throttle;
pub mod totp;
pub mod totp_setup;
pub mod trust;
