//! Business rules as pure functions: the browser shows what the server will decide.

pub mod billing_month;
pub mod browser_name;
pub mod business_days;
pub mod deadline;
pub mod holidays;
pub mod japan_time;
pub mod keyword_search;
pub mod password;
