//! Looking for contracts.

mod list_contracts;
mod saved_filter;

pub use list_contracts::{ListContractsForm, counted, with_status};
pub use saved_filter::{SavedFilterForm, kept};
