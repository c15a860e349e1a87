//! What only programs meet: how much they may call, and the log of what they called.

pub mod call_log;
pub mod quotas;

pub use call_log::CallLog;
pub use quotas::Quotas;
