//! The log of what programs called.

pub(crate) mod list_api_calls;
