//! Who somebody is, and what he may do.

pub mod cookies;
pub mod failures;
pub mod keys;
pub mod new_password;
pub mod password_hash;
pub mod password_link;
pub mod rights;
pub mod sign_in;
pub mod throttle;
