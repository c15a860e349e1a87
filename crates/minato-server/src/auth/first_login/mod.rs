//! The first sign-in, step by step: the mailed link, the identity check, and what the browser
//! that passed it may do next.

pub mod identity;
mod link;
pub mod progress;

pub use link::{check_wait, free_at, send, send_from};
pub use minato_db::models::first_logins::Purpose;
