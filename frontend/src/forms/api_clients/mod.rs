//! The forms about API clients.

mod calls;
mod client;
mod key;

pub use calls::ListCallsForm;
pub use client::{ApiClientForm, has_word, toggled};
pub use key::KeyForm;
