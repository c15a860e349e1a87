//! Looking for contracts.

mod list_contracts;
mod saved_filter;

pub use list_contracts::{
    ListContractsForm, address, counted, csv_address, is_filtered, is_other_page, query_of,
    with_status,
};
pub use saved_filter::{SavedFilterForm, kept};
