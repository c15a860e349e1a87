//! What is looked for in the audit trail.

mod list_events;

pub use list_events::{ListEventsForm, word_of_action, word_of_group};
