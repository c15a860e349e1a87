//! What is looked for in the audit trail.

mod list_events;

pub use list_events::{
    ListEventsForm, address, csv_address, is_filtered, is_other_page, query_of, word_of_action,
    word_of_group,
};
