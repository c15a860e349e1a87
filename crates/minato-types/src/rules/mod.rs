//! Business rules as pure functions: the browser shows what the server will decide.

pub mod japan_time;
pub mod password;
